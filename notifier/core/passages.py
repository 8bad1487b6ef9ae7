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
    from collections.abc import Iterator, Sequence

    from notifier.core.dress import Inline
    from notifier.core.markdown import Block

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_END = re.compile(r"\r\n?|\n")
_REACHING = ("```", "~~~", "<")
_ENDING = frozenset("!?sSpPtT")
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


def passages(text: str) -> Iterator[Passage]:
    """Give the passages of a text without front matter, in its order."""
    said: Inline | None = None
    for part in _cut(text):
        passage = _short(part) if len(part) <= _SHORT else _long(part) if len(part) <= _LONG else None
        if not passage or (said and not (passage.blocks and passage.blocks[0].kind in _SPOKEN)):
            # A table at the beginning is introduced by what was said before; all else by what the passage says.
            passage = _passage(part, said)
        said = passage.said
        yield passage


def _cut(text: str) -> Iterator[str]:
    """Cut a text where a line without a mark follows a blank one; what may reach on from anywhere is not cut."""
    if "\r" in text or "\0" in text or "]:" in text:
        yield text
        return
    rest = _rest(text)
    first, *pieces = text[:rest].split("\n\n")
    part = [first]
    for piece in pieces:
        if ALONE.match(piece):
            part.append("")
            yield "\n\n".join(part)
            part = []
        part.append(piece)
    last = "\n\n".join(part) + text[rest:]
    if last:
        yield last


def _rest(text: str) -> int:
    """Give where what may reach over blank lines begins, or the end of the text."""
    return min(_first(text, mark) for mark in _REACHING)


def _first(text: str, mark: str) -> int:
    """Give where a line first begins with a mark, or the end of the text."""
    at = text.find(mark)
    while at >= 0:
        indent = text[max(0, at - _INDENT) : at].rstrip(" ")
        begins = indent[-1:] == "\n" or (at < _INDENT and not indent)
        if begins and (mark != "<" or text[at + 1 : at + 2] in _ENDING):
            return at
        at = text.find(mark, at + 1)
    return len(text)


def _passage(part: str, said: Inline | None) -> Passage:
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


def _alone(part: str) -> Passage:
    return _passage(part, None)


_short = lru_cache(maxsize=32_768)(_alone)
_long = lru_cache(maxsize=64)(_alone)
