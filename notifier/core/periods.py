"""From when to when something is: hours of the day, days of the week, days and months of the year, longer or shorter."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.comparison import Ground
from notifier.core.denial import denied
from notifier.core.excuses import charges
from notifier.core.finding import Direction
from notifier.core.people import noun
from notifier.core.shifts import topic
from notifier.core.statements import Actor, Force, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Pair
    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import Numerals, RulePack
    from notifier.core.statements import Statement


class Scale(Enum):
    """What comes round: its value is how many steps it has."""

    DAY = 24
    WEEK = 7
    MONTHS = 12
    YEAR = 372


_MONTH = 31
_MINUTES = 60
_NOON = 12
_HALVES = 2
_WHOLE = frozenset({Scale.WEEK, Scale.MONTHS, Scale.YEAR})
"""Scales of which the last step is counted, too: Monday to Friday are five days."""


class Point(NamedTuple):
    """A time on a scale, and where its words end."""

    scale: Scale
    value: float
    end: int


class Period(NamedTuple):
    """From when to when, told from one word to another; one end may be left open."""

    scale: Scale
    length: float
    start: int
    end: int
    bounded: bool = True


def periods(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Something is from when to when, and now for longer or shorter: what serves should be long, what takes short."""
    old, new = told(pair.old, pack.numerals), told(pair.new, pack.numerals)
    for scale in Scale:
        was, now = ([one for one in side if one.scale is scale] for side in (old, new))
        if not was or not now or {one.bounded for one in was} != {one.bounded for one in now}:
            continue
        yield from _compared(was, now, pair, pack)


def _compared(was: Sequence[Period], now: Sequence[Period], pair: Pair, pack: RulePack) -> Iterator[Ground]:
    before, after = (sum(one.length for one in side) for side in (was, now))
    said = {
        "before": pair.old.said(was[0].start, was[-1].end),
        "after": pair.new.said(now[0].start, now[-1].end),
    }
    if said["before"] == said["after"]:
        return
    good = _served(pair.new, now[0].start, pack) or _served(pair.old, was[0].start, pack)
    about = topic(pair.new, now[0].start)
    if before == after or not good:
        yield Ground("number-changed", Direction.NEUTRAL, about, **said)
        return
    worse = (after > before) != (good > 0)
    yield Ground(
        "period-worse" if worse else "period-better", Direction.ADVERSE if worse else Direction.FAVOURABLE,
        about, **said,
    )  # fmt: skip


def _served(statement: Statement, place: int, pack: RulePack) -> int:
    """Tell whether something should be for long (1) or for short (-1): by its act, else things are open or at hand."""
    shut = next(iter(statement.staked(Axis.SHUT)), None)
    if shut is not None:
        return 1 if denied(list(statement.plain), shut.start, pack.grammar) else -1
    senses = _senses(statement, pack)
    if statement.staked(Axis.OUTLET) or (statement.staked(Axis.SERVED, Axis.BENEFIT) and not senses):
        return 1
    if charges(statement) or senses:
        return -1
    head = statement.head_at(place)
    if head is None or head.stance is Stance.NEUTRAL:
        return 0 if statement.has(Axis.DATA) else 1
    owed = head.actor is Actor.PERSON and head.force is not Force.MAY and head.stance is Stance.TAKES
    merely = head is statement.presumed and head.actor is Actor.NOBODY
    return 0 if owed or merely else int(head.stance)


