"""Whom a sentence mainly serves that came or went whole: what only tells when, what stays, or how something is reckoned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import MANY
from notifier.core.heads import under
from notifier.core.memory import united
from notifier.core.quantities import Measure
from notifier.core.statements import Actor, Force, Stance
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
    if (asked := _asks_how(statement, pack)) is not None:
        return asked
    if _relieves(statement, pack) or _helps(statement, pack):
        return Stance.GIVES
    return Stance.TAKES if _runs_out(statement, pack) else None


def explains(statement: Statement, old: Sequence[Statement]) -> bool:
    """Tell whether a sentence that came beside others only says more of what they tell.

    It tells of what is done and how people are safe from it, *it reads your print, which never leaves the device*, or of
    what is done by nobody named with nothing that was not told of.
    """
    if statement.inherited or any(q.measure is Measure.MONEY for q in statement.quantities):
        return False
    taken = [head for head in statement.telling if head.stance is Stance.TAKES]
    if not taken or any(map(_weighs, taken)):
        return False
    denied = {head.concept.id for one in old[:MANY] for head in one.heads if head.negated}
    if any(head.concept.id == "delete" for one in old[:MANY] for head in one.heads):
        denied.add("keep")  # *We do not keep it* promises that it is gone.
    if not denied.isdisjoint(head.concept.id for head in taken):
        return False
    if any(head.stance is Stance.GIVES for head in statement.telling):
        return True
    if statement.plain[0] not in _DEFINITE | _AGAIN:
        return False
    known = {mention.concept.id for one in old[:MANY] for mention in one.of(*_TOUCHED)}
    told = {mention.concept.id for mention in statement.of(*_TOUCHED)}
    return told <= known and all(head.actor is Actor.NOBODY for head in taken)


def _weighs(head: Head) -> bool:
    """Tell whether an act explains nothing, whatever stands beside it: it burdens, may be done, or lets others know."""
    handed_on = head.concept.id in _HANDED_ON and not head.negated
    return (
        head.concept.axis is not Axis.TAKE
        or head.concept.id in _SUFFERED
        or head.force is Force.MAY
        or handed_on
    )


_HANDED_ON = frozenset({"share", "sell", "transfer"})


_AGAIN = frozenset(
    {
        "it",
        "this",
        "they",
        "these",
        "that",
        "il",
        "elle",
        "ils",
        "elles",
        "ce",
        "cet",
        "cette",
        "ceci",
        "cela",
    }
)
_TOUCHED = (Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.PLACE, Axis.THIRD)


def nobodys(statement: Statement, pack: RulePack) -> bool:
    """Tell whether what is done is done by nobody named with nothing of people's: *bread is kept in the larder*."""
    taken = [head for head in statement.telling if head.stance is Stance.TAKES]
    if not taken or statement.inherited or statement.quantities or statement.staked(Axis.CHARGE):
        return False
    if statement.of(Axis.PERSON, Axis.CHILD, Axis.CONSENT, Axis.OPT_OUT, Axis.DISCRETION, *_TOUCHED):
        return False
    if not pack.grammar.possessives.isdisjoint(statement.plain):
        return False
    return all(
        head.actor is Actor.NOBODY and (head.concept.id in _HANDLED or head.concept.axis is Axis.MAY)
        for head in taken
    )


_HANDLED = frozenset({"use", "collect", "share", "keep", "infer", "track", "transfer"})


