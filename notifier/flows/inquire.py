"""What applications ask: which words bind a person, what is still to be asked, and what may be done with their data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.people import baselines
from notifier.core import watch
from notifier.core.binding import accepted
from notifier.core.permission import permission
from notifier.core.said import say
from notifier.core.subject import Subject
from notifier.core.text import Language
from notifier.errors import SubjectRefused
from notifier.flows import enrol
from notifier.flows.bind import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notifier.adapters.store.arrivals import Arrival, Taken
    from notifier.adapters.store.people import People
    from notifier.core.permission import Permission
    from notifier.core.policy import Policy, Use
    from notifier.core.subject import Person
    from notifier.flows.agree import Desk
    from notifier.flows.visit import Visit

FIRST, LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""Moments outside are asked as these: nothing was in force before, and calendars end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One of the people that were handed over, by place from 0, and why it cannot be taken."""

    place: int
    why: str


class Inquiry:
    """Answers for applications, with the same rules as the pages and the command.

    Attributes:
        desk: shows people what they are asked.
        people: of the store.
    """

    def __init__(self, desk: Desk, people: People) -> None:
        self.desk = desk
        self.people = people

    def person(self, name: str) -> Person:
        """Find a person by the client's own name for them.

        Raises:
            SubjectRefused: when there is none, or who it was is forgotten.
        """
        found = () if name.startswith(watch.PREFIX) else self.people.named([name])
        if not found:
            raise SubjectRefused(say("nobody of this name"))
        return found[0]

    def policy(self, name: str) -> Policy:
        """Find a policy; the only one when none is named.

        Raises:
            SubjectRefused: when there is none of this name.
        """
        policies = self.desk.catalog.registry.policies
        if not name and len(policies) == 1:
            return policies[0]
        for policy in policies:
            if policy.name == name:
                return policy
        raise SubjectRefused(say("no policy of this name"))

    def bound(self, person: str, policy: str, *, at: datetime) -> Answer:
        """Tell which words bind a person at a moment, as far as is known today.

        Raises:
            SubjectRefused: when the person is not there, or the policy never bound them.
        """
        who, one = self.person(person), self.policy(policy)
        baseline = dict(who.subject.baselines).get(one.name) if who.subject else None
        if baseline is None:
            raise SubjectRefused(say("this policy never bound this person"))
        moment = min(max(at, FIRST), LAST)
        decisions = Ledger(self.desk.engine).decisions(who.id, one.name)
        shelf = self.desk.shelf
        with shelf.reading:
            bound = shelf.timeline(one, moment).binding(accepted(decisions, moment), baseline)
        return Answer(person=who, policy=one, baseline=baseline, at=moment, bound=bound)

    def permission(self, person: str, policy: str, use: Use, *, at: datetime) -> tuple[Answer, Permission]:
        """Say whether a use is allowed by the words that bind a person at a moment.

        Raises:
            SubjectRefused: when the person is not there, or the policy never bound them.
        """
        answer = self.bound(person, policy, at=at)
        return answer, permission(answer.bound, use)

    def use(self, policy: str, name: str) -> Use:
        """Find a use that the registry names.

        Raises:
            SubjectRefused: when it names none.
        """
        for use in self.policy(policy).uses:
            if use.name == name:
                return use
        raise SubjectRefused(say("no purpose of this name"))

    def asked(self, person: str, policy: str, *, now: datetime, language: str = "") -> Visit:
        """Tell what a person is asked, and sign it so that an answer can be tied to it.

        Raises:
            SubjectRefused: when the person is not there.
            DecisionRefused: when the policy never bound them.
        """
        who, one = self.person(person), self.policy(policy)
        tongue: Language | None = next((code for code in one.languages if code == language), None)
        return self.desk.present(who.id, one.name, now=now, language=tongue)

    def enrol(self, rows: Sequence[Mapping[str, str]], *, now: datetime) -> tuple[Flaw, ...] | Taken:
        """Take people, all of them or none; where somebody began is never moved: it would take a refusal away."""
        reader = enrol.Reader(enrol.terms(self.desk.catalog))
        subjects: list[Subject] = []
        flaws: list[Flaw] = []
        for place, row in enumerate(rows):
            try:
                subjects.append(_subject(reader.arrival(place, [row[name] for name in enrol.COLUMNS])))
            except SubjectRefused as error:
                flaws.append(Flaw(place=place, why=str(error)))
        there = {
            who.subject.external_id: who.subject
            for who in self.people.named([one.external_id for one in subjects])
            if who.subject
        }
        if flaws := flaws or list(_flaws(subjects, there)):
            return tuple(flaws)
        return self.people.take([_kept(one, there) for one in subjects], now=now)


def _subject(arrival: Arrival) -> Subject:
    return Subject(
        external_id=arrival.external_id,
        email=arrival.email or "",
        language=Language(arrival.language),
        services=tuple(arrival.services.split()),
        baselines=baselines(arrival.baselines),
    )


def _flaws(subjects: Sequence[Subject], there: Mapping[str, Subject]) -> list[Flaw]:
    """Name whoever comes twice, or would begin elsewhere than they did."""
    flaws, seen = [], set()
    for place, one in enumerate(subjects):
        if one.external_id in seen:
            flaws.append(Flaw(place=place, why="comes twice"))
        seen.add(one.external_id)
        began = dict(there[one.external_id].baselines) if one.external_id in there else {}
        for name, version in one.baselines:
            if name in began and began[name] != version:
                flaws.append(Flaw(place=place, why=f"began with {name} {began[name]}, which does not change"))
    return flaws


def _kept(one: Subject, there: Mapping[str, Subject]) -> Subject:
    """Keep the beginnings with policies that are not told of this time."""
    before = there.get(one.external_id)
    if before is None:
        return one
    return replace(one, baselines=tuple(sorted({**dict(before.baselines), **dict(one.baselines)}.items())))
