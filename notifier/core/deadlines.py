"""Times told without a word of whose they are: by where something has to arrive, what is held, what is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_SUBJECT = 4
_NEAR = 8


def reported(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether something has to come to the company within a time: that time is the person's.

    *Damage must be reported to us within ten days*, *write to us within a week*, *appeals are lodged within a month*;
    what the company has to do within it, or somebody who works for it, is not.
    """
    before = statement.plain[: quantity.start]
    if not _within(quantity, statement, pack) or _ours(statement, pack):
        return False
    return to_us(before) or _told_to(before, pack) or _lodged(statement, before, pack)


def _within(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    near = statement.plain[max(0, quantity.start - 2) : quantity.start]
    return any(word in pack.numerals.within for word in near) or (
        bool(near) and near[-1] in pack.numerals.taking
    )


def _ours(statement: Statement, pack: RulePack) -> bool:
    """Tell whether it is the company, or somebody with a task there, that acts."""
    if any(head.actor is Actor.COMPANY and head.concept.axis is not Axis.MUST for head in statement.heads):
        return True
    first = [noun(word, pack.people) for word in statement.plain[:_SUBJECT]]
    named = united(pack.people.role, pack.people.body, pack.people.whole)
    return bool(statement.of(Axis.THIRD)) or any(word in named or word == "we" for word in first)


def to_us(before: tuple[str, ...]) -> bool:
    """Tell whether the company is the one that something comes to: *reach us*, *nous parvenir*, *in our hands*."""
    for place, word in enumerate(before):
        following = before[place + 1] if place + 1 < len(before) else ""
        if word == "us" or (word == "nous" and following and not following.endswith(("ons", "mes"))):
            return True
        if word in _AT and following in _OUR:
            return True
    return False


_AT = frozenset({"at", "in", "to", "into", "with", "à", "dans", "auprès", "chez"})
_OUR = frozenset({"our", "notre", "nos", "nous"})


def _told_to(before: tuple[str, ...], pack: RulePack) -> bool:
    """Tell whether the person is told to do something: a clause begins with the verb, *…, claim your money back*."""
    pauses = [0, *(place + 1 for place, word in enumerate(before) if word in _PAUSES)]
    opening = [before[place] for place in pauses if place < len(before)]
    if pack.grammar.infinitives:
        return any(word.endswith("ez") and word not in pack.grammar.links for word in opening)
    return any(word in pack.people.orders for word in opening)


_PAUSES = frozenset({",", ":", "please"})


def _lodged(statement: Statement, before: tuple[str, ...], pack: RulePack) -> bool:
    """Tell whether what people ask for has to be brought forward: *appeals must be lodged*, *les recours sont à former*."""
    asked = united(pack.people.demand, pack.grammar.remedies)
    named = any(noun(word, pack.people) in asked or word in asked for word in before[:_SUBJECT])
    return named and any(m.end <= len(before) for m in statement.staked(Axis.LODGES))


def held(quantity: Quantity, statement: Statement, pack: RulePack) -> int | None:
    """Read how long something is held: data better short, a table or a price better long."""
    place = quantity.start
    if place < 1 or statement.plain[place - 1] not in pack.grammar.lasting:
        return None
    relative = not pack.grammar.relative.isdisjoint(statement.plain[:place])
    if relative or pack.people.holding.isdisjoint(statement.plain[max(0, place - _NEAR) : place]):
        return None  # *A parcel that we hold for a year is sold* tells when it is sold.
    if any(
        noun(word, pack.people) in pack.people.held or word in pack.people.held
        for word in statement.plain[:place]
    ):
        return 1
    return -1 if statement.of(Axis.DATA) else None


def locks(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is one after which what nobody touches is shut: the sooner, the safer."""
    idle = any(m.end <= quantity.start + _NEAR for m in statement.staked(Axis.IDLE))
    shut = not pack.people.shutting.isdisjoint(statement.plain) and statement.stance is not Stance.GIVES
    return shut and idle
