"""The concepts that policies talk about, and how their words are found: one pass over the words, longest match first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GAP = "~"
_WIDEST_GAP = 4
_SHORTEST_STEM = 2


class Axis(StrEnum):
    """What kind of thing a concept is in a statement."""

    COMPANY = "company"
    PERSON = "person"
    THIRD = "third"
    MAY = "may"
    MUST = "must"
    WILL = "will"
    TRY = "try"
    TAKE = "take"
    GIVE = "give"
    RIGHT = "right"
    DUTY = "duty"
    SHIELD = "shield"
    CONSENT = "consent"
    OPT_OUT = "optout"
    DISCRETION = "discretion"
    LIMIT = "limit"
    EXCEPT = "except"
    CONDITION = "condition"
    HEDGE = "hedge"
    OPEN = "open"
    ALL = "all"
    SOME = "some"
    THRESHOLD = "threshold"
    BEFORE = "before"
    AFTER = "after"
    FREE = "free"
    DEFINE = "define"
    DATA = "data"
    RECIPIENT = "recipient"
    PURPOSE = "purpose"
    MEASURE = "measure"
    CHANNEL = "channel"
    PLACE = "place"
    CHILD = "child"
    POINTER = "pointer"
    MASK = "mask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something a policy talks about, in any language.

    Attributes:
        id: its name in the taxonomy.
        axis: what kind of thing it is.
        rank: how wide (data, recipients, places) or strong (consent, measures) it is beside others of its axis.
        category: the category of a finding about it; empty for words of grammar.
    """

    id: str
    axis: Axis
    rank: int = 0
    category: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept at its place in the words: from `start` up to `end`."""

    concept: Concept
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words of a concept after the first, and how much they weigh when matches compete."""

    rest: tuple[str, ...]
    concept: Concept
    weight: int


class Lexicon:
    """The words of one language for all concepts.

    Finding mentions looks at each word once, and after it at no more words than the longest phrase has: linear.
    """

    def __init__(self, concepts: Mapping[Concept, Sequence[str]]) -> None:
        self._exact: dict[str, list[_Phrase]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, _Phrase]]] = defaultdict(list)
        self._seen: dict[str, tuple[_Phrase, ...]] = {}
        for concept, phrases in concepts.items():
            for phrase in phrases:
                first, *rest = phrase.split()
                entry = _Phrase(tuple(rest), concept, len(phrase))
                if first.endswith("*"):
                    self._stems[first[:_SHORTEST_STEM]].append((first[:-1], entry))
                else:
                    self._exact[first].append(entry)

    def mentions(self, words: Sequence[str]) -> Iterator[Mention]:
        """Yield what is mentioned, from left to right, without overlap."""
        place = 0
        while place < len(words):
            best = max(self._at(words, place), key=lambda found: found[:2], default=None)
            if best is None:
                place += 1
                continue
            end, _, concept = best
            yield Mention(concept, place, end)
            place = end

    def _at(self, words: Sequence[str], place: int) -> Iterator[tuple[int, int, Concept]]:
        for phrase in self._starting(words[place]):
            end = _match(phrase.rest, words, place + 1)
            if end:
                yield end, phrase.weight, phrase.concept

    def _starting(self, word: str) -> tuple[_Phrase, ...]:
        known = self._seen.get(word)
        if known is None:
            stems = self._stems.get(word[:_SHORTEST_STEM], ())
            known = (*self._exact.get(word, ()), *(phrase for stem, phrase in stems if word.startswith(stem)))
            self._seen[word] = known
        return known


def _match(rest: tuple[str, ...], words: Sequence[str], place: int) -> int:
    """Give where the phrase ends when the rest of it stands here, else 0."""
    for index, wanted in enumerate(rest):
        if wanted == GAP:
            return _after_gap(rest[index + 1 :], words, place)
        if place >= len(words) or not _is(words[place], wanted):
            return 0
        place += 1
    return place


def _after_gap(rest: tuple[str, ...], words: Sequence[str], place: int) -> int:
    ends = (_match(rest, words, place + skipped) for skipped in range(_WIDEST_GAP + 1))
    return next((end for end in ends if end), 0)


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
