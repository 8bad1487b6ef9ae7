"""Simple Markdown read fast: plain paragraphs and headings straight from their lines, all else by the parser.

Law: it gives the blocks that the parser gives for the whole text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.core import markdown
from notifier.core.markdown import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may reach over a blank line, or from anywhere to anywhere: fences, raw HTML, definitions of links.
_REACHING = re.compile(r"\n {0,3}(?:```|~~~|<[!?a-zA-Z])")
# A line that can only be words of a paragraph: no mark of another block begins it.
_SAFE = r"(?:[^\W\d_]|[“«\"'‘(€$©@]|\*{1,2}[^\W_]|\[|[0-9]{1,9}(?![0-9.)]))"
_PARAGRAPH = re.compile(rf"{_SAFE}[^\n]*(?:\n{_SAFE}[^\n]*)*")
_HEADING = re.compile(r"(#{1,6}) +([^\s#][^\n#]*)")
_UNDERLINED = re.compile(rf"({_SAFE}[^\n]*)\n(=+|-+) *")
_MARKER = re.compile(r"( {0,3}+)(?:([0-9]{1,9})([.)])|([*+-]))(?: {1,4}(?=\S)|[ \t]*$)")
# After a blank line this closes every list and quote, so that what follows stands alone.
_CLOSING = re.compile(r"[^\s>*+0-9-]")
_ITEM = re.compile(rf"$|{_SAFE}")
_CACHED = 20_000


def read(text: str) -> list[Block]:
    """Give the blocks of a text without front matter, in its order."""
    if "\r" in text or "\0" in text or "]:" in text or _REACHING.search("\n" + text):
        return markdown.read(text)
    return list(_Reader(text.split("\n")).blocks())


class _Reader:
    """Lines that are being read.

    Attributes:
        lines: of the whole text.
        said: the words of the last block, which introduce a list.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.said = ""

    def blocks(self) -> Iterator[Block]:
        """Give all blocks; neighbouring chunks that are not simple go to the parser together."""
        waiting = last = -1
        for first, end in self._chunks():
            chunk = "\n".join(self.lines[first:end])
            simple = _simple(chunk) if len(chunk) > _CACHED else _known(chunk)
            if simple is None:
                if waiting >= 0 and _CLOSING.match(chunk):
                    yield from self._parsed(waiting, last)
                    waiting = -1
                waiting = first if waiting < 0 else waiting
                last = end
                continue
            if waiting >= 0:
                yield from self._parsed(waiting, last)
                waiting = -1
            self.said = markdown.words(simple.cells[0])
            yield _placed(simple, first)
        if waiting >= 0:
            yield from self._parsed(waiting, last)

    def _chunks(self) -> Iterator[tuple[int, int]]:
        """Give the runs of lines between blank ones."""
        first = -1
        for place, line in enumerate(self.lines):
            if line.strip(" \t"):
                first = place if first < 0 else first
            elif first >= 0:
                yield first, place
                first = -1
        if first >= 0:
            yield first, len(self.lines)

    def _parsed(self, first: int, end: int) -> Iterator[Block]:
        """Let the parser read a region; it stands alone, since a plain line after a blank one closes everything."""
        if flat := self._flat(first, end):
            yield from flat
            return
        region = "\n".join(self.lines[first:end])
        read = _region(region, self.said) if len(region) < _CACHED else _fresh(region, self.said)
        blocks, self.said = read
        for block in blocks:
            yield _placed(block, block.line + first)

    def _flat(self, first: int, end: int) -> list[Block]:
        """Read a region that is one list of single lines, all with one marker; nothing when it may be anything else."""
        style = _MARKER.match(self.lines[first])
        if not style:
            return []
        look, number = _look(style), int(style.group(2) or 0)
        said, items = self.said, list[Block]()
        for at in range(first, end):
            line = self.lines[at]
            if not line.strip(" \t"):
                if not items[-1].cells[0]:
                    # A list ends where its last item has no words and a blank line follows.
                    return []
                continue
            found = _MARKER.match(line)
            if not found or _look(found) != look or not _ITEM.match(line, found.end()):
                return []
            marker = f"{number + len(items)}{look[1]}" if found.group(2) else look[1]
            content = line[found.end() :].strip()
            items.append(markdown.block(Kind.ITEM, at, content, depth=1, marker=marker, lead_in=said))
        self.said = next((markdown.words(one.cells[0]) for one in reversed(items) if one.cells[0]), said)
        return items


def _look(marker: re.Match[str]) -> tuple[str, str]:
    """Give the indent and the sign of a marker, which are the same in all items of a list read here."""
    return marker.group(1), marker.group(3) or marker.group(4)


def _placed(block: Block, line: int) -> Block:
    """Give a block at another line; what was read once is shared."""
    return Block(
        block.kind, line, block.cells, block.depth, block.marker, block.header, block.lead_in, block.id
    )


def _simple(chunk: str) -> Block | None:
    """Read a chunk that is one plain paragraph or one heading; nothing when it may be anything else."""
    if _PARAGRAPH.fullmatch(chunk):
        return markdown.block(Kind.PARAGRAPH, 0, chunk.strip())
    if found := _HEADING.fullmatch(chunk):
        return markdown.block(Kind.HEADING, 0, found.group(2).strip(), depth=len(found.group(1)))
    if found := _UNDERLINED.fullmatch(chunk):
        depth = 1 if found.group(2)[0] == "=" else 2
        return markdown.block(Kind.HEADING, 0, found.group(1).strip(), depth=depth)
    return None


_known = lru_cache(maxsize=8192)(_simple)


def _fresh(region: str, said: str) -> tuple[tuple[Block, ...], str]:
    return markdown.read_region(region, said)


_region = lru_cache(maxsize=4096)(_fresh)
