"""Which clause became which: by its words, its id, its bare words, and what it shares with others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from notifier.core.chain import between, common, heaviest
from notifier.core.document import Kind
from notifier.core.likeness import Bags, Words, bare

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from notifier.core.clauses import Stretch
    from notifier.core.markdown import Block

_TRUSTED = 0.3
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
_ENOUGH_WORDS = 5
_HARDLY = 2
_CLASSES = {Kind.HEADING: 1, Kind.ROW: 2, Kind.CODE: 3, Kind.HTML: 4}


@dataclass(slots=True)
class Pairing:
    """What is known so far of which clause became which.

    Attributes:
        sides: the clauses of both texts between those that both begin and end with.
        stands: how many letters both texts begin and end with.
        permanent: whether the ids of both are those of releases.
        old: old place → new place.
        new: new place → old place.
        chain: the pairs that stand in order, by old place; they bound the gaps.
        splits: old place → the new places beyond the first that it became.
        merges: new place → the old places beyond the first that became it.
        likeness: how alike the pairs are that are not equal.
        ordered: how many pairs there were when the chain was found.
        words: the words of the clauses of both sides, each counted once.
        sizes: how long the old clauses are.
        rest: the places on both sides that were not paired when someone last asked.
    """

    sides: tuple[Stretch, Stretch]
    stands: int = 0
    permanent: bool = False
    before: Sequence[Block] = field(init=False)
    after: Sequence[Block] = field(init=False)
    old: dict[int, int] = field(default_factory=dict)
    new: dict[int, int] = field(default_factory=dict)
    chain: list[tuple[int, int]] = field(default_factory=list)
    splits: dict[int, list[int]] = field(default_factory=dict)
    merges: dict[int, list[int]] = field(default_factory=dict)
    likeness: dict[int, float] = field(default_factory=dict)
    ordered: int = 0
    words: tuple[Words, Words] = field(init=False)
    sizes: list[int] = field(init=False)
    rest: tuple[Sequence[int], Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count."""
        self.before, self.after = (side.blocks for side in self.sides)
        self.rest = range(len(self.before)), range(len(self.after))
        self.words = Words(self.before), Words(self.after)
        self.sizes = self.sides[0].sizes()

    def pair(self, old: int, new: int) -> None:
        """Say that a clause became another, unless either is spoken for."""
        if old not in self.old and new not in self.new:
            self.old[old] = new
            self.new[new] = old

    def above(self, side: int, place: int) -> tuple[str, ...]:
        """Give the names of the headings above a clause: permanent ones, or counted ones where both texts begin to differ."""
        return self.sides[side].path(place) if self.permanent else self.sides[side].above(place)

    def part(self, least: float) -> None:
        """Take back the pairs that are less alike than that."""
        for old in [old for old, alike in self.likeness.items() if alike < least]:
            del self.new[self.old.pop(old)]
        self.rest = range(len(self.before)), range(len(self.after))

    def left(self) -> tuple[Sequence[int], Sequence[int]]:
        """Give the places on both sides that are not paired."""
        old, new = self.rest
        self.rest = (
            [place for place in old if place not in self.old],
            [place for place in new if place not in self.new],
        )
        return self.rest

    def order(self) -> None:
        """Find the heaviest chain of pairs that stand in order, anew when there are more of them."""
        if self.ordered != len(self.old):
            self.ordered = len(self.old)
            self.chain = heaviest(self.old.items(), lambda pair: self.weigh(pair[0]))

    def weigh(self, old: int) -> float:
        """Give the weight of a clause: short ones hold no order."""
        size = self.sizes[old]
        return self.sides[0].count(old) + 0.2 * size if size > _HARDLY else 0.5

    def gap(self, old: int) -> tuple[int, int]:
        """Give the new places between which an old clause would stand in order, both outside."""
        at = bisect_left(self.chain, (old, -1))
        low = self.chain[at - 1][1] if at else -1
        high = self.chain[at][1] if at < len(self.chain) else len(self.after)
        return low, high


def pair(known: Pairing) -> bool:
    """Pair what can be paired, with the help of ids that stand in the text, or of all when they are permanent.

    No randomness; ties by position. Say whether the runs that were taken for one clause stand as such: else they have
    to be read.
    """
    anchors = _unchanged(known)
    trusted = _trusted(known, anchors)
    if not (trusted or not known.sides[0].runs) or not known.sides[0].runs.keys() <= dict(anchors).keys():
        return False
    _by_id(known, explicit_only=not known.permanent)
    if trusted:
        for old, new in anchors:
            known.pair(old, new)
    known.order()
    if not all(known.left()):
        return True
    if trusted:
        _moved(known)
    if known.permanent:
        # What a release calls by two names is two clauses: a person may have said so.
        return True
    _by_bare_words(known)
    _face_to_face(known)
    _by_likeness(known, [] if trusted else anchors)
    if not trusted:
        _moved(known)
    known.order()
    return True


def kindred(one: Block, two: Block) -> bool:
    """Tell whether two clauses are of one class: headings, rows, code, or text of any shape."""
    return _CLASSES.get(one.kind, 0) == _CLASSES.get(two.kind, 0)


def alike(one: Block, two: Block) -> bool:
    """Tell whether two clauses have the same words; most are the same letter by letter."""
    return one.said.raw == two.said.raw or one.text == two.text


