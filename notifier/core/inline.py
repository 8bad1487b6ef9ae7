"""Simple inline Markdown read fast: words, links and strong or emphatic words; all else is for the parser.

Law: what it reads, the parser reads the same way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from markdown_it.common.normalize_url import normalizeLink, validateLink

# No mark of Markdown, no entity, no picture; a low line inside a word marks nothing.
_WORDS = r"(?:[^\\`*_\[\]<&!\n]|!(?!\[)|&(?![#a-zA-Z0-9]+;)|(?<=[a-zA-Z0-9])_(?=[a-zA-Z0-9]))"
_LINK = rf"\[{_WORDS}++\]\([a-zA-Z0-9:/.?=#@+,&%_~$-]++\)"
# Stars that open after a space or bracket, and close before a space or mark.
_STARRED = rf"(?:(?<![^\s(])(\*{{1,2}})(?=\S){_WORDS}++(?<=\S)\2(?![^\s.,;:)]))"
_PIECE = re.compile(rf"({_WORDS}++)|{_STARRED}|({_LINK})")


class Piece(NamedTuple):
    """Words in one dress; `stars` is empty, `*` or `**`."""

    text: str
    stars: str = ""
    target: str = ""


def read(content: str) -> list[Piece]:
    """Give the pieces of inline text of one line; nothing when it may hold anything else."""
    pieces = list[Piece]()
    at = 0
    for found in _PIECE.finditer(content):
        if found.start() != at:
            return []
        at = found.end()
        piece = _piece(found)
        if piece is None:
            return []
        pieces.append(piece)
    return pieces if at == len(content) else []


def _piece(found: re.Match[str]) -> Piece | None:
    """Read one piece; nothing when it is a link that the parser would not make."""
    whole = found.group()
    if stars := found.group(2):
        return Piece(whole[len(stars) : -len(stars)], stars=stars)
    if found.group(3):
        text, _, address = whole[1:-1].partition("](")
        target = _target(address)
        return Piece(text, target=target) if target else None
    return Piece(whole)


@lru_cache(maxsize=4096)
def _target(address: str) -> str:
    """Give where a link leads as the parser writes it; nothing when it is no link to the parser."""
    target = normalizeLink(address)
    return target if validateLink(target) else ""
