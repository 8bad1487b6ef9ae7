"""Numbers and ranks in words: `two thousand and five`, `quatre-vingt-dix`, `vingt et unième`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

HUNDRED = 100
THOUSAND = 1000
MILLION = 1_000_000


class Numeral(NamedTuple):
    """A number that stands somewhere in a text.

    Attributes:
        value: the number.
        length: how many tokens it takes.
        rank: whether it is a rank: `third`, not `three`.
    """

    value: int
    length: int
    rank: bool = False


def written(numeral: Numeral, rules: EditorialRules) -> str:
    """Write a number in digits; a rank is no number of things, so it keeps the ending of a rank."""
    return f"{numeral.value}{ending(numeral.value, rules)}" if numeral.rank else str(numeral.value)


def ending(value: int, rules: EditorialRules) -> str:
    """Give the ending of a rank in digits: `3rd`, `3e`."""
    endings = rules.rank_endings
    teen = value // 10 % 10 == 1
    return endings[0] if teen or not 0 < value % 10 < len(endings) else endings[value % 10]


def spoken(words: Words, place: int, rules: EditorialRules) -> Numeral | None:
    """Read a number in words, or in digits and words as in `2 million`, that begins at a place; none where there is none."""
    if words[place][0].isdigit():
        return _large(words, place, rules)
    total = group = length = skip = 0
    word = words[place]
    while grown := _grown(total, group, rules.numbers.get(word, 0), rules, joined=skip > 0):
        total, group = grown
        length += skip + 1
        skip, word = _next(words, place + length, rules)
    rank = rules.ranks.get(word, 0) if length or word not in rules.trailing_ranks else 0
    if ranked := _grown(total, group, rank, rules, joined=skip > 0):
        return Numeral(sum(ranked), length + skip + 1, rank=True)
    if not length:
        return None
    return Numeral(total + group, length + _linked(total + group, words, place + length, rules))


def _next(words: Words, place: int, rules: EditorialRules) -> tuple[int, str]:
    """Give the next word of a number, and 1 where `and` stands before it."""
    skip = 1 if words[place : place + 1] == rules.joiners[:1] else 0
    return skip, (*words[place + skip : place + skip + 1], "")[0]


def _grown(
    total: int, group: int, more: int, rules: EditorialRules, *, joined: bool
) -> tuple[int, int] | None:
    """Give thousands and the rest that a number is with one more word; none where the word begins another number."""
    if more >= THOUSAND:
        return _scaled(total, group, more) if group or not total else None
    if joined and not _joins(total, group, more, rules):
        return None
    if not group:
        return (total, more) if more > 0 else None
    together = _together(group, more, rules)
    return (total, together) if together else None


def _joins(total: int, group: int, more: int, rules: EditorialRules) -> bool:
    """Tell whether `and` may stand within a number there: `vingt et un`, `two hundred and five`."""
    if rules.language == "fr":
        return more in {1, 11}
    return group >= HUNDRED or (total > 0 and group == 0)


def _scaled(total: int, group: int, scale: int) -> tuple[int, int] | None:
    """Take a group so many thousand or million times."""
    if total and total % (scale * THOUSAND):
        return None
    return total + max(group, 1) * scale, 0


def _together(value: int, more: int, rules: EditorialRules) -> int:
    """Give the number below a thousand that two words are together: `twenty one`, `soixante dix`; 0 for none."""
    rest = value % HUNDRED
    french = rules.language == "fr"
    if more == HUNDRED:
        return value * HUNDRED if value < (10 if french else 20) else 0
    if french and (rest, more) == (4, 20):
        return value + 76
    tens = rest in range(20, 100, 10) and 0 < more < 10
    teens = french and ((rest in {60, 80} and 9 < more < 20) or (rest in {10, 70, 90} and 6 < more < 10))
    hundreds = value >= HUNDRED and rest == 0 and 0 < more < HUNDRED
    return value + more if tens or teens or hundreds else 0


def _large(words: Words, place: int, rules: EditorialRules) -> Numeral | None:
    """Read digits before a word for thousands or millions, or so many that `de` may follow."""
    digits = words[place].replace(",", ".")
    if not _AMOUNT.match(digits):
        return None
    scale = rules.numbers.get((*words[place + 1 : place + 2], "")[0], 0)
    length = 2 if scale >= THOUSAND else 1
    value = Decimal(digits) * (scale if length == 2 else 1)
    if value != int(value):
        return None
    length += _linked(int(value), words, place + length, rules)
    return Numeral(int(value), length) if length > 1 else None


_AMOUNT = re.compile(r"\d+(?:\.\d+)?$")


def _linked(value: int, words: Words, place: int, rules: EditorialRules) -> int:
    """Count the word that links millions to what is counted: `un million de litres`."""
    whole = value >= MILLION and not value % MILLION
    return 1 if whole and rules.language == "fr" and words[place : place + 1] == ("de",) else 0