def _stays(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence only says that things are as they were: *your number and its price remain the same*."""
    plain, lists = statement.plain, pack.words
    if _done(statement, pack) or statement.of(Axis.MAY, Axis.MUST, Axis.CONDITION, Axis.EXCEPT):
        return False
    if not pack.grammar.negations.isdisjoint(plain) or statement.quantities:
        return False
    if statement.has(Axis.LIMIT):
        return any(word.startswith(lists.changing) for word in plain)
    return not lists.unchanged.isdisjoint(plain) and any(
        _staying(statement, place, pack) for place in range(len(plain))
    )


def _staying(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether a verb says that something is as it was: *remain in force*, *restent les mêmes*."""
    following = statement.plain[place + 1 : place + _NEAR]
    return statement.plain[place].startswith(pack.words.staying) and not pack.words.unchanged.isdisjoint(
        following
    )


def _done(statement: Statement, pack: RulePack) -> list[Head]:
    """Give what is done in a sentence, besides that something stays as it is."""
    return [
        head
        for head in statement.telling
        if head.concept.id != "keep" or not _staying(statement, head.place, pack)
    ]


def _asks_how(statement: Statement, pack: RulePack) -> Stance | None:
    """Tell whether what is done is only what a sentence is about: *this page explains how we use …*.

    What the company does not regard, *we do not consider where you live*, serves people.
    """
    plain, grammar = statement.plain, pack.grammar
    taken = [head.place for head in _done(statement, pack) if head.stance is Stance.TAKES]
    place = next((i for i, word in enumerate(plain) if word in pack.words.asking), 0)
    if not taken or not place or place > min(taken):
        return None
    before = statement.within(0, place)
    if any(m.concept.axis in _FORCED for m in before) or any(
        head.place < place for head in _done(statement, pack)
    ):
        return None
    firm = next((m for m in before if m.concept.axis in {Axis.COMPANY, Axis.THIRD}), None)
    if firm is None:
        people = any(m.concept.axis in {Axis.PERSON, Axis.CHILD} for m in before)
        return None if people or plain[place] not in pack.words.asking_how else Stance.NEUTRAL
    near = plain[firm.end : firm.end + _NEAR]
    checked = plain[place] in pack.words.doubting
    return None if checked or firm.start or grammar.negations.isdisjoint(near) else Stance.GIVES


_FORCED = frozenset({Axis.MAY, Axis.MUST, Axis.DISCRETION, Axis.CONSENT})


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
    firms = statement.of(Axis.COMPANY)
    aside = under(statement, pack) if firms else ()
    subject = next((m for m in firms if not aside[m.start]), None)
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
    stops = united(grammar.subordinators, grammar.both, _STOPS)
    kept = {m.start for m in statement.of(Axis.DATA, Axis.PERSON)}
    return bool(burden) and stops.isdisjoint(between) and kept.isdisjoint(range(verb + 1, burden))


def _helps(statement: Statement, pack: RulePack) -> bool:
    """Tell whether the company does something for people, and what they may suffer is only its occasion or its object."""
    taken = [head for head in statement.telling if head.stance is Stance.TAKES]
    if not taken or statement.of(Axis.DATA, Axis.EXCEPT) or statement.gate:
        return False
    aside = under(statement, pack)
    given = [
        head
        for head in statement.telling
        if head.stance is Stance.GIVES
        and head.actor is Actor.COMPANY
        and not head.negated
        and not aside[head.place]
    ]
    return bool(given) and all(_befalls(head, given, aside, statement, pack) for head in taken)


def _befalls(
    head: Head, given: Sequence[Head], aside: Sequence[bool], statement: Statement, pack: RulePack
) -> bool:
    """Tell whether what is taken is the occasion of a help, what the help gives back, or what it comes without."""
    if head.concept.id not in _SUFFERED or head.negated:
        return False
    before = statement.plain[max(0, head.place - 3) : head.place]
    without = not pack.grammar.without.isdisjoint(before)
    back = any(
        one.concept.id == "refund"
        and 0 < head.place - one.place < _SUBJECT
        and pack.grammar.both.isdisjoint(statement.plain[one.place : head.place])
        for one in given
    )
    return aside[head.place] or without or (back and head.concept.id == "charge")


_SUFFERED = frozenset({"lapse", "charge", "sanction"})


def _runs_out(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something of people's runs out, and what they were given only tells since when: *18 months after …*."""
    ends = statement.staked(Axis.ENDS)
    if (
        not ends
        or not statement.telling
        or statement.of(Axis.PERSON, Axis.COMPANY, Axis.DATA, Axis.CONDITION)
    ):
        return False
    close = ends[0].start
    since = next((m.start for m in statement.of(Axis.AFTER) if m.start > close), None)
    free = pack.grammar.negations.isdisjoint(statement.plain)
    return free and since is not None and all(head.place > since for head in statement.telling)


_STOPS = frozenset({",", ";"})
