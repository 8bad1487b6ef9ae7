"""What a sentence takes back at its end: *…, except at night*, *…, though not for pensioners*, *…, up to £10 in all*.

Where nothing else changed, what stands in such a tail is weighed by what it takes back, and by nothing else: a sum in it
bounds, and what is excepted from a ban is no ban.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.plainly import put
from notifier.core.quantities import Measure
from notifier.core.reservations import GROUNDS
from notifier.core.shifts import topic
from notifier.core.statements import Actor, Force, Stance, Statement
from notifier.core.taxonomy import Axis
from notifier.core.whole import serving

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head

_LONGEST = 16
_NEAR = 3
_OPENING = 5
"""Words within which a tail says that it takes something back."""
_PAUSES = frozenset(",(;–—")
_WEIGHED = frozenset({Axis.CONSENT, Axis.OPT_OUT, Axis.REGARDLESS, Axis.OPEN})
"""An agreement and examples are weighed as what they are."""


def tail(pair: Pair, pack: RulePack) -> Ground | None:
    """Weigh a tail that came or went, if that is all that changed: on a promise it takes, on a power it gives."""
    chunks = pair.chunks
    if len(chunks) != 1:
        return None
    came, went = chunks[0].old[0] == chunks[0].old[1], chunks[0].new[0] == chunks[0].new[1]
    if came == went:
        return None
    longer, shorter = (pair.new, pair.old) if came else (pair.old, pair.new)
    span = chunks[0].new if came else chunks[0].old
    if not _takes_back(longer, span, pack):
        return None
    said = longer.said(*_trimmed(longer, span))
    sides = {"after": said} if came else {"before": said}
    if (told := put(shorter, pack)) is not None:
        worse = (told is Stance.GIVES) == came
        rule, direction = _SURE[worse]
        return Ground(rule, direction, topic(shorter, 0), **sides)
    stance = _mainly(shorter, pack)
    if stance is Stance.NEUTRAL:
        return None
    gives = stance is Stance.GIVES
    rule, direction = GROUNDS["came" if came else "went", gives]
    if came and _caps(longer, _trimmed(longer, span)):
        rule = "number-added" if gives else "cap-added"
    return Ground(rule, direction, topic(shorter, 0), **sides)


_SURE = {True: ("reserve-worse", Direction.ADVERSE), False: ("reserve-better", Direction.FAVOURABLE)}
"""What a tail does to a sentence of which plain words tell whom it serves."""


def _takes_back(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether a stretch at the end of a sentence, or between pauses, takes back something of what stands before it."""
    start, end = _trimmed(statement, span)
    if not 1 < end - start <= _LONGEST or not start or _rest(statement, span):
        return False
    if any(mention.concept.axis in _WEIGHED for mention in statement.within(start, end)):
        return False
    return (
        _excepts(statement, start, pack) or _yields(statement, start, pack) or _caps(statement, (start, end))
    )


def _trimmed(statement: Statement, span: tuple[int, int]) -> tuple[int, int]:
    """Leave out the pauses around a stretch."""
    start, end = span
    while start < end and statement.words[start].text in _PAUSES:
        start += 1
    while end > start and not statement.words[end - 1].text[-1].isalnum():
        end -= 1
    return start, end


def _rest(statement: Statement, span: tuple[int, int]) -> bool:
    """Tell whether more than the end of the sentence follows a stretch."""
    return any(word.text[0].isalnum() for word in statement.words[span[1] :])


def _excepts(statement: Statement, start: int, pack: RulePack) -> bool:
    """Tell whether a tail opens with an exception: *except*, *but not*, *save for*."""
    return any(
        -1 <= m.start - start <= int(statement.plain[start] in pack.grammar.yielding)
        for m in statement.of(Axis.EXCEPT)
    )


def _yields(statement: Statement, start: int, pack: RulePack) -> bool:
    """Tell whether a tail opens with a denial of its own, *though not*, *but never*; *and nothing else* is a limit."""
    if any(0 <= m.start - start <= 1 for m in statement.of(Axis.LIMIT)):
        return False
    first, *rest = statement.plain[start : start + 3]
    denials = united(pack.grammar.negations, pack.grammar.negation_closers)
    return first in pack.grammar.yielding and not denials.isdisjoint(rest)


def _caps(statement: Statement, span: tuple[int, int]) -> bool:
    """Tell whether a tail only says how much it may be at most."""
    start, end = span
    opened = range(start, start + _OPENING)
    bounds = any(
        m.start in opened for m in (*statement.staked(Axis.BELOW, Axis.FIXED), *statement.of(Axis.LIMIT))
    )
    return bounds and any(
        start <= q.start < end and q.measure in {Measure.MONEY, Measure.COUNT} for q in statement.quantities
    )


def _mainly(statement: Statement, pack: RulePack) -> Stance:
    """Tell whom a sentence serves without its tail."""
    priced = any(q.measure is Measure.MONEY for q in statement.quantities)
    charged = any(priced or m.start < _NEAR for m in statement.staked(Axis.CHARGE))
    if charged and not statement.staked(Axis.BENEFIT, Axis.CLAIM):
        return Stance.TAKES
    first = next(iter(statement.telling), None)
    if first is not None and first.concept.axis is Axis.TAKE and _of_nothing(statement, first.place, pack):
        return Stance.GIVES
    if first is not None and first.actor is Actor.COMPANY:
        return Stance.TAKES if _free_to(first) else first.stance
    return serving(statement, pack)


def _free_to(head: Head) -> bool:
    """Tell whether the company is free to do something, other than to pay somebody."""
    return head.force is Force.MAY and not head.negated and head.concept.id not in _PAYING


_PAYING = frozenset({"refund", "pay", "gain"})


def _of_nothing(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether it is nothing that is taken: *keeps no location*."""
    near = statement.plain[place + 1 : place + 3]
    return (
        not pack.grammar.negation_closers
        and near[:1] != ("not",)
        and not pack.grammar.emptied.isdisjoint(near)
    )
