"""Of a very long clause, the sentences that changed: the rest says what it said, and reading it takes many seconds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Postfix, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = 50_000
"""Characters: a clause up to this length is read whole. It takes about a second; no clause of 400 policies is half
as long."""

_AROUND = 300
"""Characters kept on both sides of what differs in a sentence without end."""

_SENTENCE = re.compile(r"[^.!?;\n]*(?:[.!?;]+\s*|\n|$)")


class Excerpt(NamedTuple):
    """What is read of a change.

    Attributes:
        before: the words of the old text.
        after: the words of the new text.
        whole: whether it is all of both texts.
        enough: whether all that differs is in it.
    """

    before: str
    after: str
    whole: bool = True
    enough: bool = True


def excerpt(before: str, after: str) -> Excerpt:
    """Give both texts, or of very long ones what differs between them."""
    if max(len(before), len(after)) <= LONG:
        return Excerpt(before, after)
    ones, twos = _SENTENCE.findall(before), _SENTENCE.findall(after)
    same = Counter(map(str.strip, ones)) & Counter(map(str.strip, twos))
    old, new = _trimmed("".join(_less(ones, same.copy())), "".join(_less(twos, same)))
    if not old.strip() and not new.strip():
        return Excerpt(before[:LONG], after[:LONG], whole=False)  # the same sentences in another order
    enough = max(len(old), len(new)) <= LONG
    return Excerpt(old[:LONG].strip(), new[:LONG].strip(), whole=False, enough=enough)


def _less(sentences: list[str], same: Counter[str]) -> Iterator[str]:
    for sentence in sentences:
        if same[sentence.strip()] > 0:
            same[sentence.strip()] -= 1
        else:
            yield sentence


def _trimmed(old: str, new: str) -> tuple[str, str]:
    """Leave out what both begin and end with, up to a few words of it."""
    start = _back(old, Prefix.similarity(old, new) - _AROUND)
    old, new = old[start:], new[start:]
    end = _back(old[::-1], Postfix.similarity(old, new) - _AROUND)
    return old[: len(old) - end], new[: len(new) - end]


def _back(text: str, place: int) -> int:
    """Give the last space before a place, or the beginning."""
    return max(0, text.rfind(" ", 0, max(0, place)))