def _unchanged(known: Pairing) -> list[tuple[int, int]]:
    """Give the clauses that stand in order as they stood: letter by letter first, then with the same words between those."""
    raws = _numbered(known.before, known.after, lambda clause: clause.said.raw)
    anchors = common(*raws, known.weigh, counted=False)
    found = list(anchors)
    for old, old_end, new, new_end in between(anchors, (0, len(known.before), 0, len(known.after))):
        if old_end - old == new_end - new == 1:
            one, two = known.before[old], known.after[new]
            if one.text == two.text and kindred(one, two):
                found.append((old, new))
        elif old < old_end and new < new_end:
            inner = _numbered(known.before[old:old_end], known.after[new:new_end], lambda clause: clause.text)
            found.extend((old + one, new + two) for one, two in common(*inner, _weigher(known, old)))
    return sorted(found)


def _weigher(known: Pairing, start: int) -> Callable[[int], float]:
    return lambda place: known.weigh(start + place)


def _numbered(
    before: Sequence[Block], after: Sequence[Block], key: Callable[[Block], str]
) -> tuple[list[int], list[int]]:
    """Number the clauses of both sides so that those of one class with one key have one number."""
    numbers: dict[tuple[int, str], int] = {}
    one, two = (
        [numbers.setdefault((_CLASSES.get(clause.kind, 0), key(clause)), len(numbers)) for clause in side]
        for side in (before, after)
    )
    return one, two


def _trusted(known: Pairing, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether enough of the shorter text stands in the other with the same words, in order or anywhere."""
    sizes = known.sizes
    least = known.stands + min(sum(sizes), sum(known.sides[1].sizes()))
    enough = _TRUSTED * least
    if known.stands + sum([sizes[old] for old, _ in anchors]) >= enough:
        return True
    theirs = {clause.text for clause in known.after}
    said = {
        clause.text: size for clause, size in zip(known.before, sizes, strict=True) if clause.text in theirs
    }
    return known.stands + sum(said.values()) >= enough


def _by_id(known: Pairing, *, explicit_only: bool) -> None:
    """Pair clauses that carry the same id and are of one class."""
    old, new = ([block.id for block in side.blocks] if explicit_only else side.ids() for side in known.sides)
    theirs = {name: place for place, name in enumerate(new) if name}
    for place, name in enumerate(old):
        if name and name in theirs and kindred(known.before[place], known.after[theirs[name]]):
            known.pair(place, theirs[name])


def _unique(places: Iterable[int], key: Callable[[int], Hashable]) -> dict[Hashable, int]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        found[key(place)].append(place)
    return {known: places[0] for known, places in found.items() if len(places) == 1}


def _same_place(known: Pairing, old: int, new: int) -> bool:
    """Tell whether two clauses stand under the same headings and the same words."""
    return (
        known.above(0, old) == known.above(1, new) and known.before[old].lead_in == known.after[new].lead_in
    )


def _long(clause: Block) -> bool:
    return clause.text.count(" ") >= _ENOUGH_WORDS - 1


def _moved(known: Pairing) -> None:
    """Pair clauses whose words stand once in each text, only elsewhere, and let their neighbours follow."""
    left, right = known.left()
    if not left or not right:
        return
    theirs = {known.after[new].text: new for new in right}
    wanted = {known.before[old].text for old in left} & theirs.keys()
    if not wanted:
        return
    once, other = (
        Counter(side[place].text for place in places)
        for side, places in ((known.before, left), (known.after, right))
    )
    elsewhere = {known.before[old].said.raw for old in known.old}
    for run in known.sides[0].runs.values():
        elsewhere.update(map(str.strip, run.source.split("\n\n")))
    for old in left:
        clause = known.before[old]
        if (
            clause.text not in wanted
            or once[clause.text] > 1
            or other[clause.text] > 1
            or clause.said.raw in elsewhere
        ):
            continue
        new = theirs[clause.text]
        if kindred(clause, known.after[new]) and (_long(clause) or _same_place(known, old, new)):
            known.pair(old, new)
    for old in left:
        _follow(known, old)
    for old in reversed(left):
        _follow(known, old)


def _follow(known: Pairing, old: int) -> None:
    """Pair a clause with the neighbour of its neighbour's partner when they say the same."""
    if old in known.old:
        return
    for step in (-1, 1):
        beside = known.old.get(old + step)
        if beside is None:
            continue
        new = beside - step
        if 0 <= new < len(known.after) and new not in known.new:
            one, two = known.before[old], known.after[new]
            if one.text == two.text and kindred(one, two):
                known.pair(old, new)
                return


def _by_bare_words(known: Pairing) -> None:
    """Pair clauses that differ in number, final mark and case only."""
    left, right = known.left()
    mine = _unique(left, lambda place: (kind_class(known.before[place]), bare(known.before[place].text)))
    theirs = _unique(right, lambda place: (kind_class(known.after[place]), bare(known.after[place].text)))
    for key, old in mine.items():
        new = theirs.get(key)
        if new is None:
            continue
        low, high = known.gap(old)
        if low < new < high or _long(known.before[old]) or _same_place(known, old, new):
            known.pair(old, new)


def kind_class(clause: Block) -> int:
    """Give the class of a clause: 0 for text of any shape, a number of its own for headings, rows, code and HTML."""
    return _CLASSES.get(clause.kind, 0)


def _face_to_face(known: Pairing) -> None:
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


def _by_likeness(known: Pairing, hints: Sequence[tuple[int, int]]) -> None:
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
        if old in known.old or new in known.new or not _long(known.before[old]):
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
            if likeness >= _ALONE or _same_heading(known, olds[0], news[0]):
                known.likeness[olds[0]] = likeness
                known.pair(olds[0], news[0])


def _same_heading(known: Pairing, old: int, new: int) -> bool:
    """Tell whether two headings stand in one place of the outline: the only ones left there, so one was renamed."""
    one, two = known.before[old], known.after[new]
    return one.kind is Kind.HEADING and one.depth == two.depth and known.above(0, old) == known.above(1, new)
