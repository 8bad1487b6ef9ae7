"""Clauses of a text that follow each other, as they are compared with those of another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from notifier.core.clauses import NO_RUNS
from notifier.core.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.clauses import Clause, Clauses, Columns, Path, Place
    from notifier.core.markdown import Block
    from notifier.core.steady import Steady
    from notifier.core.text import ClauseId

_BELOW = 7
"""Deeper than any heading."""


def _depth(block: Block) -> int:
    """Give how deep a block stands among headings: below all of them when it is none."""
    return block.depth if block.kind is Kind.HEADING else _BELOW


class Stretch:
    """Clauses of a text that follow each other.

    Attributes:
        blocks: what they are made of.
        sources: the exact Markdown of each.
        runs: the places where a run of clauses stands for one.
    """

    def __init__(self, of: Clauses, columns: Columns, runs: Mapping[int, Steady], skip: int = 0) -> None:
        self._of = of
        self._columns = columns
        self._skip = skip
        self.blocks = columns.blocks
        self.sources = columns.sources
        self.runs = runs

    @classmethod
    def read(cls, of: Clauses, first: int, last: int, runs: Mapping[int, Steady] = NO_RUNS) -> Stretch:
        """Read some passages, but for the runs among them."""
        columns = of.text.columns(first, last, runs)
        found = zip(columns.starts, columns.passages, strict=True) if runs else ()
        return cls(of, columns, {place: runs[at] for place, at in found if at in runs})

    def __len__(self) -> int:
        return len(self.blocks)

    def inner(self, head: int, tail: int) -> Stretch:
        """Give the clauses without some at the beginning and at the end."""
        end = len(self) - tail
        less = self._columns._replace(blocks=self.blocks[head:end], sources=self.sources[head:end])
        runs = {place - head: run for place, run in self.runs.items()}
        return Stretch(self._of, less, runs, self._skip + head)

    def sizes(self) -> list[int]:
        """Count the letters of all."""
        sizes = [len(block.said.raw) for block in self.blocks]
        for place, run in self.runs.items():
            sizes[place] = run.size
        return sizes

    def whole(self) -> int:
        """Count all clauses, those of runs one by one."""
        return len(self) + sum([run.many - 1 for run in self.runs.values()])

    def count(self, place: int) -> int:
        """Count the clauses at a place: one, or all of a run."""
        return self.runs[place].many if place in self.runs else 1

    def clause(self, place: int) -> Clause:
        """Give a clause."""
        return self._of.clause(self._at(place), self.blocks[place], self.sources[place])

    def run(self, place: int) -> tuple[Clause, ...]:
        """Give the clauses of a run."""
        first = self._at(place)[0]
        return tuple(
            self._of.clause(found.at, found.block, found.source)
            for found in islice(self._of.text.walk(first), self.runs[place].many)
        )

    def id(self, place: int) -> ClauseId:
        """Give the id of a clause."""
        return self._of.text.id(*self._at(place))

    def ids(self) -> list[ClauseId]:
        """Give the ids of all."""
        return [self.id(place) for place in range(len(self))]

    def path(self, place: int) -> Path:
        """Give the path of a clause."""
        return self._of.text.path(*self._at(place))

    def above(self, place: int) -> tuple[str, ...]:
        """Give the headings above a clause as far as they stand in the stretch, named as if the stretch were the text."""
        at = bisect_left(self._outline, (place,)) - 1
        above = self._outline[at][1] if at >= 0 else ()
        return tuple([name for depth, name in above if depth < _depth(self.blocks[place])])

    @cached_property
    def _outline(self) -> list[tuple[int, list[tuple[int, str]]]]:
        """Give the place of each heading, and the depths and names of what stands above the clauses that follow it."""
        own = [place for place, block in enumerate(self.blocks) if block.id]
        counts: Counter[str] = Counter()
        section, highest, last = "", _BELOW, 0
        above: list[tuple[int, str]] = []
        told: list[tuple[int, list[tuple[int, str]]]] = []
        for place in [place for place, block in enumerate(self.blocks) if block.kind is Kind.HEADING]:
            counts[section] += place - last - (bisect_left(own, place) - bisect_left(own, last))
            depth, known = self.blocks[place].depth, self.blocks[place].id
            highest, last = min(highest, depth), place + 1
            above = [other for other in above if other[0] < depth]
            section = above[-1][1] if above else f"{highest}"
            if not known:
                counts[section] += 1
                known = f"{section}-{counts[section]}"
            above = [*above, (depth, known)]
            told.append((place, above))
            section = known
        return told

    def _at(self, place: int) -> Place:
        place += self._skip
        passage = bisect_right(self._columns.starts, place) - 1
        return self._columns.passages[passage], place - self._columns.starts[passage]
