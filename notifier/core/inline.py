"""Simple inline Markdown read fast: words, links and strong or emphatic words; all else is for the parser.

Law: what it reads, the parser reads the same way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from markdown_it.common.normalize_url import normalizeLink, validateLink

# No mark of Markdown, no entity, no picture; a low line inside a word marks nothing, nor does a mark after a backslash.
_ESCAPED = r"\\[!-/:-@\[-`{-~]"
_WORDS = r"(?:[^\\`*_\[\]<&!]|!(?!\[)|&(?![#a-zA-Z0-9]+;)|(?<=[a-zA-Z0-9])_(?=[a-zA-Z0-9])" rf"|{_ESCAPED})"
# Marks that open after a space, bracket or quote, and close before a space or mark.
_BEFORE = "\\s(“«\"'"
_AFTER = "\\s.,;:!?)”’»\"'"
_STARRED = rf"(?<![^{_BEFORE}])(\*{{1,2}}|_{{1,2}})(?=\S)({_WORDS}++)(?<=\S)\2(?![^{_AFTER}])"
_ADDRESS = r"\]\(([a-zA-Z0-9:/.?=#@+,&%_~$-]++)\)"
_LINK = rf"\[(\*\*(?=\S))?({_WORDS}++)(?(4)(?<=\S)\*\*){_ADDRESS}"
_PIECE = re.compile(rf"({_WORDS}++)|{_STARRED}|{_LINK}")
_PLAIN = re.compile(
    r"(?:https?://(?![^/]{250})[a-z0-9-]+(?:\.[a-z0-9-]+)+)?/[a-zA-Z0-9/._~=&?-]*+(?:#[a-zA-Z0-9_-]*+)?"
)
"""An address that the parser leaves as it is."""
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BREAK = re.compile(r"( *+)\n[ \t]*+")


class Piece(NamedTuple):
    """Words in one dress; `stars` is empty, `*` or `**`."""

    text: str
    stars: str = ""
    target: str = ""


def read(content: str) -> list[Piece]:
    """Give the pieces of inline text; nothing when it may hold anything else."""
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
    words, stars, starred, strong, linked, address = found.groups()
    if stars:
        return Piece(_said(starred), "*" * len(stars))
    if linked:
        target = _target(address)
        return Piece(_said(linked), strong or "", target) if target else None
    return Piece(_said(words))


def _said(words: str) -> str:
    """Give words as they are said: line ends are spaces or breaks, and a backslash before a mark is nothing."""
    if "\n" in words:
        words = _BREAK.sub(lambda found: "\n" if len(found.group(1)) > 1 else " ", words)
    return _ESCAPE.sub(r"\1", words) if "\\" in words else words


@lru_cache(maxsize=4096)
def _target(address: str) -> str:
    """Give where a link leads as the parser writes it; nothing when it is no link to the parser."""
    if _PLAIN.fullmatch(address):
        return address
    target = normalizeLink(address)
    return target if validateLink(target) else ""
