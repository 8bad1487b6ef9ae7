"""Which clause became which."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.document import Clause, Document

_ALIKE = 55.0


class Fate(StrEnum):
    """What became of a clause."""

    SAME = "same"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_EDITED = "moved-and-edited"
    SPLIT = "split"
    MERGED = "merged"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Clauses of the old text and what they became in the new one.

    `before` is empty for an added clause, `after` for a removed one; a split has several after, a merge several before.
    """

    fate: Fate
    before: tuple[Clause, ...] = ()
    after: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All clauses of both texts, each in exactly one match, in the order of the new text.

    A removed clause stands after the match of the clause that stood before it.
    """

    matches: tuple[Match, ...]


def align(before: Document, after: Document) -> Alignment:
    """Tell which clause became which; no randomness, ties by position."""
    pairs = _pairs(before.clauses, after.clauses)
    partner = {new: old for old, new in pairs.items()}
    matches: list[Match] = []
    told: set[int] = set()
    high = -1

    def remove_until(limit: int) -> None:
        for old in range(limit):
            if old not in pairs and old not in told:
                told.add(old)
                matches.append(Match(fate=Fate.REMOVED, before=(before.clauses[old],)))

    for new, clause in enumerate(after.clauses):
        old = partner.get(new)
        if old is None:
            matches.append(Match(fate=Fate.ADDED, after=(clause,)))
            continue
        remove_until(old)
        matches.append(
            Match(
                fate=_fate(before.clauses[old], clause, moved=old < high),
                before=(before.clauses[old],),
                after=(clause,),
            )
        )
        high = max(high, old)
    remove_until(len(before.clauses))
    return Alignment(matches=tuple(matches))


def _fate(before: Clause, after: Clause, *, moved: bool) -> Fate:
    same = before.text == after.text and before.source.strip() == after.source.strip()
    if moved:
        return Fate.MOVED if same else Fate.MOVED_EDITED
    return Fate.SAME if same else Fate.EDITED


def _pairs(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, int]:
    """Pair by identical words, then by explicit id, then by likeness of the same kind, best first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def keyed(key: str) -> None:
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for new, clause in enumerate(after):
            if new not in taken and getattr(clause, key) and (key != "id" or clause.explicit):
                places[clause.kind, getattr(clause, key)].append(new)
        for old, clause in enumerate(before):
            waiting = places.get((clause.kind, getattr(clause, key)))
            if old not in pairs and waiting:
                pairs[old] = waiting.pop(0)
                taken.add(pairs[old])

    keyed("text")
    keyed("id")
    rest = [
        (-fuzz.ratio(one.text, two.text), abs(old - new), old, new)
        for old, one in enumerate(before)
        if old not in pairs
        for new, two in enumerate(after)
        if new not in taken and one.kind is two.kind
    ]
    for unlike, _, old, new in sorted(rest):
        if -unlike >= _ALIKE and old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs
