"""How alike clauses are: shared words, weighed by how rare they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notifier.core.markdown import Block

_WORD = re.compile(r"[^\W_]+")
_MARKS = {code: " " for code in range(0x80) if not chr(code).isalnum()}
"""What stands between words where there are no letters but those of English; this way they are found in half the time."""

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER = re.compile(
    r"(?:(?:[0-9]{1,3}|[ivxlcIVXLC]{1,5}|[a-zA-Z])[.)]|\([0-9a-zA-Z]{1,4}\)|[0-9]{1,3}(?:\.[0-9]{1,3}){1,4}\.?|§+)\s+"
)
_TAIL = re.compile(r"[;,.:]\s(?:and|or|et|ou)$")
_RAREST = 16
_BEST = 6
_ALL = 400


def bare(text: str) -> str:
    """Give words without number, final mark and case, so that `3. Cookies;` meets `4. Cookies; and`."""
    text = text[found.end() :] if (found := _NUMBER.match(text)) else text
    text = text.rstrip()
    if found := _TAIL.search(text[-6:]):
        text = text[: len(text) - (len(text[-6:]) - found.start())]
    return text.rstrip(" ;,.:").casefold()


def number(text: str) -> str:
    """Give the number that a heading or clause begins with; empty when it has none."""
    found = _NUMBER.match(text)
    return found.group().strip() if found else ""


class Words:
    """The words of the clauses of one side, counted when they are asked for.

    Attributes:
        clauses: the clauses.
        known: what was counted, by place.
    """

    def __init__(self, clauses: Sequence[Block]) -> None:
        self.clauses = clauses
        self.known: dict[int, Counter[str]] = {}

    def of(self, place: int) -> Counter[str]:
        """Give the words of a clause."""
        if place not in self.known:
            self.known[place] = counted(self.clauses[place].text)
        return self.known[place]


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of one clause and what they weigh together."""

    words: Mapping[str, int]
    mass: float


class Bags:
    """The words of the clauses that are left on both sides; rare ones weigh more.

    Attributes:
        old: by place in the old text.
        new: by place in the new text.
        weights: what each word weighs.
    """

    def __init__(self, words: tuple[Words, Words], old: Iterable[int], new: Iterable[int]) -> None:
        sides = [
            {place: side.of(place) for place in places}
            for side, places in zip(words, (old, new), strict=True)
        ]
        seen = Counter(chain.from_iterable([bag for side in sides for bag in side.values()]))
        total = sum(map(len, sides))
        self.weights = {word: log(1 + total / times) for word, times in seen.items()}
        self.old, self.new = ({place: self._bag(bag) for place, bag in side.items()} for side in sides)

    def _bag(self, words: Mapping[str, int]) -> Bag:
        weights = self.weights
        return Bag(words, sum([weights[word] * times for word, times in words.items()]))

    def alike(self, old: int, new: int) -> float:
        """Give how much two clauses share, from 0 to 1."""
        one, two = self.old[old], self.new[new]
        whole = one.mass + two.mass
        return 2 * self._shared(one, two) / whole if whole else 1.0

    def most(self, old: int, new: int) -> float:
        """Give how much two clauses share at most, told by what they weigh."""
        one, two = self.old[old].mass, self.new[new].mass
        return 2 * min(one, two) / (one + two) if one + two else 1.0

    def plain(self, old: int, new: int) -> float:
        """Give how much two clauses share when every word weighs the same."""
        one, two = self.old[old].words, self.new[new].words
        shared = sum(min(times, two.get(word, 0)) for word, times in one.items())
        return 2 * shared / (sum(one.values()) + sum(two.values()))

    def _shared(self, one: Bag, two: Bag) -> float:
        if len(one.words) > len(two.words):
            one, two = two, one
        other, weights = two.words, self.weights
        return sum(
            [min(times, other[word]) * weights[word] for word, times in one.words.items() if word in other]
        )

    def near(self) -> dict[int, list[int]]:
        """Give for each old clause the new ones that share its rarest words: few, so that the work stays in bounds."""
        if len(self.old) * len(self.new) <= _ALL:
            return {old: list(self.new) for old in self.old}
        postings: dict[str, list[int]] = defaultdict(list)
        for new, bag in self.new.items():
            for word in bag.words:
                postings[word].append(new)
        cap = 8 + int(4 * sqrt(len(self.new)))
        ranked = sorted(self.weights, key=lambda word: (self.weights[word], word), reverse=True)
        ranks = {word: rank for rank, word in enumerate(ranked)}
        found = {}
        for old, bag in self.old.items():
            rarest = sorted(map(ranks.__getitem__, bag.words))[:_RAREST]
            found[old] = self._best([ranked[rank] for rank in rarest], postings, cap)
        return found

    def _best(self, rarest: Sequence[str], postings: Mapping[str, list[int]], cap: int) -> list[int]:
        """Give the new clauses that share most of some rare words; what stands everywhere tells nothing."""
        weights = self.weights
        score: dict[int, float] = {}
        for word in rarest:
            places = postings.get(word, ())
            if len(places) <= cap:
                for new in places:
                    score[new] = score.get(new, 0.0) + weights[word]
        return sorted(score, key=lambda new: (-score[new], new))[:_BEST]


def counted(text: str) -> Counter[str]:
    """Count the words of a text; in a script without spaces its letters."""
    folded = text.casefold()
    if folded.isascii():
        return Counter(folded.translate(_MARKS).split())
    if _UNSPACED.search(folded):
        return Counter(letter for letter in folded if letter.isalnum())
    return Counter(_WORD.findall(folded))
