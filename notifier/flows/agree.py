"""The desk where people decide: show what is asked, and record an answer only to what was shown."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from notifier.adapters.catalog import Catalog
from notifier.adapters.store.ledger import Answered, Outcome
from notifier.adapters.store.visits import Visitor, visitor
from notifier.adapters.tokens import Tokens
from notifier.core import question, token
from notifier.core.binding import Timeline, accepted, day_at
from notifier.core.consent import Entry, Method, body, canonical, commitment, leaf
from notifier.core.subject import PersonState
from notifier.core.text import Language, digest
from notifier.core.token import Purpose
from notifier.render import answers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from notifier.adapters.settings import Settings
    from notifier.core.binding import Bound
    from notifier.core.policy import Policy
    from notifier.core.question import Ask, Said, Sheet
    from notifier.core.release import Record, Version
    from notifier.core.text import Digest
    from notifier.render.answers import Statements
    from notifier.render.words import Words

OPEN = timedelta(hours=2)
"""How long a page may stay open before it is answered."""

DWELL = timedelta(seconds=2)
"""Nobody reads a page faster; what answers sooner is a machine that presses buttons."""


class Result(StrEnum):
    """What became of an answer."""

    RECORDED = "recorded"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    HASTY = "hasty"


class Choice(StrEnum):
    """The two answers, alike in every way."""

    ACCEPT = "accept"
    KEEP = "keep"


class Writer(Protocol):
    """Where answers are written."""

    def append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        """Add answers, each wholly or not at all."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A clause at which earlier words still bind; without words when it does not bind at all."""

    bound: Bound
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one person is shown at one moment.

    Attributes:
        delivery: the warning whose link they opened.
        visitor: who they are and what they said before.
        sheet: the questions.
        statements: both answers to each question.
        said: their last answer to each question; nothing where they were silent.
        bound: which words bind them now.
        held: the clauses at which an earlier release still binds them, with their words.
        page: the hash of everything asked.
        nonce: ties an answer to this page.
        at: the moment.
    """

    delivery: int
    visitor: Visitor
    sheet: Sheet
    statements: tuple[Statements, ...]
    said: tuple[Said | None, ...]
    bound: tuple[Bound, ...]
    held: tuple[Held, ...]
    page: Digest
    nonce: str
    at: datetime

    @property
    def policy(self) -> Policy:
        """Give the policy it is about."""
        return self.sheet.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An answer as it came in.

    Attributes:
        language: of the page that was answered.
        nonce: of that page.
        page: its hash.
        shown: the hash of the text it showed.
        choices: the answer to each question, by its place.
        everything: one answer to all other questions; nothing when each was answered alone.
        own: whether the person confirmed that the answers are theirs.
    """

    language: Language
    nonce: str
    page: str
    shown: str
    choices: Mapping[int, Choice]
    everything: Choice | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What the connection tells of whoever answers; kept apart from the ledger, and erasable."""

    address: str = ""
    agent: str = ""


class Desk:
    """Shows questions and records answers. It reads releases anew when one was added.

    Attributes:
        root: the repository of policies.
        engine: the store.
        settings: the deployment.
        writer: where answers go.
        words: the catalogue of each language.
    """

    def __init__(
        self,
        *,
        root: Path,
        engine: Engine,
        settings: Settings,
        writer: Writer,
        words: Callable[[Language], Words],
        dwell: timedelta = DWELL,
    ) -> None:
        self.root = root
        self.engine = engine
        self.settings = settings
        self.writer = writer
        self.words = words
        self.dwell = dwell
        self._seen: tuple[tuple[str, int], ...] = ()
        self._catalog = Catalog(root)
        self._sheets: dict[tuple[str, Version, Version, Language], Sheet] = {}
        self._times: dict[tuple[str, Version, object], Timeline] = {}
        self._tokens: Tokens | None = None
        self._reading = RLock()  # git is read by one thread at a time

    @cached_property
    def releases(self) -> Path:
        """Give the folder that tells of every release."""
        return Catalog(self.root).root / "policy" / "releases"

    @property
    def catalog(self) -> Catalog:
        """Give the releases as they are now; a folder's time changes when a release is added to it."""
        seen = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(self.releases.glob("*/")))
        if seen != self._seen:
            self._seen, self._catalog = seen, Catalog(self.root)
            self._sheets, self._times = {}, {}
        return self._catalog

    def tokens(self, now: datetime) -> Tokens:
        """Give the links as they open on this day."""
        if self._tokens is None or self._tokens.on != now.date():
            self._tokens = Tokens(self.settings, on=now.date())
        return self._tokens

    def visit(self, link: str, *, now: datetime, language: Language | None = None) -> Visit:
        """Show a person what they are asked.

        Raises:
            DecisionRefused: when the link was forged, has ended, or leads to nobody; one refusal for all.
        """
        delivery = self.tokens(now).read(Purpose.CONSENT, link)
        return self.shown(delivery, visitor(self.engine, delivery), now=now, language=language)

    def shown(
        self, delivery: int, who: Visitor | None, *, now: datetime, language: Language | None = None
    ) -> Visit:
        """Show a person what they are asked, once it is known who they are."""
        if who is None or who.person.state is PersonState.ERASED or who.person.subject is None:
            raise token.refused()
        with self._reading:
            return self._laid_out(delivery, who, now=now, language=language)

    def _laid_out(self, delivery: int, who: Visitor, *, now: datetime, language: Language | None) -> Visit:
        subject = who.person.subject
        assert subject is not None  # noqa: S101 - a person without contents was refused
        catalog = self.catalog
        policy = catalog.policy(who.policy)
        record = question.newest(catalog.history(policy.name), now, policy.time_zone)
        baseline = dict(subject.baselines).get(policy.name)
        if record is None or baseline is None:
            raise token.refused()
        spoken = language if language in policy.languages else subject.language
        told = self._sheet(
            policy, record, baseline, spoken if spoken in policy.languages else policy.governing
        )
        sentences = answers.statements(told, self.words(told.language), today=day_at(now, policy.time_zone))
        page = question.page(told, answers.flat(sentences), who.head)
        bound = self._timeline(policy, now).binding(accepted(who.decisions, now), baseline)
        return Visit(
            delivery=delivery,
            visitor=who,
            sheet=told,
            statements=sentences,
            said=tuple(question.said(ask, who.decisions) for ask in told.asks),
            bound=bound,
            held=tuple(self._held(policy, one, told.language) for one in bound if one.held_by),
            page=page,
            nonce=self._nonce(delivery, page, now),
            at=now,
        )

    def answer(self, link: str, form: Form, *, peer: Peer, now: datetime) -> tuple[Result, Visit]:
        """Record an answer, if it answers what the person would be shown now; else show that.

        Raises:
            DecisionRefused: when the link or the page was never ours.
        """
        told = self.visit(link, now=now, language=form.language)
        issued = self._issued(told.delivery, form, now)
        chosen = self._chosen(told, form)
        if not form.own or not chosen:
            return (Result.INCOMPLETE if self._fresh(told, form, issued) else Result.OUTDATED), told
        once = hashlib.sha256(canonical({"nonce": form.nonce, "chosen": chosen}).encode()).digest()
        if not self._fresh(told, form, issued):
            return (Result.RECORDED if self._known(told, once) else Result.OUTDATED), told
        if now - issued < self.dwell:
            return Result.HASTY, told
        (outcome,) = self.writer.append([self._answered(told, chosen, once, peer)])
        after = self.visit(link, now=now, language=form.language)
        return (Result.OUTDATED if outcome is Outcome.STALE else Result.RECORDED), after

    def _known(self, told: Visit, once: bytes) -> bool:
        """Say whether this very answer is recorded already: somebody pressed twice."""
        from notifier.adapters.store.ledger import Ledger

        return bool(told.visitor.head) and Ledger(self.engine).has(once)

    def _fresh(self, told: Visit, form: Form, issued: datetime) -> bool:
        same = (form.page, form.shown) == (told.page, told.sheet.shown)
        return same and told.at - issued <= OPEN

    @staticmethod
    def _chosen(told: Visit, form: Form) -> dict[str, str]:
        """Give the answer to each question that got one, by the place of the question."""
        places = range(len(told.sheet.asks))
        both = {place: form.choices.get(place, form.everything) for place in places}
        return {str(place): choice.value for place, choice in both.items() if choice}

    def _answered(self, told: Visit, chosen: Mapping[str, str], once: bytes, peer: Peer) -> Answered:
        """Write an answer down: one entry for each question, each naming the one before."""
        salt, private = secrets.token_bytes(16), _private(told, peer)
        entries: list[Entry] = []
        previous = told.visitor.head
        for place, choice in sorted(chosen.items()):
            entry = replace(
                _entry(told, int(place), Choice(choice)),
                commitment=commitment(salt, private),
                previous=previous,
            )
            entries.append(entry)
            previous = leaf(body(entry))
        return Answered(entries=tuple(entries), once=once, salt=salt, private=private)

    def _sheet(self, policy: Policy, record: Record, baseline: Version, language: Language) -> Sheet:
        key = (str(policy.name), record.version, baseline, language)
        if key not in self._sheets:
            catalog = self._catalog
            records = {one.version: one for one in catalog.history(policy.name).records}
            self._sheets[key] = question.sheet(
                policy=policy,
                history=catalog.history(policy.name),
                release=record,
                baseline=baseline,
                language=language,
                documents=lambda version, tongue: catalog.document(records[version], tongue),
            )
        return self._sheets[key]

    def _held(self, policy: Policy, bound: Bound, language: Language) -> Held:
        records = {one.version: one for one in self._catalog.history(policy.name).records}
        clauses = self._catalog.document(records[bound.version], language).clauses
        return Held(bound=bound, words=next((one.text for one in clauses if one.id == bound.clause), ""))

    def _timeline(self, policy: Policy, now: datetime) -> Timeline:
        today = day_at(now, policy.time_zone)
        key = (str(policy.name), self._catalog.history(policy.name).records[-1].version, today)
        if key not in self._times:
            history = self._catalog.history(policy.name)
            self._times[key] = Timeline(history, at=now, zone=policy.time_zone, by=policy.binding)
        return self._times[key]

    def _nonce(self, delivery: int, page: Digest, now: datetime) -> str:
        issued = int(now.timestamp())
        return f"{issued}.{self.tokens(now).stamp(_stamped(delivery, page, issued))}"

    def _issued(self, delivery: int, form: Form, now: datetime) -> datetime:
        """Tell when we showed the page that is answered; a page we never showed this person is refused."""
        issued, _, stamp = form.nonce.partition(".")
        if not (issued.isascii() and issued.isdigit() and len(issued) <= 11):
            raise token.refused()
        if not self.tokens(now).stamped(_stamped(delivery, form.page, int(issued)), stamp):
            raise token.refused()
        return datetime.fromtimestamp(int(issued), tz=now.tzinfo)


def _stamped(delivery: int, page: str, issued: int) -> bytes:
    return f"{delivery}|{page}|{issued}".encode()


def _entry(told: Visit, place: int, choice: Choice) -> Entry:
    ask: Ask = told.sheet.asks[place]
    accept = choice is Choice.ACCEPT
    sentence = told.statements[place].accept if accept else told.statements[place].keep
    return Entry(
        person=told.visitor.person.id,
        delivery=told.delivery,
        policy=told.policy.name,
        version=told.sheet.release.version,
        since=ask.since,
        answer=question.answer(accept=accept, before=told.said[place]),
        covers=ask.reductions,
        language=told.sheet.language,
        shown=told.sheet.shown,
        statement=digest(sentence),
        page=told.page,
        method=Method.PAGE,
        at=told.at,
        commitment=told.page,
    )


def _private(told: Visit, peer: Peer) -> str:
    subject = told.visitor.person.subject
    assert subject is not None  # noqa: S101 - an erased person is never shown a page
    return canonical(
        {
            "external_id": subject.external_id,
            "email": subject.email,
            "address": peer.address,
            "agent": peer.agent,
        }
    )
