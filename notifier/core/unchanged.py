"""What two texts begin and end with: found by its letters, and not read as long as nobody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from notifier.core.chain import shared
from notifier.core.markdown import Kind
from notifier.core.steady import steady
from notifier.core.stretches import Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.clauses import Clauses, Text
    from notifier.core.markdown import Block
    from notifier.core.steady import Steady


class Between(NamedTuple):
    """What stands between the clauses that two texts begin and end with.

    Attributes:
        sides: the clauses of both.
        old: the clauses of the old text.
        head: the passages that both begin with, and how many clauses more.
        letters: how many letters both begin and end with.
    """

    sides: tuple[Stretch, Stretch]
    old: Clauses
    head: tuple[int, int]
    letters: int

    def ends(self) -> tuple[int, int]:
        """Count the clauses that both begin with, and end with."""
        passage, more = self.head
        whole = len(self.old.all())
        head = (self.old.text.place(passage, 0) if passage < len(self.old.text.parts) else whole) + more
        return head, whole - head - self.sides[0].whole()


def alike(before: Block, after: Block) -> bool:
    """Tell whether blocks are the same letter by letter, and mean the same."""
    return before is after or (
        before.said.raw == after.said.raw
        and before.kind is after.kind
        and before.depth == after.depth
        and before.marker == after.marker
        and not before.said.leans
        and not after.said.leans
    )


def between(before: Clauses, after: Clauses, *, runs: bool = False) -> Between:
    """Cut off the clauses that both texts begin with, and end with; take runs of others that stand for one if asked to.

    Where there is a heading between them, the end begins with a heading too, so that no section is cut.
    """
    first, last = _passages(before.text, after.text)
    ends = len(before.text.parts) - last, len(after.text.parts) - last
    known = tuple(steady(before.text.parts, after.text.parts, first, ends)) if runs else ()
    sides = _sides(before, after, first, last, known)
    head, tail = _shared(*sides)
    if _headed(sides, head, tail):
        last, tail = _section(before.text, sides[0], last, tail)
        sides = _sides(before, after, first, last, known)
    parts = before.text.parts
    more = (*sides[0].sources[:head], *sides[0].sources[len(sides[0]) - tail :])
    letters = sum(map(len, (*parts[:first], *parts[len(parts) - last :], *more)))
    one, two = (side.inner(head, tail) for side in sides)
    return Between((one, two), before, (first, head), letters)


def _passages(old: Text, new: Text) -> tuple[int, int]:
    """Count the passages that both texts begin with, and end with; the last clause of the former ends with them."""
    if not (old.alone and new.alone):
        return 0, 0
    first = shared(old.parts, new.parts)
    while first and any(first < len(text.parts) and text.passage(first).before for text in (old, new)):
        first -= 1
    return first, min(_left(old, new, first), shared(old.parts[::-1], new.parts[::-1]))


def _left(old: Text, new: Text, first: int) -> int:
    """Count the passages behind the clauses that both texts go on with from a passage on, in the shorter text."""
    for one, two in zip(old.walk(first), new.walk(first), strict=False):
        if one.source != two.source or not alike(one.block, two.block):
            left = (
                len(text.parts) - at - (inner > 0) for text, (at, inner) in ((old, one.at), (new, two.at))
            )
            return min(left)
    return 0


def _sides(
    before: Clauses, after: Clauses, first: int, last: int, known: Sequence[Steady]
) -> tuple[Stretch, Stretch]:
    return (
        Stretch.read(before, first, len(before.text.parts) - last, {run.old: run for run in known}),
        Stretch.read(after, first, len(after.text.parts) - last, {run.new: run for run in known}),
    )


def _shared(one: Stretch, two: Stretch) -> tuple[int, int]:
    """Count the clauses that both sides begin with, and end with."""
    room = min(len(one), len(two))
    head = tail = 0
    while head < room and _stands(one, two, head, head):
        head += 1
    while tail < room - head and _stands(one, two, len(one) - 1 - tail, len(two) - 1 - tail):
        tail += 1
    return head, tail


def _stands(one: Stretch, two: Stretch, old: int, new: int) -> bool:
    same = one.sources[old] == two.sources[new] and alike(one.blocks[old], two.blocks[new])
    return same and old not in one.runs


def _headed(sides: tuple[Stretch, Stretch], head: int, tail: int) -> bool:
    """Tell whether there is a heading between what both sides begin and end with."""
    return any(block.kind is Kind.HEADING for side in sides for block in side.blocks[head : len(side) - tail])


def _section(old: Text, side: Stretch, last: int, tail: int) -> tuple[int, int]:
    """Begin the end with a heading: give the passages that it has, and how many clauses before those."""
    for more in range(tail, 0, -1):
        if side.blocks[-more].kind is Kind.HEADING:
            return last, more
    for passages in range(last, 0, -1):
        blocks = old.passage(len(old.parts) - passages).blocks
        for at, block in enumerate(blocks):
            if block.kind is Kind.HEADING:
                return passages - 1, len(blocks) - at
    return 0, 0
