"""A number told with stress: *one full year* is as long as one year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.whole import category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack


def emphasis(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Tell that nothing but the stress on a number changed; a person reads it all the same."""
    spans = (pair.old, *pair.hull[0]), (pair.new, *pair.hull[1])
    (longer, start, end), other = sorted(spans, key=lambda span: span[1] - span[2])
    words = longer.plain[start:end]
    counted = any(q.start - 1 <= start <= q.end for q in longer.quantities)
    if other[1] == other[2] and counted and pack.words.stressing.issuperset(words):
        yield Ground(
            "same-told", Direction.NEUTRAL, category(longer), before=pair.old.text, after=pair.new.text
        )
