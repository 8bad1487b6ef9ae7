"""Chains: what stays in order between two sequences, without ever comparing everything with everything."""

from __future__ import annotations

import itertools
import math
import operator
from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Pair = tuple[int, int]
Gap = tuple[int, int, int, int]

_LEVELS = 12
"""How often a gap is searched for things that are unique within it; after that, occurrences are counted off."""


def heaviest(candidates: Iterable[Pair], weigh: Callable[[Pair], float]) -> list[Pair]:
    """Give the pairs that rise on both sides and together weigh most; ties by position, in K log K.

    A pair that no other one crosses is in every such chain, so only what lies between those is weighed.
    """
    ordered = sorted(candidates)
    if _rises([old for old, _ in ordered]) and _rises([new for _, new in ordered]):
        return ordered
    ordered.sort(key=lambda pair: (pair[0], -pair[1]))
    places = [place for _, place in ordered]
    before = itertools.chain((-1,), itertools.accumulate(places, max))
    after = [*itertools.accumulate(reversed(places), min)][::-1]
    chain: list[Pair] = []
    crossed: list[Pair] = []
    for pair, most, least in zip(ordered, before, [*after[1:], math.inf], strict=False):
        if most < pair[1] < least:
            if crossed:
                chain.extend(_rising(crossed, weigh))
                crossed = []
            chain.append(pair)
        else:
            crossed.append(pair)
    return [*chain, *_rising(crossed, weigh)]


def _rises(places: Sequence[int]) -> bool:
    return all(map(operator.lt, places, places[1:]))


def _rising(ordered: Sequence[Pair], weigh: Callable[[Pair], float]) -> list[Pair]:
    """Find the heaviest rising chain: a Fenwick tree holds the best chain that ends at or before each new place."""
    ranks = {place: rank for rank, place in enumerate(sorted({new for _, new in ordered}), 1)}
    runs = _runs(ordered, ranks)
    weights = [0.0] * (len(ranks) + 1)
    ends = [-1] * (len(ranks) + 1)
    back: list[int] = []
    for at, run in enumerate(runs):
        best, end = _best(weights, ends, ranks[run[0][1]] - 1)
        back.append(end)
        best += sum(map(weigh, run))
        rank = ranks[run[-1][1]]
        while rank < len(weights):
            if weights[rank] < best:
                weights[rank] = best
                ends[rank] = at
            rank += rank & -rank
    chain: list[list[Pair]] = []
    at = _best(weights, ends, len(ranks))[1]
    while at >= 0:
        chain.append(runs[at])
        at = back[at]
    return [pair for run in reversed(chain) for pair in run]


def _runs(ordered: Sequence[Pair], ranks: Mapping[int, int]) -> list[list[Pair]]:
    """Take together what follows each other on both sides: any chain may hold all of it when it may hold some."""
    if len(ranks) < len(ordered) or len({old for old, _ in ordered}) < len(ordered):
        return [[pair] for pair in ordered]
    runs: list[list[Pair]] = []
    last = -1
    for pair in ordered:
        rank = ranks[pair[1]]
        if rank == last + 1:
            runs[-1].append(pair)
        else:
            runs.append([pair])
        last = rank
    return runs


def _best(weights: Sequence[float], ends: Sequence[int], rank: int) -> tuple[float, int]:
    """Give the weight and the end of the best chain up to a rank."""
    best, end = 0.0, -1
    while rank:
        if weights[rank] > best:
            best, end = weights[rank], ends[rank]
        rank &= rank - 1
    return best, end


def common(
    before: Sequence[int], after: Sequence[int], weigh: Callable[[int], float], *, counted: bool = True
) -> list[Pair]:
    """Pair equal keys in order: common ends first, then what is unique, again within each gap.

    What is unique nowhere is `counted` off last, first with first, or left alone.
    """
    pairs: list[Pair] = []
    waiting: list[tuple[Gap, int]] = [((0, len(before), 0, len(after)), 0)]
    while waiting:
        whole, level = waiting.pop()
        gap = _trimmed(before, after, whole, pairs)
        if gap[0] == gap[1] or gap[2] == gap[3]:
            continue
        unique = level < _LEVELS
        anchors = _anchors(before, after, gap, weigh, unique=unique) if unique or counted else []
        if anchors:
            waiting.extend((inner, level + 1) for inner in between(anchors, gap))
            pairs.extend(anchors)
        elif level < _LEVELS and counted:
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
    same = shared(before[old:old_end], after[new:new_end])
    pairs.extend(zip(range(old, old + same), range(new, new + same), strict=True))
    old, new = old + same, new + same
    same = shared(before[old:old_end][::-1], after[new:new_end][::-1])
    pairs.extend(zip(range(old_end - same, old_end), range(new_end - same, new_end), strict=True))
    return old, old_end - same, new, new_end - same


def shared(one: Sequence[object], two: Sequence[object]) -> int:
    """Count what both begin with."""
    size = min(len(one), len(two))
    return next(itertools.compress(itertools.count(), map(operator.ne, one, two)), size)


def _anchors(
    before: Sequence[int], after: Sequence[int], gap: Gap, weigh: Callable[[int], float], *, unique: bool
) -> list[Pair]:
    """Give the heaviest chain of equal keys: those that are unique in the gap, or else first with first, second with second."""
    old, old_end, new, new_end = gap
    mine, theirs = before[old:old_end], after[new:new_end]
    candidates = list((_once if unique else _counted_off)(mine, theirs, old, new))
    return heaviest(candidates, lambda pair: weigh(pair[0])) if candidates else []


def _once(mine: Sequence[int], theirs: Sequence[int], old: int, new: int) -> Iterator[Pair]:
    """Pair the keys that stand once on both sides."""
    times, others = Counter(mine), Counter(theirs)
    places = dict(zip(theirs, itertools.count(new)))
    for place, key in enumerate(mine, old):
        if key in others and others[key] == times[key] == 1:
            yield place, places[key]


def _counted_off(mine: Sequence[int], theirs: Sequence[int], old: int, new: int) -> Iterator[Pair]:
    """Pair equal keys first with first, second with second."""
    places: dict[int, deque[int]] = defaultdict(deque)
    for place, key in enumerate(theirs, new):
        places[key].append(place)
    for place, key in enumerate(mine, old):
        if waiting := places.get(key):
            yield place, waiting.popleft()
