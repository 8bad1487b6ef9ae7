"""Numbers as promises hold them: durations in days, money, ages, counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Numerals

_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_THOUSANDS = re.compile(r"[.,\u00a0\u202f](?=\d{3}(?!\d))")
_FEW, _THREE = re.compile(r"\d{1,3}"), re.compile(r"\d{3}")
_WORKING_DAY = 1.4
_HALF = 0.5


class Measure(StrEnum):
    """What a number counts."""

    DURATION = "duration"
    MONEY = "money"
    AGE = "age"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at its place in the words.

    Attributes:
        measure: what it counts.
        value: durations in calendar days, a working day being 1.4 of them.
        start: the first word.
        end: after the last word.
    """

    measure: Measure
    value: float
    start: int
    end: int


def quantities(words: Sequence[str], numerals: Numerals) -> Iterator[Quantity]:
    """Yield the quantities of a text from left to right; `thirty (30) days` is one."""
    place = 0
    last: Quantity | None = None
    while place < len(words):
        word = words[place]
        if not numerals.begins[word]:
            place += 1
            continue
        value = _number(word, numerals)
        if value is None:
            found = _joint(words, place, numerals)
            found = found or _term(words, place, numerals)
            found = found or _definite(words, place, numerals) or _recurring(words, place, numerals)
            found = found or _ending(words, place, numerals) or _eve(words, place, numerals)
            if found:
                yield found
            place = found.end if found else place + 1
            continue
        end = place + 1
        while (
            end < len(words)
            and words[end] not in numerals.articles
            and (more := _number(words[end], numerals)) is not None
        ):
            value = _carried(words, end, value, more)
            end += 1
        end, value = _repeated(words, end, value, numerals)
        found = _measured(words, place, end, value, numerals)
        if found is not None and (_rate(words, found, last, numerals) or _refers(words, found, numerals)):
            found = None
        if found is not None:
            last = found
            yield found
            end = found.end
        place = end


def _carried(words: Sequence[str], end: int, value: float, more: float) -> float:
    """Read a number on: *twenty five*, *two hundred*, *9 000*."""
    if _THREE.fullmatch(words[end]) and _FEW.fullmatch(words[end - 1]):
        return value * 1000 + more
    return value + more if value >= 20 and more < 20 else value * more if more == 100 else more


def _joint(words: Sequence[str], place: int, numerals: Numerals) -> Quantity | None:
    """Read *a five-year guarantee* as five years, *half a year* and *une demi-journée* as half of one."""
    number, _, unit = words[place].rpartition("-")
    value = _HALF if number in numerals.halves else _number(number, numerals) if number else None
    if value is not None and unit in numerals.units:
        return Quantity(Measure.DURATION, value * numerals.units[unit], place, place + 1)
    article, unit = [*words[place + 1 : place + 3], "", ""][:2]
    if words[place] in numerals.halves and article in numerals.articles and unit in numerals.units:
        return Quantity(Measure.DURATION, _HALF * numerals.units[unit], place, place + 3)
    return None


def _rate(words: Sequence[str], found: Quantity, last: Quantity | None, numerals: Numerals) -> bool:
    """Tell whether a time is only the rate of the sum before it: *fifty cents a day*."""
    if found.measure is not Measure.DURATION or last is None or last.measure is not Measure.MONEY:
        return False
    return found.start == last.end and words[found.start] in numerals.rates


def _refers(words: Sequence[str], found: Quantity, numerals: Numerals) -> bool:
    """Tell whether a number is that of an article or a page, *article L. 511-33*: it counts nothing."""
    if found.measure is not Measure.COUNT:
        return False
    place = found.start - 1
    while (
        place > 0 and found.start - place < _FARTHEST and (len(words[place]) == 1 or words[place].isdecimal())
    ):
        place -= 1
    return place >= 0 and words[place] in numerals.references


_FARTHEST = 6


def _definite(words: Sequence[str], place: int, numerals: Numerals) -> Quantity | None:
    """Read *within the hour* and *dans la semaine* as one of them."""
    if words[place] not in numerals.definite or not place or words[place - 1] not in numerals.within:
        return None
    return _one(words, place, numerals)


def _term(words: Sequence[str], place: int, numerals: Numerals) -> Quantity | None:
    """Read *sous huitaine* as eight days: a length of time that stands alone behind a word for *within*."""
    if words[place] not in numerals.terms or not place or words[place - 1] not in numerals.within:
        return None
    return Quantity(Measure.DURATION, numerals.units[words[place]], place, place + 1)


def _recurring(words: Sequence[str], place: int, numerals: Numerals) -> Quantity | None:
    """Read *every year* as one year, as *every three years* is three."""
    if words[place] not in numerals.each:
        return None
    return _one(words, place, numerals)


def _one(words: Sequence[str], place: int, numerals: Numerals) -> Quantity | None:
    """Read one of a unit, with at most a word before it that is no number: *the same hour*, *tous les ans*."""
    for end in range(place + 1, min(place + 3, len(words))):
        unit = numerals.units.get(words[end])
        if unit:
            return Quantity(Measure.DURATION, unit, place, end + 1)
        if _number(words[end], numerals) is not None:
            return None
    return None


def _ending(words: Sequence[str], place: int, numerals: Numerals) -> Quantity | None:
    """Read *the end of the lesson* as what the lesson lasts."""
    if words[place] not in numerals.endings:
        return None
    for end in range(place + 1, min(place + 5, len(words))):
        if _number(words[end], numerals) is not None and words[end] not in numerals.articles:
            return None
        if end == place + 1:
            continue
        lasts = numerals.units.get(words[end]) or numerals.lasts.get(words[end])
        if lasts:
            return Quantity(Measure.DURATION, lasts, place, end + 1)
    return None


