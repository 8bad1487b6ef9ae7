"""Whether words of a list stand in a text: a phrase as a whole, or a word by how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def said(plain: Sequence[str], phrases: Iterable[str]) -> bool:
    """Tell whether one of some phrases stands in words, from word to word; linear in both."""
    told = f" {' '.join(plain)} "
    return any(f" {phrase} " in told for phrase in phrases)


def begun(plain: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    """Tell whether a word begins as one of a list does."""
    return any(word.startswith(beginnings) for word in plain)


def found(plain: Sequence[str], phrases: Iterable[str]) -> tuple[int, int] | None:
    """Give from which word to which the first of some phrases stands that stands in words; linear in both."""
    told = f" {' '.join(plain)} "
    for phrase in phrases:
        at = told.find(f" {phrase} ")
        if at >= 0:
            start = told.count(" ", 0, at)
            return start, start + phrase.count(" ") + 1
    return None
