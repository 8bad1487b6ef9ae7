"""Runs of plain paragraphs that stand unchanged inside of two texts: each is taken for one clause, and left unread."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.common.utils import mdTrim

from notifier.core.blocks import plain
from notifier.core.chain import common
from notifier.core.dress import Inline
from notifier.core.markdown import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.chain import Pair

_WORTH = 6
"""Passages that follow each other unchanged; fewer are read as fast as they are told from others."""

_MANY = 100
"""Passages that have to be compared; few are read as fast."""

_SHORT = 6
"""Letters of a passage that holds no order by itself."""


class Steady(NamedTuple):
    """Plain paragraphs that follow each other in both texts.

    Attributes:
        old: the passage of the old text that is the first.
        new: the passage of the new text that is the first.
        many: how many there are.
        size: how many letters they have together, without the lines between them.
        block: what stands for all of them.
        source: their exact Markdown.
    """

    old: int
    new: int
    many: int
    size: int
    block: Block
    source: str


def steady(old: Sequence[str], new: Sequence[str], first: int, ends: tuple[int, int]) -> Iterator[Steady]:
    """Find the runs among the passages of both texts from a first one to their ends.

    The last paragraph of each is left out, so that what follows a run is known to be a paragraph.
    """
    if min(ends) - first < _MANY:
        return
    numbers: dict[str, int] = {}
    before, after = (
        [numbers.setdefault(part, len(numbers)) for part in parts[first:end]]
        for parts, end in zip((old, new), ends, strict=True)
    )
    sizes = [len(part) for part in old[first : ends[0]]]
    pairs = common(before, after, sizes.__getitem__, counted=False)
    for group in _following(pairs):
        long = [
            pair for pair in group if sizes[pair[0]] > _SHORT and plain(old[first + pair[0]].rstrip("\n"))
        ]
        for run in _following(long):
            yield _run(old, (first + run[0][0], first + run[0][1]), len(run) - 1)


def _following(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """Give the pairs that follow each other on both sides, where there are enough of them."""
    breaks = [at for at, (one, two) in enumerate(pairwise(pairs), 1) if (one[0] + 1, one[1] + 1) != two]
    for start, end in pairwise([0, *breaks, len(pairs)]):
        if end - start >= _WORTH:
            yield pairs[start:end]


def _run(parts: Sequence[str], start: tuple[int, int], many: int) -> Steady:
    told = parts[start[0] : start[0] + many]
    source = "".join(told)
    size = sum([len(mdTrim(part)) for part in told])
    return Steady(*start, many, size, Block(Kind.PARAGRAPH, 0, Inline(source)), source)
