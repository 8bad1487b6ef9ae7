"""The words that came or went, by whether they stand in for others, and the words next to them: signs of what an edit does.

A word means something else where it took the place of another, *every*, now *one*, and where it is new, *one more*; and
the word before a stretch tells what the stretch bounds. All of them are learned from labelled changes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.statements import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Chunk, Pair


def around(pairs: Sequence[Pair]) -> frozenset[str]:
    """Name the signs of the words that came and went in statements that were edited; linear in their words."""
    return frozenset(sign for pair in pairs for chunk in pair.chunks for sign in _of_chunk(chunk, pair))


def _of_chunk(chunk: Chunk, pair: Pair) -> Iterator[str]:
    gone, come = _words(pair.old.plain[slice(*chunk.old)]), _words(pair.new.plain[slice(*chunk.new)])
    kind = "instead" if gone and come else "new" if come else "gone"
    before = _near(pair.new.plain, chunk.new[0] - 1)
    yield f"{kind} after word:{before}"
    yield f"{kind} before word:{_near(pair.new.plain, chunk.new[1])}"
    for side, words in (("-", gone), ("+", come)):
        yield from (f"{kind}{side}word:{word}" for word in words)
        yield from (f"{side}word:{one} {two}" for one, two in pairwise(words))
        yield from (f"{side}word:{before}|{first}" for first in words[:1])


def _words(plain: Sequence[str]) -> list[str]:
    return [stem(word) for word in plain if word[0].isalpha()]


def _near(plain: Sequence[str], place: int) -> str:
    """Give how a word begins; nothing beyond either end of a statement."""
    return stem(plain[place]) if 0 <= place < len(plain) else ""
