"""Which clause became which."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core import parts
from notifier.core.document import Kind
from notifier.core.likeness import bare, number
from notifier.core.pairing import Pairing, alike, pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.document import Clause, Document

_REWRITTEN = 0.1
_HONEST = 0.62
"""How alike clauses are in a text that is rewritten and are told as one that was edited."""

_LONG_ENOUGH = 2_000


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

    Attributes:
        matches: what became of every clause.
        rewritten: whether next to nothing of the old text is left, so that it is better read as a new one.
    """

    matches: tuple[Match, ...]
    rewritten: bool = False


def align(before: Document, after: Document) -> Alignment:
    """Tell which clause became which; no randomness, ties by position."""
    old, new = before.clauses, after.clauses
    head, tail = _ends(old, new)
    stands = sum(len(clause.said.raw) for clause in (*old[:head], *old[len(old) - tail :]))
    known = Pairing(old[head : len(old) - tail], new[head : len(new) - tail], stands=stands)
    pair(known, permanent=before.permanent and after.permanent)
    rewritten = _rewritten(known)
    if rewritten:
        known.part(_HONEST)
    else:
        parts.headings(known)
        parts.parts(known)
    known.order()
    matches = (
        *map(_unchanged, old[:head], new[:head]),
        *_matches(known),
        *map(_unchanged, old[len(old) - tail :], new[len(new) - tail :]),
    )
    return Alignment(matches=matches, rewritten=rewritten)


def _ends(before: Sequence[Clause], after: Sequence[Clause]) -> tuple[int, int]:
    """Count the clauses that both texts begin with, and end with.

    Where there is a heading between them, the end begins with a heading too, so that no section is cut.
    """
    room = min(len(before), len(after))
    head = 0
    while head < room and _stands(before[head], after[head]):
        head += 1
    tail = whole = 0
    while tail < room - head and _stands(before[-1 - tail], after[-1 - tail]):
        tail += 1
        if before[-tail].kind is Kind.HEADING:
            whole = tail
    between = (*before[head : len(before) - tail], *after[head : len(after) - tail])
    return head, whole if any(clause.kind is Kind.HEADING for clause in between) else tail


def _stands(before: Clause, after: Clause) -> bool:
    """Tell whether a clause is the same letter by letter, and means the same."""
    one, two = before.block, after.block
    return (
        before.source == after.source
        and one.said.raw == two.said.raw
        and one.kind is two.kind
        and one.depth == two.depth
        and one.marker == two.marker
        and not one.said.leans
        and not two.said.leans
    )


def _unchanged(before: Clause, after: Clause) -> Match:
    return Match(fate=Fate.SAME, before=(before,), after=(after,))


def _matches(known: Pairing) -> Iterator[Match]:
    """Give all matches in the order of the new text, removed clauses after what stood before them."""
    standing = dict(known.chain)
    removed = _removed(known, standing)
    yield from removed.get(-1, ())
    beyond = {part for more in known.splits.values() for part in more}
    for new, clause in enumerate(known.after):
        old = known.new.get(new)
        if old is None:
            yield Match(fate=Fate.ADDED, after=(clause,))
        elif new not in beyond:
            yield _match(known, old, new, moved=standing.get(old) != new)
            yield from removed.get(old, ())


def _removed(known: Pairing, standing: dict[int, int]) -> dict[int, list[Match]]:
    """Give what went, by the old place of the last clause before it that stands where it stood."""
    told: dict[int, list[Match]] = defaultdict(list)
    last = -1
    for old, clause in enumerate(known.before):
        if old in standing:
            last = old
        elif old not in known.old:
            told[last].append(Match(fate=Fate.REMOVED, before=(clause,)))
    return told


def _match(known: Pairing, old: int, new: int, *, moved: bool) -> Match:
    """Give the match of one pair with the parts of a split or merge."""
    if more := known.splits.get(old):
        places = sorted([new, *more])
        return Match(
            fate=Fate.SPLIT, before=(known.before[old],), after=tuple(known.after[place] for place in places)
        )
    if more := known.merges.get(new):
        places = sorted([old, *more])
        return Match(
            fate=Fate.MERGED, before=tuple(known.before[place] for place in places), after=(known.after[new],)
        )
    one, two = known.before[old], known.after[new]
    if not moved and _stands(one, two):
        return _unchanged(one, two)
    return Match(fate=fate(one, two, moved=moved), before=(one,), after=(two,))


def fate(before: Clause, after: Clause, *, moved: bool = False) -> Fate:
    """Tell what became of a clause that has one partner."""
    if same(before, after):
        return Fate.MOVED if moved else Fate.SAME
    if moved:
        return Fate.MOVED_EDITED
    return Fate.RENUMBERED if _renumbered(before, after) else Fate.EDITED


def same(before: Clause, after: Clause) -> bool:
    """Tell whether a reader sees the same clause: words, dress, kind, number and place in its list."""
    one, two = before.block, after.block
    if one.kind is not two.kind or one.depth != two.depth:
        return False
    if one.marker != two.marker and _numbering(before) != _numbering(after):
        return False
    if before.source == after.source:
        return _same_dress(before, after)
    return _same_dress(before, after) and _letters(before.source) == _letters(after.source)


def _same_dress(before: Clause, after: Clause) -> bool:
    """Tell whether the same words are dressed in the same way; equal Markdown may lean on links told elsewhere."""
    one, two = before.block.said, after.block.said
    return (one.raw == two.raw and not one.leans and not two.leans) or one.runs == two.runs


_NO_LETTER = re.compile(r"[\W_]+")


def _letters(source: str) -> str:
    """Give what a change of layout leaves alone; what it does not (a title of a link, a comment) is told as a change."""
    return _NO_LETTER.sub("", source)


def _numbering(clause: Clause) -> str:
    return clause.marker if clause.marker[:1].isdigit() else clause.marker and "-"


def _renumbered(before: Clause, after: Clause) -> bool:
    """Tell whether only the number of a clause changed, in its marker or at the head of its words."""
    if before.kind is not after.kind or before.depth != after.depth:
        return False
    if _same_dress(before, after):
        return before.marker[:1].isdigit() and after.marker[:1].isdigit() and before.marker != after.marker
    one, two = number(before.text), number(after.text)
    return bool(one and two) and one != two and bare(before.text) == bare(after.text)


def _rewritten(known: Pairing) -> bool:
    """Tell whether next to nothing of a text of some length is left."""
    whole = known.stands + sum(known.sizes)
    if whole < _LONG_ENOUGH:
        return False
    kept: float = known.stands
    for old, new in known.old.items():
        if kept >= _REWRITTEN * whole:
            break
        if old in known.likeness or alike(known.before[old], known.after[new]):
            kept += known.sizes[old] * known.likeness.get(old, 1.0)
    return kept < _REWRITTEN * whole
