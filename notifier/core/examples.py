"""A list that was complete and now only gives examples: *who are A and B*, now *who include A and B*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.shifts import topic
from notifier.core.statements import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack

_LONGEST = 8
"""Words: what is longer tells more than that a list is open."""


def examples(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether words that closed a list gave way to words that open it; what only serves people may be open."""
    gone = [word for chunk in pair.chunks for word in pair.old.plain[slice(*chunk.old)] if word.isalpha()]
    come = [word for chunk in pair.chunks for word in pair.new.plain[slice(*chunk.new)] if word.isalpha()]
    words = pack.words
    if not 0 < len(come) <= _LONGEST or not words.closing.issuperset(gone) or not _open(come, pack):
        return
    start = pair.hull[1][0]
    if pair.new.stance_at(start) is not Stance.GIVES:
        yield Ground(
            "list-left-open",
            Direction.ADVERSE,
            topic(pair.new, start),
            before=pair.old.text,
            after=pair.new.text,
        )


def _open(come: Sequence[str], pack: RulePack) -> bool:
    """Tell whether words only say that what follows are examples."""
    told = f" {' '.join(come)} "
    phrase = next((one for one in pack.words.exemplifying if f" {one} " in told), None)
    return phrase is not None and pack.words.closing.issuperset(told.replace(f" {phrase} ", " ", 1).split())
