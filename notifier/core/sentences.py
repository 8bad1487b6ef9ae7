"""Cut a text into words, and into the parts that say one thing each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.core.memory import united
from notifier.core.statements import Word
from notifier.core.text import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notifier.core.rulepack import Grammar


_ATTRIBUTE = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|[^\s{}\"]+))"
_SAID = (
    r"(?i:(?=[cdjlmnpqst])(?:qu|jusqu|lorsqu|puisqu|[cdjlmnst]))'(?=[^\W_])"
    r"|\d+(?:[.,\u00a0\u202f]\d+)*(?=\D|$)|[^\W\d_]+(?:[-'·][^\W_]+)*|[^\W_]+|[^\w\s]"
)
_WORD = re.compile(_SAID)
_ANY = re.compile(
    r"\{: ?" + _ATTRIBUTE + "(?: +" + _ATTRIBUTE + r")* *\}"  # of Markdown; nobody reads them
    r"|https?://[^\s|<>]+|www\.[^\s|<>]+|[\w.+-]{1,64}@[\w.-]{1,255}\w|" + _SAID
)
_MARKED = ("@", "://", "www.", "{:")
"""What every address and attribute has in it: in a text without these, no word is tried as one."""


ENDS = frozenset(".;!?")
ENDLESS = 1000
"""Words: a sentence that goes on for longer is read in pieces, for rules look at each pair of its words."""


KEPT = 20_000
"""Characters: the words of longer texts are not kept."""


def cut(text: str) -> tuple[Word, ...]:
    """Cut a text into words and marks, in lower case, each with its place."""
    return _kept(text) if len(text) <= KEPT else _cut(text)


def _cut(text: str) -> tuple[Word, ...]:
    marked = holds(text, _MARKED)
    found: Iterable[re.Match[str]] = (_ANY if marked else _WORD).finditer(text)
    if marked:
        found = [one for one in found if one[0][:2] != "{:"]
    return tuple([_new(Word, (one[0].lower(), *one.span())) for one in found])


_new = tuple.__new__
"""Makes a word without a call of its own class: every word of every text is one."""


# A change is read to tell what moved, to judge it and to quote it.
_kept = lru_cache(maxsize=1024)(_cut)


Part = tuple[str, tuple[Word, ...]]
"""What is said in one go, and its words with their places in it."""


def parts(text: str, grammar: Grammar) -> Iterable[Part]:
    """Cut a text into sentences, and a sentence where a joint begins another subject or where it has no end."""
    return _kept_parts(text, grammar) if len(text) <= KEPT else _parts(text, grammar)


def _parts(text: str, grammar: Grammar) -> Iterator[Part]:
    words = cut(text)
    start, lines, marks = 0, "\n" in text, united(ENDS, grammar.joints)
    for place, word in enumerate(words):
        if not lines and word.text not in marks and place - start < ENDLESS:
            continue  # as most words
        if (
            (word.text in ENDS and _ends(text, words, place))
            or (lines and place and "\n" in text[words[place - 1].end : word.start])
            or (word.text in grammar.joints and _joins(words, place, grammar))
            or place - start == ENDLESS
        ):
            stop = place + (word.text in ENDS)
            yield from _part(text, words[start:stop])
            start = place + 1 if word.text in ENDS else place
    yield from _part(text, words[start:])


@lru_cache(maxsize=1024)
def _kept_parts(text: str, grammar: Grammar) -> tuple[Part, ...]:
    """Keep the parts of a text: it is read to tell what moved, and again to judge it."""
    return tuple(_parts(text, grammar))


def _part(text: str, words: tuple[Word, ...]) -> Iterator[Part]:
    if not any(word.text[0].isalnum() for word in words):
        return
    base = words[0].start
    if base:
        words = tuple([_new(Word, (said, start - base, end - base)) for said, start, end in words])
    yield text[base : base + words[-1].end], words


def _ends(text: str, words: Sequence[Word], place: int) -> bool:
    """A stop ends a sentence when space follows it; a line's end always does."""
    word = words[place]
    if word.text == "." and place and len(words[place - 1].text) == 1 and words[place - 1].text.isalpha():
        return False  # an initial, "M. Martin", "e. g."
    return word.end >= len(text) or text[word.end].isspace() or word.text == ";"


def _joins(words: Sequence[Word], place: int, grammar: Grammar) -> bool:
    if place == 0 or place + 1 >= len(words):
        return False
    return words[place + 1].text in grammar.subjects and words[place - 1].text not in grammar.joints
