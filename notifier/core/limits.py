"""What it means when a number changed: time to keep, time to act, a fee, an age."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from notifier.core.ahead import ahead
from notifier.core.anchors import same
from notifier.core.bearing import bearing, follows, often
from notifier.core.belongings import KEPT
from notifier.core.bounds import bounding, capping
from notifier.core.comparison import MANY, Ground, Pair, Said
from notifier.core.finding import Category, Direction
from notifier.core.periods import outside
from notifier.core.quantities import Measure, Quantity
from notifier.core.shifts import topic
from notifier.core.statements import Actor, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack


def numbers(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A number that changed, weighed by what it bounds: time to keep, time to act, a fee, an age."""
    sides = tuple(outside(side.quantities, side, pack) for side in (pair.old, pair.new))
    for measure in Measure:
        old = [q for q in sides[0] if q.measure is measure]
        new = [q for q in sides[1] if q.measure is measure]
        if [round(q.value, 3) for q in old] != [round(q.value, 3) for q in new]:
            if measure is Measure.PERCENT:
                old, new = old or _all(pair.old), new or _all(pair.new)
            old, new = _unsaid(old, pair.clause_new), _unsaid(new, pair.clause_old)
            if measure is Measure.COUNT and len(old) == len(new) + 1:
                new = [*new, *_single(pair, old[-1], pack)]
            if _shifted(old, new):
                yield _moved(old, new, pair)
                continue
            for before, after in zip_longest(old, new):
                yield from _number(before, after, pair, pack)


def _shifted(old: Sequence[Quantity], new: Sequence[Quantity]) -> bool:
    """Tell whether from when to when something is, or between what, only moved: it is as long or as wide as it was."""
    if len(old) != _BOTH or len(new) != _BOTH:
        return False
    return old[0].value != new[0].value and same(old[1].value - old[0].value, new[1].value - new[0].value)


_BOTH = 2


def _moved(old: Sequence[Quantity], new: Sequence[Quantity], pair: Pair) -> Ground:
    return Ground(
        "number-changed", Direction.NEUTRAL, _number_topic(new[0], pair.new),
        before=pair.old.said(old[0].start, old[1].end), after=pair.new.said(new[0].start, new[1].end),
    )  # fmt: skip


def _single(pair: Pair, counted: Quantity, pack: RulePack) -> Iterator[Quantity]:
    """Read an article that took the place of a number as one: *two colleagues*, now *a colleague*."""
    thing = "".join(pair.old.plain[counted.end : counted.end + 1])[:_STEM]
    for chunk in pair.chunks:
        for place in range(*chunk.new):
            same_thing = pair.new.plain[place + 1 : place + 2] and pair.new.plain[place + 1].startswith(thing)
            if pair.new.plain[place] in pack.numerals.articles and (place == chunk.new[0] or same_thing):
                yield Quantity(Measure.COUNT, 1, place, place + 1)
                return


_STEM = 5


def _all(statement: Statement) -> list[Quantity]:
    """Read *the full amount* and *each lift* as a hundred per cent."""
    whole = (statement.staked(Axis.WHOLE) or statement.of(Axis.ALL))[:1]
    return [Quantity(Measure.PERCENT, 100, mention.start, mention.end) for mention in whole]


def _unsaid(told: list[Quantity], other: Said) -> list[Quantity]:
    """Leave out what the other text says too."""
    return [quantity for quantity in told if round(quantity.value, 2) not in other.values]


def _number(before: Quantity | None, after: Quantity | None, pair: Pair, pack: RulePack) -> Iterator[Ground]:
    if before is None or after is None:
        yield from _number_alone(before, after, pair, pack)
        return
    if same(before.value, after.value):
        return
    said = {"before": _told(before, pair.old, pack), "after": _told(after, pair.new, pack)}
    about = _number_topic(after, pair.new)
    good = bearing(after, pair.new, pack) or bearing(before, pair.old, pack)
    if not good or _unlike(before, after, pair, pack) or _about_as_many(before, after, pair):
        yield Ground("number-changed", Direction.NEUTRAL, about, **said)
    else:
        form = _whose(after, pair.new, good, pack)
        if (after.value > before.value) == (good > 0):
            yield Ground("number-better", Direction.FAVOURABLE, about, form=form, **said)
        else:
            yield Ground("number-worse", Direction.ADVERSE, about, form=form, **said)


def _unlike(before: Quantity, after: Quantity, pair: Pair, pack: RulePack) -> bool:
    """Tell whether how long something is became how often it is."""
    timed = before.measure is Measure.DURATION
    return timed and often(before, pair.old, pack) != often(after, pair.new, pack)


def _about_as_many(before: Quantity, after: Quantity, pair: Pair) -> bool:
    """Tell whether there are about as many places of one kind as there were: some always open, others close."""
    if before.measure is not Measure.COUNT or min(before.value, after.value) < _SOME_PLACES:
        return False
    fewer, more = sorted((before.value, after.value))
    return bool(follows(after, pair.new, Axis.OUTLET)) and fewer >= _MOSTLY * more


