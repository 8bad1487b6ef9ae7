"""The clauses of a text, each read when someone asks for it: most of a new version stands letter by letter in the old one."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.dress import words
from notifier.core.markdown import Kind
from notifier.core.passages import Passage, after, alone, cut, leans
from notifier.core.text import ClauseId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notifier.core.dress import Inline, Run
    from notifier.core.markdown import Block
    from notifier.core.steady import Steady

Path = tuple[ClauseId, ...]

Place = tuple[int, int]
"""Where a clause stands: in which passage, and how many clauses stand before it there."""


class Clause:
    """The smallest citable part of a policy.

    Attributes:
        block: what it is made of, as it was read.
        source: the exact Markdown, so that all sources together are the text again.
    """

    __slots__ = ("_at", "_of", "block", "source")

    def __init__(self, of: Text, at: Place, block: Block, source: str) -> None:
        self._of = of
        self._at = at
        self.block = block
        self.source = source

    @property
    def id(self) -> ClauseId:
        """Give the explicit or permanent id; provisional (`section-n`) until a release fixes it."""
        return self._of.id(*self._at)

    @property
    def path(self) -> Path:
        """Give the ids of the headings above, outermost first."""
        return self._of.path(*self._at)

    @property
    def line(self) -> int:
        """Give the line where it begins, from 1."""
        return self._of.line(self._at[0]) + self.block.line

    @property
    def kind(self) -> Kind:
        """Give heading, paragraph, item, row, quote or code."""
        return self.block.kind

    @property
    def explicit(self) -> bool:
        """Tell whether the id stands in the text."""
        return bool(self.block.id)

    @property
    def depth(self) -> int:
        """Give the level of a heading (1 to 6), or how deep an item is nested (from 1); else 0."""
        return self.block.depth

    @property
    def marker(self) -> str:
        """Give what stands before an item: `-` or its number `3.`; else empty."""
        return self.block.marker

    @property
    def lead_in(self) -> str:
        """Give the words that introduce a list or table; empty outside of one."""
        return self.block.lead_in

    @property
    def header(self) -> tuple[str, ...]:
        """Give the cells of the table's header; empty outside of a table."""
        return _cells(self.block.head)

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the cells of a row; empty otherwise."""
        return _cells(self.block.said)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Give the inline text as it is dressed."""
        return self.block.said.runs

    @property
    def text(self) -> str:
        """Give the words a clause is compared by: no markup, one line."""
        return self.block.said.text

    def __eq__(self, other: object) -> bool:
        """Tell whether both say the same in the same place under the same name."""
        return self is other or (isinstance(other, Clause) and self._told() == other._told())

    def __hash__(self) -> int:
        """Give the same number to what is equal."""
        return hash((self.source, self.line))

    def _told(self) -> tuple[object, ...]:
        return (self.block, self.source, self.line, self.id, self.path)


def _cells(row: Inline | None) -> tuple[str, ...]:
    return tuple(words(cell.runs) for cell in row.cells) if row else ()


class Found(NamedTuple):
    """A block, where it stands, and its exact Markdown."""

    at: Place
    block: Block
    source: str


class Columns(NamedTuple):
    """Blocks, the exact Markdown of each, and for each passage how many stand before it and which it is."""

    blocks: list[Block]
    sources: list[str]
    starts: list[int]
    passages: list[int]


NO_RUNS: Mapping[int, Steady] = {}


class _Names(NamedTuple):
    """The id and the path of each clause."""

    ids: Sequence[ClauseId]
    paths: Sequence[Path]


