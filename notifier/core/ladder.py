"""Ladders of words, from what is best for the person down to what is worst: *granted*, *answered*, *noted*."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.taxonomy import ENDING

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@dataclass(frozen=True, slots=True)
class Ladders:
    """All ladders of a language; what a word tells of them is looked up once."""

    all: tuple[Ladder, ...] = ()
    _known: dict[str, Marks] = field(default_factory=dict, repr=False, compare=False)

    def marks(self, words: Sequence[str]) -> Marks:
        """Tell what the words of a statement say together."""
        begins = near = against = 0
        known = self._known
        for word in words:
            one = known.get(word) or self._look(word)
            begins |= one.begins
            near |= one.near
            against |= one.against
        return Marks(begins, near, against)

    def _look(self, word: str) -> Marks:
        bits = [(1 << place, ladder) for place, ladder in enumerate(self.all)]
        made = self._known[word] = Marks(
            sum(bit for bit, ladder in bits if ladder.rungs.begins(word)),
            sum(bit for bit, ladder in bits if not ladder.near or _stands(word, ladder.near)),
            sum(bit for bit, ladder in bits if _stands(word, ladder.against)),
        )
        return made


def _stands(word: str, among: frozenset[str]) -> bool:
    """Tell whether a word is one of some, of which a few are told by how they begin."""
    return word in among or any(word[:size] + ENDING in among for size in range(1, len(word) + 1))
