"""Read a policy: Markdown to clauses, and back.

The dialect is CommonMark with tables and `attr_list` ids, parsed with markdown-it-py.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from notifier.core.text import EN, ClauseId, Language, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token


class Kind(StrEnum):
    """What a clause is made of."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of inline text in one dress.

    Attributes:
        text: the words.
        strong: set in strong type.
        emphasis: set in emphasis.
        code: set as code.
        target: where the words lead; empty when they are no link.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    target: str = ""


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
    """

    language: Language
    title: str
    summary: str
    front: str
    clauses: tuple[Clause, ...]
    place: str = ""


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(front_matter_plugin)


_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*#([\w.-]+)[^}]*\}[ \t]*$")
_BLOCKS = {"paragraph_open": Kind.PARAGRAPH, "heading_open": Kind.HEADING, "tr_open": Kind.ROW}


@dataclass(slots=True)
class _Found:
    """A clause as the parser meets it, before its lines and ids are known."""

    kind: Kind
    line: int
    inlines: list[Token]
    depth: int = 0
    marker: str = ""
    header: tuple[str, ...] = ()
    lead_in: str = ""


def parse(text: str, *, language: Language = EN, place: str = "") -> Document:
    """Read a Markdown text into clauses; every character of it is kept in exactly one `source`."""
    lines = text.split("\n")
    tokens = _markdown().parse(text)
    found = list(_blocks(tokens))
    starts = [block.line for block in found] + [len(lines)]
    sources = [
        "\n".join(lines[start:end]) + ("\n" if end < len(lines) else "")
        for start, end in itertools.pairwise(starts)
    ]
    front = "".join(f"{line}\n" for line in lines[: starts[0]]) if found else text
    meta = _meta(tokens)
    clauses = _identified([_clause(block, source) for block, source in zip(found, sources, strict=True)])
    first = next((clause.text for clause in clauses if clause.kind is Kind.HEADING and clause.depth == 1), "")
    return Document(
        language=language,
        title=meta.get("title", first),
        summary=meta.get("summary", ""),
        front=front,
        clauses=clauses,
        place=place,
    )


def show(document: Document) -> str:
    """Give the text again, byte for byte."""
    return document.front + "".join(clause.source for clause in document.clauses)


def _meta(tokens: Sequence[Token]) -> dict[str, str]:
    """Read `name: value` lines of the front matter."""
    matter = next((token.content for token in tokens if token.type == "front_matter"), "")
    pairs = (line.partition(":") for line in matter.split("\n") if ":" in line)
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def _blocks(tokens: Sequence[Token]) -> Iterator[_Found]:  # noqa: C901, PLR0912, PLR0915
    """Walk the block tokens; each yields one clause."""
    lists: list[tuple[str, int]] = []
    item: tuple[int, str] | None = None
    header: tuple[str, ...] = ()
    in_head = False
    quotes = 0
    last_text = ""
    lead: list[str] = [""]
    row: _Found | None = None
    for index, token in enumerate(tokens):
        line = token.map[0] if token.map else 0
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append((token.type, int(token.attrs.get("start", 1))))
                lead.append(last_text)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
                lead.pop()
            case "list_item_open":
                kind, number = lists[-1]
                item = (line, f"{number}{token.markup}" if kind == "ordered_list_open" else token.markup)
                lists[-1] = (kind, number + 1)
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "table_open":
                lead.append(last_text)
            case "table_close":
                lead.pop()
                header = ()
            case "thead_open":
                in_head = True
            case "thead_close":
                in_head = False
            case "tr_open":
                row = _Found(Kind.ROW, line, [], header=header, lead_in=lead[-1])
            case "tr_close" if row is not None:
                if in_head:
                    header = tuple(_plain(cell) for cell in row.inlines)
                yield row
                row = None
            case "inline" if row is not None:
                row.inlines.append(token)
            case "heading_open":
                yield _Found(Kind.HEADING, line, [tokens[index + 1]], depth=int(token.tag[1]))
                last_text = _plain(tokens[index + 1])
            case "paragraph_open":
                inline = tokens[index + 1]
                if item is not None:
                    yield _Found(
                        Kind.ITEM, min(line, item[0]), [inline], len(lists), item[1], lead_in=lead[-1]
                    )
                    item = None
                else:
                    yield _Found(
                        Kind.QUOTE if quotes else Kind.PARAGRAPH, line, [inline], len(lists), lead_in=lead[-1]
                    )
                last_text = _plain(inline)
            case "fence" | "code_block" | "html_block" | "hr":
                yield _Found(Kind.CODE, line, [token], len(lists))
            case _:
                pass


def _clause(block: _Found, source: str) -> Clause:
    explicit = ""
    runs: tuple[Run, ...] = ()
    cells: list[str] = []
    for inline in block.inlines:
        dressed = tuple(_runs(inline))
        if dressed and (ids := _ATTRIBUTES.search(dressed[-1].text)):
            explicit = ids.group(1)
            dressed = (*dressed[:-1], replace(dressed[-1], text=dressed[-1].text[: ids.start()]))
        cells.append("".join(run.text for run in dressed))
        runs += dressed
    words = " | ".join(cells) if block.kind is Kind.ROW else "".join(cells)
    return Clause(
        kind=block.kind,
        id=ClauseId(explicit),
        explicit=bool(explicit),
        depth=block.depth,
        marker=block.marker,
        lead_in=block.lead_in,
        header=block.header,
        cells=tuple(cells) if block.kind is Kind.ROW else (),
        runs=runs,
        text=fold(words),
        source=source,
        line=block.line + 1,
    )


def _runs(inline: Token) -> Iterator[Run]:
    """Give the inline text of a block as it is dressed."""
    if inline.children is None:
        yield Run(text=inline.content, code=True)
        return
    run = Run(text="")
    for child in inline.children:
        match child.type:
            case "strong_open" | "strong_close":
                run = replace(run, strong=child.nesting > 0)
            case "em_open" | "em_close":
                run = replace(run, emphasis=child.nesting > 0)
            case "link_open" | "link_close":
                run = replace(run, target=str(child.attrs.get("href", "")))
            case "softbreak" | "hardbreak":
                yield replace(run, text=" ")
            case "code_inline":
                yield replace(run, text=child.content, code=True)
            case _:
                yield replace(run, text=child.content)


def _plain(inline: Token) -> str:
    return _ATTRIBUTES.sub("", fold("".join(run.text for run in _runs(inline))))


def _identified(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Give each clause its path, and a provisional id where the text gives none."""
    path: list[Clause] = []
    counts: dict[ClauseId, int] = {}
    done: list[Clause] = []
    for clause in clauses:
        if clause.kind is Kind.HEADING:
            path = [heading for heading in path if heading.depth < clause.depth]
        above = tuple(heading.id for heading in path)
        section = path[-1].id if path else ClauseId("text")
        known = clause.id
        if not known:
            counts[section] = counts.get(section, 0) + 1
            known = ClauseId(f"{section}-{counts[section]}")
        placed = replace(clause, id=known, path=above)
        if clause.kind is Kind.HEADING:
            path.append(placed)
        done.append(placed)
    return tuple(done)
