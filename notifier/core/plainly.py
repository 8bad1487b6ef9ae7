"""Whom a sentence serves by how it is put, whatever acts have a name in it: *nobody sees your …*, *everyone may …*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.phrases import found, said
from notifier.core.statements import Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_SUBJECT = 4
_FAR = 14


def put(statement: Statement, pack: RulePack) -> Stance | None:
    """Tell whom a sentence serves where plain words tell it; nothing where they do not. Linear in the words."""
    if _unpaid(statement, pack) or _left_outside(statement, pack):
        return Stance.TAKES
    if any(told(statement, pack) for told in (_unseen, _forbidden, _unmoved, _allowed)):
        return Stance.GIVES
    return None


def _unpaid(statement: Statement, pack: RulePack) -> bool:
    """Tell whether nothing is paid to people: *we pay nothing*, *no refund is given*."""
    return said(statement.plain, pack.words.unpaid)


def _left_outside(statement: Statement, pack: RulePack) -> bool:
    """Tell whether people may not do something with what is theirs: *bags may not be left here*."""
    return said(statement.plain[: 2 * _SUBJECT], pack.words.banning) and not _theirs(statement, pack)


def _theirs(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence is about what is known of people, or their own."""
    return bool(statement.of(Axis.DATA)) or not pack.grammar.possessives.isdisjoint(statement.plain)


def _unseen(statement: Statement, pack: RulePack) -> bool:
    """Tell whether nobody sees, opens or gets what is a person's: *the driver does not watch the film*."""
    if said(statement.plain, pack.words.unseen):
        return True
    none = statement.plain[0] in pack.words.nobody and _theirs(statement, pack)
    return none and said(statement.plain, pack.words.prying) and not statement.has(Axis.SHIELD)


def _forbidden(statement: Statement, pack: RulePack) -> bool:
    """Tell whether those who work for the company are forbidden something that touches people."""
    bans = found(statement.plain[: 2 * _SUBJECT], pack.words.forbidding)
    if bans is None:
        return False
    near = statement.plain[max(0, bans[0] - _SUBJECT) : bans[1] + 2]
    inside = united(pack.people.role, pack.people.body, pack.people.whole)
    ours = not pack.grammar.ours.isdisjoint(near) or any(noun(word, pack.people) in inside for word in near)
    touches = _theirs(statement, pack) or any(
        word.endswith("'s") or noun(word, pack.people) in pack.people.served
        for word in statement.plain[bans[1] :]
    )
    return ours and touches


def _unmoved(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something does not depend on what is known of people: *fares do not depend on your searches*."""
    told = found(statement.plain, pack.words.unmoved)
    if told is None:
        return False
    return not pack.grammar.possessives.isdisjoint(statement.plain[told[1] : told[1] + 2])


def _allowed(statement: Statement, pack: RulePack) -> bool:
    """Tell whether people may do something for themselves: *everyone may watch the meeting*, *members vote*."""
    known = pack.people
    people = united(known.served, known.everyone, known.standing_in, pack.grammar.addressees)
    plain = statement.plain
    if not any(noun(word, known) in people for word in plain[:_SUBJECT]):
        return False
    return pack.grammar.negations.isdisjoint(plain) and said(plain[1:_FAR], pack.words.exercising)
