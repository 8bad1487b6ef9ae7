"""Markdown as blocks: what markdown-it-py says, in the shape that clauses are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from notifier.core import inline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of inline text in one dress.

    Attributes:
        text: the words; a hard line break is a newline.
        strong: set in strong type.
        emphasis: set in emphasis.
        code: set as code.
        target: where the words lead; empty when they are no link.
        image: whether this is a picture, told by its words or else its address; its address is the target.
        html: whether this is raw HTML, which the dialect refuses.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    target: str = ""
    image: bool = False
    html: bool = False


@dataclass(slots=True)
class Block:
    """A clause as the parser meets it, before its lines and ids are known."""

    kind: Kind
    line: int
    cells: list[tuple[Run, ...]]
    depth: int = 0
    marker: str = ""
    header: tuple[str, ...] = ()
    lead_in: str = ""
    id: str = ""


@dataclass(slots=True)
class _List:
    """A list that is being read: where its numbers stand, and what introduces it."""

    ordered: bool
    number: int
    lead_in: str


_NESTING = 120
"""Deeper than any policy; what lies deeper stays in the source of the clause before."""

_REMEMBERED = 5_000
_PILE = 100
_LONG = 20_000
_DRESSED = re.compile(r"[\\`*_\[<&]")
_ID = re.compile(r"(?:\.[\w-]+[ \t]+)*#([\w.-]+)(?:[ \t]+[^{}]*)?")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING})
    return parser.enable("table").disable(["inline", "text_join"])


def read(text: str) -> list[Block]:
    """Give the blocks of a text without front matter, in its order."""
    env: EnvType = {}
    return list(_Walk(env).blocks(_parser().parse(text, env)))


def read_region(text: str, said: str) -> tuple[tuple[Block, ...], str]:
    """Give the blocks of a part that stands alone after words that were said, and the words said last."""
    env: EnvType = {}
    walk = _Walk(env, text=said)
    blocks = tuple(walk.blocks(_parser().parse(text, env)))
    return blocks, walk.text


def block(
    kind: Kind, line: int, content: str, *, depth: int = 0, marker: str = "", lead_in: str = ""
) -> Block:
    """Give a block of one inline text."""
    known, dress = _identified(runs(content, {}))
    return Block(kind, line, [dress], depth, marker, lead_in=lead_in, id=known)


def runs(content: str, env: EnvType) -> tuple[Run, ...]:
    """Give inline Markdown as it is dressed, neighbours in the same dress as one run."""
    if not (_DRESSED.search(content) or "  \n" in content) or _hostile(content):
        return (Run(text=_lines(content)),) if content else ()
    if env or len(content) > _REMEMBERED:
        return _inline(content, env)
    return _remembered(content)


def _inline(content: str, env: EnvType) -> tuple[Run, ...]:
    if not env and (pieces := inline.read(content)):
        return joined(
            Run(text=text, strong=stars == "**", emphasis=stars == "*", target=target)
            for text, stars, target in pieces
        )
    children: list[Token] = []
    _parser().inline.parse(content, _parser(), env, children)
    return joined(_dressed(children))


@lru_cache(maxsize=8192)
def _remembered(content: str) -> tuple[Run, ...]:
    """Read inline text once: the next version of a policy says most of it again."""
    return _inline(content, {})


def _hostile(content: str) -> bool:
    """Tell whether marks are piled up as no person does; they are shown as they stand, since pairing them takes ages."""
    opened = content.count("[")
    if opened > _PILE and opened > 2 * content.count("]"):
        return True
    return len(content) > _LONG and sum(map(content.count, "[*_`<&\\")) > len(content) // 10


def _lines(content: str) -> str:
    """Write the lines of plain text as one, as the inline parser would."""
    if "\n" not in content:
        return content
    return " ".join(
        line.lstrip(" \t").rstrip(" ") if at else line.rstrip(" ")
        for at, line in enumerate(content.split("\n"))
    )


def joined(pieces: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours in the same dress."""
    done: list[Run] = []
    for piece in pieces:
        if done and _dress(done[-1]) == _dress(piece):
            done[-1] = dressed(done[-1], done[-1].text + piece.text)
        else:
            done.append(piece)
    return tuple(done)


def dressed(run: Run, text: str) -> Run:
    """Give other words in the same dress."""
    return Run(
        text=text,
        strong=run.strong,
        emphasis=run.emphasis,
        code=run.code,
        target=run.target,
        image=run.image,
        html=run.html,
    )


def _dress(run: Run) -> tuple[object, ...]:
    return (run.strong, run.emphasis, run.code, run.target, run.image, run.html)


