"""What is wrong with a text that comes from outside: words nobody knows, blocks that stand twice, days of two readings."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from notifier.core.equivalence import foreign
from notifier.core.languages import language_name
from notifier.core.proofread import shortened
from notifier.core.said import say
from notifier.core.text import fold
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.document import Clause, Document

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_LONG = 40
"""Characters from which a clause that stands twice is a block and not a word repeated."""
_ALIKE = 92.0
_WRAPPED = 60
"""Characters from which a line without a stop goes on in the next one."""


def inspect(document: Document, known: Callable[[str], bool]) -> Iterator[TextRefused]:
    """Tell every defect of a text, in the order of its lines; `known` is a dictionary of its language."""
    told = Counter(word.lower() for clause in document.clauses for word in _WORD.findall(clause.text))
    for clause in document.clauses:
        yield from _days(document, clause)
        yield from _doubled(document, clause)
        strange = foreign(clause.text, document.language)
        if strange:
            yield _fault(
                document,
                clause,
                say(
                    "'{text}' is not in {language}",
                    text=shortened(strange),
                    language=language_name(document.language),
                ),
                say("translate it"),
            )
        for word in _unknown(clause.text.replace(strange, " ") if strange else clause.text, told, known):
            yield _fault(
                document,
                clause,
                say("'{word}' is in no dictionary", word=word),
                say("correct it, or keep it if it is a name"),
            )


def _fault(document: Document, clause: Clause, cause: str, remedy: str) -> TextRefused:
    return TextRefused(cause, source=document.place, line=clause.line, remedy=remedy)


def _days(document: Document, clause: Clause) -> Iterator[TextRefused]:
    for found in _DAY.finditer(clause.text):
        first, second = int(found.group(1)), int(found.group(2))
        if first != second and max(first, second) <= 12:
            yield _fault(
                document,
                clause,
                say("'{found}' can be read as two days", found=found.group()),
                say("write the month as a word, or leave it to the release"),
            )


def _doubled(document: Document, clause: Clause) -> Iterator[TextRefused]:
    """Tell a clause whose words stand in an earlier one already."""
    if len(clause.text) < _LONG:
        return
    for earlier in itertools.takewhile(lambda one: one is not clause, document.clauses):
        alike = earlier.text == clause.text or fuzz.ratio(fold(earlier.text), fold(clause.text)) >= _ALIKE
        if len(earlier.text) >= _LONG and alike:
            yield _fault(
                document,
                clause,
                say("says again what line {line} says", line=earlier.line),
                say("keep one of them"),
            )
            return


def _unknown(text: str, told: Counter[str], known: Callable[[str], bool]) -> Iterator[str]:
    """Give the words that no dictionary holds; names and words used often are left alone."""
    for word in dict.fromkeys(_WORD.findall(text)):
        plain = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'").removesuffix("'")
        named = word[:1].isupper()
        parts = plain.split("'")
        if (
            len(word) > 3
            and not named
            and told[word.lower()] < 4
            and not all(known(part) or len(part) < 3 for part in parts)
        ):
            yield word


def titled(text: str) -> str:
    """Make Markdown of pasted words: short lines alone become headings, bullets become lists."""
    lines = [line.rstrip() for line in text.replace("\t", "    ").split("\n")]
    told: list[str] = []
    for place, line in enumerate(lines):
        bare = line.strip()
        bullet = re.match(r"^(\s*)[•●▪◦·–-]\s+(.*)$", line)
        if bullet:
            told.append(f"{' ' * (2 * (len(bullet.group(1)) // 2 // 2))}- {bullet.group(2)}")
        elif _heading(lines, place):
            told += ["", f"{'#' if not any(one.startswith('#') for one in told) else '##'} {bare}", ""]
        elif bare and told and told[-1].lstrip().startswith("- ") and line.startswith(" "):
            told[-1] += f" {bare}"
        elif (
            bare
            and place
            and len(lines[place - 1]) > _WRAPPED
            and lines[place - 1][-1] not in ".:;!?"
            and told
        ):
            told[-2] += f" {bare}"
        else:
            told += ["", bare, ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(told)).strip() + "\n"


def _heading(lines: list[str], place: int) -> bool:
    """A heading is short, ends without a stop and has an empty line on each side."""
    bare = lines[place].strip()
    before = place == 0 or not lines[place - 1].strip()
    after = place + 1 == len(lines) or not lines[place + 1].strip()
    return (
        bool(bare) and len(bare) <= 60 and bare[-1] not in ".:;,!?" and ":" not in bare and before and after
    )
