"""Which clause became which."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core import parts, unchanged
from notifier.core.likeness import bare, number
from notifier.core.pairing import Pairing, alike
from notifier.core.partners import pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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


class Alignment:
    """What became of every clause: each in exactly one match, in the order of the new text.

    A removed clause stands after the match of the clause that stood before it.

    Attributes:
        changed: the matches of what is not the same.
        rewritten: whether next to nothing of the old text is left, so that it is better read as a new one.
    """

    def __init__(
        self, changed: Iterable[Match], whole: Callable[[], Iterable[Match]], *, rewritten: bool = False
    ) -> None:
        self.changed = tuple(changed)
        self.rewritten = rewritten
        self._whole = whole
        self._matches: tuple[Match, ...] | None = None

    @property
    def matches(self) -> tuple[Match, ...]:
        """Give all matches: those of what is the same are made when someone asks for them."""
        if self._matches is None:
            self._matches = tuple(self._whole())
        return self._matches


def align(before: Document, after: Document, *, every: bool = False) -> Alignment:
    """Tell which clause became which; no randomness, ties by position.

    Runs of paragraphs that stand unchanged are left unread, unless every clause is to be read; what is told is the same.
    """
    between, known = _paired(before, after, runs=not (every or (before.permanent and after.permanent)))
    rewritten = _rewritten(known)
    if rewritten:
        known.part(_HONEST)
    else:
        parts.headings(known)
        parts.parts(known)
    known.order()

    def whole() -> Iterator[Match]:
        """Give all matches."""
        old, new = before.clauses, after.clauses
        head, tail = between.ends()
        yield from map(_unchanged, old[:head], new[:head])
        yield from _matches(known)
        yield from map(_unchanged, old[len(old) - tail :], new[len(new) - tail :])

    changed = (match for match in _matches(known, _quiet(known)) if match.fate is not Fate.SAME)
    return Alignment(changed, whole, rewritten=rewritten)


def _paired(before: Document, after: Document, *, runs: bool) -> tuple[unchanged.Between, Pairing]:
    """Pair the clauses of both; runs are read after all when they do not stand in the order of everything that stands."""
    between = unchanged.between(before.read, after.read, runs=runs)
    known = Pairing(between.sides, stands=between.letters, permanent=before.permanent and after.permanent)
    return (between, known) if pair(known) else _paired(before, after, runs=False)


def _stands(before: Clause, after: Clause) -> bool:
    """Tell whether a clause is the same letter by letter, and means the same."""
    return before.source == after.source and unchanged.alike(before.block, after.block)


def _unchanged(before: Clause, after: Clause) -> Match:
    return Match(fate=Fate.SAME, before=(before,), after=(after,))


def _matches(known: Pairing, quiet: frozenset[int] = frozenset()) -> Iterator[Match]:
    """Give the matches in the order of the new text, but those at quiet places; removed clauses after what stood before them."""
    standing = dict(known.chain)
    removed = _removed(known)
    yield from removed.get(-1, ())
    silent = quiet.union(*known.splits.values())
    for new in sorted(set(range(len(known.after))).difference(silent).union(removed.keys() - {-1})):
        old = known.new.get(new)
        if old is None:
            yield Match(fate=Fate.ADDED, after=(known.sides[1].clause(new),))
        elif new not in quiet and new in known.sides[1].runs:
            yield from map(_unchanged, known.sides[0].run(old), known.sides[1].run(new))
        elif new not in quiet:
            yield _match(known, old, new, moved=standing.get(old) != new)
        yield from removed.get(new, ())


def _quiet(known: Pairing) -> frozenset[int]:
    """Give the new places of clauses that stand where they stood and are the same letter by letter."""
    one, two = known.sides
    return frozenset(
        new
        for old, new in known.chain
        if one.sources[old] == two.sources[new]
        and unchanged.alike(one.blocks[old], two.blocks[new])
        and old not in known.splits
        and new not in known.merges
    )


def _removed(known: Pairing) -> dict[int, list[Match]]:
    """Give what went, by the new place of the last clause before it that stands where it stood."""
    told: dict[int, list[Match]] = defaultdict(list)
    for old in known.left()[0]:
        low, _ = known.gap(old)
        told[low].append(Match(fate=Fate.REMOVED, before=(known.sides[0].clause(old),)))
    return told


def _match(known: Pairing, old: int, new: int, *, moved: bool) -> Match:
    """Give the match of one pair with the parts of a split or merge."""
    one, two = known.sides
    if more := known.splits.get(old):
        after = tuple(map(two.clause, sorted([new, *more])))
        return Match(fate=Fate.SPLIT, before=(one.clause(old),), after=after)
    if more := known.merges.get(new):
        before = tuple(map(one.clause, sorted([old, *more])))
        return Match(fate=Fate.MERGED, before=before, after=(two.clause(new),))
    was, now = one.clause(old), two.clause(new)
    if not moved and _stands(was, now):
        return _unchanged(was, now)
    return Match(fate=fate(was, now, moved=moved), before=(was,), after=(now,))


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
    return _same_dress(before, after) and (
        before.source.split() == after.source.split() or _letters(before.source) == _letters(after.source)
    )


def _same_dress(before: Clause, after: Clause) -> bool:
    """Tell whether the same words are dressed in the same way; equal Markdown may lean on links told elsewhere."""
    one, two = before.block.said, after.block.said
    if one.raw == two.raw and not one.leans and not two.leans:
        return True
    return one.words == two.words and one.runs == two.runs


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
