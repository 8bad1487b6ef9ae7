"""What happened only when people said so now happens unless they say no, whatever words that is put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.phrases import begun, said
from notifier.core.statements import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_NEAR = 8
"""Words within which a condition tells what people do."""


def silence(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether a yes that was asked for is now taken for given: *if you write yes*, now *if you do not write no*.

    What only serves people, or keeps them safe, may be so until they say otherwise.
    """
    old, new = pair.old, pair.new
    told = old.gate > new.gate  # Another rule says of it that consent counts for less.
    if told or new.stance is Stance.GIVES or begun(new.plain, pack.words.sheltering):
        return
    if _asks(old, pack) and not _presumes(old, pack) and _presumes(new, pack):
        yield Ground("silence-yes", Direction.ADVERSE, Category.CONSENT, before=old.text, after=new.text)


def _asks(statement: Statement, pack: RulePack) -> bool:
    """Tell whether people have to do something first: *if you sign*, *a film requires your yes*."""
    plain, words = statement.plain, pack.words
    return any(
        word in words.needing and begun(_clause(plain, place), words.consenting)
        for place, word in enumerate(plain)
    )


def _presumes(statement: Statement, pack: RulePack) -> bool:
    """Tell whether not to say no is enough, or to do nothing at all: *unless you strike it out*, *who scrolls on accepts*."""
    plain, words = statement.plain, pack.words
    if said(plain, words.silent) and begun(plain, words.agreeing):
        return True
    return any(
        not words.refusing.isdisjoint(told := _clause(plain, place))
        and (word in words.excepting or (word in words.needing and _denied(told, pack)))
        for place, word in enumerate(plain)
    )


def _clause(plain: Sequence[str], place: int) -> Sequence[str]:
    """Give what follows a word, up to the next pause."""
    told = plain[place + 1 : place + _NEAR]
    return told[: next((end for end, word in enumerate(told) if word in _PAUSES), len(told))]


_PAUSES = frozenset(",;:.(")


def _denied(told: Sequence[str], pack: RulePack) -> bool:
    return not united(pack.grammar.negations, pack.grammar.negation_closers).isdisjoint(told[:4])
