"""Ladders of words, from what is best for the person down to what is worst: *granted*, *answered*, *noted*."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.inflection import Inflection
from notifier.core.memory import Memory
from notifier.core.taxonomy import ENDING, FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notifier.core.taxonomy import Lexicon


class Whose(StrEnum):
    """Who stands on a ladder.

    Anybody; others, so that it is turned round where the person acts; the company, so that it does not count there; or
    what is taken, so that it counts only where something is.
    """

    ANYBODY = "anybody"
    OTHERS = "others"
    COMPANY = "company"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Words of one kind in their order.

    Attributes:
        name: what it is called in the rules; its sentence is `ladder-down-name`.
        category: the category of a finding about it.
        rungs: the words, each a concept whose rank is its height.
        near: words of which one must stand in a statement for the ladder to count; none where it always does.
        against: words that turn it round.
        whose: who stands on it.
        plain: whether a denial before a rung says nothing about it.
    """

    name: str
    category: str
    rungs: Lexicon
    near: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    whose: Whose = Whose.ANYBODY
    plain: bool = False


class Marks(NamedTuple):
    """Of which ladders a word may begin a rung, which it lets count and which it turns round: a bit each."""

    begins: int = 0
    near: int = 0
    against: int = 0


class Ladders:
    """All ladders of a language; what a word tells of them is looked up once.

    Each of the three tables has a bit for each ladder that a word, the beginning of one or a verb says something of.
    """

    def __init__(self, ladders: Sequence[Ladder] = (), inflection: Inflection | None = None) -> None:
        self.all = tuple(ladders)
        self._inflection = inflection or Inflection()
        self._begins = _bits(ladder.rungs.firsts for ladder in self.all)
        self._near = _bits(ladder.near for ladder in self.all)
        self._against = _bits(ladder.against for ladder in self.all)
        self._always = sum(1 << place for place, ladder in enumerate(self.all) if not ladder.near)
        self._known = Memory(self._look)

    def marks(self, words: Sequence[str]) -> Marks:
        """Tell what the words of a statement say together."""
        begins = near = against = 0
        known = self._known
        for word in words:
            one = known[word]
            begins |= one.begins
            near |= one.near
            against |= one.against
        return Marks(begins, near, against)

    def _look(self, word: str) -> Marks:
        told = [word, *(word[:size] + ENDING for size in range(1, len(word) + 1))]
        verbs = [base + FORMS for base in self._inflection.bases(word)]
        return Marks(
            _united(self._begins, [*told, *verbs]),
            _united(self._near, told) | self._always,
            _united(self._against, told),
        )


def _bits(sets: Iterable[frozenset[str]]) -> Mapping[str, int]:
    """Give each entry a bit for every set it is in."""
    bits: dict[str, int] = {}
    for place, words in enumerate(sets):
        for word in words:
            bits[word] = bits.get(word, 0) | 1 << place
    return bits


def _united(bits: Mapping[str, int], entries: Sequence[str]) -> int:
    """Give the bits of all entries that are there."""
    found = 0
    for entry in entries:
        found |= bits.get(entry, 0)
    return found
