"""The shape of a file of ours: which names stand in it, and what kind of value each has."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from notifier.core.said import say
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.said import Said

Path = tuple[str | int, ...]
"""Where a value stands: names of tables, and numbers in lists from 1."""

Shape = Any
"""A kind (`str`), one kind of several (`(date, str)`), a list of one shape (`[str]`), or a table (`{"name": str}`).

In a table, `"*"` stands for every name that is not told; without it, other names do not belong.
"""

_KINDS = {
    str: say("a text in quotes"),
    int: say("a number"),
    bool: say("true or false"),
    date: say("a day, like 2027-01-31"),
    list: say("a list"),
    dict: say("a table"),
}


def fit(told: Any, shape: Shape, *, text: str, place: str) -> None:
    """Refuse the first value of a file that is not what stands there; `text` is the file, for the line."""
    for path, cause in misfits(told, shape):
        raise RecordRefused(
            cause, source=place, line=line(path, text), remedy=say("write it as the documentation shows")
        )


def misfits(told: Any, shape: Shape, *path: str | int) -> Iterator[tuple[Path, Said]]:
    """Tell of each value that is not of its shape where it stands, and what belongs there."""
    match shape:
        case dict() if isinstance(told, dict):
            for name, part in told.items():
                if name in shape or "*" in shape:
                    yield from misfits(part, shape.get(name, shape.get("*")), *path, name)
                else:
                    yield (*path, name), say("'{name}' does not belong there", name=_named((*path, name)))
        case [inner] if isinstance(told, list):
            for number, part in enumerate(told, 1):
                yield from misfits(part, inner, *path, number)
        case dict() | list():
            yield path, _wrong(path, type(shape))
        case _:
            kinds = shape if isinstance(shape, tuple) else (shape,)
            if not isinstance(told, kinds) or (isinstance(told, bool) and bool not in kinds):
                yield path, _wrong(path, kinds[0])


def _wrong(path: Path, kind: type) -> Said:
    return say("'{name}' must be {kind}", name=_named(path), kind=_KINDS[kind])


def _named(path: Path) -> str:
    """Write a path as people would: `rulings 2, by`."""
    return re.sub(r", (\d+)", r" \1", ", ".join(str(part) for part in path))


def line(path: Path, text: str) -> int:
    """Find the line of a value as people look for it: down the file, from name to name; 0 when it is not found."""
    lines, at = text.split("\n"), 0
    for name, number in zip(path, [*path[1:], ""], strict=True):
        if isinstance(name, int):
            continue
        wanted = re.compile(rf"""\s*(?:\[+[^\]]*?)?["']?{re.escape(str(name))}["']?\s*(?:=|\]|\.)""")
        times = number if isinstance(number, int) else 1
        found = [n for n, told in enumerate(lines[max(at - 1, 0) :], max(at, 1)) if wanted.match(told)]
        if not found:
            return at
        at = found[min(times, len(found)) - 1]
    return at
