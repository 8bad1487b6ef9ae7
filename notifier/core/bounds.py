"""What makes a number a bound, and to whom something is allowed within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import MANY
from notifier.core.quantities import Measure, Quantity
from notifier.core.statements import Actor, Head, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.taxonomy import Mention


def bounding(quantity: Quantity, statement: Statement) -> Mention | None:
    """Give the words that make a number a bound: *up to*, *from*."""
    near = statement.staked(Axis.BELOW, Axis.ABOVE)
    return next((mention for mention in near if mention.end == quantity.start), None)


def capping(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether a number is the most that something may be: *never more than £3*."""
    bound = bounding(quantity, statement)
    return bound is not None and bound.concept.axis is Axis.BELOW


def caps(span: tuple[int, int], statement: Statement) -> bool:
    """Tell whether a stretch only sets the most that a sum may be."""
    return any(
        span[0] <= quantity.start < span[1]
        and quantity.measure is Measure.MONEY
        and capping(quantity, statement)
        for quantity in statement.quantities
    )


def freed(head: Head, statement: Statement) -> bool:
    """Tell whether something is allowed to nobody named, *each flat may have two bicycles*; the 9th of May is nothing."""
    dated = "".join(word.text for word in statement.words[head.place + 1 : head.place + 2]).isdecimal()
    return head.concept.axis is Axis.MAY and head.actor is Actor.NOBODY and not head.negated and not dated


def allows(statement: Statement) -> bool:
    """Tell whether something is allowed, and not to the company: *each household may leave ten bags*."""
    return any(freed(head, statement) for head in statement.heads[:MANY])