_SOME_PLACES, _MOSTLY = 20, 0.75


def _told(quantity: Quantity, statement: Statement, pack: RulePack) -> str:
    """Quote a number with what it counts, a time with how often it is: *ten bags*, *every five years*."""
    start, end = quantity.start, quantity.end
    if quantity.measure is Measure.COUNT and statement.said(end, end + 1).isalpha():
        return statement.said(start, end + 1)
    early = (place for place in range(max(0, start - 2), start))
    often_ = (place for place in early if statement.words[place].text in pack.numerals.each)
    return statement.said(next(often_, start), end)


def _whose(quantity: Quantity, statement: Statement, good: int, pack: RulePack) -> str:
    """Tell which sentence a number takes: time of the person, time that data is kept, the company's, a fee, an age."""
    match quantity.measure:
        case Measure.MONEY:
            return "-amount" if good > 0 or bounding(quantity, statement) else "-fee"
        case Measure.AGE:
            return "-age"
        case Measure.DURATION:
            return _timed(quantity, statement, good, pack)
        case Measure.PERCENT:
            return "-amount"
        case _:
            head = statement.head_at(quantity.start)
            return "" if good > 0 and head and head.actor is Actor.PERSON else "-amount"


def _timed(quantity: Quantity, statement: Statement, good: int, pack: RulePack) -> str:
    """Tell whether a time is how often something is, how long ahead, how long kept, or whose."""
    if often(quantity, statement, pack):
        return "-often"
    if good > 0:
        return ""
    if ahead(quantity, statement):
        return "-ahead"
    head = statement.head_at(quantity.start)
    return "-kept" if head and head.concept.id in KEPT else "-theirs"


def _number_topic(quantity: Quantity, statement: Statement) -> Category:
    if quantity.measure is Measure.AGE:
        return Category.CHILDREN
    if quantity.measure is Measure.MONEY:
        return Category.COST
    return topic(statement, quantity.start)


def _number_alone(
    before: Quantity | None, after: Quantity | None, pair: Pair, pack: RulePack
) -> Iterator[Ground]:
    """A limit that is gone or new: a lost limit on the company is adverse, a new limit on the person too."""
    before = before if before is not None and not _event(before, pair.old, pack) else None
    after = after if after is not None and not _event(after, pair.new, pack) else None
    if (
        before is not None
        and before.measure not in {Measure.COUNT, Measure.PERCENT}
        and not any(mention.concept.axis is Axis.CONDITION for mention in pair.come[:MANY])
        and not _sooner(before, pair)
    ):
        said = pair.old.said(before.start, before.end)
        about = _number_topic(before, pair.old)
        yield Ground("number-lost", _loss(before, pair.old, pack), about, before=said, after=pair.new.text)
    if after is not None and after.value > 1 and follows(after, pair.new, Axis.STEP):
        yield Ground(
            "number-added", Direction.ADVERSE, _number_topic(after, pair.new),
            after=pair.new.said(after.start, after.end + 1), form="-steps",
        )  # fmt: skip
    if after is not None and after.measure not in {Measure.COUNT, Measure.PERCENT}:
        good = bearing(after, pair.new, pack)
        about = _number_topic(after, pair.new)
        said = pair.new.said(after.start, after.end)
        if after.measure is Measure.MONEY and good < 0:
            yield Ground("number-added", Direction.ADVERSE, about, after=said)
            return
        capped = good > 0 and not ahead(after, pair.new) and pair.new.stance_at(after.start) is Stance.GIVES
        if capped and pair.new.head_at(after.start) in pair.new.heads:
            yield Ground("number-added", Direction.ADVERSE, about, after=said)
        else:
            yield Ground("number-set", Direction.NEUTRAL, about, after=said)


def _sooner(quantity: Quantity, pair: Pair) -> bool:
    """Tell whether a time of days gave way to the same day: *within two days*, *the same evening*."""
    prompt = pair.new.staked(Axis.PROMPT)
    same = any(not _SAME.isdisjoint(pair.new.plain[m.start : m.end]) for m in prompt)
    return same and quantity.measure is Measure.DURATION and quantity.value >= 1


_SAME = frozenset({"same", "même"})


def _loss(quantity: Quantity, statement: Statement, pack: RulePack) -> Direction:
    """Weigh a limit that is gone: on the person's own time or money it is relief, on the company's a loss."""
    if quantity.measure is Measure.MONEY and bearing(quantity, statement, pack) < 0:
        return Direction.ADVERSE if capping(quantity, statement) else Direction.FAVOURABLE
    if quantity.measure is not Measure.DURATION:
        return Direction.NEUTRAL
    head = statement.head_at(quantity.start)
    if head is None:
        return Direction.NEUTRAL
    own = head.actor is Actor.PERSON and head.stance is not Stance.NEUTRAL and head.place < quantity.start
    return Direction.FAVOURABLE if own else Direction.ADVERSE


def _event(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is told by what ends then; that says nothing where no other time is told."""
    return statement.words[quantity.start].text in pack.numerals.endings
