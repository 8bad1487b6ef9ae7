"""Permanent ids: a clause keeps its id through edits, moves and renumbering, and no id is used twice."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.alignment import align
from notifier.core.document import Kind
from notifier.core.text import ClauseId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.document import Clause, Document

_COUNTED = re.compile(r"(.+)-([0-9]{1,9})")


def assign(
    document: Document, *, before: Document | None = None, taken: frozenset[ClauseId] = frozenset()
) -> Document:
    """Give every clause its permanent id.

    Ids that stand in the text are kept. A clause that was there `before` keeps its id; the first part of a split and
    the result of a merge keep the first id. Everything else gets a number under its heading that no clause ever had:
    neither now, nor `before`, nor among the ids `taken` by earlier releases.
    """
    kept = _kept(before, document) if before else {}
    explicit = {clause.id for clause in document.clauses if clause.explicit}
    used = taken | explicit | {clause.id for clause in (before.clauses if before else ())}
    free = _Free(used)
    clauses = tuple(_placed(document.clauses, kept, explicit, free))
    return replace(document, clauses=clauses, permanent=True)


def _kept(before: Document, document: Document) -> dict[int, ClauseId]:
    """Tell which clause (by its place) carries which earlier id."""
    places = {id(clause): place for place, clause in enumerate(document.clauses)}
    return {
        places[id(match.after[0])]: match.before[0].id
        for match in align(before, document).matches
        if match.before and match.after
    }


class _Free:
    """Numbers that no clause of a section ever had.

    Attributes:
        last: the greatest number ever used under each heading.
    """

    def __init__(self, used: Iterable[ClauseId]) -> None:
        self.last: dict[str, int] = {}
        for known in used:
            if counted := _COUNTED.fullmatch(known):
                section, number = counted.group(1), int(counted.group(2))
                self.last[section] = max(self.last.get(section, 0), number)

    def under(self, section: str) -> ClauseId:
        """Give the next id of a section."""
        self.last[section] = self.last.get(section, 0) + 1
        return ClauseId(f"{section}-{self.last[section]}")


def _placed(
    clauses: tuple[Clause, ...], kept: dict[int, ClauseId], explicit: set[ClauseId], free: _Free
) -> Iterator[Clause]:
    """Give each clause its id and its path."""
    path: list[tuple[int, ClauseId]] = []
    given = set(explicit)
    for place, clause in enumerate(clauses):
        if clause.kind is Kind.HEADING:
            path = [heading for heading in path if heading[0] < clause.depth]
        known = clause.id if clause.explicit else kept.get(place)
        if not clause.explicit and (known is None or known in given):
            known = free.under(path[-1][1] if path else "text")
        known = known or clause.id
        given.add(known)
        yield replace(clause, id=known, path=tuple(heading[1] for heading in path))
        if clause.kind is Kind.HEADING:
            path.append((clause.depth, known))
