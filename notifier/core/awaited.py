"""Whose a time is by plain words: an answer that comes, what somebody claims, what is left behind, what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.bounds import bounding
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.phrases import begun, said
from notifier.core.presumption import ROW
from notifier.core.statements import Actor
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement

_SUBJECT, _FAR = 5, 14


def awaited(quantity: Quantity, statement: Statement, head: Head | None, pack: RulePack) -> int | None:
    """Tell whether more of a time is good (1) or bad (-1); nothing where no plain words tell whose it is."""
    before = statement.plain[max(0, quantity.start - _FAR) : quantity.start]
    if ROW in statement.plain:
        return _row(quantity, statement, pack)
    within = _within(before, pack)
    if within and _claimed(before, head, pack):
        return 1
    answered = said(before, pack.words.answering) and (within or statement.has(Axis.AFTER))
    if answered or _handed(quantity, statement, before, pack) or _left(quantity, statement, pack):
        company = head is not None and head.actor is Actor.COMPANY
        return None if company and not answered else -1
    return 1 if said(before, pack.words.ready) and _lasts(before, quantity, statement, pack) else None


def _row(quantity: Quantity, statement: Statement, pack: RulePack) -> int | None:
    """In a table a time that fills a cell is how long something is kept, unless the row tells of what people may claim."""
    following = statement.plain[quantity.end : quantity.end + 1]
    alone = statement.plain[quantity.start - 1] == ROW and following == (ROW,)
    told = statement.of(Axis.RIGHT, Axis.MAY, Axis.BEFORE) or statement.staked(Axis.CLAIM)
    return -1 if alone and not told and not begun(statement.plain, pack.words.granted) else None


def _within(before: Sequence[str], pack: RulePack) -> bool:
    """Tell whether a time is one within which something happens."""
    return not pack.numerals.within.isdisjoint(before[-2:]) or (
        not pack.numerals.taking.isdisjoint(before[-1:])
    )


def _claimed(before: Sequence[str], head: Head | None, pack: RulePack) -> bool:
    """Tell whether a person makes use of something within a time: *if you claim within*, *la note se conteste dans*.

    What they asked for, *we send the file that you ask for within*, is the object of what the company does.
    """
    doing = [place for place, word in enumerate(before) if word.startswith(pack.words.claiming)]
    if not doing:
        return False
    told = ["", "", "", *before[: doing[-1] + 1]][-4:]
    if not pack.words.itself.isdisjoint(told[1:3]):
        return True
    if head and head.actor is Actor.COMPANY and pack.grammar.subordinators.isdisjoint(told[:3]):
        return False
    people = united(pack.people.served, pack.grammar.addressees, pack.words.anyone)
    named = not people.isdisjoint(noun(word, pack.people) for word in told[1:3])
    object_of = (
        told[2] in pack.grammar.addressees and bool(pack.grammar.infinitives) and not told[3].endswith("ez")
    )
    return named and not object_of and pack.grammar.passives.isdisjoint(told[1:3])


def _handed(quantity: Quantity, statement: Statement, before: Sequence[str], pack: RulePack) -> bool:
    """Tell whether a thing may be given back so long ahead at the latest: *can be handed back up to two days before*."""
    bound = bounding(quantity, statement)
    ahead = any(quantity.end <= m.start <= quantity.end + 1 for m in statement.of(Axis.BEFORE))
    return (
        bound is not None and bound.concept.axis is Axis.BELOW and ahead and said(before, pack.words.undoing)
    )


def _left(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether it is traces of people that stay so long: *the pixel lives for*, *les images restent*."""
    near = statement.plain[max(0, quantity.start - _SUBJECT) : quantity.start]
    if not said(near, pack.words.lingering):
        return False
    first = statement.plain[:_SUBJECT]
    return any(word in pack.words.traces for word in first) and pack.grammar.addressees.isdisjoint(first)


def _lasts(before: Sequence[str], quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is how long something lasts: *for a year*, *up to a year*."""
    bound = bounding(quantity, statement)
    below = bound is not None and bound.concept.axis is Axis.BELOW
    return below or not pack.grammar.lasting.isdisjoint(before[-2:])
