"""Whom a sentence mainly serves that came or went whole: what only tells when, what stays, or how something is reckoned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.heads import under
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement

_NEAR, _SUBJECT, _OBJECT = 4, 6, 7


def mainly(statement: Statement, pack: RulePack) -> Stance | None:
    """Tell whom a sentence mainly serves, where its main clause tells it whatever stands beside; else nothing.

    What stays as it is, and what something is reckoned from, serves nobody. What people no longer bear serves them, and
    so does what the company does for them when something befalls.
    """
    if _stays(statement, pack) or _reckons(statement, pack):
        return Stance.NEUTRAL
    if _relieves(statement, pack) or _helps(statement, pack):
        return Stance.GIVES
    return Stance.TAKES if _runs_out(statement, pack) else None


def _stays(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence only says that things are as they were: *your number and its price remain the same*."""
    plain, lists = statement.plain, pack.words
    if statement.telling or statement.of(Axis.MAY, Axis.MUST, Axis.CONDITION, Axis.EXCEPT):
        return False
    if not pack.grammar.negations.isdisjoint(plain) or statement.quantities:
        return False
    if statement.has(Axis.LIMIT):
        return any(word.startswith(lists.changing) for word in plain)
    return any(
        word.startswith(lists.staying) and not lists.unchanged.isdisjoint(plain[place + 1 : place + _NEAR])
        for place, word in enumerate(plain)
    )


def _reckons(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence explains from what something is reckoned: *the factors that weigh most are …*."""
    subject = statement.plain[:_NEAR]
    if statement.plain[0] not in _DEFINITE or pack.words.reckoning.isdisjoint(subject):
        return False
    acting = {Actor.COMPANY, Actor.THIRD}
    return not statement.of(Axis.MAY, Axis.MUST, Axis.DISCRETION) and not any(
        head.actor in acting and head.stance is Stance.TAKES for head in statement.telling
    )


_DEFINITE = frozenset({"the", "these", "le", "la", "l'", "les", "ces"})


def _relieves(statement: Statement, pack: RulePack) -> bool:
    """Tell whether the company ends what people bear: *we waive the fee*, *we suspend reminders*."""
    plain, grammar = statement.plain, pack.grammar
    subject = next((m for m in statement.of(Axis.COMPANY) if not under(statement, pack)[m.start]), None)
    if subject is None:
        return False
    verb = next(
        (
            place
            for place in range(subject.end, min(subject.end + 3, len(plain)))
            if plain[place].startswith(pack.words.relieving)
        ),
        0,
    )
    if not verb or any(word in grammar.negations for word in plain[subject.end : verb]):
        return False
    burden = next(
        (
            place
            for place in range(verb + 1, min(verb + _OBJECT, len(plain)))
            if plain[place].startswith(pack.words.borne)
        ),
        0,
    )
    between = plain[verb + 1 : burden]
    stops = grammar.subordinators | grammar.both | {",", ";"}
    kept = {m.start for m in statement.of(Axis.DATA, Axis.PERSON)}
    return bool(burden) and stops.isdisjoint(between) and kept.isdisjoint(range(verb + 1, burden))


def _helps(statement: Statement, pack: RulePack) -> bool:
    """Tell whether the company does something for people, and what they may suffer is only its occasion or its object."""
    aside = under(statement, pack)
    given = [
        head
        for head in statement.telling
        if head.stance is Stance.GIVES
        and head.actor is Actor.COMPANY
        and not head.negated
        and not aside[head.place]
    ]
    taken = [head for head in statement.telling if head.stance is Stance.TAKES]
    if not given or not taken or statement.of(Axis.DATA, Axis.EXCEPT) or statement.gate:
        return False
    return all(_befalls(head, given, aside, statement, pack) for head in taken)


def _befalls(
    head: Head, given: Sequence[Head], aside: Sequence[bool], statement: Statement, pack: RulePack
) -> bool:
    """Tell whether what is taken is the occasion of a help, what the help gives back, or what it comes without."""
    if head.concept.id not in _SUFFERED or head.negated:
        return False
    before = statement.plain[max(0, head.place - 3) : head.place]
    without = not pack.grammar.without.isdisjoint(before)
    back = any(
        one.concept.id == "refund" and 0 < head.place - one.place < _SUBJECT and one.place >= 0
        for one in given
    )
    return aside[head.place] or without or (back and head.concept.id == "charge")


_SUFFERED = frozenset({"lapse", "charge", "sanction"})


def _runs_out(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something of people's runs out, and what they were given only tells since when: *18 months after …*."""
    ends = statement.staked(Axis.ENDS)
    if not ends or not statement.telling or statement.of(Axis.PERSON, Axis.COMPANY, Axis.DATA, Axis.CONDITION):
        return False
    close = ends[0].start
    since = next((m.start for m in statement.of(Axis.AFTER) if m.start > close), None)
    free = pack.grammar.negations.isdisjoint(statement.plain)
    return free and since is not None and all(head.place > since for head in statement.telling)
