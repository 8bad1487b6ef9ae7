"""Markdown read line by line: words, headings, lists and tables at once, anything else by the parser.

Law: it gives the blocks that the parser gives for the whole text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from markdown_it.common.utils import MD_TRIM_CHARS, mdTrim
from markdown_it.rules_block.table import escapedSplit

from notifier.core import markdown
from notifier.core.dress import Inline, named
from notifier.core.markdown import EMPTY, Block, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACHING = re.compile(r" {0,3}(?:```|~~~|<[!?sSpPtT])")
"""What may reach over a blank line: fences, and raw HTML that has an end of its own (comments, script, style, pre, textarea)."""

_MARKS = frozenset("#>-+*_=`~<|:\t0123456789")
"""What may begin another block than a paragraph; every other letter can only begin words."""

_FOREIGN = frozenset(">`~<\t")
"""What begins a block that only the parser reads."""

_SPECIAL = _MARKS | {"", " "}

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?", re.DOTALL)
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_RULE = re.compile(r"(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_DELIMITERS = re.compile(r"[-:|][-:| \t]*")
_BAR = re.compile(r" {0,3}\|")
_COLUMN = re.compile(r":?-+:?")
_MARKER = re.compile(r"(?:([0-9]{1,9})([.)])|([*+-]))(?:( +)|(?=\t)|$)")
ALONE = re.compile(r"[^\s>*+0-9-]")
"""After a blank line this closes every list and quote, so that what follows stands alone."""
_CODE = 4
_DEEPEST = 40
_MOST_FILLED = 10_000
"""Cells that a table is filled up with; the parser stops a table that is filled up without end."""


def read(lines: Sequence[str], said: Inline | None = None) -> tuple[list[Block], Inline | None]:
    """Give the blocks of lines that stand alone after something was said, and what was said last."""
    reader = _Reader(lines, said)
    return reader.blocks(), reader.said


def plain(line: str) -> bool:
    """Tell whether a line that stands alone is a paragraph without an id of its own; of what may be so, nearly all is."""
    return _is_words(line) and "\n" not in line and "}" not in line and "&" not in line


def _is_words(line: str) -> bool:
    return not (line[:1] in _SPECIAL or "\r" in line or "\0" in line or "]:" in line)


def words(line: str) -> Block | None:
    """Read a line of plain words that stands alone, as most of a policy does; nothing when it may be anything else."""
    if not _is_words(line):
        return None
    known, said = named(line.strip(MD_TRIM_CHARS))
    return Block(Kind.PARAGRAPH, 0, said, id=known)


@dataclass(slots=True)
class _List:
    """A list that is open.

    Attributes:
        sign: `-`, `*`, `+`, or what follows its numbers.
        number: of its next item.
        column: where the words of its open item stand; beyond all when the item is over.
        lead: what was said before it.
    """

    sign: str
    number: int
    column: float
    lead: Inline | None


class _Reader:
    """Lines that are being read.

    Attributes:
        lines: of the whole text.
        told: the blocks that were read.
        said: what was said last, which introduces a list.
        lists: the lists that are open, outermost first.
        item: line and marker of an item in which nothing stands yet.
        words: the line and column where an open paragraph begins.
        alone: where the line that is read, or the list around it, began; how many blocks there were, and what was said.
    """

    def __init__(self, lines: Sequence[str], said: Inline | None) -> None:
        self.lines = lines
        self.told: list[Block] = []
        self.said = said
        self.lists: list[_List] = []
        self.item: tuple[int, str] | None = None
        self.words: tuple[int, int] | None = None
        self.alone: tuple[int, int, Inline | None] = (0, 0, None)

    def blocks(self) -> list[Block]:
        """Give all blocks."""
        at, lines, end = 0, self.lines, len(self.lines)
        while at < end:
            line = lines[at]
            text = line.lstrip(" ")
            if not text or (text[0] == "\t" and not text.strip(" \t")):
                self._blank(at)
                at += 1
                continue
            if self.item == (at - 1, text) and line == lines[at - 1]:
                # The same bullet again, and no words yet.
                self._nothing()
                self.item = at, text
                at += 1
                continue
            if not self.words and (not self.lists or ALONE.match(line)):
                self._leave(0)
                self.alone = (at, len(self.told), self.said)
            at = self._line(at, len(line) - len(text), text) or self._parsed()
        self._close(end)
        self._leave(0)
        return self.told

    def _blank(self, at: int) -> None:
        """A blank line ends words, and an item that has none right before it; a second one ends its list."""
        if self.words:
            self._close(at)
        elif self.item and self.item[0] == at - 1:
            self.lists[-1].column = inf
        elif self.lists and self.lists[-1].column == inf:
            self.lists[-1].sign = ""

    def _line(self, at: int, indent: int, text: str) -> int:
        """Read a line whose text begins at a column, and give the next one to read; 0 when the parser has to."""
        if text[0] not in _MARKS:
            if not self.words:
                base = self._leave(indent)[0]
                if indent - base >= _CODE:
                    return 0
                self.words = at, indent
            return at + 1
        if not self.words:
            return self._mark(at, indent, text)
        return self._mark_below(at, indent, text)

    def _mark_below(self, at: int, indent: int, text: str) -> int:
        """Read a line that may end the words above it, or go on with them."""
        base = self.lists[-1].column if self.lists else 0
        if indent - base >= _CODE:
            return at + 1
        inside = indent >= base
        if text[0] in "-:|" and self._heads(at - 1):
            return self._table_below(at - 1)
        if inside and _UNDERLINE.fullmatch(text):
            return self._underlined(at, text)
        return self._mark(at, indent, text) if _interrupts(text, inside=inside) else at + 1

    def _mark(self, at: int, indent: int, text: str) -> int:
        """Read a line that begins with a mark."""
        if text[0] in _FOREIGN:
            return 0
        self._close(at)
        base, left = self._leave(indent)
        return 0 if indent - base >= _CODE else self._begin(at, indent, text, left)

    def _begin(self, at: int, indent: int, text: str, left: _List | None) -> int:
        """Read a line that begins a heading, a rule, a table, an item, or words after all."""
        if text[0] == "#" and (heading := _HEADING.fullmatch(text)):
            return self._heading(at, heading)
        if _is_rule(text):
            return at + 1
        if text[0] == "|" and self._heads(at):
            return self._table(at)
        if marker := _MARKER.match(text):
            return self._item(at, indent, text, marker, left)
        self.words = at, indent
        return at + 1

    def _leave(self, indent: int) -> tuple[float, _List | None]:
        """Close the lists that a column stands outside of; give the column it is measured from, and the outermost list closed."""
        left = None
        while self.lists and indent < self.lists[-1].column:
            self._nothing()
            left = self.lists.pop()
        return (self.lists[-1].column if self.lists else 0), left

    def _nothing(self) -> None:
        """Tell the open item when nothing stands in it."""
        if self.item:
            line, marker = self.item
            self.item = None
            self.told.append(Block(Kind.ITEM, line, EMPTY, len(self.lists), marker, self.lists[-1].lead))

    def _content(self, end: int) -> str:
        """Give the words that are open, up to a line: each line from the column of their list."""
        first, column = self.words or (end, 0)
        if end == first + 1:
            return mdTrim(self.lines[first][column:])
        base = self.lists[-1].column if self.lists else 0
        rest = self.lines[first + 1 : end]
        if base:
            rest = [line[min(len(line) - len(line.lstrip(" ")), int(base)) :] for line in rest]
        return mdTrim("\n".join([self.lines[first][column:], *rest]))

    def _close(self, end: int) -> None:
        """Tell the words that are open."""
        if not self.words:
            return
        known, self.said = named(self._content(end))
        depth = len(self.lists)
        line, kind, marker = self.words[0], Kind.PARAGRAPH, ""
        if self.item:
            (line, marker), kind = self.item, Kind.ITEM
        lead = self.lists[-1].lead if depth else None
        self.told.append(Block(kind, line, self.said, depth, marker, lead, None, known))
        self.words = self.item = None

    def _underlined(self, at: int, text: str) -> int:
        """Read the words that are open as a heading."""
        line, content = (self.words or (at, 0))[0], self._content(at)
        self.words = None
        return self._told(at, line, content, 1 if text[0] == "=" else 2)

    def _heading(self, at: int, found: re.Match[str]) -> int:
        content = found.group(2) or ""
        if "#" in content:
            content = _CLOSING.sub("", content)
        return self._told(at, at, mdTrim(content), len(found.group(1)))

    def _told(self, at: int, line: int, content: str, depth: int) -> int:
        self._nothing()
        known, self.said = named(content)
        self.told.append(Block(Kind.HEADING, line, self.said, depth, id=known))
        return at + 1

    def _item(self, at: int, indent: int, text: str, found: re.Match[str], left: _List | None) -> int:
        """Begin an item: of the list that was just left when it has the same sign, else of a new one."""
        number, sign = found.group(1), found.group(2) or found.group(3)
        gap = len(found.group(4) or "")
        rest = text[found.end() :]
        if rest[:1] == "\t" or (rest and gap > _CODE) or len(self.lists) > _DEEPEST:
            return 0
        self._nothing()
        here = left if left and left.sign == sign else _List(sign, int(number or 0), 0, self.said)
        self.lists.append(here)
        start = found.end() if rest else found.end() - gap + 1
        here.column = indent + start
        self.item = at, f"{here.number}{sign}" if number else sign
        here.number += 1
        if rest and rest[0] in _MARKS:
            return self._line(at, indent + start, rest)
        if rest:
            self.words = at, indent + start
        return at + 1

    def _heads(self, at: int) -> bool:
        """Tell whether a line is the header of a table."""
        if at + 1 >= len(self.lines) or "|" not in self.lines[at]:
            return False
        columns = _columns(self.lines[at + 1])
        return columns > 0 and columns == len(_cells(self.lines[at]))

    def _table_below(self, at: int) -> int:
        """Read a table whose header was taken for words."""
        if self.words and self.words[0] == at:
            self.words = None
        self._close(at)
        return self._table(at)

    def _table(self, at: int) -> int:
        """Read a table up to the blank line after it; 0 when something else stands in it."""
        if self.lists:
            return 0
        columns = _columns(self.lines[at + 1])
        lead, head = self.said, None
        end, filled = at, 0
        while end < len(self.lines) and self.lines[end].strip(" \t"):
            if not _BAR.match(self.lines[end]):
                return 0
            if end != at + 1:
                cells = [mdTrim(cell) for cell in _cells(self.lines[end])[:columns]]
                filled += columns - len(cells)
                if filled > _MOST_FILLED:
                    return 0
                cells += [""] * (columns - len(cells))
                row = markdown.row(end, [named(cell) for cell in cells], lead, head)
                self.told.append(row)
                head = head or row.said
            end += 1
        return end

    def _parsed(self) -> int:
        """Let the parser read what stands alone around the line, and give the line after that."""
        first, told, said = self.alone
        del self.told[told:]
        self.lists.clear()
        self.words = self.item = None
        end = self._end(first)
        blocks, self.said = markdown.read("\n".join(self.lines[first:end]), said)
        self.told.extend(block._replace(line=block.line + first) for block in blocks)
        return end

    def _end(self, first: int) -> int:
        """Give the line where what stands alone from a line on ends: at plain words after a blank line, unless more reaches on."""
        blank = False
        for end in range(first, len(self.lines)):
            line = self.lines[end]
            if blank and ALONE.match(line):
                return end
            if _REACHING.match(line):
                break
            blank = not line.strip(" \t")
        return len(self.lines)


def _interrupts(text: str, *, inside: bool) -> bool:
    """Tell whether a line ends the words above it: they go on where no other block can begin."""
    if text[0] in _FOREIGN or _is_rule(text):
        return True
    if text[0] == "#":
        return bool(_HEADING.fullmatch(text))
    marker = _MARKER.match(text)
    if not marker or not inside:
        return bool(marker)
    # Among words, a list begins with 1, and not with nothing.
    return marker.end() < len(text) and (marker.group(1) or "1").lstrip("0") == "1"


def _is_rule(text: str) -> bool:
    return text[0] in "*-_" and text[-1] in "*-_ \t" and bool(_RULE.fullmatch(text))


def _columns(line: str) -> int:
    """Count the columns that a line of dashes tells; none when it tells none."""
    text = line.strip(" ")
    if not _DELIMITERS.fullmatch(text) or (text[0] == "-" and text[1:2] in {"", " ", "\t"}):
        return 0
    cells = [cell.strip(" \t") for cell in text.strip("|").split("|")]
    return len(cells) if all(map(_COLUMN.fullmatch, cells)) else 0


def _cells(line: str) -> list[str]:
    """Cut a row at its bars."""
    text = mdTrim(line)
    cells = escapedSplit(text) if "\\" in text else text.split("|")
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "")]
