"""What a higher age means for a person: whether something ends or begins at it, and whom that serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import MANY
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement

_NEAR = 4


def aged(quantity: Quantity, statement: Statement, pack: RulePack) -> int:
    """Tell whether a higher age is good for a person (1), bad (-1), or cannot be told (0).

    What serves those who are younger is better the longer it lasts, what takes from them the shorter. What begins at an
    age should begin early, unless it is only taken.
    """
    if statement.has(Axis.CONSENT) or any(m.concept.id == "consent-request" for m in statement.mentions):
        return 1
    if _younger(quantity, statement, pack):
        return _until(statement)
    if statement.staked(Axis.GUARDIAN) and statement.has(Axis.CHILD):
        return 1
    return 1 if _only_taken(statement) or _of_children(quantity, statement) else -1


def _younger(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether those are meant who have not reached an age: *under*, *moins de*."""
    words = statement.words[max(0, quantity.start - _NEAR) : quantity.start]
    before = f" {' '.join(word.text for word in words)} "
    return any(f" {told} " in before for told in pack.numerals.younger)


def _until(statement: Statement) -> int:
    """Tell whom it serves what holds up to an age: a refusal not the young, what is never done with them the young."""
    if _refused(statement):
        return -1
    if statement.telling:
        return int(statement.telling[0].stance)
    return 1 if statement.has(Axis.CHILD) or statement.has(Axis.FREE) else 0


def _refused(statement: Statement) -> bool:
    """Tell whether something that serves is denied: *may not vote*, *are not refunded*."""
    return any(
        head.negated and head.concept.axis in {Axis.MAY, Axis.GIVE} and head.actor is not Actor.COMPANY
        for head in statement.heads[:MANY]
    )


def _only_taken(statement: Statement) -> bool:
    """Tell whether all that is done with those who are old enough takes from them: *from sixteen on, all are filmed*."""
    return bool(statement.telling) and all(_takes(head) for head in statement.telling[:MANY])


def _takes(head: Head) -> bool:
    taken = head.concept.axis is Axis.TAKE and head.actor is not Actor.PERSON
    return head.stance is Stance.TAKES and (taken or head.concept.id == "pay")


def _of_children(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether the age is one of children, who are given nothing from it on: *children of twelve*."""
    first = max(0, quantity.start - _NEAR)
    since = any(first <= m.start and m.end <= quantity.start for m in statement.staked(Axis.ABOVE))
    given = any(head.stance is Stance.GIVES for head in statement.heads[:MANY])
    return statement.has(Axis.CHILD) and not since and not given
