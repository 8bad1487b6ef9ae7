"""Which clause became which, where words differ: by what they share, in their place first, then elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from notifier.core.chain import heaviest
from notifier.core.likeness import Bags
from notifier.core.markdown import Kind
from notifier.core.pairing import is_long, kind_class, kindred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.pairing import Pairing

_IN_PLACE = 0.45
_HEADING_IN_PLACE = 0.3
_POSSIBLE = 0.28
"""What two clauses have to weigh beside each other so that they may be as alike as headings have to be."""

_ELSEWHERE = 0.62
_CLEAR = 0.04
_ALONE = 0.25
_EQUAL = 1.3
_PLAINLY = 75.0
_LETTERS = 25_000_000
"""Pairs of letters that are compared one by one; what is longer meets by its words."""


def face_to_face(known: Pairing) -> None:
    """Pair the only clause left on each side of a gap when they are plainly alike: most edits are found so, at once."""
    left, right = known.left()
    known.order()
    for old, new in _single(known, left, right):
        one, two = known.before[old], known.after[new]
        if len(one.text) * len(two.text) > _LETTERS:
            continue
        alike = fuzz.ratio(one.text, two.text, score_cutoff=_PLAINLY)
        if alike and kind_class(one) == kind_class(two):
            known.likeness[old] = alike / 100
            known.pair(old, new)


def _single(known: Pairing, left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give what stands alone in a gap on both sides."""
    gaps: dict[tuple[int, int], list[int]] = defaultdict(list)
    for old in left:
        gaps[known.gap(old)].append(old)
    for (low, high), olds in gaps.items():
        first = bisect_left(right, low + 1)
        if len(olds) == 1 and bisect_left(right, high) - first == 1:
            yield olds[0], right[first]


def by_likeness(known: Pairing, hints: Sequence[tuple[int, int]]) -> None:
    """Pair what shares words: in its place first, then elsewhere, then what stands alone in a gap."""
    left, right = known.left()
    if not (left and right) and not hints:
        return
    bags = Bags(known.words, left, right)
    known.order()
    scored = {
        (old, new): score
        for old, new in _candidates(known, bags, right)
        if bags.most(old, new) >= _POSSIBLE and (score := _score(known, bags, old, new)) >= _HEADING_IN_PLACE
    }
    in_place = {
        (old, new): score * known.weigh(old)
        for (old, new), score in scored.items()
        if score >= (_HEADING_IN_PLACE if known.before[old].kind is Kind.HEADING else _IN_PLACE)
        and _in_gap(known, old, new)
    }
    in_place.update({(old, new): _EQUAL * known.weigh(old) for old, new in hints})
    for old, new in heaviest(in_place, in_place.__getitem__):
        known.likeness[old] = scored.get((old, new), 1.0)
        known.pair(old, new)
    _elsewhere(known, bags, scored)
    known.order()
    _alone(known, bags)


def _in_gap(known: Pairing, old: int, new: int) -> bool:
    low, high = known.gap(old)
    return low < new < high


def _candidates(known: Pairing, bags: Bags, right: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the pairs worth weighing: those that share rare words, and neighbours in a gap."""
    for old, near in bags.near().items():
        low, high = known.gap(old)
        first, last = bisect_left(right, low + 1), bisect_left(right, high)
        beside = right[first:last]
        if len(beside) > 6:
            lower, upper = _old_gap(known, old)
            middle = (old - lower) * len(beside) // max(1, upper - lower)
            beside = beside[max(0, middle - 3) : middle + 3]
        for new in {*near, *beside}:
            if kindred(known.before[old], known.after[new]):
                yield old, new


def _old_gap(known: Pairing, old: int) -> tuple[int, int]:
    at = bisect_left(known.chain, (old, -1))
    low = known.chain[at - 1][0] if at else -1
    high = known.chain[at][0] if at < len(known.chain) else len(known.before)
    return low, high


def _score(known: Pairing, bags: Bags, old: int, new: int) -> float:
    one, two = known.before[old], known.after[new]
    score = bags.alike(old, new)
    if one.kind is not two.kind:
        score *= 0.95
    if known.above(0, old)[-1:] == known.above(1, new)[-1:]:
        score = min(1.0, score * 1.05)
    return score


def _elsewhere(known: Pairing, bags: Bags, scored: dict[tuple[int, int], float]) -> None:
    """Pair, best first, what is clearly alike though it stands elsewhere."""
    rows: dict[int, list[float]] = defaultdict(list)
    columns: dict[int, list[float]] = defaultdict(list)
    for (old, new), score in scored.items():
        rows[old].append(score)
        columns[new].append(score)
    ranked = sorted(scored.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), item[0]))
    for (old, new), score in ranked:
        if score < _IN_PLACE or (score < _ELSEWHERE and bags.plain(old, new) < _ELSEWHERE):
            continue
        if old in known.old or new in known.new or not is_long(known.before[old]):
            continue
        second = max(_second(rows[old]), _second(columns[new]))
        if score - second >= _CLEAR or _in_gap(known, old, new):
            known.likeness[old] = score
            known.pair(old, new)


def _second(scores: list[float]) -> float:
    return sorted(scores)[-2] if len(scores) > 1 else 0.0


def _alone(known: Pairing, bags: Bags) -> None:
    """Pair the only clause of its class left on each side of a gap when it shares something, or is a heading of one level."""
    left, right = known.left()
    gaps: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for old in left:
        gaps[(*known.gap(old), kind_class(known.before[old]))].append(old)
    for (low, high, kind), olds in gaps.items():
        inside = right[bisect_left(right, low + 1) : bisect_left(right, high)] if len(olds) == 1 else []
        news = [new for new in inside if kind_class(known.after[new]) == kind]
        if len(news) == 1:
            likeness = bags.alike(olds[0], news[0])
            if (
                likeness >= _ALONE
                or _same_heading(known, olds[0], news[0])
                or _retold(known, olds[0], news[0])
            ):
                known.likeness[olds[0]] = likeness
                known.pair(olds[0], news[0])


def _retold(known: Pairing, old: int, new: int) -> bool:
    """Tell whether a short paragraph that alone differs may be told anew: a word of both begins alike."""
    if len(known.before) != 1 or len(known.after) != 1 or not known.stands:
        return False
    words = [side.of(place) for side, place in zip(known.words, (old, new), strict=True)]
    if max(sum(side.values()) for side in words) > _FEW_WORDS:
        return False
    one, two = ({word[:_BEGINNING] for word in side if len(word) >= _BEGINNING} for side in words)
    return not one.isdisjoint(two)


_FEW_WORDS = 30
_BEGINNING = 5


def _same_heading(known: Pairing, old: int, new: int) -> bool:
    """Tell whether two headings stand in one place of the outline: the only ones left there, so one was renamed."""
    one, two = known.before[old], known.after[new]
    return one.kind is Kind.HEADING and one.depth == two.depth and known.above(0, old) == known.above(1, new)
