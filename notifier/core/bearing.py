"""What more of a number means for the person: time to keep and time to act, a fee, an age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import MANY
from notifier.core.quantities import Measure, Quantity
from notifier.core.statements import Actor, Head, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack


_AGREEING = frozenset({"approval", "secure"})
"""Where people see to something, more of them are better."""
KEPT = frozenset({"keep", "delete", "anonymise"})


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
    kept = head is not None and head.concept.id in KEPT and head.actor is not Actor.PERSON
    if ahead(quantity, statement) or (_had(quantity, statement, pack) and not kept):
        return 1
    if head is None:
        return -1 if _waited(quantity, statement, pack) else 0
    lasting = quantity.start > 0 and statement.words[quantity.start - 1].text in pack.grammar.lasting
    bound = lasting and head.concept.id == "unnamed-use"  # *You are bound for twelve months.*
    own = head.actor is Actor.PERSON and head.stance is not Stance.NEUTRAL and not bound
    given = head.concept.axis is Axis.GIVE
    own = own or head.concept.id == "right-return"
    if own or (lasting and given and head.concept.id not in KEPT):
        return 1
    if given or head.concept.id in KEPT | {"unnamed-use"} or _waited(quantity, statement, pack):
        return -1
    return _used(quantity, statement, head, pack)


def _used(quantity: Quantity, statement: Statement, head: Head, pack: RulePack) -> int:
    """A longer use is worse, a rarer one better; a right to something may last."""
    if head.concept.axis is Axis.TAKE and head.stance is Stance.TAKES:
        return 1 if often(quantity, statement, pack) else 0 if _begun(quantity, statement) else -1
    return int(head.concept.axis is Axis.RIGHT)


_BEFORE_MONEY = 6


def _aside(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sum is nobody's price: the capital of a company, a ceiling."""
    near = statement.words[max(0, quantity.start - _BEFORE_MONEY) : quantity.start]
    return any(word.text in pack.numerals.asides for word in near)


def often(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
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


def ahead(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether a time is one of notice: so long before something."""
    near = statement.words[max(0, quantity.start - 4) : quantity.end + 4]
    early = any(
        mention.concept.axis is Axis.BEFORE
        for mention in statement.within(quantity.start - 4, quantity.end + 4)
    )
    return early or any(word.text in {"notice", "préavis"} for word in near)
