"""Text as tokens: words, numbers, dates, addresses and links that a redline never cuts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.core.chain import shared
from notifier.core.text import QUOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTH = (
    r"(?:jan(?:uary|vier)|feb(?:ruary)|février|mar(?:ch|s)|apr(?:il)|avril|ma[iy]|june?|juin|july|juillet"
    r"|august|août|septemb(?:er|re)|octob(?:er|re)|novemb(?:er|re)|decemb(?:er)|décembre)"
)
_SPACE = r"[ \u00a0\u202f]"
# Every repetition is possessive or short, so that no text takes longer than its length.
_TOKEN = re.compile(
    rf"""(?:
      (?:(?![jfmasond])|(?!{_MONTH}))[^\W\d_][^\W_]*+(?=[\s,;)]|\.\s)           # most words, before any other way to read one
    | \]\((?:<[^<>\n]{{0,2000}}+>|[^\s()]{{0,2000}}+)(?:{_SPACE}"[^"\n]{{0,300}}+")?\)  # where a link leads
    | (?:https?://|www\.)[^\s<>()\[\]"«»]{{1,2000}}(?<![.,;:!?])          # an address of a page
    | [\w.+-]{{1,64}}+(?<![.])@[\w-]{{1,64}}+(?:\.[\w-]{{1,64}}+){{1,8}}+   # an address of a person
    | \d{{1,2}}(?:er|st|nd|rd|th)?{_SPACE}{_MONTH}(?:,?{_SPACE}\d{{4}})?(?!\w)  # 1er octobre 2015
    | {_MONTH}{_SPACE}\d{{1,2}}(?:st|nd|rd|th)?(?:,{_SPACE}\d{{4}})?(?!\w) # October 1, 2015
    | [$€£¥]?{_SPACE}?\d{{1,3}}(?:{_SPACE}\d{{3}})++(?:[.,]\d++)?(?!\d)(?:{_SPACE}?[%€$£])?  # 1 000 €
    | [$€£¥]?\d++(?:[.,:/\u2011-]\d++)*+(?:(?:er|re|e|st|nd|rd|th|[a-zA-Z])(?!\w))?(?:{_SPACE}?[%€£])?  # 10 %, 1st
    | (?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’\u02bc](?=\w)  # l'article
    | [^\W_][\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*+(?:['’\u02bc\u2010\u2011-][^\W_][\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*+)*+
    | \#++ | \*++ | _++ | `++                                              # marks of Markdown
    | \S
    | (?=\s)
    )\s*+""",
    re.VERBOSE | re.IGNORECASE,
)
_ENDS = frozenset(".!?…")
_CLOSES = frozenset("\"')]»”’*_")
_MARKS = _ENDS | _CLOSES
_SHORTENED = """
e.g i.e etc inc ltd co corp no art al vs mr mrs ms dr st cf p pp m mme mlle ex sec para vol fig approx dept
"""
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_INITIAL = 1


def tokens(text: str) -> list[str]:
    """Cut a text into tokens, each with the white space after it; joined they are the text again."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=100_000)
def key(token: str) -> str:
    """Give what a token is compared by: no space around it, and one form of each accent, quote and hyphen."""
    known = token.strip()
    if known.isascii():
        return known
    return _SPACES.sub(" ", unicodedata.normalize("NFC", known).translate(QUOTES))


_SPACES = re.compile(r"[\u00a0\u202f\u2009]")


def ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Count the tokens of the whole sentences that two texts begin with, and end with, letter by letter."""
    head = shared(old, new)
    while 0 < head < len(old) and not (_may_close(old[head - 1]) and _closes(old, head)):
        head -= 1
    tail = min(min(len(old), len(new)) - head, shared(old[::-1], new[::-1]) - 1)
    while tail > 0 and not (_may_close(old[-tail - 1]) and _closes(old, len(old) - tail)):
        tail -= 1
    return head, max(tail, 0)


def _may_close(word: str) -> bool:
    return word[0] in _MARKS or "\n" in word


def _closes(words: Sequence[str], place: int) -> bool:
    """Tell whether a sentence ends before a place, as the words before it tell."""
    word = words[place - 1]
    if "\n" in word or not (word[-1].isspace() and key(word) in _MARKS):
        return "\n" in word
    return _ended([key(before) for before in words[max(0, place - 3) : place]], min(3, place) - 1)


def sentences(words: Sequence[str], keys: Sequence[str]) -> list[int]:
    """Give the places where sentences begin, and the end: `[0, 7, 12]` are two sentences."""
    likely = [at for at, known in enumerate(keys[:-1]) if known in _MARKS or "\n" in words[at]]
    starts = [at + 1 for at in likely if "\n" in words[at] or (words[at][-1].isspace() and _ended(keys, at))]
    return [0, *starts, len(words)] if words else [0]


def _ended(keys: Sequence[str], at: int) -> bool:
    """Tell whether a mark ends a sentence, or closes what a sentence ended in."""
    if keys[at] in _ENDS:
        return not _short(keys, at)
    return at > 0 and keys[at - 1] in _ENDS


def _short(keys: Sequence[str], at: int) -> bool:
    """Tell whether a full stop belongs to an abbreviation, an initial or a number of a list."""
    if keys[at] != "." or not at:
        return False
    word = keys[at - 1]
    return word.casefold() in _ABBREVIATIONS or len(word) <= _INITIAL
