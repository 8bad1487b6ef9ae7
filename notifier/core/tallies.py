"""Which way a number went, and among which words: signs of whose it is.

No table tells of every number whether more of it is good: *keys* given out, *stops* called at, *evenings* the door is open.
Who acts around it, and the words beside it, say it often enough to be learned from labelled changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.anchors import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Pair
    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import Grammar
    from notifier.core.statements import Statement


def tallies(pairs: Sequence[Pair], grammar: Grammar) -> frozenset[str]:
    """Name the signs of the numbers that rose or fell; nothing where one side counts more often than the other."""
    return frozenset(sign for pair in pairs for sign in _of_pair(pair, grammar))


def _of_pair(pair: Pair, grammar: Grammar) -> Iterator[str]:
    moved = tuple(_moved(pair))
    if not moved:
        return
    denied = any(word in grammar.negations for word in pair.new.plain)
    named = {mention.concept.id for mention in pair.new.mentions}
    ways: set[str] = set()
    for before, after in moved:
        way = f"number {'up' if after.value > before.value else 'down'}"
        ways.add(way)
        yield f"{way}:{after.measure}:denied:{denied}"
        yield from _signs(way, after, pair.new)
    yield from (f"{way}:with:{concept}" for way in ways for concept in named)


def _moved(pair: Pair) -> Iterator[tuple[Quantity, Quantity]]:
    """Give the numbers of one kind that changed, each with what it was."""
    for measure in sorted({quantity.measure for quantity in pair.old.quantities}):
        old = [quantity for quantity in pair.old.quantities if quantity.measure is measure]
        new = [quantity for quantity in pair.new.quantities if quantity.measure is measure]
        if len(old) == len(new):
            yield from (
                (one, other) for one, other in zip(old, new, strict=True) if not same(one.value, other.value)
            )


def _signs(way: str, after: Quantity, told: Statement) -> Iterator[str]:
    kind = f"{way}:{after.measure}"
    yield from (way, kind)
    head = told.head_at(after.start)
    if head:
        yield from (f"{way}:{head.actor}:{head.stance.name}", f"{kind}:{head.actor}:{head.force.name}")
        yield from (f"{way}:act:{head.concept.id}", f"{kind}:{head.concept.axis}:{head.actor}")
    yield from (f"{way}:near:{word}" for word in told.plain[max(0, after.start - _NEAR) : after.start])
    yield from (f"{kind}:after:{word}" for word in told.plain[after.start - 1 : after.start])
    yield from (f"{kind}:before:{word}" for word in told.plain[after.end : after.end + 1])


_NEAR = 3
"""Words before a number that may tell what it counts."""