class Text:
    """A text without front matter: read passage by passage, its clauses named when someone asks for a name.

    Attributes:
        parts: the passages, letter by letter.
        alone: whether a passage means the same wherever it stands; clauses that were put together may not.
    """

    def __init__(
        self,
        parts: Sequence[str],
        read: list[Passage | None],
        *,
        line: int = 1,
        lines: Sequence[int] = (),
        names: _Names | None = None,
        alone: bool = True,
    ) -> None:
        self.parts = parts
        self.alone = alone
        self._read = read
        self._line = line
        self._lines = lines
        self._names = names
        self._given = names is not None
        self._before: list[int] = []

    @classmethod
    def cut(cls, text: str, *, line: int = 1) -> Text:
        """Cut a text that begins on a line into its passages."""
        parts = cut(text)
        return cls(parts, [None] * len(parts), line=line)

    @classmethod
    def of(cls, clauses: Sequence[Clause]) -> Text:
        """Put clauses of several texts together, each with the name and line it has."""
        return cls(
            [one.source for one in clauses],
            [Passage(0, "", (one.block,), (one.source,), None) for one in clauses],
            lines=[one.line - one.block.line for one in clauses],
            names=_Names([one.id for one in clauses], [one.path for one in clauses]),
            alone=False,
        )

    def named(self, names: Iterable[tuple[ClauseId, Path]]) -> Text:
        """Give the same text, its clauses under other names: those of a release."""
        told = list(names)
        given = _Names([name for name, _ in told], [path for _, path in told])
        return Text(self.parts, self._read, line=self._line, lines=self._lines, names=given, alone=self.alone)

    def passage(self, at: int) -> Passage:
        """Read a passage."""
        known = self._read[at]
        if known is None:
            known = alone(self.parts[at])
            if leans(known) and (said := self._said(at)):
                known = after(self.parts[at], said)
            self._read[at] = known
        return known

    def _said(self, at: int) -> Inline | None:
        """Give what was said last before a passage."""
        for place in range(at - 1, -1, -1):
            passage = self._read[place] or alone(self.parts[place])
            if passage.said:
                return passage.said
        return None

    @property
    def front(self) -> str:
        """Give what stands before the first clause."""
        return self._beyond(0)

    @property
    def title(self) -> str:
        """Give the words of the first heading of level 1; empty when there is none."""
        blocks = (found.block for found in self.walk(0))
        return next((one.text for one in blocks if one.kind is Kind.HEADING and one.depth == 1), "")

    def _beyond(self, at: int) -> str:
        """Give what stands before the first block from a passage on: it belongs to the clause before."""
        told = ""
        for place in range(at, len(self.parts)):
            passage = self.passage(place)
            told += passage.before
            if passage.blocks:
                break
        return told

    def columns(self, first: int, last: int, runs: Mapping[int, Steady] = NO_RUNS) -> Columns:
        """Give the blocks of some passages as columns; a run of passages is one block, and is not read."""
        told = Columns([], [], [], [])
        blocks, sources, starts, passages = told
        at = first
        while at < last:
            starts.append(len(blocks))
            passages.append(at)
            if run := runs.get(at):
                blocks.append(run.block)
                sources.append(run.source)
                at += run.many
                continue
            passage = self._read[at] or self.passage(at)
            if passage.before and sources:
                sources[-1] += passage.before
            blocks += passage.blocks
            sources += passage.sources
            at += 1
        if sources and last < len(self.parts):
            sources[-1] += self._beyond(last)
        return told

    def walk(self, first: int) -> Iterator[Found]:
        """Read from a passage on, as far as someone asks for more."""
        for at in range(first, len(self.parts)):
            blocks, sources, *_ = self.columns(at, at + 1)
            for inner, (block, source) in enumerate(zip(blocks, sources, strict=True)):
                yield Found((at, inner), block, source)

    def place(self, passage: int, inner: int) -> int:
        """Count the clauses before one."""
        if not self._before:
            self._before = self.columns(0, len(self.parts)).starts
        return self._before[passage] + inner

    def line(self, passage: int) -> int:
        """Give the line where a passage begins."""
        if not self._lines:
            self._lines = [*accumulate((part.count("\n") for part in self.parts), initial=self._line)]
        return self._lines[passage]

    def id(self, passage: int, inner: int) -> ClauseId:
        """Give the name of a clause: its own, or the one it is counted by."""
        explicit = not self._given and self.passage(passage).blocks[inner].id
        return ClauseId(explicit) if explicit else self._named().ids[self.place(passage, inner)]

    def path(self, passage: int, inner: int) -> Path:
        """Give the names of the headings above a clause."""
        return self._named().paths[self.place(passage, inner)]

    def _named(self) -> _Names:
        if not self._names:
            names = list(_counted(self.columns(0, len(self.parts))[0]))
            self._names = _Names([name for name, _ in names], [path for _, path in names])
        return self._names


def _counted(blocks: Iterable[Block]) -> Iterator[tuple[ClauseId, Path]]:
    """Give the id and path of each clause: its own, else counted under its heading."""
    path: list[tuple[int, ClauseId]] = []
    above: Path = ()
    section = "text"
    counts: dict[str, int] = {}
    for block in blocks:
        heading = block.kind is Kind.HEADING
        if heading:
            path = [other for other in path if other[0] < block.depth]
            above = tuple(other[1] for other in path)
            section = above[-1] if above else "text"
        if block.id:
            known = ClauseId(block.id)
        else:
            counts[section] = counts.get(section, 0) + 1
            known = ClauseId(f"{section}-{counts[section]}")
        yield known, above
        if heading:
            path.append((block.depth, known))
            above = (*above, known)
            section = known


class Clauses:
    """The clauses of a text, each made once, when someone asks for it.

    Attributes:
        text: what they are read from.
    """

    def __init__(self, text: Text, made: Iterable[Clause] = ()) -> None:
        self.text = text
        self._made: dict[Place, Clause] = {(at, 0): one for at, one in enumerate(made)}
        self._all: tuple[Clause, ...] | None = None

    def clause(self, at: Place, block: Block, source: str) -> Clause:
        """Give the one clause that stands at a place."""
        return self._made.get(at) or self._made.setdefault(at, Clause(self.text, at, block, source))

    def all(self) -> tuple[Clause, ...]:
        """Give every clause, in the order of the text."""
        if self._all is None:
            text = self.text
            last = len(text.parts)
            blocks, sources, *_ = text.columns(0, last)
            places = [(at, inner) for at in range(last) for inner in range(len(text.passage(at).blocks))]
            self._all = tuple(map(self.clause, places, blocks, sources))
        return self._all

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same clauses."""
        return isinstance(other, Clauses) and self.all() == other.all()

    def __hash__(self) -> int:
        """Give the same number to what is equal."""
        return hash(self.all())
