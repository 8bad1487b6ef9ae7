"""Words as they are compared: languages, ids, hashes and folding."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Iterable

Language = NewType("Language", str)
"""A lower-case language code, `en` or `fr`."""

ClauseId = NewType("ClauseId", str)
"""The id of a clause, the same in every language: `data-we-share` or `data-we-share-3`."""

Digest = NewType("Digest", str)
"""A SHA-256 in lower-case hexadecimal."""

PolicyName = NewType("PolicyName", str)
"""The name of a policy over all its releases: `privacy`."""

EN = Language("en")
FR = Language("fr")

QUOTES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2011": "-", "\u2010": "-"}
)
_FOLDED = tuple((chr(code), plain) for code, plain in QUOTES.items())


def digest(text: str) -> Digest:
    """Give the SHA-256 of a text encoded as UTF-8."""
    return Digest(hashlib.sha256(text.encode("utf-8")).hexdigest())


def fold(text: str) -> str:
    """Fold what a reader cannot tell apart: composed accents, kinds of space, quotes and hyphens.

    Zero-width and look-alike characters are not folded: they are changes of their own.
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(swapped(unicodedata.normalize("NFC", text), _FOLDED).split())


def holds(text: str, marks: Iterable[str]) -> bool:
    """Tell whether a text holds one of a few marks; to look for each is much faster than to go through the text."""
    return any(map(text.__contains__, marks))


def swapped(text: str, marks: Iterable[tuple[str, str]]) -> str:
    """Write some marks otherwise, none of them ASCII; most texts hold none, and looking is faster than translating."""
    if text.isascii():
        return text
    for mark, given in marks:
        if mark in text:
            text = text.replace(mark, given)
    return text
