"""Words as a quote shows them: on one line, without markup, and short."""

from __future__ import annotations

import re

from notifier.core.text import holds

LONGEST = 160
"""Characters: a sentence that is longer is quoted by its phrases that changed."""
_BEFORE = " ,;:.|•·…—–)]}"
_BEHIND = " ,;:.|•·—–([{"
_BAR = re.compile(r"\s*(?:\||<[a-zA-Z/][^<>]{0,80}>)\s*")
_DRESS = "|<*#{}"
"""Characters of which cells and markup have one."""
_MARKUP = re.compile(r"\*+|(?:^|(?<=\s))#+(?=\s)|\{[:#][^{}]{0,200}\}?|[{}]")


def tidy(words: str) -> str:
    """Give words as a quote shows them: one line, cells parted, no mark without its other half."""
    if holds(words, _DRESS):
        words = _MARKUP.sub("", _BAR.sub(" · ", words))
    line = " ".join(words.split()).lstrip(_BEFORE).rstrip(_BEHIND)
    for opening, closing in ("()", "[]", "“”", "«»"):
        if line.count(opening) != line.count(closing):
            line = line.replace(opening, "").replace(closing, "")
    return line.replace('"', "") if line.count('"') % 2 else line


def short(words: str) -> str:
    """Keep a quote readable: its first phrases, else its first words."""
    if len(words) <= LONGEST:
        return words
    first = words[:LONGEST]
    ends = [hit.start() for hit in re.finditer(r"[,;:)] ", first)]
    stop = ends[-1] + (first[ends[-1]] == ")") if ends and ends[-1] > LONGEST // 2 else first.rfind(" ")
    return (first[:stop] if stop > 0 else first).rstrip(" ,;:.") + " …"
