"""Words that became their contrary by what stands before them: *known* and *unknown*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.finding import Direction
from notifier.core.shifts import topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.rulepack import Grammar, RulePack


def antonyms(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A word became its contrary by what stands before it: *known* and *unknown*, *revocable* and *irrevocable*."""
    for chunk in pair.chunks:
        if pair.old.within(*chunk.old) or pair.new.within(*chunk.new):
            continue  # What has a name is weighed by it.
        sides = (
            [word.text for word in statement.words[slice(*span)] if word.text not in pack.grammar.stop]
            for statement, span in ((pair.old, chunk.old), (pair.new, chunk.new))
        )
        old, new = sides
        if len(old) == len(new) == 1 and _contrary(old[0], new[0], pack.grammar):
            yield Ground(
                "antonym", Direction.ADVERSE, topic(pair.new, chunk.new[0]),
                before=pair.old.said(*chunk.old), after=pair.new.said(*chunk.new),
            )  # fmt: skip


def _contrary(one: str, other: str, grammar: Grammar) -> bool:
    word, longer = sorted((one, other), key=len)
    return len(word) >= _SHORTEST and any(longer == prefix + word for prefix in grammar.contraries)


_SHORTEST = 4