_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def _dressed(children: Sequence[Token]) -> Iterator[Run]:
    """Walk inline tokens with the dress that is on at each."""
    on = {"strong": 0, "em": 0}
    target = ""
    for child in children:
        image = child.type == "image"
        text = _BREAKS.get(child.type, child.content)
        if child.type == "link_open":
            target = str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            target = ""
        elif child.nesting:
            on[child.tag] += child.nesting
        elif text or image:
            yield Run(
                text=text or str(child.attrs.get("src", "")) or "!",
                strong=on["strong"] > 0,
                emphasis=on["em"] > 0,
                code=child.type == "code_inline",
                target=str(child.attrs.get("src", "")) if image else target,
                image=image,
                html=child.type == "html_inline",
            )


def _identified(dress: tuple[Run, ...]) -> tuple[str, tuple[Run, ...]]:
    """Take an `attr_list` id off the end of inline text."""
    if not dress or not (text := dress[-1].text.rstrip()).endswith("}"):
        return "", dress
    start = text.rfind("{")
    inside = text[start + 1 : -1].removeprefix(":").strip()
    found = _ID.fullmatch(inside) if start >= 0 else None
    if not found or dress[-1].code or dress[-1].html:
        return "", dress
    rest = text[:start].rstrip()
    return found.group(1), (*dress[:-1], dressed(dress[-1], rest)) if rest else dress[:-1]


def words(dress: Iterable[Run]) -> str:
    """Give the words of runs without their dress."""
    return "".join([run.text for run in dress]) if dress else ""


@dataclass(slots=True)
class _Walk:
    """A walk over block tokens, and what is open at each."""

    env: EnvType
    lists: list[_List] = field(default_factory=list)
    item: tuple[int, str] | None = None
    quotes: int = 0
    text: str = ""
    lead_in: str = ""
    header: tuple[str, ...] = ()
    in_head: bool = False
    row: Block = field(default_factory=lambda: Block(Kind.ROW, 0, []))

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Give every block, in the order of the text."""
        for at, token in enumerate(tokens):
            if step := _STEPS.get(token.type):
                yield from step(self, token, tokens[at + 1].content if at + 1 < len(tokens) else "")

    def begin_list(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        ordered = token.type == "ordered_list_open"
        self.lists.append(_List(ordered, int(token.attrs.get("start", 1)), self.text))

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
            yield Block(Kind.ITEM, line, [()], len(self.lists), marker, lead_in=self.lists[-1].lead_in)

    def quote(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        self.quotes += token.nesting

    def heading(self, token: Token, content: str) -> Iterator[Block]:
        yield from self.empty_item()
        yield self.inline(Block(Kind.HEADING, _line(token), [], int(token.tag[1])), content)

    def paragraph(self, token: Token, content: str) -> Iterator[Block]:
        lead_in = self.lists[-1].lead_in if self.lists else ""
        line, marker = self.item or (_line(token), "")
        kind = Kind.ITEM if self.item else Kind.QUOTE if self.quotes else Kind.PARAGRAPH
        self.item = None
        yield self.inline(Block(kind, line, [], len(self.lists), marker, lead_in=lead_in), content)

    def inline(self, block: Block, content: str) -> Block:
        block.id, dress = _identified(runs(content, self.env))
        block.cells.append(dress)
        self.text = words(dress)
        return block

    def code(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        yield Block(Kind.CODE, _line(token), [(Run(text=token.content, code=True),)], len(self.lists))

    def html(self, token: Token, _: str) -> Iterator[Block]:
        yield from self.empty_item()
        yield Block(Kind.HTML, _line(token), [(Run(text=token.content, html=True),)], len(self.lists))

    def begin_table(self, *_: object) -> Iterator[Block]:
        yield from self.empty_item()
        self.lead_in, self.header = self.text, ()

    def head(self, token: Token, _: str) -> Iterator[Block]:
        self.in_head = token.nesting > 0
        yield from ()

    def begin_row(self, token: Token, _: str) -> Iterator[Block]:
        self.row = Block(Kind.ROW, _line(token), [], header=self.header, lead_in=self.lead_in)
        yield from ()

    def cell(self, _: Token, content: str) -> Iterator[Block]:
        known, dress = _identified(runs(content, self.env))
        self.row.id = known or self.row.id
        self.row.cells.append(dress)
        yield from ()

    def end_row(self, *_: object) -> Iterator[Block]:
        if self.in_head:
            self.header = tuple(words(cell) for cell in self.row.cells)
        yield self.row


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
