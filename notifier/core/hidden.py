"""What a reader cannot see: invisible and disguised characters, comments, markup that hides words.

A redline never folds these away: a text that gains one has changed, and its code point is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core.document import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.changeset import Change
    from notifier.core.document import Clause, Document


class Disguise(StrEnum):
    """How something hides."""

    ZERO_WIDTH = "zero-width"
    DIRECTION = "direction"
    SOFT_HYPHEN = "soft-hyphen"
    CONTROL = "control"
    LOOK_ALIKE = "look-alike"
    DIGIT = "digit"
    COMMENT = "comment"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Something in a text that a reader cannot see, or takes for something else.

    Attributes:
        disguise: how it hides.
        code: its code point, `U+200B`; of a comment or markup, its beginning.
        name: its name in Unicode; empty for a comment or markup.
        word: the word it stands in; empty when it stands in none.
        at: where it stands in the text.
    """

    disguise: Disguise
    code: str
    name: str
    word: str
    at: int


_INVISIBLE = {
    **dict.fromkeys(
        "\u200b\u200c\u200d\u2060\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0", Disguise.ZERO_WIDTH
    ),
    **dict.fromkeys(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", Disguise.DIRECTION
    ),
    "\u00ad": Disguise.SOFT_HYPHEN,
    "\u2028": Disguise.CONTROL,
    "\u2029": Disguise.CONTROL,
}
_SUSPECT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e01ef]"
)
_WORD = re.compile(r"\w+")
# Letters of other alphabets that a reader of Latin takes for Latin ones.
_ALIKE = frozenset("АВЕЅІЈКМНОРСТХУаеѕіјорсхуһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικρα")
_MARKUP = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0|color\s*[:=]|\bhidden\b",
    re.IGNORECASE,
)
_SHOWN = 40


def find(text: str) -> tuple[Hidden, ...]:
    """Give every hidden or disguised character of a text, in its order."""
    if text.isascii() and not _SUSPECT.search(text):
        return ()
    return tuple(sorted([*_invisible(text), *_disguised(text)], key=lambda hidden: hidden.at))


def of_clause(clause: Clause) -> tuple[Hidden, ...]:
    """Give everything hidden in a clause, with its comments and the markup that hides words."""
    return (*find(shown(clause)), *_marked(clause))


def of_document(document: Document) -> Iterator[tuple[Clause, Hidden]]:
    """Give everything hidden in a document, with the clause it stands in."""
    for clause in document.clauses:
        for hidden in of_clause(clause):
            yield clause, hidden


def of_change(change: Change) -> tuple[tuple[Hidden, ...], tuple[Hidden, ...]]:
    """Give what hidden things a change took away, and what it brought."""
    went, came = _all(change.before), _all(change.after)
    return tuple(_beyond(went, came)), tuple(_beyond(came, went))


def visible(text: str) -> str:
    """Give a text with every invisible character as its code point in brackets: `⟨U+200B⟩`."""
    return _SUSPECT.sub(lambda found: f"⟨{_code(found.group())}⟩", text)


def _all(clauses: Sequence[Clause]) -> list[Hidden]:
    return [hidden for clause in clauses for hidden in of_clause(clause)]


def _beyond(mine: list[Hidden], theirs: list[Hidden]) -> Iterator[Hidden]:
    """Give what one side has more often than the other."""
    left = Counter((hidden.disguise, hidden.code, hidden.word) for hidden in theirs)
    for hidden in mine:
        key = (hidden.disguise, hidden.code, hidden.word)
        if left[key]:
            left[key] -= 1
        else:
            yield hidden


def _invisible(text: str) -> Iterator[Hidden]:
    for found in _SUSPECT.finditer(text):
        letter = found.group()
        yield Hidden(
            disguise=_INVISIBLE.get(letter, Disguise.CONTROL),
            code=_code(letter),
            name=unicodedata.name(letter, ""),
            word=_around(text, found.start()),
            at=found.start(),
        )


def _disguised(text: str) -> Iterator[Hidden]:
    """Find letters of another alphabet among Latin ones, and digits of another script."""
    for found in _WORD.finditer(text):
        word = found.group()
        if word.isascii():
            continue
        kinds = {_alphabet(letter) for letter in word}
        foreign = kinds & {"CYRILLIC", "GREEK"}
        posing = foreign and (
            "LATIN" in kinds or (word.isalpha() and _ALIKE.issuperset(word) and _latin(text))
        )
        for at, letter in enumerate(word):
            if posing and _alphabet(letter) in foreign:
                yield _posing(Disguise.LOOK_ALIKE, letter, word, found.start() + at)
            elif letter.isdecimal() and not letter.isascii():
                yield _posing(Disguise.DIGIT, letter, word, found.start() + at)


def _posing(disguise: Disguise, letter: str, word: str, at: int) -> Hidden:
    return Hidden(
        disguise=disguise, code=_code(letter), name=unicodedata.name(letter, ""), word=word[:_SHOWN], at=at
    )


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


def _latin(text: str) -> bool:
    """Tell whether a text is written in Latin letters for the most part."""
    sample = [letter for letter in text[:2000] if letter.isalpha()]
    return 2 * sum(_alphabet(letter) == "LATIN" for letter in sample) > len(sample)


def _marked(clause: Clause) -> Iterator[Hidden]:
    at = 0
    for run in clause.runs:
        if run.html and "<!--" in run.text:
            yield _markup(Disguise.COMMENT, run.text, at)
        elif run.html and _MARKUP.search(run.text):
            yield _markup(Disguise.MARKUP, run.text, at)
        at += len(run.text)


def _markup(disguise: Disguise, text: str, at: int) -> Hidden:
    return Hidden(disguise=disguise, code=visible(text.strip()[:_SHOWN]), name="", word="", at=at)


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _around(text: str, at: int) -> str:
    """Give the word around a character, the character made visible."""
    start, end = at, at + 1
    while start > max(0, at - _SHOWN) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), at + _SHOWN) and not text[end].isspace():
        end += 1
    return visible(text[start:end])
