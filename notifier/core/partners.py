"""Which clause became which: by its words, its id and its bare words; what is left, by what it shares with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from notifier.core import resemblance
from notifier.core.chain import between, common
from notifier.core.likeness import bare
from notifier.core.pairing import is_long, kind_class, kindred, same_place

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from notifier.core.markdown import Block
    from notifier.core.pairing import Pairing

_TRUSTED = 0.3


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
    resemblance.face_to_face(known)
    resemblance.by_likeness(known, [] if trusted else anchors)
    if not trusted:
        _moved(known)
    known.order()
    return True


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
        [numbers.setdefault((kind_class(clause), key(clause)), len(numbers)) for clause in side]
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
        if kindred(clause, known.after[new]) and (is_long(clause) or same_place(known, old, new)):
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
        if low < new < high or is_long(known.before[old]) or same_place(known, old, new):
            known.pair(old, new)
