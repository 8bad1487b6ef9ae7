"""Clauses that leave one policy for another: shown as moves, and taken for a reduction until a person rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from notifier.core.alignment import Fate
from notifier.core.assessment import Category, Direction, Finding, Level
from notifier.core.changeset import Elsewhere
from notifier.core.text import EN, FR, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.assessment import Assessed, Assessment
    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Clause
    from notifier.core.text import PolicyName

_ALIKE = 90.0
_SHORTEST = 20
RULE = "moved-to-another-policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A clause that is new in another policy."""

    policy: PolicyName
    clause: Clause


def arrivals(policy: PolicyName, before: Iterable[Clause], after: Iterable[Clause]) -> tuple[Arrival, ...]:
    """Give what a policy says now and did not say before."""
    said = {fold(clause.text) for clause in before}
    return tuple(Arrival(policy=policy, clause=one) for one in after if fold(one.text) not in said)


def departures(policy: PolicyName, before: Iterable[Clause], after: Iterable[Clause]) -> tuple[Arrival, ...]:
    """Give what a policy said and does not say any more."""
    return arrivals(policy, after, before)


def followed(changes: ChangeSet, *, came: tuple[Arrival, ...], went: tuple[Arrival, ...]) -> ChangeSet:
    """Tell of each clause that left where it went, and of each new one where it came from, in other policies."""
    told = tuple(_followed(change, came, went) for change in changes.changes)
    return replace(changes, changes=told)


def _followed(change: Change, came: tuple[Arrival, ...], went: tuple[Arrival, ...]) -> Change:
    match change.fate:
        case Fate.REMOVED:
            there = found(change.words_before, came)
        case Fate.ADDED:
            there = found(change.words_after, went)
        case _:
            there = None
    return (
        replace(change, elsewhere=Elsewhere(policy=there.policy, clause=there.clause.id)) if there else change
    )


def found(words: str, elsewhere: tuple[Arrival, ...]) -> Arrival | None:
    """Give the clause of another policy that says nearly what these words say; too short words say nothing."""
    words = fold(words) if elsewhere else ""
    if len(words) < _SHORTEST:
        return None
    alike = [(fuzz.ratio(words, fold(one.clause.text)), one) for one in elsewhere]
    likeness, nearest = max(alike, key=lambda pair: pair[0])
    return nearest if likeness >= _ALIKE else None


def crossed(assessment: Assessment, elsewhere: tuple[Arrival, ...]) -> Assessment:
    """Raise what left for another policy: there another clause on changes watches over it, so a right may shrink."""
    if not elsewhere:
        return assessment
    return replace(assessment, changes=tuple(_crossed(one, elsewhere) for one in assessment.changes))


def _crossed(one: Assessed, elsewhere: tuple[Arrival, ...]) -> Assessed:
    arrival = found(one.change.words_before, elsewhere) if one.change.fate is Fate.REMOVED else None
    if arrival is None:
        return one
    finding = Finding(
        rule=RULE,
        level=Level.REDUCTION,
        direction=Direction.ADVERSE,
        category=Category.CHANGE_NOTICE,
        before=one.change.words_before,
        after=arrival.clause.text,
        why=(
            (
                EN,
                f"This promise moves to the policy “{arrival.policy}”, where other rules on changes may hold.",
            ),
            (
                FR,
                (
                    f"Cette promesse passe dans la politique «\u00a0{arrival.policy}\u00a0», où d’autres règles de "
                    "modification peuvent valoir."
                ),
            ),
        ),
    )
    return replace(one, level=Level.REDUCTION, direction=Direction.ADVERSE, findings=(finding, *one.findings))