def _senses(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a camera, a register or the like is what a statement begins with."""
    return any(noun(word, pack.people) in pack.people.recording for word in statement.plain[:_BEGINNING])


_BEGINNING = 3


def outside(quantities: Sequence[Quantity], statement: Statement, pack: RulePack) -> list[Quantity]:
    """Leave out the numbers that only tell from when to when something is."""
    spans = told(statement, pack.numerals) if quantities else ()
    return [q for q in quantities if not any(one.start <= q.start < one.end for one in spans)]


def told(statement: Statement, numerals: Numerals) -> list[Period]:
    """Give the periods of a statement, from left to right."""
    words, place, found = statement.plain, 0, []
    named = (numerals.weekdays, numerals.months, numerals.noons)
    if not statement.quantities and all(known.keys().isdisjoint(words) for known in named):
        return []
    while place < len(words):
        first = _point(words, place, numerals)
        if first is None:
            place += 1
            continue
        one = _spanned(words, place, first, numerals) or _open(words, place, first, numerals)
        found += [one] if one else []
        place = one.end if one else first.end
    return found


def _spanned(words: Sequence[str], place: int, first: Point, numerals: Numerals) -> Period | None:
    """Read a time, a word that joins and another time of its scale: *from Monday to Friday*, *entre 8 h et 12 h*."""
    joint = words[first.end] if first.end < len(words) else ""
    between = joint in numerals.paired and any(
        word in numerals.spanning for word in words[max(0, place - 2) : place]
    )
    if joint not in numerals.joining and not between:
        return None
    last = next((one for i in (1, 2) if (one := _point(words, first.end + i, numerals))), None)
    if last is None or last.scale is not first.scale:
        return None
    steps = first.scale.value
    length = (last.value - first.value) % steps
    length = length + 1 if first.scale in _WHOLE else length or steps
    return Period(first.scale, length, place, last.end)


def _open(words: Sequence[str], place: int, first: Point, numerals: Numerals) -> Period | None:
    """Read a time at which something ends, *until 8 p.m.*, or begins, *à partir de 9 h*."""
    near = words[max(0, place - 2) : place]
    if not numerals.until.isdisjoint(near):
        return Period(first.scale, first.value, place, first.end, bounded=False)
    if first.scale is Scale.DAY and not numerals.opens.isdisjoint(near):
        return Period(first.scale, -first.value, place, first.end, bounded=False)
    return None


def _point(words: Sequence[str], place: int, numerals: Numerals) -> Point | None:
    """Read a time at a word: *Monday*, *noon*, *8 h 30*, *9:00*, *5 p.m.*, *1 May*, *May 1*, *May*."""
    if place >= len(words):
        return None
    word = words[place]
    if word in numerals.weekdays:
        return Point(Scale.WEEK, numerals.weekdays[word], place + 1)
    if word in numerals.noons:
        return Point(Scale.DAY, numerals.noons[word], place + 1)
    if word in numerals.months:
        return _month(words, place, numerals)
    if word in numerals.words:
        return _spelt(words, place, numerals)
    return _numbered(words, place, numerals) if word[0].isdigit() else None


def _spelt(words: Sequence[str], place: int, numerals: Numerals) -> Point | None:
    """Read an hour of the day in words: *dix heures*, *vingt et une heures*."""
    value, after = numerals.words[words[place]], place + 1
    if after + 1 < len(words) and words[after] in numerals.paired and words[after + 1] in numerals.words:
        value, after = value + numerals.words[words[after + 1]], after + 2
    timed = (
        after < len(words) and words[after] in numerals.hours and place and words[place - 1] in numerals.clock
    )
    timed = timed and numerals.spans.isdisjoint(words[after + 1 : after + 2])
    return Point(Scale.DAY, value, after + 1) if timed else None


def _month(words: Sequence[str], place: int, numerals: Numerals) -> Point:
    month, after = numerals.months[words[place]], place + 1
    if after < len(words) and words[after].isdecimal() and len(words[after]) <= _HALVES:
        return Point(Scale.YEAR, month * _MONTH + int(words[after]), after + 1)
    return Point(Scale.MONTHS, month, after)


def _numbered(words: Sequence[str], place: int, numerals: Numerals) -> Point | None:
    """Read a day of the year or an hour of the day that begins with a number."""
    whole, _, minutes = words[place].replace(",", ".").partition(".")
    if not whole.isdecimal() or len(whole) > _HALVES:
        return None
    value, after = float(whole), place + 1
    following = [*words[after : after + 2], "", ""]
    ordinal = following[0] in numerals.ordinal
    month = following[1] if ordinal else following[0]
    if month in numerals.months:
        return Point(Scale.YEAR, numerals.months[month] * _MONTH + value, after + 1 + ordinal)
    hours = value + (int(minutes) / _MINUTES if minutes.isdecimal() else 0)
    if following[0] in numerals.hours or following[0] == ":":
        more = following[1].isdecimal() and len(following[1]) == _HALVES
        if following[1] in numerals.spans:
            return None  # *Two hours before* is a length of time.
        hours += int(following[1]) / _MINUTES if more else 0
        return Point(Scale.DAY, hours, after + 1 + more) if more or following[0] != ":" else None
    return _halved(words, after, hours, numerals)


def _halved(words: Sequence[str], place: int, hours: float, numerals: Numerals) -> Point | None:
    """Read an hour before or after noon: *8 am*, *5 p.m.*."""
    near = "".join(words[place : place + 4])
    for written, later in numerals.halfday.items():
        if near.startswith(written):
            end, read = place, ""
            while read != written:
                read += words[end]
                end += 1
                if len(read) > len(written):
                    return None
            return Point(Scale.DAY, hours % _NOON + later, end)
    return None
