"""How much people get, and how often they are bothered: one number that rose or fell in a sentence whose words tell whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from notifier.core.anchors import same
from notifier.core.bounds import bounding
from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.phrases import begun, found, said
from notifier.core.quantities import Measure, Quantity
from notifier.core.shifts import topic
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_SUBJECT = 6
_NEAR = 3
_GROWN = 3652
"""Days: so many years are an age, *les plus de 70 ans*."""
_OLDEST = 100
_BOUND = (Axis.MUST, Axis.DUTY, Axis.EXCEPT, Axis.CONDITION, Axis.DISCRETION, Axis.CONSENT)
"""What makes more of a sentence than one about how much there is of something."""


class _Told(NamedTuple):
    """A number where it is told."""

    quantity: Quantity
    statement: Statement
    pack: RulePack


def amounts(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh a number that alone changed, where plain words tell whether more of it serves people; linear in the words."""
    changed = _changed(pair)
    if changed is None:
        return
    before, after = changed
    if any(mention.end != after.start for mention in pair.new.of(*_BOUND)):
        return
    told = _Told(after, pair.new, pack)
    sign = next((sign for reading in _READINGS if (sign := reading(told))), 0)
    if not sign:
        return
    better = (after.value > before.value) == (sign > 0)
    yield Ground(
        "tally-better" if better else "number-worse", Direction.FAVOURABLE if better else Direction.ADVERSE,
        topic(pair.new, after.start), before=pair.old.said(before.start, before.end),
        after=pair.new.said(after.start, after.end), form="" if better else "-amount",
    )  # fmt: skip


def _changed(pair: Pair) -> tuple[Quantity, Quantity] | None:
    """Give the number that changed, if it and the form of the word behind it are all that did."""
    old, new = pair.old.quantities, pair.new.quantities
    if len(old) != len(new):
        return None
    moved = [(one, other) for one, other in zip(old, new, strict=True) if not same(one.value, other.value)]
    if len(moved) != 1 or moved[0][0].measure is not moved[0][1].measure:
        return None
    gone, come = pair.hull
    inside = all(
        number.start <= span[0] and span[1] <= number.end + _NEAR
        for number, span in zip(moved[0], (gone, come), strict=True)
    )
    return moved[0] if inside else None


def _denied(told: _Told) -> bool:
    return not told.pack.grammar.negations.isdisjoint(told.statement.plain)


def _capped(told: _Told) -> bool:
    """Tell whether a number is the most of something: *at most six*, *pas … plus de six*."""
    bound = bounding(told.quantity, told.statement)
    return bound is not None and (bound.concept.axis is Axis.BELOW or _denied(told))


def _written_to(told: _Told) -> int:
    """Tell whether it is how often people are written to or called: at most so many letters a year."""
    plain = told.statement.plain
    sent = said(plain, told.pack.words.sending) and not told.pack.grammar.missives.isdisjoint(
        plain[told.quantity.end : told.quantity.end + _NEAR]
    )
    return -1 if _capped(told) and (sent or said(plain, told.pack.words.contacting)) else 0


def _aged(told: _Told) -> int:
    """Tell whether it is the age up to or from which something is free, or may be had."""
    statement, words = told.statement, told.pack.words
    if not _years(told.quantity):
        return 0
    had = begun(statement.plain[:_NEAR], words.bundles) and not _denied(told)
    if not had and found(statement.plain, words.gratis) is None:
        return 0
    near = statement.plain[max(0, told.quantity.start - _NEAR) : told.quantity.start]
    if said(near, told.pack.numerals.younger) or any(_near(told, Axis.BELOW)):
        return 1
    return -1 if any(_near(told, Axis.ABOVE)) else 0


def _years(quantity: Quantity) -> bool:
    """Tell whether a number may be an age, at the beginning of a sentence also one without a unit: *people over 70*."""
    if quantity.measure is Measure.DURATION:
        return quantity.value >= _GROWN
    bare = quantity.measure is Measure.COUNT and quantity.start <= _NEAR and quantity.value < _OLDEST
    return bare or quantity.measure is Measure.AGE


def _near(told: _Told, axis: Axis) -> Iterator[bool]:
    return (m.end == told.quantity.start for m in told.statement.staked(axis))


def _crowded(told: _Told) -> int:
    """Tell whether it is how many people share a room or a teacher."""
    shared = begun(told.statement.plain[:_NEAR], told.pack.words.crowds)
    return -1 if shared and _capped(told) and told.quantity.measure is Measure.COUNT else 0


def _staffed(told: _Told) -> int:
    """Tell whether it is how many look after people: *at least three lifeguards are on duty*."""
    statement, quantity, people = told.statement, told.quantity, told.pack.people
    following = statement.plain[quantity.end : quantity.end + _NEAR]
    role = any(noun(word, people) in people.role for word in following)
    return int(
        role
        and not statement.has(Axis.DATA)
        and not _denied(told)
        and said(statement.plain, told.pack.words.staffing)
    )


def _looked_after(told: _Told) -> int:
    """Tell whether it is how often a thing is checked or cleaned."""
    following = told.statement.plain[told.quantity.end - 1 : told.quantity.end + 1]
    often = not told.pack.words.times.isdisjoint(following)
    people = told.statement.of(Axis.PERSON, Axis.CHILD, Axis.DATA)
    return int(often and not people and not _denied(told) and bool(told.statement.staked(Axis.CHECK)))


def _held(told: _Told) -> int:
    """Tell whether it is how much there is in what people buy or hold, or on how many devices they may use it."""
    statement, quantity, words = told.statement, told.quantity, told.pack.words
    if quantity.measure is not Measure.COUNT or _denied(told) or statement.has(Axis.PURPOSE):
        return 0
    before, following = statement.plain[: quantity.start], statement.plain[quantity.end : quantity.end + 1]
    if not united(words.burdens, words.costly).isdisjoint(following):
        return 0
    holds = begun(before[:_SUBJECT], words.bundles + words.licences) and said(
        before, (*words.holding, *words.allowing)
    )
    return int(holds or said(before, words.usable) or _included(told))


def _included(told: _Told) -> bool:
    """Tell whether a number of things comes first and they cost nothing: *two trial lessons are included*."""
    free = found(told.statement.plain, told.pack.words.gratis)
    return free is not None and not told.quantity.start and free[0] >= told.quantity.end


def _lasting(told: _Told) -> int:
    """Tell whether it is how long a lesson or a visit lasts."""
    statement, quantity, words = told.statement, told.quantity, told.pack.words
    before = statement.plain[max(0, quantity.start - 1) : quantity.start]
    course = begun(statement.plain[:_NEAR], words.sessions) and quantity.measure is Measure.DURATION
    return int(course and not words.enduring.isdisjoint(before) and not statement.has(Axis.DATA))


def _open(told: _Told) -> int:
    """Tell whether it is the hour at which something that people come for closes, or opens."""
    before = told.statement.plain[: told.quantity.start]
    if told.statement.has(Axis.DATA) or told.quantity.measure is not Measure.COUNT:
        return 0
    near = before[-_NEAR:]
    return int(said(near, told.pack.words.closing_at)) - int(said(near, told.pack.words.opening_at))


_READINGS = (_written_to, _aged, _crowded, _staffed, _looked_after, _held, _lasting, _open)
