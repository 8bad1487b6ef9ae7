"""Markdown as blocks: what markdown-it-py says, in the shape that clauses are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.dress import Inline, Row, Run, named, parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token
    from markdown_it.utils import EnvType


class Kind(StrEnum):
    """What a clause is made of."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"
    HTML = "html"

    # Clauses are looked up by their kind again and again; the hash of an enumeration is slow.
    __hash__ = str.__hash__


class Block(NamedTuple):
    """A clause before its lines and its place are known.

    Attributes:
        kind: what it is made of.
        line: where it begins, from 0.
        said: its inline text.
        depth: the level of a heading, or how deep it stands in lists.
        marker: what stands before an item.
        lead: what was said before its list or table began.
        head: the header of its table.
        id: the explicit id; empty when the text gives none.
    """

    kind: Kind
    line: int
    said: Inline
    depth: int = 0
    marker: str = ""
    lead: Inline | None = None
    head: Inline | None = None
    id: str = ""

    @property
    def text(self) -> str:
        """Give the words it is compared by."""
        return self.said.text

    @property
    def lead_in(self) -> str:
        """Give the words that introduce its list or table; empty outside of one."""
        return self.lead.text if self.lead else ""


EMPTY = Inline("")


@dataclass(slots=True)
class _List:
    """A list that is being read: where its numbers stand, and what introduces it."""

    ordered: bool
    number: int
    lead: Inline | None


def read(text: str, said: Inline | None = None) -> tuple[list[Block], Inline | None]:
    """Give the blocks of a text that stands alone after something was said, and what was said last."""
    env: EnvType = {}
    walk = _Walk(env, said=said)
    return list(walk.blocks(parser().parse(text, env))), walk.said


@dataclass(slots=True)
class _Walk:
    """A walk over block tokens, and what is open at each."""

    env: EnvType
    lists: list[_List] = field(default_factory=list)
    item: tuple[int, str] | None = None
    quotes: int = 0
    said: Inline | None = None
    lead: Inline | None = None
    header: Inline | None = None
    in_head: bool = False
    row: list[tuple[str, Inline]] = field(default_factory=list)
    row_line: int = 0

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Give every block, in the order of the text."""
        for at, token in enumerate(tokens):
            if step := _STEPS.get(token.type):
                yield from step(self, token, tokens[at + 1].content if at + 1 < len(tokens) else "")

    def begin_list(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        ordered = token.type == "ordered_list_open"
        self.lists.append(_List(ordered, int(token.attrs.get("start", 1)), self.said))

    def end_list(self, *_: object) -> Iterator[Block]:
        self.lists.pop()
        yield from ()

    def begin_item(self, token: Token, _: str) -> Iterator[Block]:
        here = self.lists[-1]
        self.item = (_line(token), f"{here.number}{token.markup}" if here.ordered else token.markup)
        here.number += 1
        yield from ()

    def empty_item(self, *_: object) -> Iterator[Block]:
        """Give the open item when nothing stands in it."""
        if self.item:
            line, marker = self.item
            self.item = None
            yield Block(Kind.ITEM, line, EMPTY, len(self.lists), marker, self.lists[-1].lead)

    def quote(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        self.quotes += token.nesting

    def heading(self, token: Token, content: str) -> Iterator[Block]:
        yield from self.empty_item()
        yield self.inline(Kind.HEADING, _line(token), content, depth=int(token.tag[1]))

    def paragraph(self, token: Token, content: str) -> Iterator[Block]:
        lead = self.lists[-1].lead if self.lists else None
        line, marker = self.item or (_line(token), "")
        kind = Kind.ITEM if self.item else Kind.QUOTE if self.quotes else Kind.PARAGRAPH
        self.item = None
        yield self.inline(kind, line, content, depth=len(self.lists), marker=marker, lead=lead)

    def inline(
        self, kind: Kind, line: int, content: str, *, depth: int, marker: str = "", lead: Inline | None = None
    ) -> Block:
        known, self.said = named(content, self.env)
        return Block(kind, line, self.said, depth, marker, lead, id=known)

    def code(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        said = Inline(token.content, runs=(Run(text=token.content, code=True),))
        yield Block(Kind.CODE, _line(token), said, len(self.lists))

    def html(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        said = Inline(token.content, runs=(Run(text=token.content, html=True),))
        yield Block(Kind.HTML, _line(token), said, len(self.lists))

    def begin_table(self, *_: object) -> Iterator[Block]:
        yield from self.empty_item()
        self.lead, self.header = self.said, None

    def head(self, token: Token, _: str) -> Iterator[Block]:
        self.in_head = token.nesting > 0
        yield from ()

    def begin_row(self, token: Token, _: str) -> Iterator[Block]:
        self.row, self.row_line = [], _line(token)
        yield from ()

    def cell(self, _: Token, content: str) -> Iterator[Block]:
        self.row.append(named(content, self.env))
        yield from ()

    def end_row(self, *_: object) -> Iterator[Block]:
        block = row(self.row_line, self.row, self.lead, self.header)
        if self.in_head:
            self.header = block.said
        yield block


def row(line: int, cells: Sequence[tuple[str, Inline]], lead: Inline | None, head: Inline | None) -> Block:
    """Give the block of a row; the last id that a cell carries is the row's."""
    known = next((known for known, _ in reversed(cells) if known), "")
    return Block(Kind.ROW, line, Row([cell for _, cell in cells]), lead=lead, head=head, id=known)


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


_STEPS: dict[str, Callable[[_Walk, Token, str], Iterator[Block]]] = {
    "bullet_list_open": _Walk.begin_list,
    "ordered_list_open": _Walk.begin_list,
    "bullet_list_close": _Walk.end_list,
    "ordered_list_close": _Walk.end_list,
    "list_item_open": _Walk.begin_item,
    "list_item_close": _Walk.empty_item,
    "blockquote_open": _Walk.quote,
    "blockquote_close": _Walk.quote,
    "heading_open": _Walk.heading,
    "paragraph_open": _Walk.paragraph,
    "fence": _Walk.code,
    "code_block": _Walk.code,
    "html_block": _Walk.html,
    "table_open": _Walk.begin_table,
    "thead_open": _Walk.head,
    "thead_close": _Walk.head,
    "tr_open": _Walk.begin_row,
    "th_open": _Walk.cell,
    "td_open": _Walk.cell,
    "tr_close": _Walk.end_row,
}
