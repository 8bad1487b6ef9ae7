"""Permanent ids: a clause keeps its id through edits, moves and renumbering, and no id is used twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.alignment import align
from notifier.core.document import Kind
from notifier.core.said import say
from notifier.core.text import ClauseId, fold
from notifier.errors import ReleaseRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notifier.core.clauses import Path
    from notifier.core.document import Clause, Document

_COUNTED = re.compile(r"(.+)-([0-9]{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person says which clause is which, where the alignment was wrong.

    Attributes:
        words: what the clause begins with.
        id: the id that it had in the release before; empty when it is a new clause.
        place: the file where this is said, for messages.
        line: its line.
    """

    words: str
    id: ClauseId
    place: str = ""
    line: int = 0


def assign(
    document: Document,
    *,
    before: Document | None = None,
    taken: frozenset[ClauseId] = frozenset(),
    corrections: Sequence[Correction] = (),
) -> Document:
    """Give every clause its permanent id.

    Ids that stand in the text are kept. A clause that was there `before` keeps its id; the first part of a split and
    the result of a merge keep the first id. Everything else gets a number under its heading that no clause ever had:
    neither now, nor `before`, nor among the ids `taken` by earlier releases. What people say goes before all that.

    Raises:
        ReleaseRefused: when a correction names no clause, several, or an id that nobody had.
    """
    kept = _kept(before, document) if before else {}
    for one in corrections:
        _correct(kept, one, document, before)
    explicit = {clause.id for clause in document.clauses if clause.explicit}
    used = taken | explicit | {clause.id for clause in (before.clauses if before else ())}
    free = _Free(used)
    return document.named(_placed(document.clauses, kept, explicit, free))


def _kept(before: Document, document: Document) -> dict[int, ClauseId]:
    """Tell which clause (by its place) carries which earlier id."""
    places = {id(clause): place for place, clause in enumerate(document.clauses)}
    return {
        places[id(match.after[0])]: match.before[0].id
        for match in align(before, document).matches
        if match.before and match.after
    }


def _correct(kept: dict[int, ClauseId], one: Correction, document: Document, before: Document | None) -> None:
    """Let a clause carry the id that a person says, and no other clause."""
    if one.id and one.id not in {clause.id for clause in (before.clauses if before else ())}:
        raise ReleaseRefused(
            say("the release before has no clause '{clause}'", clause=one.id),
            source=one.place,
            line=one.line,
            remedy=say("write an id of the release before, or none for a new clause"),
        )
    begin = fold(one.words)
    places = [
        place
        for place, clause in enumerate(document.clauses)
        if begin and clause.text.startswith(begin) and not clause.explicit
    ]
    if len(places) != 1:
        raise ReleaseRefused(
            say(
                "{count} clauses without an id of their own begin with “{words}”",
                count=len(places),
                words=begin,
            ),
            source=one.place,
            line=one.line,
            remedy=say("quote the beginning of exactly one clause"),
        )
    for place in [place for place, known in kept.items() if known == one.id or place == places[0]]:
        del kept[place]
    if one.id:
        kept[places[0]] = one.id


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
) -> Iterator[tuple[ClauseId, Path]]:
    """Give the id and the path of each clause."""
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
        yield known, tuple(heading[1] for heading in path)
        if clause.kind is Kind.HEADING:
            path.append((clause.depth, known))
