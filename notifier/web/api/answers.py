"""What each operation answers: the flows decide, and here it takes the form of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core import question
from notifier.core.binding import Timeline
from notifier.core.consent import Answer as Answered
from notifier.core.consent import Method, body, leaf
from notifier.core.policy import Use
from notifier.core.release import Version
from notifier.core.said import say
from notifier.core.text import ClauseId, Language
from notifier.errors import DecisionRefused, SubjectRefused
from notifier.flows import banners
from notifier.flows.agree import OPEN, Choice, Form, Peer, Result
from notifier.flows.bind import end_of
from notifier.render import html
from notifier.web.api import models
from notifier.web.api.problems import Kind, Trouble
from notifier.web.peers import network

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.core.binding import Bound
    from notifier.core.consent import Entry
    from notifier.core.policy import Policy
    from notifier.flows.inquire import Inquiry
    from notifier.flows.visit import Visit


def binding(inquiry: Inquiry, asked: models.OfBinding, *, now: datetime) -> models.Binding:
    """Tell which words bind a person."""
    if asked.on and asked.at:
        raise Trouble(Kind.INVALID, "ask for a day or for a moment, not for both")
    at = asked.at or now
    if asked.on:
        try:
            at = end_of(asked.on, inquiry.policy(asked.policy).time_zone)
        except OverflowError as error:
            raise Trouble(Kind.INVALID, "this day has no end that a calendar knows") from error
    told = inquiry.bound(asked.person, asked.policy, at=at)
    bound = [one for one in told.bound if asked.clause in {"", one.clause}]
    if asked.clause and told.bound and not bound:
        raise Trouble(Kind.NOT_FOUND, "no clause of this name binds this person or is in force")
    return models.Binding(
        person=asked.person,
        policy=told.policy.name,
        at=told.at,
        baseline=str(told.baseline),
        clauses=[_bound(one) for one in bound],
    )


def _bound(one: Bound) -> models.Bound:
    return models.Bound(
        clause=one.clause, version=str(one.version) if one.present else None, held_by=list(one.held_by)
    )


def permission(inquiry: Inquiry, asked: models.OfPermission, *, now: datetime) -> models.Permission:
    """Say whether a use of data is allowed."""
    use = _use(inquiry, asked)
    answer, told = inquiry.permission(asked.person, asked.policy, use, at=asked.at or now)
    return models.Permission(
        person=asked.person,
        policy=answer.policy.name,
        clause=use.clause,
        at=answer.at,
        allowed=told.allowed,
        version=str(told.version) if told.version else None,
        held_by=list(told.held_by),
    )


def _use(inquiry: Inquiry, asked: models.OfPermission) -> Use:
    named, described = bool(asked.purpose), bool(asked.clause and asked.since)
    if named == described or (named and (asked.clause or asked.since or asked.until)):
        raise Trouble(Kind.INVALID, "name a purpose, or a clause and since which version it allows the use")
    if named:
        return inquiry.use(asked.policy, asked.purpose)
    assert asked.since is not None  # noqa: S101 - described says so
    return Use(
        name="",
        clause=ClauseId(asked.clause),
        since=Version.read(asked.since),
        until=Version.read(asked.until) if asked.until else None,
    )


def questions(inquiry: Inquiry, asked: models.OfQuestions, *, now: datetime) -> models.Questions:
    """Tell what a person is asked."""
    return shown(inquiry, _visit(inquiry, asked, asked.language, now=now), asked.person, now=now)


def _visit(inquiry: Inquiry, asked: models.Asking, language: str, *, now: datetime) -> Visit:
    try:
        return inquiry.asked(asked.person, asked.policy, now=now, language=language)
    except DecisionRefused as error:
        raise Trouble(Kind.NOT_FOUND, "this policy never bound this person") from error


def shown(inquiry: Inquiry, visit: Visit, person: str, *, now: datetime) -> models.Questions:
    """Write down what a person is shown."""
    sheet, words = visit.sheet, inquiry.desk.words(visit.sheet.language)
    return models.Questions(
        person=person,
        policy=visit.policy.name,
        version=str(sheet.release.version),
        effective_on=sheet.release.effective_on,
        language=sheet.language,
        asked=visit.open > 0,
        open=visit.open,
        link=inquiry.desk.link(visit.visitor.person.id, visit.policy.name, now=now),
        questions=[
            models.Question(
                place=place,
                reductions=list(ask.reductions),
                section=ask.section,
                language=ask.language,
                since=str(ask.since),
                agreed=ask.agreed,
                said=models.Said(answer=said.answer.value, at=said.at) if said else None,
                changes=[
                    models.Change(
                        before=change.words_before, after=change.words_after, html=html.change(change, words)
                    )
                    for change in ask.changes
                ],
                accept=statements.accept,
                keep=statements.keep,
            )
            for place, (ask, said, statements) in enumerate(
                zip(sheet.asks, visit.said, visit.statements, strict=True)
            )
        ],
        banner=models.Banner.model_validate(banners.personal(inquiry.desk, visit, now=now)),
        shown=sheet.shown,
        page=visit.page,
        token=visit.nonce,
        expires_at=now + OPEN,
    )


def decide(inquiry: Inquiry, sent: models.Decision, *, now: datetime) -> models.Recorded:
    """Record an answer that an application obtained."""
    visit = _visit(inquiry, sent, sent.language, now=now)
    form = Form(
        language=Language(sent.language),
        nonce=sent.token,
        page=sent.page,
        shown=sent.shown,
        choices={one.place: Choice(one.choice) for one in sent.answers},
        own=True,
    )
    if len(form.choices) < len(sent.answers):
        raise Trouble(Kind.INVALID, "one question is answered twice")
    peer = Peer(address=network(sent.address), agent=sent.agent[:200])
    try:
        receipt = inquiry.desk.answer(visit, form, peer=peer, now=now, method=Method.APPLICATION)
    except DecisionRefused as error:
        raise Trouble(Kind.TOKEN, "the token was not made for this person, policy and page") from error
    match receipt.result:
        case Result.RECORDED:
            return _recorded(receipt.entries, sent.person, again=receipt.again)
        case Result.OUTDATED:
            fresh = _visit(inquiry, sent, sent.language, now=now)
            told = shown(inquiry, fresh, sent.person, now=now)
            raise Trouble(
                Kind.OUTDATED, "nothing was recorded; ask again with the questions of now", (), told
            )
        case _:
            raise Trouble(Kind.INVALID, "no question of the page is answered")


def _recorded(entries: tuple[Entry, ...], person: str, *, again: bool) -> models.Recorded:
    first = entries[0]
    return models.Recorded(
        person=person,
        policy=first.policy,
        version=str(first.version),
        recorded_at=first.at,
        receipt=leaf(body(first)),
        answers=[
            models.Kept(answer=Answered(one.answer).value, covers=list(one.covers), leaf=leaf(body(one)))
            for one in entries
        ],
        again=again,
    )


def person(inquiry: Inquiry, asked: models.OfPerson, *, now: datetime) -> models.Person:
    """Tell what we know of a person."""
    del now
    subject = inquiry.person(asked.person).subject
    if subject is None:
        raise SubjectRefused(say("nobody of this name"))
    return models.Person(
        person=subject.external_id,
        email=subject.email,
        language=subject.language,
        services=list(subject.services),
        baselines={name: str(version) for name, version in subject.baselines},
    )


def enrol(inquiry: Inquiry, sent: models.People, *, now: datetime) -> models.Taken:
    """Take people, all of them or none."""
    rows = [
        {
            "external_id": one.person,
            "email": one.email,
            "language": one.language,
            "services": " ".join(one.services),
            "baseline": " ".join(f"{name}={version}" for name, version in one.baselines.items()),
        }
        for one in sent.people
    ]
    done = inquiry.enrol(rows, now=now)
    if isinstance(done, tuple):
        flaws = tuple(models.Flaw(place=f"people.{flaw.place}", why=flaw.why) for flaw in done)
        raise Trouble(Kind.INVALID, "nobody was taken", flaws)
    return models.Taken(kept=done.kept, erased=done.erased)


def policies(inquiry: Inquiry, asked: models.Nothing, *, now: datetime) -> models.Policies:
    """Tell every policy as it stands."""
    del asked
    registry = inquiry.desk.catalog.registry
    return models.Policies(
        organisation=registry.organisation,
        policies=[_policy(inquiry, policy, now) for policy in registry.policies],
    )


def _policy(inquiry: Inquiry, policy: Policy, now: datetime) -> models.Policy:
    history = inquiry.desk.catalog.history(policy.name)
    reached = Timeline(history, at=now, zone=policy.time_zone, by=policy.binding).reached
    newest = question.newest(history, now, policy.time_zone)
    return models.Policy(
        name=policy.name,
        titles=dict(policy.titles),
        languages=list(policy.languages),
        governing_language=policy.governing,
        in_force=str(reached[-1].version) if reached else None,
        newest=str(newest.version) if newest else None,
        effective_on=newest.effective_on if newest else None,
        purposes=[use.name for use in policy.uses],
    )


def banner(inquiry: Inquiry, asked: models.OfBanner, *, now: datetime) -> models.Banner:
    """Tell what everybody may know of the newest version."""
    policy = inquiry.policy(asked.policy)
    told = banners.newest(inquiry.desk, policy, now=now, language=asked.language)
    if told is None:
        raise Trouble(Kind.NOT_FOUND, "nothing is published yet")
    return models.Banner.model_validate(told)
