"""What a higher age means for a person: whether something ends or begins at it, and whom that serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import MANY
from notifier.core.memory import united
from notifier.core.people import noun
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
    guarded = bool(statement.staked(Axis.GUARDIAN))
    if _younger(quantity, statement, pack):
        return 1 if guarded and _agrees(statement, pack) else _until(statement)
    if _admitted(quantity, statement):
        return 0 if _staffed(statement, pack) else -1
    if guarded and statement.has(Axis.CHILD):
        return 1
    return 1 if _only_taken(statement) or _of_children(quantity, statement) else -1


def _agrees(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a parent has to say yes, *must agree*, rather than to come along."""
    return any(word.startswith(pack.words.agreeing) for word in statement.plain)


def _admitted(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether people must have an age before something is open to them: *drivers must be at least nineteen*."""
    return any(
        head.concept.axis is Axis.MUST
        and not head.negated
        and head.actor in {Actor.PERSON, Actor.NOBODY}
        and 0 < quantity.start - head.place <= _NEAR + 1
        for head in statement.heads[:MANY]
    )


def _staffed(statement: Statement, pack: RulePack) -> bool:
    """Tell whether those who must have an age work for the company."""
    working = united(pack.people.whole, pack.people.body)
    return any(noun(word, pack.people) in working for word in statement.plain[:_NEAR])


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
