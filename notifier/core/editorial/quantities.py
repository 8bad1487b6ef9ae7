"""Numbers, periods and dates in one form each; only what is exactly equal becomes the same."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)$")
_PLAIN = re.compile(r"\d+$")


def numbered(words: Words, rules: EditorialRules) -> Words:
    """Write numbers in digits, once: `thirty (30)` is `30`.

    `one` and `un` count only before a unit of time: elsewhere they are a pronoun or an article.
    """
    if rules.numbers.keys().isdisjoint(words) and "(" not in words:
        return words
    done: list[str] = []
    place = 0
    while place < len(words):
        value, length = _number(words, place, rules)
        if value is None:
            done.append(words[place])
            place += 1
            continue
        place += length
        if words[place : place + 3] == ("(", str(value), ")"):
            place += 3
        done.append(str(value))
    return tuple(done)


def _number(words: Words, place: int, rules: EditorialRules) -> tuple[int | None, int]:
    """Read a number word, with the tens and units of `twenty one`, and how many tokens it takes."""
    value = rules.numbers.get(words[place])
    if value is None:
        return (int(words[place]), 1) if _doubled(words, place) else (None, 1)
    following = words[place + 1] if place + 1 < len(words) else ""
    if value == 1 and following not in rules.units and following != "(":
        return None, 1
    unit = rules.numbers.get(following, 0)
    if value >= 20 and value % 10 == 0 and 0 < unit < 10:
        return value + unit, 2
    return value, 1


def _doubled(words: Words, place: int) -> bool:
    """Tell whether a number in digits is followed by the same number in brackets."""
    return bool(_PLAIN.match(words[place])) and words[place + 1 : place + 4] == ("(", words[place], ")")


def timed(words: Words, rules: EditorialRules) -> Words:
    """Write periods in their basic unit: `2 years` is `24 #month`; `24 hours` stays apart from `1 day`."""
    if rules.units.keys().isdisjoint(words):
        return words
    done: list[str] = []
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        aged = any(" ".join(words[place + 2 : place + 2 + length]) in rules.ages for length in (1, 2))
        if _PLAIN.match(word) and following in rules.units and not aged:
            size, unit = rules.units[following]
            done += [str(int(word) * size), f"#{unit}"]
            place += 2
        else:
            done.append(word)
            place += 1
    return tuple(done)


def dated(words: Words, rules: EditorialRules) -> Words:
    """Write dates in one form: `1 March 2024`, `March 1st, 2024` and `2024-03-01` are the same day."""
    if rules.months.keys().isdisjoint(words) and not any(map(_ISO.match, words)):
        return words
    done: list[str] = []
    place = 0
    while place < len(words):
        found, length = _date(words, place, rules)
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
