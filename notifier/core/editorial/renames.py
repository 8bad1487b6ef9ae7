"""A company by its former name, where the text itself tells that it is the same one.

What stands between brackets or commas must be nothing but an old name and words of being called so once; the number
in the register, a row of a table or a first word that was kept must show which company is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.memory import united

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rules import EditorialRules

FORMER = "former name"

_ASIDES = tuple(
    map(
        re.compile,
        (
            r" \((?P<held>[^()\n]{3,90})\)",
            r"(?P<left> \()(?P<held>[^(),\n]{3,90}), (?=[^()\n]{3,60}\))",
            r", (?P<held>[^,()\n]{3,90}?)(?=,|;|\)| \(|\.?(?:\n|\Z)|\. )",
        ),
    )
)
"""What may tell a former name: all in brackets, the first in brackets before the number, what commas set off."""
_NUMBERED = re.compile(r"(?: \(|, )[^(),\n]{3,60}\Z")
"""A number in a register, between a name and what tells of it."""
_WORD = re.compile(r"ex(?=-)|[^\W_](?:[\w&.]*[\w&])?(?:-\w+)*")
_NAME = re.compile(r"(?:^|(?<=[ (\n\"|]))[^\W_][\w&.'-]*|&")
_LONGEST = 7
"""So many words the name of a company has at most."""
_SHORT = 3
_AND = frozenset({"&"})


class Former(NamedTuple):
    """An aside that tells a former name.

    Attributes:
        name: the former name.
        start: where the aside begins in the text.
        end: where it ends.
        left: what stays of it where it stands.
    """

    name: str
    start: int
    end: int
    left: str


def renamed(text: str, other: str, rules: EditorialRules) -> Iterator[str]:
    """Give a folded text with a company by the former name it tells, as the other text may name it."""
    for former in _formers(text, other, rules):
        ends = _numbered_from(text, former.start, rules)
        for start in _starts(text, ends, rules):
            name = text[start:ends]
            if not _traced(text, start, former, name, rules):
                continue
            for form in _forms(name, former.name, rules):
                number = text[ends : former.start]
                yield f"{text[:start]}{former.name}{form}{number}{former.left}{text[former.end :]}"


def _numbered_from(text: str, end: int, rules: EditorialRules) -> int:
    """Give where the number of a company begins that ends at a place; the place itself where there is none."""
    number = _NUMBERED.search(text, max(0, end - 70), end)
    return number.start() if number and rules.registered.search(number.group()) else end


def _formers(text: str, other: str, rules: EditorialRules) -> Iterator[Former]:
    """Find the asides that tell a former name which the other text has, too."""
    for match in (match for aside in _ASIDES for match in aside.finditer(text)):
        found = None if match.group() in other else _former(match["held"], rules)
        if found and found in other:
            yield Former(found, match.start(), match.end(), match.groupdict().get("left", ""))


def _former(aside: str, rules: EditorialRules) -> str:
    """Give the name in an aside of a name and of words of being called so once; empty for another aside."""
    words = [*_WORD.finditer(aside)]
    if rules.renaming.isdisjoint([word.group().lower() for word in words]):
        return ""  # as most asides
    called = united(rules.renaming, rules.calling)
    named = [place for place, word in enumerate(words) if _names(word.group(), called, rules)]
    if not named:
        return ""
    first, last = words[named[0]], words[named[-1]]
    around = [word.group().lower() for word in (*words[: named[0]], *words[named[-1] + 1 :])]
    name = aside[first.start() : last.end()]
    told = not rules.renaming.isdisjoint(around) and name[0].isupper() and len(name.split()) <= _LONGEST
    plain = all(word.isdigit() or word in rules.months or word in called for word in around)
    ahead = words[named[0] - 1].group().lower() if named[0] else ""
    part = ahead in rules.belonging and rules.naming.isdisjoint(around)
    only_left = not rules.leaving.isdisjoint(around) and rules.naming.isdisjoint(around)
    return name if told and plain and not part and not only_left else ""


def _names(word: str, called: frozenset[str], rules: EditorialRules) -> bool:
    """Tell whether a word is part of a name: no year, no month, none of being called in small letters."""
    if word.isdigit() or word.lower() in rules.months:
        return False
    return not word.islower() or word not in called


def _starts(text: str, end: int, rules: EditorialRules) -> Iterator[int]:
    """Give where the name before an aside may begin, the shortest name first."""
    for word in reversed([*_NAME.finditer(text, max(0, end - 80), end)][-_LONGEST:]):
        if word.group()[0].isupper():
            yield word.start()
        elif word.group()[1:2] != "'" and word.group() not in united(rules.small, rules.firms, _AND):
            return


def _traced(text: str, start: int, former: Former, name: str, rules: EditorialRules) -> bool:
    """Tell whether it shows which one was renamed: by its registration, its row of a table, or a name that kept its first word."""
    begin, stop = _sentence(text, start, former.end)
    if rules.registered.search(text, begin, stop) or text.startswith("|", begin):
        return True
    first = former.name.split()[0]
    return len(first) > _SHORT and first in name.split()


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the sentence around a place begins and ends."""
    begins = [match.end() for match in _STOP.finditer(text, 0, start)]
    ends = _STOP.search(text, end)
    return begins[-1] if begins else 0, ends.start() if ends else len(text)


_STOP = re.compile(r"(?<=[\w)\"])\. (?=[A-ZÀ-Ý\"])|\n")


def _forms(name: str, former: str, rules: EditorialRules) -> Iterator[str]:
    """Give what may follow the former name: nothing, or the form of company it left out."""
    form = name.rsplit(maxsplit=1)[-1]
    if former.rsplit(maxsplit=1)[-1].lower() not in rules.firms and form.lower().strip(".") in rules.firms:
        yield f" {form}"
    yield ""
