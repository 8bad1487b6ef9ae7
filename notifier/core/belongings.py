"""Whether what is kept, or lasts, is the person's to use: as their proof, their seat, their guarantee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.statements import Actor, Head, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack


KEPT = frozenset({"keep", "delete", "anonymise"})
"""Concepts of what is done with a thing or data that somebody has."""
_ALWAYS = 3
_NEAR = 4


def for_them(statement: Statement, head: Head | None, pack: RulePack) -> bool:
    """Tell whether what is kept or lasts is the person's to use: as their proof, their seat, their guarantee.

    Data about them, their agreement and what is done with it are not.
    """
    served = statement.staked(Axis.SERVED)
    if any(mention.concept.rank == _ALWAYS for mention in served):
        return True
    if statement.has(Axis.CONSENT):
        return False
    kept = head is not None and head.concept.id in KEPT
    if kept and not pack.words.stored.isdisjoint(statement.plain[:_NEAR]):
        return pack.grammar.relative.isdisjoint(statement.plain)
    idle = head is None or head.concept.id in _RESTING or head.concept.axis is not Axis.TAKE
    if not idle or _theirs(statement, head):
        return False
    return bool(served) or _kept_for(statement, head, pack)


_RESTING = frozenset({"keep", "lapse", "collect", "unnamed-use"})


def _theirs(statement: Statement, head: Head | None) -> bool:
    """Tell whether it is the company, or data, that is told of: *your name is available to our staff*."""
    powered = head is not None and head.actor in {Actor.COMPANY, Actor.THIRD} and head.stance is Stance.TAKES
    return statement.has(Axis.DATA) and (
        powered or statement.has(Axis.COMPANY) or statement.has(Axis.RECIPIENT)
    )


def _kept_for(statement: Statement, head: Head | None, pack: RulePack) -> bool:
    """Tell whether something other than data is held for a person: *held for their owners*."""
    kept = head is None or head.concept.id in KEPT | _RESTING or head.concept.axis is Axis.GIVE
    if not kept or statement.has(Axis.DATA):
        return False
    people = statement.of(Axis.PERSON, Axis.CHILD)
    return any(
        pack.grammar.links.get(statement.words[place].text) == "for"
        for mention in people
        for place in range(max(0, mention.start - 3), mention.start)
    )
