"""What it means when a number changed: time to keep, time to act, a fee, an age."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from notifier.core.comparison import MANY, Ground, Pair, Said
from notifier.core.finding import Category, Direction
from notifier.core.quantities import Measure, Quantity
from notifier.core.shifts import overlapping, topic, weighty
from notifier.core.statements import Actor, Head, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.rulepack import RulePack


def numbers(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A number that changed, weighed by what it bounds: time to keep, time to act, a fee, an age."""
    for measure in Measure:
        old = [q for q in pair.old.quantities if q.measure is measure]
        new = [q for q in pair.new.quantities if q.measure is measure]
        if [round(q.value, 3) for q in old] != [round(q.value, 3) for q in new]:
            if measure is Measure.COUNT and len(old) == len(new) + 1:
                new = [*new, *_single(pair, pack)]
            for before, after in zip_longest(_unsaid(old, pair.clause_new), _unsaid(new, pair.clause_old)):
                yield from _number(before, after, pair, pack)


def _single(pair: Pair, pack: RulePack) -> Iterator[Quantity]:
    """Read an article that took the place of a number as one: *two colleagues*, now *a colleague*."""
    for chunk in pair.chunks:
        start = chunk.new[0]
        if start < chunk.new[1] and pair.new.words[start].text in pack.numerals.articles:
            yield Quantity(Measure.COUNT, 1, start, start + 1)
            return


def _unsaid(told: list[Quantity], other: Said) -> list[Quantity]:
    """Leave out what the other text says too."""
    return [quantity for quantity in told if round(quantity.value, 2) not in other.values]


def _number(before: Quantity | None, after: Quantity | None, pair: Pair, pack: RulePack) -> Iterator[Ground]:
    if before is None or after is None:
        yield from _number_alone(before, after, pair, pack)
        return
    if _same(before.value, after.value):
        return
    said = {
        "before": pair.old.said(before.start, before.end),
        "after": pair.new.said(after.start, after.end),
    }
    about = _number_topic(after, pair.new)
    good = bearing(after, pair.new, pack) or bearing(before, pair.old, pack)
    if not good:
        yield Ground("number-changed", Direction.NEUTRAL, about, **said)
    else:
        form = _whose(after, pair.new, good)
        if (after.value > before.value) == (good > 0):
            yield Ground("number-better", Direction.FAVOURABLE, about, form=form, **said)
        else:
            yield Ground("number-worse", Direction.ADVERSE, about, form=form, **said)


def _whose(quantity: Quantity, statement: Statement, good: int) -> str:
    """Tell which sentence a number takes: time of the person, time that data is kept, the company's, a fee, an age."""
    match quantity.measure:
        case Measure.MONEY:
            return "-fee" if good < 0 else "-amount"
        case Measure.AGE:
            return "-age"
        case Measure.DURATION if good < 0:
            head = statement.head_at(quantity.start)
            return "-kept" if head and head.concept.id in _KEPT else "-theirs"
        case _:
            return "" if good > 0 else "-amount"


def _number_topic(quantity: Quantity, statement: Statement) -> Category:
    if quantity.measure is Measure.AGE:
        return Category.CHILDREN
    if quantity.measure is Measure.MONEY:
        return Category.COST
    return topic(statement, quantity.start)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 0.004 * max(one, other)


def _number_alone(
    before: Quantity | None, after: Quantity | None, pair: Pair, pack: RulePack
) -> Iterator[Ground]:
    """A limit that is gone or new: a lost limit on the company is adverse, a new limit on the person too."""
    before = before if before is not None and not _event(before, pair.old, pack) else None
    after = after if after is not None and not _event(after, pair.new, pack) else None
    if (
        before is not None
        and before.measure is not Measure.COUNT
        and not any(mention.concept.axis is Axis.CONDITION for mention in pair.come[:MANY])
    ):
        said = pair.old.said(before.start, before.end)
        about = _number_topic(before, pair.old)
        yield Ground("number-lost", _loss(before, pair.old, pack), about, before=said, after=pair.new.text)
    if after is not None and after.measure is not Measure.COUNT:
        good = bearing(after, pair.new, pack)
        about = _number_topic(after, pair.new)
        said = pair.new.said(after.start, after.end)
        if after.measure is Measure.MONEY and good < 0:
            yield Ground("number-added", Direction.ADVERSE, about, after=said)
            return
        capped = good > 0 and not _ahead(after, pair.new) and pair.new.stance_at(after.start) is Stance.GIVES
        if capped and pair.new.head_at(after.start) in pair.new.heads:
            yield Ground("number-added", Direction.ADVERSE, about, after=said)
        else:
            yield Ground("number-set", Direction.NEUTRAL, about, after=said)


def _loss(quantity: Quantity, statement: Statement, pack: RulePack) -> Direction:
    """Weigh a limit that is gone: on the person's own time or money it is relief, on the company's a loss."""
    if quantity.measure is Measure.MONEY and bearing(quantity, statement, pack) < 0:
        return Direction.FAVOURABLE
    if quantity.measure is not Measure.DURATION:
        return Direction.NEUTRAL
    head = statement.head_at(quantity.start)
    if head is None:
        return Direction.NEUTRAL
    own = head.actor is Actor.PERSON and head.stance is not Stance.NEUTRAL and head.place < quantity.start
    return Direction.FAVOURABLE if own else Direction.ADVERSE


