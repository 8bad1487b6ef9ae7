"""Simple Markdown read fast: plain paragraphs and headings straight from their lines, all else by the parser.

Law: it gives the blocks that the parser gives for the whole text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.core import markdown
from notifier.core.markdown import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may reach over a blank line, or from anywhere to anywhere: fences, raw HTML, definitions of links.
_REACHING = re.compile(r"^ {0,3}(?:```|~~~|<[!?a-zA-Z])|\]:", re.MULTILINE)
# A line that can only be words of a paragraph: no mark of another block begins it.
_SAFE = r"(?:[^\W\d_]|[“«\"'‘(€$©@]|\*{1,2}[^\W_]|\[|[0-9]{1,9}(?![0-9.)]))"
_PARAGRAPH = re.compile(rf"{_SAFE}[^\n]*(?:\n{_SAFE}[^\n]*)*")
_HEADING = re.compile(r"(#{1,6}) +([^\s#][^\n#]*)")
_UNDERLINED = re.compile(rf"({_SAFE}[^\n]*)\n(=+|-+) *")
_CACHED = 20_000


def read(text: str) -> tuple[str, list[Block]]:
    """Give the front matter (without its fences) and the blocks of a text, in its order."""
    if "\r" in text or "\0" in text or _REACHING.search(text):
        return markdown.read(text)
    lines = text.split("\n")
    start = _after_front(lines)
    matter, blocks = markdown.read("\n".join(lines[:start])) if start else ("", [])
    if start and blocks:
        return markdown.read(text)
    return matter, list(_Reader(lines).blocks(start))


def _after_front(lines: list[str]) -> int:
    """Give the line after the front matter: 0 when there is none."""
    if not lines[0].startswith("---"):
        return 0
    for at, line in enumerate(lines[1:], 1):
        if line.startswith("---"):
            return at + 1
    return len(lines)


class _Reader:
    """Lines that are being read.

    Attributes:
        lines: of the whole text.
        said: the words of the last block, which introduce a list.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.said = ""

    def blocks(self, start: int) -> Iterator[Block]:
        """Give all blocks from a line on; neighbouring chunks that are not simple go to the parser together."""
        waiting = -1
        for first, end in self._chunks(start):
            chunk = "\n".join(self.lines[first:end])
            simple = _simple(chunk, first)
            if simple is None:
                waiting = first if waiting < 0 else waiting
                last = end
                continue
            if waiting >= 0:
                yield from self._parsed(waiting, last)
                waiting = -1
            self.said = markdown.words(simple.cells[0])
            yield simple
        if waiting >= 0:
            yield from self._parsed(waiting, last)

    def _chunks(self, at: int) -> Iterator[tuple[int, int]]:
        """Give the runs of lines between blank ones."""
        first = -1
        for place in range(at, len(self.lines)):
            line = self.lines[place]
            if line.strip(" \t"):
                first = place if first < 0 else first
            elif first >= 0:
                yield first, place
                first = -1
        if first >= 0:
            yield first, len(self.lines)

    def _parsed(self, first: int, end: int) -> Iterator[Block]:
        """Let the parser read a region; it stands alone, since a plain line after a blank one closes everything."""
        region = "\n".join(self.lines[first:end])
        read = _region(region, self.said) if len(region) < _CACHED else _fresh(region, self.said)
        blocks, self.said = read
        for block in blocks:
            yield replace(block, line=block.line + first)


def _simple(chunk: str, line: int) -> Block | None:
    """Read a chunk that is one plain paragraph or one heading; nothing when it may be anything else."""
    if _PARAGRAPH.fullmatch(chunk):
        return markdown.block(Kind.PARAGRAPH, line, chunk.rstrip(" \t"))
    if found := _HEADING.fullmatch(chunk):
        return markdown.block(Kind.HEADING, line, found.group(2).strip(), depth=len(found.group(1)))
    if found := _UNDERLINED.fullmatch(chunk):
        depth = 1 if found.group(2)[0] == "=" else 2
        return markdown.block(Kind.HEADING, line, found.group(1).strip(), depth=depth)
    return None


def _fresh(region: str, said: str) -> tuple[tuple[Block, ...], str]:
    return markdown.read_region(region, said)


_region = lru_cache(maxsize=4096)(_fresh)
