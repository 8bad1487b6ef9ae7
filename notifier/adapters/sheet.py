"""A file of people, line by line: whatever is in it, memory stays what it is, and a bad line spoils no other."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from notifier.core.said import counted, say
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LONGEST = 65_536
"""Bytes of a line, and of a cell over several lines; no person needs more."""

_DELIMITERS = (",", ";", "\t")


class Line(NamedTuple):
    """One line of a file.

    Attributes:
        number: its number, from 1; of a cell over several lines, that of the first.
        cells: what stands in it; nothing when it is no line of a table.
        why: why it is none; empty when it is one.
    """

    number: int
    cells: list[str] | None
    why: str = ""


class Sheet:
    """The lines of a CSV file below its head.

    Attributes:
        head: the names of the columns.
    """

    def __init__(self, place: Path, *, encoding: str = "utf-8", delimiter: str = "") -> None:
        self.place = place
        self.encoding = encoding
        self.delimiter = delimiter
        self._ahead: deque[bytes] = deque()
        self._number = 0

    def rows(self, wanted: Sequence[str]) -> Iterator[Line]:
        """Give every line with its cells in the order of the columns that are wanted.

        Raises:
            SubjectRefused: when the file has not those columns, or cannot be read at all.
        """
        try:
            with self.place.open("rb") as file:
                order = self._order(file, wanted)
                yield from self._rows(file, order)
        except OSError as error:
            raise SubjectRefused(
                say("cannot be read ({cause})", cause=error.strerror), source=str(self.place)
            ) from error

    def _order(self, file: BinaryIO, wanted: Sequence[str]) -> list[int]:
        """Read the head, and find where the wanted columns stand."""
        first = self._next(file).removeprefix(codecs.BOM_UTF8)
        if first.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) or b"\0" in first:
            raise self._not_readable()
        try:
            told = first.decode(self.encoding)
        except UnicodeDecodeError as error:
            raise self._not_readable() from error
        if not self.delimiter:
            self.delimiter = max(_DELIMITERS, key=told.count)
        names = [name.strip() for name in self._cells(told) or ()]
        if missing := [name for name in wanted if name not in names]:
            raise SubjectRefused(
                say("no column {names}", names=", ".join(missing)),
                source=str(self.place),
                line=1,
                remedy=say(
                    "the first line names {names}; --column says what they are called here",
                    names=", ".join(wanted),
                ),
            )
        if twice := [name for name in wanted if names.count(name) > 1]:
            raise SubjectRefused(
                say("two columns are called {name}", name=twice[0]), source=str(self.place), line=1
            )
        return [names.index(name) for name in wanted]

    def _not_readable(self) -> SubjectRefused:
        return SubjectRefused(
            say("not {encoding}", encoding=self.encoding.upper()),
            source=str(self.place),
            line=1,
            remedy=say("save the file as UTF-8, or name its encoding with --encoding, then import it again"),
        )

    def _rows(self, file: BinaryIO, order: list[int]) -> Iterator[Line]:
        last = max(order)
        while raw := self._next(file):
            number = self._number
            if b'"' in raw and raw.count(b'"') % 2:
                raw = self._whole(file, raw)
            if len(raw) > LONGEST:
                yield Line(number, None, say("no CSV (longer than {count} bytes)", count=LONGEST))
                continue
            try:
                cells = self._cells(raw.decode(self.encoding))
            except UnicodeDecodeError:
                told = say("not {encoding}", encoding=self.encoding.upper())
                yield Line(number, None, told)
                continue
            if cells is None:
                yield Line(number, None, say("no CSV (a quote that does not end well)"))
            elif len(cells) > last:
                yield Line(number, [cells[place] for place in order])
            elif cells:
                yield Line(number, None, counted("only {count} cell", "only {count} cells", len(cells)))

    def _next(self, file: BinaryIO) -> bytes:
        """Give the next line; of one that is too long only a part, and the rest is passed over."""
        self._number += 1
        if self._ahead:
            return self._ahead.popleft()
        raw = file.readline(LONGEST + 2)
        part = raw
        while len(part) == LONGEST + 2 and not part.endswith(b"\n"):
            part = file.readline(LONGEST + 2)
        return raw

    def _whole(self, file: BinaryIO, raw: bytes) -> bytes:
        """Add the lines to which an open quote reaches; one that never ends takes no other line with it."""
        taken: list[bytes] = []
        size, number = len(raw), self._number
        while size <= LONGEST and (more := self._next(file)):
            taken.append(more)
            size += len(more)
            if more.count(b'"') % 2:
                return raw + b"".join(taken)
        self._number = number
        self._ahead.extendleft(reversed(taken))
        return raw

    def _cells(self, line: str) -> list[str] | None:
        """Split a line; nothing when its quotes do not hold."""
        if '"' not in line:
            told = line.rstrip("\r\n")
            return told.split(self.delimiter) if told else []
        try:
            return next(csv.reader([line], delimiter=self.delimiter, strict=True), [])
        except csv.Error:
            return None
