"""Chains: what stays in order between two sequences, without ever comparing everything with everything."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Pair = tuple[int, int]
Gap = tuple[int, int, int, int]

_LEVELS = 12
"""How often a gap is searched for things that are unique within it; after that, occurrences are counted off."""


def heaviest(candidates: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Give the pairs that rise on both sides and together weigh most; ties by position, in K log K."""
    ordered = sorted(candidates, key=lambda pair: (pair[0], -pair[1]))
    if all(one[0] < two[0] and one[1] < two[1] for one, two in itertools.pairwise(ordered)):
        return [(one, two) for one, two, _ in ordered]
    return _rising(ordered)


def _rising(ordered: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Find the heaviest rising chain: a Fenwick tree holds the best chain that ends at or before each new place."""
    ranks = {place: rank for rank, place in enumerate(sorted({pair[1] for pair in ordered}), 1)}
    size = len(ranks)
    weights = [0.0] * (size + 1)
    ends = [-1] * (size + 1)
    back: list[int] = []
    for at, (_, place, weight) in enumerate(ordered):
        best, end = _best(weights, ends, ranks[place] - 1)
        back.append(end)
        best += weight
        rank = ranks[place]
        while rank <= size:
            if weights[rank] < best:
                weights[rank] = best
                ends[rank] = at
            rank += rank & -rank
    chain: list[Pair] = []
    at = _best(weights, ends, size)[1]
    while at >= 0:
        chain.append(ordered[at][:2])
        at = back[at]
    return chain[::-1]


def _best(weights: Sequence[float], ends: Sequence[int], rank: int) -> tuple[float, int]:
    """Give the weight and the end of the best chain up to a rank."""
    best, end = 0.0, -1
    while rank:
        if weights[rank] > best:
            best, end = weights[rank], ends[rank]
        rank &= rank - 1
    return best, end


def common(before: Sequence[int], after: Sequence[int], weigh: Callable[[int], float]) -> list[Pair]:
    """Pair equal keys in order: common ends first, then what is unique, again within each gap."""
    pairs: list[Pair] = []
    waiting: list[tuple[Gap, int]] = [((0, len(before), 0, len(after)), 0)]
    while waiting:
        whole, level = waiting.pop()
        gap = _trimmed(before, after, whole, pairs)
        if gap[0] == gap[1] or gap[2] == gap[3]:
            continue
        anchors = _anchors(before, after, gap, weigh, unique=level < _LEVELS)
        if anchors:
            waiting.extend((inner, level + 1) for inner in between(anchors, gap))
            pairs.extend(anchors)
        elif level < _LEVELS:
            waiting.append((gap, _LEVELS))
    return sorted(pairs)


def between(anchors: Sequence[Pair], whole: Gap) -> Iterator[Gap]:
    """Give what lies between neighbouring pairs where either side has something."""
    old, new = whole[0], whole[2]
    for one, two in [*anchors, (whole[1], whole[3])]:
        if one > old or two > new:
            yield (old, one, new, two)
        old, new = one + 1, two + 1


def _trimmed(before: Sequence[int], after: Sequence[int], gap: Gap, pairs: list[Pair]) -> Gap:
    """Pair what both sides begin and end with, and give the rest."""
    old, old_end, new, new_end = gap
    while old < old_end and new < new_end and before[old] == after[new]:
        pairs.append((old, new))
        old, new = old + 1, new + 1
    while old < old_end and new < new_end and before[old_end - 1] == after[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
        pairs.append((old_end, new_end))
    return old, old_end, new, new_end


def _anchors(
    before: Sequence[int], after: Sequence[int], gap: Gap, weigh: Callable[[int], float], *, unique: bool
) -> list[Pair]:
    """Give the heaviest chain of equal keys: those that are unique in the gap, or else first with first, second with second."""
    old, old_end, new, new_end = gap
    theirs: dict[int, list[int]] = defaultdict(list)
    for place in range(new, new_end):
        theirs[after[place]].append(place)
    times = Counter(before[old:old_end])
    seen: Counter[int] = Counter()
    candidates = []
    for place in range(old, old_end):
        key = before[place]
        places = theirs.get(key)
        if not places or (unique and (times[key] > 1 or len(places) > 1)):
            continue
        if seen[key] < len(places):
            candidates.append((place, places[seen[key]], weigh(place)))
            seen[key] += 1
    return heaviest(candidates) if candidates else []
