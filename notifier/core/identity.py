"""Permanent ids: a clause keeps its id through edits, moves and renumbering, and an id is never used again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.alignment import align
from notifier.core.document import Kind
from notifier.core.text import ClauseId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.document import Clause, Document


def assign(document: Document, *, before: Document | None, taken: Iterable[ClauseId]) -> Document:
    """Give every clause its permanent id: its own, else that of the clause it was, else a new one."""
    used = set(taken) | {clause.id for clause in document.clauses if clause.explicit}
    kept: dict[int, ClauseId] = {}
    if before is not None:
        used |= {clause.id for clause in before.clauses}
        for match in align(before, document).matches:
            if match.before and match.after:
                kept.setdefault(id(match.after[0]), match.before[0].id)
    named: list[Clause] = []
    given: set[ClauseId] = set()
    for clause in document.clauses:
        name = clause.id if clause.explicit else kept.get(id(clause))
        if name is None or (name in given and not clause.explicit):
            name = _new(clause, used)
        used.add(name)
        given.add(name)
        named.append(replace(clause, id=name))
    return replace(document, clauses=tuple(named))


def _new(clause: Clause, used: set[ClauseId]) -> ClauseId:
    section = clause.path[-1] if clause.path else ClauseId("text")
    if clause.kind is Kind.HEADING and clause.id not in used:
        return clause.id
    number = 1
    while ClauseId(f"{section}-{number}") in used:
        number += 1
    return ClauseId(f"{section}-{number}")
