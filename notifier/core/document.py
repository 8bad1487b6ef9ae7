"""Read a policy: Markdown to clauses, and back.

The dialect is CommonMark with tables and `attr_list` ids, parsed with markdown-it-py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.dress import BAR, Run, words
from notifier.core.markdown import Kind
from notifier.core.passages import passages
from notifier.core.text import EN, ClauseId, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notifier.core.dress import Inline
    from notifier.core.markdown import Block

__all__ = [
    "BAR",
    "Clause",
    "Document",
    "Foreign",
    "Kind",
    "Run",
    "foreign",
    "numbered",
    "parse",
    "show",
    "shown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The smallest citable part of a policy.

    Attributes:
        block: what it is made of, as it was read.
        id: the explicit or permanent id; provisional (`section-n`) until a release fixes it.
        path: the ids of the headings above, outermost first.
        source: the exact Markdown, so that all sources together are the text again.
        line: the line where it begins, from 1.
    """

    block: Block
    id: ClauseId
    path: tuple[ClauseId, ...] = ()
    source: str
    line: int = 1

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
    def said(self) -> Inline:
        """Give the inline text, whose words are read when someone asks."""
        return self.block.said

    @property
    def lead_in(self) -> str:
        """Give the words that introduce a list or table; empty outside of one."""
        return self.block.lead.text if self.block.lead else ""

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


def _cells(row: Inline | None) -> tuple[str, ...]:
    return tuple(words(cell.runs) for cell in row.cells) if row else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy text in one language, read.

    Attributes:
        language: the language of the text.
        title: from the front matter, else the first heading of level 1, else empty.
        summary: from the front matter; may be empty.
        front: the exact front matter with its fences and what follows before the first clause.
        clauses: in the order of the text.
        place: the file it came from, for messages; may be empty.
        permanent: whether the ids of its clauses are the permanent ones of a release.
    """

    language: Language
    title: str
    summary: str
    front: str
    clauses: tuple[Clause, ...]
    place: str = ""
    permanent: bool = False


_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_BOM = "\ufeff"


def parse(text: str, *, language: Language = EN, place: str = "") -> Document:
    """Read a Markdown text into clauses; every character of it is kept in exactly one `source`."""
    front, told = _front(text)
    blocks: list[Block] = []
    sources: list[str] = []
    lines: list[int] = []
    line = len(told) + 1
    for passage in passages(text[len(front) :]):
        if sources:
            sources[-1] += passage.before
        else:
            front += passage.before
        blocks.extend(passage.blocks)
        sources.extend(passage.sources)
        lines.extend([line + block.line for block in passage.blocks])
        line += passage.lines
    clauses = tuple(map(_clause, numbered(map(_outline, blocks)), blocks, sources, lines))
    meta = _meta(told)
    first = next((one for one in clauses if one.kind is Kind.HEADING and one.depth == 1), None)
    return Document(
        language=language,
        title=meta.get("title", first.text if first else ""),
        summary=meta.get("summary", ""),
        front=front,
        clauses=clauses,
        place=place,
    )


def _front(text: str) -> tuple[str, list[str]]:
    """Give the front matter, from three dashes on the first line to the next three, and its lines; else a byte order mark."""
    mark = _BOM if text.startswith(_BOM) else ""
    if not text.startswith("---", len(mark)):
        return mark, []
    lines: list[str] = []
    for found in _LINE.finditer(text, len(mark)):
        line = found.group().rstrip()
        if line == "---" and lines:
            return text[: found.end()], [*lines, line]
        if line != "---" and not lines:
            break
        lines.append(line)
    return mark, []


def show(document: Document) -> str:
    """Give the text again, byte for byte."""
    return document.front + "".join(clause.source for clause in document.clauses)


def shown(clause: Clause) -> str:
    """Give the words of a clause as they are shown: real quotes and spaces, cells apart, no markup."""
    return words(clause.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """Something the dialect does not know, and the line of its clause."""

    what: str
    line: int


def foreign(document: Document) -> Iterator[Foreign]:
    """Give all raw HTML and all pictures, which a policy does without."""
    for clause in document.clauses:
        for run in clause.runs:
            if run.html:
                start = run.text.strip().split("\n")[0][:40]
                yield Foreign(what=f"raw HTML '{start}'", line=clause.line)
            elif run.image:
                yield Foreign(what=f"a picture '{run.target[:40]}'", line=clause.line)


def _meta(lines: Sequence[str]) -> dict[str, str]:
    """Read `name: value` lines of the front matter."""
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def _clause(place: tuple[ClauseId, tuple[ClauseId, ...]], block: Block, source: str, line: int) -> Clause:
    return Clause(block=block, id=place[0], path=place[1], source=source, line=line)


def _outline(block: Block) -> tuple[Kind, int, str]:
    return block.kind, block.depth, block.id


def numbered(
    clauses: Iterable[tuple[Kind, int, str]],
) -> Iterator[tuple[ClauseId, tuple[ClauseId, ...]]]:
    """Give the id and path of each clause (kind, depth, id or nothing): counted under its heading."""
    path: list[tuple[int, ClauseId]] = []
    above: tuple[ClauseId, ...] = ()
    section = "text"
    counts: dict[str, int] = {}
    for kind, depth, explicit in clauses:
        heading = kind is Kind.HEADING
        if heading:
            path = [other for other in path if other[0] < depth]
            above = tuple(other[1] for other in path)
            section = above[-1] if above else "text"
        if explicit:
            known = ClauseId(explicit)
        else:
            counts[section] = counts.get(section, 0) + 1
            known = ClauseId(f"{section}-{counts[section]}")
        yield known, above
        if heading:
            path.append((depth, known))
            above = (*above, known)
            section = known