_AGREEING = frozenset({"approval", "secure"})
"""Where people see to something, more of them are better."""
_KEPT = frozenset({"keep", "delete", "anonymise"})


_ENDING = 2


def bearing(quantity: Quantity, statement: Statement, pack: RulePack) -> int:
    """Tell whether more of a number is good for the person (1), bad (-1), or cannot be told (0)."""
    head = statement.head_at(quantity.start)
    match quantity.measure:
        case Measure.MONEY if _aside(quantity, statement, pack):
            return 0
        case Measure.MONEY:
            return 1 if head and (head.concept.axis is Axis.SHIELD or head.concept.id == "refund") else -1
        case Measure.AGE:
            asked = any(m.concept.id in {"child", "consent-request"} for m in statement.mentions)
            parental = asked or statement.has(Axis.CONSENT)
            return 1 if parental else -1
        case Measure.DURATION:
            return _time(quantity, statement, head, pack)
        case _:
            if any(mention.concept.id in _AGREEING for mention in statement.mentions[:MANY]):
                return 1
            counted = statement.said(quantity.end, quantity.end + 1)
            told = len(counted) > _ENDING and counted.isalpha() and counted.islower()
            return int(head.stance) if told and head and head.actor is Actor.PERSON else 0


def _time(quantity: Quantity, statement: Statement, head: Head | None, pack: RulePack) -> int:
    """More time is good ahead of something, to act, or while something is given; bad to wait or to keep data."""
    kept = head is not None and head.concept.id in _KEPT and head.actor is not Actor.PERSON
    if _ahead(quantity, statement) or (_had(quantity, statement, pack) and not kept):
        return 1
    if head is None:
        return -1 if _waited(quantity, statement, pack) else 0
    lasting = quantity.start > 0 and statement.words[quantity.start - 1].text in pack.grammar.lasting
    bound = lasting and head.concept.id == "unnamed-use"  # *You are bound for twelve months.*
    own = head.actor is Actor.PERSON and head.stance is not Stance.NEUTRAL and not bound
    given = head.concept.axis is Axis.GIVE
    own = own or head.concept.id == "right-return"
    if own or (lasting and given and head.concept.id not in _KEPT):
        return 1
    if given or head.concept.id in _KEPT | {"unnamed-use"} or _waited(quantity, statement, pack):
        return -1
    return _used(quantity, statement, head, pack)


def _used(quantity: Quantity, statement: Statement, head: Head, pack: RulePack) -> int:
    """A longer use is worse, a rarer one better; a right to something may last."""
    if head.concept.axis is Axis.TAKE and head.stance is Stance.TAKES:
        return 1 if _often(quantity, statement, pack) else 0 if _begun(quantity, statement) else -1
    return int(head.concept.axis is Axis.RIGHT)


_BEFORE_MONEY = 6


def _aside(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sum is nobody's price: the capital of a company, a ceiling."""
    near = statement.words[max(0, quantity.start - _BEFORE_MONEY) : quantity.start]
    return any(word.text in pack.numerals.asides for word in near)


def _event(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is told by what ends then; that says nothing where no other time is told."""
    return statement.words[quantity.start].text in pack.numerals.endings


def _often(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is how often something is done: *every ten seconds*."""
    near = statement.words[max(0, quantity.start - 2) : quantity.start + 1]
    return any(word.text in pack.numerals.each for word in near)


def _begun(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether something begins only after a time."""
    return any(m.end == quantity.start for m in statement.of(Axis.AFTER, Axis.BEFORE))


def _had(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is the person's: *you have thirty days*."""
    near = statement.words[max(0, quantity.start - 2) : quantity.start]
    return any(word.text in pack.grammar.having for word in near)


def _waited(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether something comes within a time: the longer it is, the longer the person waits."""
    near = statement.words[max(0, quantity.start - 2) : quantity.start]
    return any(word.text in pack.numerals.within for word in near)


def _ahead(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether a time is one of notice: so long before something."""
    near = statement.words[max(0, quantity.start - 4) : quantity.end + 4]
    early = any(
        mention.concept.axis is Axis.BEFORE
        for mention in statement.within(quantity.start - 4, quantity.end + 4)
    )
    return early or any(word.text in {"notice", "préavis"} for word in near)


def starts(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """The time is as long, but runs from another event."""
    for old, new in zip(pair.old.quantities, pair.new.quantities, strict=False):
        if not overlapping(pair, 0.45):
            return
        if (
            old.measure is not Measure.DURATION
            or _often(old, pair.old, pack)
            or not _same(old.value, new.value)
            or not bearing(old, pair.old, pack)
        ):
            continue
        for chunk in pair.chunks:
            near = 0 <= chunk.old[0] - old.end <= 4 and 0 <= chunk.new[0] - new.end <= 4
            if near and weighty(chunk.old, pair.old, pack) and weighty(chunk.new, pair.new, pack):
                yield Ground(
                    "term-start", Direction.ADVERSE, topic(pair.new, new.start),
                    before=pair.old.said(old.start, chunk.old[1]), after=pair.new.said(new.start, chunk.new[1]),
                )  # fmt: skip
