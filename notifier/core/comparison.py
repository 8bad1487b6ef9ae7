"""Which statement became which, and what came and went in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from notifier.core.statements import stem
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notifier.core.finding import Category, Direction
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement
    from notifier.core.taxonomy import Mention

_ALIKE = 0.34
MANY = 400
"""Statements of a clause that are held against each of another; more are told as what came and went."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a change is what it is, before it is told: the rule, for whom, about what, and the words on both sides.

    `form` chooses between sentences of one rule: `-kept` for a time that something is kept.
    """

    rule: str
    direction: Direction
    category: Category
    before: str = ""
    after: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch that was replaced: word indexes in the old statement and in the new one."""

    old: tuple[int, int]
    new: tuple[int, int]


class Said:
    """What a whole clause says, wherever it says it; each part is gathered when a rule asks for it."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements

    @cached_property
    def stems(self) -> frozenset[str]:
        """How its words of weight begin."""
        return stems(self._statements)

    @cached_property
    def acts(self) -> frozenset[tuple[str, int]]:
        """Its actions and whom each serves."""
        return frozenset(self.counted)

    @cached_property
    def values(self) -> frozenset[float]:
        """Its quantities."""
        return frozenset(round(q.value, 2) for statement in self._statements for q in statement.quantities)

    @cached_property
    def counted(self) -> Mapping[tuple[str, int], int]:
        """How often it tells each act."""
        return Counter([(head.concept.id, int(head.stance)) for s in self._statements for head in s.heads])

    @cached_property
    def named(self) -> Mapping[str, int]:
        """How often it names each concept."""
        return Counter([mention.concept.id for s in self._statements for mention in s.mentions])


def stems(statements: Sequence[Statement]) -> frozenset[str]:
    """Gather how the words of weight of a clause begin."""
    return frozenset(chain.from_iterable([statement.stems for statement in statements]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A statement and what it became.

    Attributes:
        old: the statement.
        new: what it became.
        chunks: where their words differ.
        gone: concepts named only in the old one.
        come: concepts named only in the new one.
        clause_old: what the whole old clause says.
        clause_new: what the whole new clause says.
    """

    old: Statement
    new: Statement
    chunks: tuple[Chunk, ...]
    gone: tuple[Mention, ...]
    come: tuple[Mention, ...]
    clause_old: Said
    clause_new: Said

    @property
    def hull(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """From where to where all that differs stands, in the old statement and in the new one."""
        first, last = self.chunks[0], self.chunks[-1]
        return (first.old[0], last.old[1]), (first.new[0], last.new[1])


def pair_up(
    old: Sequence[Statement], new: Sequence[Statement], pack: RulePack
) -> tuple[list[Pair], list[Statement], list[Statement]]:
    """Pair statements: the same words first and out of the way, then the most alike; give what is left on each side."""
    rest_old, rest_new = _without_same(old, new)
    likeness = sorted(
        (-_alike(one, two), abs(i - j), i, j)
        for i, one in enumerate(rest_old[:MANY])
        for j, two in enumerate(rest_new[:MANY])
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for unlike, _, i, j in likeness:
        if -unlike >= _ALIKE and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    if len(rest_old) == len(rest_new) == 1:
        partner, taken = {0: 0}, {0}
    clause_old, clause_new = Said(old), Said(new)
    pairs = [
        _pair(rest_old[i], rest_new[j], clause_old, clause_new, pack) for i, j in sorted(partner.items())
    ]
    return (
        pairs,
        [statement for i, statement in enumerate(rest_old) if i not in partner],
        [statement for j, statement in enumerate(rest_new) if j not in taken],
    )


def _without_same(
    old: Sequence[Statement], new: Sequence[Statement]
) -> tuple[list[Statement], list[Statement]]:
    if frozenset([s.key for s in old]).isdisjoint([s.key for s in new]):
        return list(old), list(new)
    counted = Counter(s.key for s in old) & Counter(s.key for s in new)
    return _less(old, counted.copy()), _less(new, counted)


def _less(statements: Sequence[Statement], counted: Counter[tuple[str, ...]]) -> list[Statement]:
    kept = []
    for statement in statements:
        if counted[statement.key]:
            counted[statement.key] -= 1
        else:
            kept.append(statement)
    return kept


def _alike(one: Statement, two: Statement) -> float:
    if not one.stems or not two.stems:
        return 0.0
    return len(one.stems & two.stems) / min(len(one.stems), len(two.stems))


def _pair(old: Statement, new: Statement, clause_old: Said, clause_new: Said, pack: RulePack) -> Pair:
    chunks = _chunks(old, new)
    gone, come = _differing(old, new, chunks, pack)
    return Pair(
        old=old,
        new=new,
        chunks=chunks,
        gone=gone,
        come=come,
        clause_old=clause_old,
        clause_new=clause_new,
    )


def _chunks(old: Statement, new: Statement) -> tuple[Chunk, ...]:
    chunks: list[Chunk] = []
    for op in LCSseq.opcodes(old.plain, new.plain):
        if op.tag == "equal":
            continue
        last = chunks[-1] if chunks else None
        if last is not None and last.old[1] == op.src_start and last.new[1] == op.dest_start:
            chunks[-1] = Chunk((last.old[0], op.src_end), (last.new[0], op.dest_end))
        else:
            chunks.append(Chunk((op.src_start, op.src_end), (op.dest_start, op.dest_end)))
    return tuple(chunks)


_NAMED = frozenset({Axis.PLACE, Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.CHANNEL, Axis.MEASURE})


def _differing(
    old: Statement, new: Statement, chunks: Sequence[Chunk], pack: RulePack
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Give the mentions that only one side has; a concept told in other words of its own is no difference."""
    ones, twos = (Counter([_told(side, m, pack) for m in side.mentions]) for side in (old, new))
    if ones == twos:
        return (), ()
    gone = list(_left(old, ones - twos, [chunk.old for chunk in chunks], pack))
    come = list(_left(new, twos - ones, [chunk.new for chunk in chunks], pack))
    for mention in tuple(gone):
        other = next((m for m in come if m.concept is mention.concept), None)
        if other is not None and mention.concept.axis is not Axis.PLACE:
            gone.remove(mention)
            come.remove(other)
    return tuple(gone), tuple(come)


def _told(statement: Statement, mention: Mention, pack: RulePack) -> object:
    """Name a mention: grammar and actions by their concept, things by their concept and words."""
    if mention.concept.axis not in _NAMED:
        return mention.concept.id
    stems = frozenset(
        stem(word.text)
        for word in statement.words[mention.start : mention.end]
        if word.text not in pack.grammar.stop
    )
    return mention.concept.id, stems


def _left(
    statement: Statement, counted: Counter[object], spans: Sequence[tuple[int, int]], pack: RulePack
) -> list[Mention]:
    """Give so many mentions of each kind as are counted, those first that stand where the words differ."""
    if not counted:
        return []
    left = []
    for mention in sorted(statement.mentions, key=lambda m: not any(a <= m.start < b for a, b in spans)):
        told = _told(statement, mention, pack)
        if counted[told]:
            counted[told] -= 1
            left.append(mention)
    return sorted(left, key=lambda mention: mention.start)
