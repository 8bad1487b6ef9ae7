"""Clauses that did not stay one: renamed headings, splits and merges, found by what stands around them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from notifier.core.markdown import Kind
from notifier.core.pairing import alike, kind_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.likeness import Words
    from notifier.core.markdown import Block
    from notifier.core.pairing import Pairing

_PART_HELD = 0.6
_SURELY_HELD = 0.75
_MOST_PARTS = 8
_FEW = 2


def headings(known: Pairing) -> None:
    """Pair a heading that was renamed: most of what stood under it stands under the other one."""
    left, right = known.left()
    theirs = {new for new in right if known.after[new].kind is Kind.HEADING}
    if not theirs:
        return
    owner = _owners(known.after)
    for old in left:
        if known.before[old].kind is not Kind.HEADING:
            continue
        under = {child: known.sides[0].count(child) for child in _under(known.before, old)}
        votes = Counter[int]()
        for child in under.keys() & known.old.keys():
            votes[owner[known.old[child]]] += under[child]
        for new, count in votes.most_common(1):
            if (
                new in theirs
                and 2 * count > sum(under.values())
                and known.after[new].depth == known.before[old].depth
            ):
                known.pair(old, new)


def _owners(clauses: Sequence[Block]) -> list[int]:
    """Give for each clause the place of the heading right above it."""
    above, owners = -1, []
    for place, clause in enumerate(clauses):
        owners.append(above)
        if clause.kind is Kind.HEADING:
            above = place
    return owners


def _under(clauses: Sequence[Block], heading: int) -> list[int]:
    """Give the places right under a heading, up to the next one and including it."""
    end = heading + 1
    while end < len(clauses) and clauses[end].kind is not Kind.HEADING:
        end += 1
    return list(range(heading + 1, end))


def parts(known: Pairing) -> None:
    """Find clauses that were split or merged: the neighbours left over hold what the partner lost."""
    left, right = known.left()
    if not left and not right:
        return
    unequal = [
        old for old, new in sorted(known.old.items()) if not alike(known.before[old], known.after[new])
    ]
    beside = {new for old in unequal for new in (known.old[old] - 1, known.old[old] + 1)} & set(right)
    around = {place for old in unequal for place in (old - 1, old + 1)} & set(left)
    if beside or around:
        _extend(known, unequal, set(left), set(right))
    _from_scratch(known)


def _extend(known: Pairing, unequal: Sequence[int], left: set[int], right: set[int]) -> None:
    for old in unequal:
        new = known.old[old]
        one, two = known.before[old], known.after[new]
        if kind_class(one) or kind_class(two):
            continue
        more = _beside(known.words[0].of(old), known.words[1], new, right)
        if more:
            known.splits[old] = more
            right.difference_update(more)
            known.new.update(dict.fromkeys(more, old))
            continue
        more = _beside(known.words[1].of(new), known.words[0], old, left)
        if more:
            known.merges[new] = more
            left.difference_update(more)
            known.old.update(dict.fromkeys(more, new))


def _beside(whole: Counter[str], side: Words, place: int, free: set[int]) -> list[int]:
    """Give the free neighbours of a partner that hold what the whole has beyond the partner."""
    found: list[int] = []
    rest: Counter[str] | None = None
    for step in (1, -1):
        at = place + step
        while at in free and len(found) < _MOST_PARTS and not kind_class(side.clauses[at]):
            rest = whole - side.of(place) if rest is None else rest
            words = side.of(at)
            if words.total() < _FEW or _shared(words, rest) < _PART_HELD * words.total():
                break
            found.append(at)
            rest -= words
            at += step
    return sorted(found)


def _from_scratch(known: Pairing) -> None:
    """Find a clause that is left over and whose words are in several neighbouring ones that are left over."""
    left, right = known.left()
    known.order()
    old, new = known.words
    for place in left:
        if place not in known.old and not kind_class(known.before[place]):
            parts = _held_parts(old.of(place), _span(known, place, right, is_split=True), new)
            if parts:
                _record(known, place, parts, is_split=True)
    for place in right:
        if place not in known.new and not kind_class(known.after[place]):
            parts = _held_parts(new.of(place), _span(known, place, left, is_split=False), old)
            if parts:
                _record(known, place, parts, is_split=False)


def _span(known: Pairing, place: int, others: Sequence[int], *, is_split: bool) -> list[int]:
    """Give the places left over on the other side of the gap of a clause."""
    if is_split:
        low, high = known.gap(place)
        taken: dict[int, int] = known.new
    else:
        low, high = _gap_of_new(known, place)
        taken = known.old
    inside = others[bisect_left(others, low + 1) : bisect_left(others, high)]
    return [each for each in inside[: 2 * _MOST_PARTS] if each not in taken]


def _gap_of_new(known: Pairing, new: int) -> tuple[int, int]:
    at = bisect_left(known.chain, new, key=lambda pair: pair[1])
    low = known.chain[at - 1][0] if at else -1
    high = known.chain[at][0] if at < len(known.chain) else len(known.before)
    return low, high


def _held_parts(whole: Counter[str], others: Sequence[int], theirs: Words) -> list[int]:
    """Give the neighbouring clauses that are held in a whole, when there are several and together they hold most of it."""
    if len(others) < _FEW:
        return []
    rest = whole.copy()
    found: list[int] = []
    for other in others:
        # A heading, a row and code are no part of anything.
        part = Counter[str]() if kind_class(theirs.clauses[other]) else theirs.of(other)
        if _held(part, rest) and (not found or other == found[-1] + 1):
            found.append(other)
            rest -= part
        elif len(found) > 1:
            break
        else:
            found, rest = [], Counter(whole)
    enough = len(found) > 1 and whole.total() - rest.total() >= _PART_HELD * whole.total()
    return found if enough else []


def _held(part: Counter[str], rest: Counter[str]) -> bool:
    """Tell whether nearly all words of a part are in the rest; most parts have too many others, which is told at once."""
    whole = part.total()
    others = len(part.keys() - rest.keys())
    return (
        whole > 0 and whole - others >= _SURELY_HELD * whole and _shared(part, rest) >= _SURELY_HELD * whole
    )


def _shared(part: Counter[str], rest: Counter[str]) -> int:
    """Count the words of a part that are in the rest."""
    return sum([min(times, rest[word]) for word, times in part.items() if word in rest])


def _record(known: Pairing, place: int, parts: Sequence[int], *, is_split: bool) -> None:
    if is_split:
        known.pair(place, parts[0])
        known.splits[place] = list(parts[1:])
        known.new.update(dict.fromkeys(parts[1:], place))
    else:
        known.pair(parts[0], place)
        known.merges[place] = list(parts[1:])
        known.old.update(dict.fromkeys(parts[1:], place))
