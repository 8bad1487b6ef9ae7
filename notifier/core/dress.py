"""Inline Markdown: words, and how they are dressed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from notifier.core import inline
from notifier.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token
    from markdown_it.utils import EnvType


class Run(NamedTuple):
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


_NESTING = 120
"""Deeper than any policy; what lies deeper stays in the source of the clause before."""

_REMEMBERED = 5_000
_PILE = 100
_LONG = 20_000
_ID = re.compile(r"(?:\.[\w-]+[ \t]+)*#([\w.-]+)(?:[ \t]+[^{}]*)?")

BAR = Run(text=" | ")
"""What stands between the cells of a row."""


@cache
def parser() -> MarkdownIt:
    """Give the parser of the dialect: CommonMark with tables."""
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING})
    return made.enable("table").disable(["inline", "text_join"])


class Inline:
    """Inline Markdown as it stands in a text; its words are read when someone asks for them, and then kept.

    Most clauses of a new version stand letter by letter in the old one, and nobody asks for their words.

    Attributes:
        raw: the Markdown.
        leans: whether its links may lean on definitions elsewhere in the text.
    """

    __slots__ = ("_env", "_runs", "_text", "_words", "raw")

    def __init__(self, raw: str, env: EnvType | None = None, runs: tuple[Run, ...] | None = None) -> None:
        self.raw = raw
        self._env = env
        self._runs = runs
        self._words: str | None = None
        self._text: str | None = None

    @property
    def leans(self) -> bool:
        """Tell whether equal Markdown may mean something else in another text."""
        return bool(self._env)

    @property
    def cells(self) -> tuple[Inline, ...]:
        """Give the cells of a row; nothing else has any."""
        return ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Give the words as they are dressed."""
        if self._runs is None:
            self._runs = self._read()
        return self._runs

    @property
    def words(self) -> str:
        """Give the words as they are shown, without their dress."""
        if self._words is None:
            self._words = self._spoken()
        return self._words

    @property
    def text(self) -> str:
        """Give the words as they are compared."""
        if self._text is None:
            self._text = fold(self.words)
        return self._text

    def _spoken(self) -> str:
        """Read the words: of simple Markdown without its dress, which is asked for much less often."""
        if self._runs is None and not self._env:
            if _is_plain(self.raw):
                return _lines(self.raw)
            if pieces := _pieces(self.raw):
                return "".join([piece.text for piece in pieces])
        return words(self.runs)

    def _read(self) -> tuple[Run, ...]:
        return runs(self.raw, self._env or {})

    def __eq__(self, other: object) -> bool:
        """Tell whether both say the same in the same dress."""
        return isinstance(other, Inline) and self.runs == other.runs

    def __hash__(self) -> int:
        """Give the same number to what is equal."""
        return hash(self.runs)


class Row(Inline):
    """The cells of a row as one inline text, bars between them."""

    __slots__ = ("_cells",)

    def __init__(self, cells: Sequence[Inline]) -> None:
        super().__init__("|".join([cell.raw for cell in cells]))
        self._cells = tuple(cells)

    @property
    def leans(self) -> bool:
        """Tell whether equal Markdown may mean something else in another text."""
        return any(cell.leans for cell in self._cells)

    @property
    def cells(self) -> tuple[Inline, ...]:
        """Give the cells."""
        return self._cells

    def _spoken(self) -> str:
        return BAR.text.join([cell.words for cell in self._cells])

    def _read(self) -> tuple[Run, ...]:
        apart = [run for cell in self._cells for run in (BAR, *cell.runs)]
        return tuple(apart[1:])


def named(raw: str, env: EnvType | None = None) -> tuple[str, Inline]:
    """Give inline Markdown without the `attr_list` id at its end, and that id; empty when there is none."""
    if "}" in raw or "&#" in raw or "&r" in raw:  # &#125; and &rcub; are braces too
        known, dress = _identified(runs(raw, env or {}))
        return known, Inline(raw, env, dress)
    return "", Inline(raw, env)


def runs(content: str, env: EnvType) -> tuple[Run, ...]:
    """Give inline Markdown as it is dressed, neighbours in the same dress as one run."""
    if _is_plain(content):
        return (Run(text=_lines(content)),) if content else ()
    if env or len(content) > _REMEMBERED:
        return _inline(content, env)
    return _remembered(content)


def _is_plain(content: str) -> bool:
    """Tell whether inline text is words and nothing else, or is taken for that."""
    marked = (
        "[" in content
        or "*" in content
        or "_" in content
        or "<" in content
        or "&" in content
        or "`" in content
    )
    return not (marked or "\\" in content or "  \n" in content) or _hostile(content)


@lru_cache(maxsize=8192)
def _pieces(content: str) -> list[inline.Piece]:
    """Read simple inline text once: the next version of a policy says most of it again."""
    return inline.read(content)


def _inline(content: str, env: EnvType) -> tuple[Run, ...]:
    if not env and (pieces := _pieces(content)):
        return joined(
            Run(text=text, strong=stars == "**", emphasis=stars == "*", target=target)
            for text, stars, target in pieces
        )
    children: list[Token] = []
    parser().inline.parse(content, parser(), env, children)
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
        if done and done[-1][1:] == piece[1:]:
            done[-1] = dressed(done[-1], done[-1].text + piece.text)
        else:
            done.append(piece)
    return tuple(done)


def dressed(run: Run, text: str) -> Run:
    """Give other words in the same dress."""
    return run._replace(text=text)


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
