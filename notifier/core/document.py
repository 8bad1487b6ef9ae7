"""Read a policy: Markdown to clauses, and back.

The dialect is CommonMark with tables and `attr_list` ids, parsed with markdown-it-py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from notifier.core import markdown
from notifier.core.blocks import read
from notifier.core.markdown import Kind, Run
from notifier.core.pause import pause
from notifier.core.text import EN, ClauseId, Language, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        kind: heading, paragraph, item, row, quote or code.
        id: the explicit or permanent id; provisional (`section-n`) until a release fixes it.
        explicit: whether the id stands in the text.
        depth: the level of a heading (1 to 6), or how deep an item is nested (from 1); else 0.
        marker: what stands before an item: `-` or its number `3.`; else empty.
        path: the ids of the headings above, outermost first.
        lead_in: the words that introduce a list or table; empty outside of one.
        header: the cells of the table's header; empty outside of a table.
        cells: the cells of a row; empty otherwise.
        runs: the inline text as it is dressed.
        text: the words a clause is compared by: no markup, one line.
        source: the exact Markdown, so that all sources together are the text again.
        line: the line where it begins, from 1.
    """

    kind: Kind
    id: ClauseId
    explicit: bool = False
    depth: int = 0
    marker: str = ""
    path: tuple[ClauseId, ...] = ()
    lead_in: str = ""
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    text: str
    source: str
    line: int = 1


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


_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_BOM = "\ufeff"
BAR = Run(text=" | ")
"""What stands between the cells of a row."""


@pause()
def parse(text: str, *, language: Language = EN, place: str = "") -> Document:
    """Read a Markdown text into clauses; every character of it is kept in exactly one `source`."""
    lines = _lines(text)
    top = _front(lines)
    mark = len(_BOM) if not top and text.startswith(_BOM) else 0
    blocks = read("".join(lines[top:])[mark:])
    # Two blocks may begin on one line (`- - a`): the earlier then has an empty source.
    starts = [*accumulate((top + block.line for block in blocks), max), len(lines)]
    sources = ["".join(lines[start:end]) for start, end in pairwise(starts)]
    if mark and sources and not starts[0]:
        sources[0] = sources[0][mark:]
    meta = _meta(lines[1 : top - 1])
    clauses = tuple(_clauses(blocks, sources, top))
    first = next((clause.text for clause in clauses if clause.kind is Kind.HEADING and clause.depth == 1), "")
    return Document(
        language=language,
        title=meta.get("title", first),
        summary=meta.get("summary", ""),
        front="".join(lines[: starts[0]]) or text[:mark],
        clauses=clauses,
        place=place,
    )


def _lines(text: str) -> list[str]:
    """Cut a text into lines, each with its end."""
    if "\r" in text:
        return _LINE.findall(text)
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _front(lines: Sequence[str]) -> int:
    """Count the lines of the front matter: from three dashes on the first line to the next three dashes."""
    if not lines or lines[0].removeprefix(_BOM).rstrip() != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)


def show(document: Document) -> str:
    """Give the text again, byte for byte."""
    return document.front + "".join(clause.source for clause in document.clauses)


def shown(clause: Clause) -> str:
    """Give the words of a clause as they are shown: real quotes and spaces, cells apart, no markup."""
    return markdown.words(clause.runs)


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


def _clauses(blocks: Sequence[Block], sources: Sequence[str], top: int) -> Iterator[Clause]:
    """Give each block its path, and a provisional id where the text gives none."""
    places = numbered([(block.kind, block.depth, block.id) for block in blocks])
    lead_in = folded = ""
    for block, source, (known, path) in zip(blocks, sources, places, strict=True):
        row = block.kind is Kind.ROW
        runs = _row(block.cells) if row else block.cells[0]
        if block.lead_in != lead_in:
            lead_in, folded = block.lead_in, fold(block.lead_in)
        yield Clause(
            kind=block.kind,
            id=known,
            explicit=bool(block.id),
            depth=block.depth,
            marker=block.marker,
            path=path,
            lead_in=folded,
            header=block.header,
            cells=tuple(markdown.words(cell) for cell in block.cells) if row else (),
            runs=runs,
            text=fold(markdown.words(runs)) if runs else "",
            source=source,
            line=top + block.line + 1,
        )


def _row(cells: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Give the runs of a row, its cells apart."""
    apart = [run for cell in cells for run in (BAR, *cell)]
    return tuple(apart[1:])


def numbered(
    clauses: Sequence[tuple[Kind, int, str]],
) -> Iterator[tuple[ClauseId, tuple[ClauseId, ...]]]:
    """Give the id and path of each clause (kind, depth, id or nothing): counted under its heading."""
    path: list[tuple[int, ClauseId]] = []
    above: tuple[ClauseId, ...] = ()
    counts: dict[ClauseId, int] = {}
    for kind, depth, explicit in clauses:
        if kind is Kind.HEADING:
            path = [heading for heading in path if heading[0] < depth]
            above = tuple(heading[1] for heading in path)
        known = ClauseId(explicit)
        if not known:
            section = above[-1] if above else ClauseId("text")
            counts[section] = counts.get(section, 0) + 1
            known = ClauseId(f"{section}-{counts[section]}")
        yield known, above
        if kind is Kind.HEADING:
            path.append((depth, known))
            above = (*above, known)
