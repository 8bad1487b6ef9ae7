"""French as it is printed: what a typesetter would send back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(r"https?://\S+|\{[^}]*\}|`[^`]*`|<[^>]*>|&#?\w+;|\]\([^)]*\)|--\w[\w-]*")
_FAULTS = {
    "no no-break space before a high mark": re.compile(r"(?:^|[^\u00a0\u202f?!])[;?!»](?=\s|$|[»).])"),
    "no no-break space before a colon": re.compile(r"[^\u00a0\u202f]:(?=\s|$)"),
    "no no-break space after «": re.compile(r"«(?![\u00a0\u202f])"),
    "English quotation marks": re.compile(r'["“”]'),
    "a straight apostrophe": re.compile(r"'"),
    "three dots for an ellipsis": re.compile(r"\.\.\."),
    "the first of a month without er": re.compile(
        r"\b1 (?:janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc)"
    ),
}


def faults(text: str) -> Iterator[str]:
    """Tell what is not right in a French text; code, addresses and places to fill are left alone."""
    # A place that is filled stands for a word.
    words = _CODE.sub("X", text)
    for fault, found in _FAULTS.items():
        if match := found.search(words):
            yield f"{fault}: …{words[max(0, match.start() - 20) : match.end() + 10]}…"
