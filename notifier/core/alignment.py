"""Which clause became which."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core import parts
from notifier.core.likeness import bare, number
from notifier.core.pairing import paired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.document import Clause, Document
    from notifier.core.pairing import Pairing

_REWRITTEN = 0.1
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
    known = paired(before, after)
    parts.headings(known)
    parts.parts(known)
    known.order()
    return Alignment(matches=tuple(_matches(known)), rewritten=_rewritten(known))


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
    if before.kind is not after.kind or before.depth != after.depth:
        return False
    if before.marker != after.marker and _numbering(before) != _numbering(after):
        return False
    if before.source == after.source and "[" not in before.source:
        return True
    # Where a link leads may stand elsewhere in the text, so equal sources may be dressed differently.
    return before.runs == after.runs and (
        before.source == after.source or _letters(before.source) == _letters(after.source)
    )


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
    if before.runs == after.runs:
        return before.marker[:1].isdigit() and after.marker[:1].isdigit() and before.marker != after.marker
    one, two = number(before.text), number(after.text)
    return bool(one and two) and one != two and bare(before.text) == bare(after.text)


def _rewritten(known: Pairing) -> bool:
    """Tell whether next to nothing of a text of some length is left."""
    whole = sum(len(clause.text) for clause in known.before)
    kept = sum(
        len(known.before[old].text) * known.likeness.get(old, 1.0)
        for old in known.old
        if old in known.likeness or known.before[old].text == known.after[known.old[old]].text
    )
    return whole >= _LONG_ENOUGH and kept < _REWRITTEN * whole
