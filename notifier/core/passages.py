"""Texts cut into passages that stand alone, each read once: the next version of a policy says most of it again.

Law: all passages together are the text, and their blocks are those that the parser gives for the whole text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from notifier.core import markdown
from notifier.core.blocks import ALONE, read, words
from notifier.core.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.dress import Inline
    from notifier.core.markdown import Block

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_END = re.compile(r"\r\n?|\n")
_ALONE = re.compile(rf"\n\n(?={ALONE.pattern})")
"""A blank line before what stands alone."""

_REACHING = {"`": re.compile("```"), "~": re.compile("~~~"), "<": re.compile("<[!?sSpPtT]")}
"""What may reach over a blank line where a line begins with it: fences, and raw HTML that has an end of its own."""

_INDENT = 4
_SPOKEN = (Kind.PARAGRAPH, Kind.HEADING)
_SHORT = 4_000
_LONG = 400_000
"""Letters of the longest passage that is kept in mind; of long ones few are."""


class Passage(NamedTuple):
    """A part of a text that stands alone.

    Attributes:
        lines: how many line ends it has.
        before: what stands before its first block.
        blocks: its blocks, their lines counted from its own first line.
        sources: the exact Markdown of each block.
        said: what was said last; nothing when nothing was said.
    """

    lines: int
    before: str
    blocks: tuple[Block, ...]
    sources: tuple[str, ...]
    said: Inline | None


def cut(text: str) -> list[str]:
    """Cut a text without front matter where a line without a mark follows a blank one; what may reach on is not cut."""
    if "\r" in text or "\0" in text or _defines(text):
        return [text]
    ends = [found.end() for found in _ALONE.finditer(text, 0, _rest(text))]
    places = [0, *ends, len(text)]
    return [text[one:two] for one, two in pairwise(places)] if text else []


def alone(part: str) -> Passage:
    """Read a passage of a text before which nothing was said."""
    if len(part) <= _SHORT:
        return _short(part)
    return _long(part) if len(part) <= _LONG else after(part, None)


def leans(passage: Passage) -> bool:
    """Tell whether a passage says something else where something was said before it.

    A table or list at its beginning is introduced by what was said before; all else by what the passage says itself.
    """
    return not (passage.blocks and passage.blocks[0].kind in _SPOKEN)


def _defines(text: str) -> bool:
    """Tell whether a text may define what a link means: that holds everywhere."""
    at = text.find("]")
    while at >= 0:
        if text.startswith(":", at + 1):
            return True
        at = text.find("]", at + 1)
    return False


def _rest(text: str) -> int:
    """Give where what may reach over blank lines begins, or the end of the text."""
    return min(_first(text, mark) for mark in _REACHING)


def _first(text: str, mark: str) -> int:
    """Give where a line first begins with what a mark begins, or the end of the text."""
    # Most texts have no such mark, and this is told much faster.
    for found in _REACHING[mark].finditer(text) if mark in text else ():
        at = found.start()
        indent = text[max(0, at - _INDENT) : at].rstrip(" ")
        if indent[-1:] == "\n" or (at < _INDENT and not indent):
            return at
    return len(text)


def after(part: str, said: Inline | None) -> Passage:
    """Read a passage of a text after something was said."""
    line = part.rstrip("\n")
    if "\n" not in line and (block := words(line)):
        return Passage(len(part) - len(line), "", (block,), (part,), block.said)
    lines = _END.split(part) if "\r" in part else part.split("\n")
    if "\0" in part or "]:" in part:
        # A definition of a link reaches from anywhere to anywhere.
        blocks, said = markdown.read("\n".join(lines), said)
    else:
        blocks, said = read(lines, said)
    places = _places(part, lines, [block.line for block in blocks])
    sources = tuple([part[one:two] for one, two in pairwise(places)])
    return Passage(len(lines) - 1, part[: places[0]], tuple(blocks), sources, said)


def _places(part: str, lines: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Give the letters where blocks begin, by their lines, and where the last one ends.

    Two blocks may begin on one line (`- - a`): the earlier then has an empty source.
    """
    wide = 1
    if "\r" in part:
        lines, wide = _LINE.findall(part), 0
    sizes = [0, *accumulate(map(len, lines))]
    return [*(sizes[at] + wide * at for at in accumulate(starts, max)), len(part)]


@lru_cache(maxsize=32_768)
def _short(part: str) -> Passage:
    return after(part, None)


@lru_cache(maxsize=64)
def _long(part: str) -> Passage:
    return after(part, None)
