"""Which law or text is cited, where nothing else changed: nobody has more or less by that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.quantities import Measure
from notifier.core.shifts import topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_NEAR = 2
"""Words before what changed that may name what is cited."""


def cited(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Tell that another law, article or edition is cited: *article 6 of the act*, now *article 16 of the regulation*."""
    gone, come = pair.hull
    if _cites(pair.old, *gone, pack) and _cites(pair.new, *come, pack):
        yield Ground(
            "cited", Direction.NEUTRAL, topic(pair.new, come[0]),
            before=pair.old.said(gone[0] - 1, gone[1] + 1), after=pair.new.said(come[0] - 1, come[1] + 1),
        )  # fmt: skip


def _cites(statement: Statement, start: int, end: int, pack: RulePack) -> bool:
    """Tell whether a stretch is all of a citation, with a number in it and what is cited in it or just before.

    A time, a sum or a share is none, whatever stands before it.
    """
    told = statement.plain[start:end]
    named = not pack.words.citing.isdisjoint(statement.plain[max(0, start - _NEAR) : end])
    numbered = any(letter.isdigit() for word in told for letter in word)
    weighs = any(
        quantity.measure is not Measure.COUNT and start - _NEAR < quantity.end and quantity.start < end
        for quantity in statement.quantities
    )
    return named and numbered and not weighs and all(_part(word, pack) for word in told)


def _part(word: str, pack: RulePack) -> bool:
    """Tell whether a word may stand in a citation: what is cited, a number, a month, a small word or a letter."""
    words = pack.words
    known = word in words.citing or word in words.within_citing or word in pack.numerals.months
    return known or not word.isalpha() or len(word) == 1
