"""Which words bind a person on a day: releases from git, decisions from the ledger, the rule from core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from notifier.adapters.store.ledger import Ledger
from notifier.core.binding import Bound, Timeline, accepted, binding
from notifier.core.said import counted, say
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Engine

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.store.people import People
    from notifier.core.policy import Policy
    from notifier.core.release import Version
    from notifier.core.subject import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What binds one person by one policy at one moment.

    Attributes:
        person: who.
        policy: by which policy.
        baseline: the release they began with.
        at: when.
        bound: clause by clause; empty before the baseline is in force.
    """

    person: Person
    policy: Policy
    baseline: Version
    at: datetime
    bound: tuple[Bound, ...]

    @property
    def newest(self) -> Version:
        """Give the greatest release that binds in any clause."""
        return max(bound.version for bound in self.bound)


def person(people: People, word: str) -> Person:
    """Find the one person whom an external id or an address names; an erased one while their evidence is kept.

    Raises:
        SubjectRefused: when it names nobody, or several who share an address.
    """
    found = people.find(word)
    if not found and (erased := people.remembered(word)):
        return erased
    if not found:
        raise SubjectRefused(
            say("nobody with this external id or address"),
            source=word,
            remedy=say("run policy subjects import"),
        )
    if len(found) > 1:
        names = ", ".join(one.subject.external_id for one in found if one.subject)
        raise SubjectRefused(
            counted("{count} person has this address", "{count} people share this address", len(found)),
            source=word,
            remedy=say("name one: {names}", names=names),
        )
    return found[0]


def bind(catalog: Catalog, engine: Engine, who: Person, name: str, *, at: datetime) -> Answer:
    """Tell which words of a policy bind a person at a moment.

    Raises:
        SubjectRefused: when the person never began with this policy.
    """
    policy = catalog.policy(name)
    baseline = dict(who.subject.baselines).get(policy.name) if who.subject else None
    if baseline is None:
        raise SubjectRefused(
            say("was never bound by {policy}", policy=policy.name), source=f"person {who.id}"
        )
    bound = binding(
        catalog.history(policy.name),
        Ledger(engine).decisions(who.id, policy.name),
        baseline,
        at,
        zone=policy.time_zone,
        by=policy.binding,
    )
    return Answer(person=who, policy=policy, baseline=baseline, at=at, bound=bound)


def everybody(
    catalog: Catalog, engine: Engine, people: People, name: str, *, at: datetime
) -> Iterator[tuple[str, tuple[Bound, ...]]]:
    """Give what binds each person with us by a policy, by external id, in the order of their numbers.

    Memory stays flat: people and their answers are read side by side, and those who began and agreed alike share one
    answer.
    """
    policy = catalog.policy(name)
    line = Timeline(catalog.history(policy.name), at=at, zone=policy.time_zone, by=policy.binding)
    answers = Ledger(engine).decided(policy.name)
    ahead = next(answers, None)
    for one in people.all():
        while ahead and ahead[0] < one.id:
            ahead = next(answers, None)
        baseline = dict(one.subject.baselines).get(policy.name) if one.subject else None
        if one.subject and baseline:
            said = ahead[1] if ahead and ahead[0] == one.id else ()
            yield one.subject.external_id, line.binding(accepted(said, at), baseline)


def end_of(day: date, zone: str) -> datetime:
    """Give the last moment of a day where a policy lives: every answer given that day counts."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))
    return midnight - timedelta(microseconds=1)


def begins(day: date, zone: str) -> datetime:
    """Give the moment a day begins where a policy lives."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone))
