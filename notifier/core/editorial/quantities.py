"""Numbers, periods and dates in one form each; only what is exactly equal becomes the same."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from notifier.core.editorial.numerals import Numeral, spoken, written

if TYPE_CHECKING:
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)$")
_PLAIN = re.compile(r"\d+$")


def numbered(words: Words, rules: EditorialRules) -> Words:
    """Write numbers in digits, once: `thirty (30)` is `30`, `third` is `3rd`.

    `one` and `un` count only before a unit of time: elsewhere they are a pronoun or an article.
    """
    if rules.counting.isdisjoint(words) and "(" not in words:
        return words
    done: list[str] = []
    place = 0
    while place < len(words):
        word = words[place]
        may = word in rules.counting or word in rules.articles or word[0].isdigit()
        found = _number(words, place, rules) if may else None
        if found is None:
            done.append(word)
            place += 1
            continue
        place += found.length
        if _repeated(words, place, found.value, rules):
            place += 3
        done.append(written(found, rules))
    return tuple(done)


def _number(words: Words, place: int, rules: EditorialRules) -> Numeral | None:
    """Read a number that begins at a place: in words, as an article that counts, or in digits that come twice."""
    found = None if _labelled(words, place, rules) else spoken(words, place, rules)
    if found is None:
        if _single(words, place, rules):
            return Numeral(1, 1)
        return Numeral(int(words[place]), 1) if _doubled(words, place, rules) else None
    end = place + found.length
    following = words[end] if end < len(words) else ""
    if found.value == 1 and following not in rules.units and not _repeated(words, end, 1, rules):
        return None
    return found


def _labelled(words: Words, place: int, rules: EditorialRules) -> bool:
    """Tell whether a Roman numeral is the label of an item, or stands before a title: of what text, nobody can tell."""
    return words[place] in rules.romans and "(" in (
        *words[max(0, place - 1) : place],
        *words[place + 1 : place + 2],
    )


def _repeated(words: Words, place: int, value: int, rules: EditorialRules) -> bool:
    """Tell whether a number follows once more in brackets, in digits or as a word."""
    if words[place : place + 1] != ("(",) or words[place + 2 : place + 3] != (")",):
        return False
    return words[place + 1] == str(value) or rules.numbers.get(words[place + 1]) == value


def _single(words: Words, place: int, rules: EditorialRules) -> bool:
    """Tell whether an article counts: `within a month`."""
    return (
        words[place] in rules.articles
        and place > 0
        and words[place - 1] in rules.spans
        and words[place + 1 : place + 2] != ()
        and words[place + 1] in rules.units
    )


def _doubled(words: Words, place: int, rules: EditorialRules) -> bool:
    """Tell whether a number in digits is followed by the same number in brackets."""
    return bool(_PLAIN.match(words[place])) and _repeated(words, place + 1, int(words[place]), rules)


def timed(words: Words, rules: EditorialRules) -> Words:
    """Write periods and measures in their basic unit: `2 years` is `24 #month`, `1.5 km` is `1500000 #mm`.

    Two days and more are as many hours; `24 hours` stays apart from `1 day`, which may be a day of the calendar.
    """
    if rules.units.keys().isdisjoint(words):
        return words
    done: list[str] = []
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        known = following in rules.units and not _aged(words, place + 2, rules)
        amount = _amount(word, rules.units[following][0]) if known else None
        if amount is not None:
            done += _whole_days(amount, rules.units[following][1], rules)
            place += 2
        else:
            done.append(word)
            place += 1
    return tuple(done)


def _amount(word: str, size: int) -> int | None:
    """Give so many units in the basic one; none where that is no whole number."""
    if _PLAIN.match(word):
        return int(word) * size
    if not _DECIMAL.match(word):
        return None
    amount = Decimal(word.replace(",", ".")) * size
    return int(amount) if amount == int(amount) else None


def _whole_days(amount: int, unit: str, rules: EditorialRules) -> tuple[str, str]:
    """Write a basic unit; seconds that are whole minutes as minutes, from two days on whole days as days."""
    if unit == rules.second and amount and not amount % _SIXTY:
        amount, unit = amount // _SIXTY, "minute"
    days, rest = divmod(amount, _DAY_LONG)
    if unit == "minute" and not rest and days > 1:
        return str(days), f"#{rules.day}"
    return str(amount), f"#{unit}"


_DECIMAL = re.compile(r"\d{1,4}[.,]\d{1,2}$")
_DAY_LONG = 24 * 60
_SIXTY = 60


def _aged(words: Words, place: int, rules: EditorialRules) -> bool:
    """Tell whether a number of years before a place is an age."""
    return any(" ".join(words[place : place + length]) in rules.ages for length in (1, 2))


def dated(words: Words, rules: EditorialRules) -> Words:
    """Write dates in one form: `1 March 2024`, `March 1st, 2024` and `2024-03-01` are the same day."""
    if rules.months.keys().isdisjoint(words) and not any(map(_ISO.match, words)):
        return words
    done: list[str] = []
    place = 0
    while place < len(words):
        may = words[place][0].isdigit() or words[place] in rules.months
        found, length = _date(words, place, rules) if may else (None, 1)
        if found and done and done[-1] in rules.weekdays and rules.weekdays[done[-1]] == found.weekday():
            done.pop()  # The calendar tells it.
        done.append(f"@{found.isoformat()}" if found else words[place])
        place += length
    return tuple(done)


def _date(words: Words, place: int, rules: EditorialRules) -> tuple[date | None, int]:
    """Read a date that begins at a place, and how many tokens it takes."""
    if iso := _ISO.match(words[place]):
        return _day(int(iso[1]), int(iso[2]), int(iso[3])), 1
    found = _parts(words, place, rules, month_first=False)
    return found if found[0] else _parts(words, place, rules, month_first=True)


def _parts(words: Words, place: int, rules: EditorialRules, *, month_first: bool) -> tuple[date | None, int]:
    """Read day and month in one of their orders, and the year."""
    window = words[place : place + 4]
    if len(window) < 3:
        return None, 1
    month, day = (window[0], window[1]) if month_first else (window[1], window[0])
    length = 3 if window[2] == "," and len(window) > 3 else 2
    year = window[length]
    found = _DAY.match(day)
    if month not in rules.months or not found or not _YEAR.match(year):
        return None, 1
    return _day(int(year), rules.months[month], int(found[1])), length + 1


def _day(year: int, month: int, day: int) -> date | None:
    """Give a day, or none where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
