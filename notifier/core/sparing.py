"""What is never done with what is a person's, in a sentence whose act has no name: *your purchases play no part in it*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_SUBJECT = 9
"""Words within which a sentence says what it is about, and whether it is so."""
_CLOSE, _FAR = 2, 4


def spared(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence about what is a person's says that something is not done with it.

    A service that is denied, *your deposit is not refunded*, spares nobody.
    """
    denial = _denial(statement, pack)
    if not denial or not _theirs(statement, denial, pack):
        return False
    close = denial + (_FAR if pack.grammar.negation_closers else _CLOSE)
    served = any(
        (head.concept.axis in _SERVICES or head.actor is Actor.PERSON) and denial - 1 <= head.place <= close
        for head in statement.heads
    )
    taken = any(
        head.place < denial and head.stance is Stance.TAKES and head.actor is not Actor.NOBODY
        for head in statement.heads
    )
    return not served and not taken


_SERVICES = frozenset({Axis.GIVE, Axis.RIGHT, Axis.MAY, Axis.MUST, Axis.SHIELD, Axis.DUTY})


def _denial(statement: Statement, pack: RulePack) -> int:
    """Give where the main clause is denied, early on and in no relative clause; 0 where it is not."""
    grammar = pack.grammar
    for place, word in enumerate(statement.plain[:_SUBJECT]):
        if word in grammar.subordinators or (word in grammar.relative and word not in grammar.negations):
            return 0
        if place and word in grammar.negations and word not in grammar.without:
            return place
    return 0


def _theirs(statement: Statement, denial: int, pack: RulePack) -> bool:
    """Tell whether the sentence is about what people own, make or tell."""
    about = statement.plain[:denial]
    if not pack.grammar.ours.isdisjoint(about):
        return False
    owned = not pack.grammar.possessives.isdisjoint(about)
    return owned or any(m.start < denial for m in statement.of(Axis.DATA))