def _eve(words: Sequence[str], place: int, numerals: Numerals) -> Quantity | None:
    """Read *la veille* as a day."""
    days = numerals.eves.get(words[place])
    return Quantity(Measure.DURATION, days, place, place + 1) if days else None


def _repeated(words: Sequence[str], end: int, value: float, numerals: Numerals) -> tuple[int, float]:
    """Read over `(30)` after `thirty`; the digits count."""
    if end + 2 < len(words) and words[end] == "(" and words[end + 2] == ")":
        again = _number(words[end + 1], numerals)
        if again is not None:
            return end + 3, again
    return end, value


def _measured(
    words: Sequence[str], start: int, end: int, value: float, numerals: Numerals
) -> Quantity | None:
    unit, stop, working = _unit(words, end, numerals)
    if _aged(words, end, numerals) or (
        (_near_age(words, start, end, numerals) or _up_to(words, start, stop if unit else end, numerals))
        and (not unit or unit > 300)
        and 5 < value < 26
    ):
        return Quantity(Measure.AGE, value, start, stop if unit else end)
    if unit:
        timed = (
            words[start - 1 : start]
            and words[start - 1] in numerals.clock
            and words[end] in numerals.hours
            and (words[stop] if stop < len(words) else "") not in numerals.spans
        )
        length = value if timed else value * unit * (_WORKING_DAY if working else 1)
        return Quantity(Measure.COUNT if timed else Measure.DURATION, length, start, stop)
    if words[start] in numerals.articles and not _ratio(words, end, value, numerals):
        return None
    return _counted(words, start, end, value, numerals)


def _aged(words: Sequence[str], end: int, numerals: Numerals) -> bool:
    return " ".join(words[end : end + 3]).startswith(numerals.age_after)


def _near_age(words: Sequence[str], start: int, end: int, numerals: Numerals) -> bool:
    """Tell whether an age is told of: by the words before it, where no thing is counted: *be at least 14 metres*."""
    near = not numerals.age_near.isdisjoint(words[max(0, start - 5) : start])
    if near or " ".join(words[max(0, start - 2) : start]).endswith(numerals.age_before):
        return True
    if not " ".join(words[max(0, start - 3) : start]).endswith(numerals.age_before):
        return False
    after = words[end] if end < len(words) else "."
    return not after.isalpha() or after in numerals.units or len(after) <= _SMALL


_SMALL = 3
"""Letters: a word as short as this is no thing that is counted."""


def _up_to(words: Sequence[str], start: int, stop: int, numerals: Numerals) -> bool:
    """Tell whether a sentence begins with the age up to which it holds: *until sixteen, …*."""
    before = " ".join(words[max(0, start - 2) : start])
    return start <= _OPENING and before in numerals.up_to and words[stop : stop + 1] == [","]


_OPENING = 2


def _counted(words: Sequence[str], start: int, end: int, value: float, numerals: Numerals) -> Quantity:
    """Read money, a share or a plain number."""
    paid = end < len(words) and words[end] in numerals.money
    if paid or (start and words[start - 1] in numerals.money):
        return Quantity(Measure.MONEY, value, start if paid else start - 1, end + paid)
    if many := _ratio(words, end, value, numerals):
        return Quantity(Measure.PERCENT, 100 * value / many[0], start, many[1])
    share = next((many for many in (1, 2) if " ".join(words[end : end + many]) in numerals.percent), 0)
    if share:
        return Quantity(Measure.PERCENT, value, start, end + share)
    return Quantity(Measure.COUNT, value, start, end)


def _ratio(words: Sequence[str], end: int, value: float, numerals: Numerals) -> tuple[float, int] | None:
    """Read *one meal in twenty* as a part of the whole: of how many, and where it ends."""
    for place in range(end, min(end + 4, len(words) - 1)):
        whole = _number(words[place + 1], numerals)
        if words[place] in numerals.ratios and whole is not None and whole > max(1.0, value):
            return None if numerals.units.keys() & words[place + 2 : place + 3] else (whole, place + 2)
    return None


def _unit(words: Sequence[str], end: int, numerals: Numerals) -> tuple[float, int, bool]:
    working = False
    for place in range(end, min(end + 3, len(words))):
        word = words[place]
        if word in numerals.working:
            working = True
        elif unit := numerals.units.get(word.removesuffix("'s")):
            after = words[place + 1] if place + 1 < len(words) else ""
            late = after in numerals.working
            return unit, place + 1 + late, working or late
        elif word not in numerals.between:
            break
    return 0.0, end, False


def _number(word: str, numerals: Numerals) -> float | None:
    if _DIGITS.fullmatch(word):
        try:
            return float(_THOUSANDS.sub("", word).replace(",", "."))
        except ValueError:
            return None
    known = numerals.words.get(word)
    return known if known is not None or "-" not in word else _joined(word.split("-"), numerals)


def _joined(parts: Sequence[str], numerals: Numerals) -> float | None:
    """Read a number of several words: *forty-five*, *quatre-vingt-dix*."""
    total = 0.0
    for part in parts:
        value = numerals.words.get(part.removesuffix("s"), numerals.words.get(part))
        if part == "et":
            continue
        if value is None:
            return None
        total = total * value if value in {20, 100} and 0 < total < value else total + value
    return total
