"""What is known of which clause became which."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.core.chain import heaviest
from notifier.core.document import Kind
from notifier.core.likeness import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.markdown import Block
    from notifier.core.stretches import Stretch

_HARDLY = 2
_ENOUGH_WORDS = 5
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


def kindred(one: Block, two: Block) -> bool:
    """Tell whether two clauses are of one class: headings, rows, code, or text of any shape."""
    return _CLASSES.get(one.kind, 0) == _CLASSES.get(two.kind, 0)


def alike(one: Block, two: Block) -> bool:
    """Tell whether two clauses have the same words; most are the same letter by letter."""
    return one.said.raw == two.said.raw or one.text == two.text


def kind_class(clause: Block) -> int:
    """Give the class of a clause: 0 for text of any shape, a number of its own for headings, rows, code and HTML."""
    return _CLASSES.get(clause.kind, 0)


def is_long(clause: Block) -> bool:
    """Tell whether a clause has words enough to be known by them."""
    return clause.text.count(" ") >= _ENOUGH_WORDS - 1


def same_place(known: Pairing, old: int, new: int) -> bool:
    """Tell whether two clauses stand under the same headings and the same words."""
    return (
        known.above(0, old) == known.above(1, new) and known.before[old].lead_in == known.after[new].lead_in
    )
