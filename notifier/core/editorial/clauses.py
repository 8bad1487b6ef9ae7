"""The order of clauses: `If you ask, we answer` and `We answer if you ask`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rewriting import Context

BAR = "‖"
"""Stands between a main clause and the clauses that go with it, whose order is that of the alphabet."""


def ordered(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Move a clause from the beginning to the end, where it goes with the whole sentence either way."""
    rules = context.rules
    if len(rules.conditions.findall(sentence)) > 1:
        # Of two conditions, one may stand inside the other.
        return
    main, *others = (part.strip() for part in sentence.split(BAR))
    if rules.fronted.match(f" {main} "):
        for match in re.finditer(r" , ", main):
            first, rest = main[: match.start()], main[match.end() :]
            if _whole(rest, context) and " , " not in first:
                yield "order of clauses", _joined(rest, [*others, first])
    for match in rules.trailing.finditer(f" {main} "):
        rest, clause = f" {main} "[: match.start()].strip(" ,"), f" {main} "[match.start() :].strip(" ,")
        if rest and _whole(rest, context) and " , " not in clause:
            yield "order of clauses", _joined(rest, [*others, clause])


def _whole(main: str, context: Context) -> bool:
    """Tell whether a clause added to a main clause goes with all of it, at either end."""
    return not context.rules.divided.search(f" {main} ")


def _joined(main: str, others: list[str]) -> str:
    """Write a main clause with the clauses that go with it."""
    return f" {f' {BAR} '.join([main, *sorted(others)])} "
