"""Whose a time is by how the sentence puts it: to act in, to be warned, to qualify, before something is done to people."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from notifier.core.comparison import MANY
from notifier.core.people import noun
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement

_SUBJECT = 4
"""Words within which a sentence says what it is about."""
_NEAR = 3


def respite(quantity: Quantity, statement: Statement, head: Head | None, pack: RulePack) -> int | None:
    """Tell whether more of a time is good (1) or bad (-1) by how the sentence puts it; `None` where it does not say."""
    if _due(quantity, statement) or _lodged(quantity, statement, pack) or _lapsed(quantity, statement):
        return 1
    if _heard(quantity, statement, pack) or _waited(quantity, statement):
        return -1
    if _delayed(quantity, statement, head, pack):
        return 1
    return _qualifies(quantity, statement, pack)


def _due(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether a person has a time to pay: *payable within ten days*, *due two weeks after the letter*."""
    if statement.staked(Axis.BENEFIT) or any(head.concept.id == "refund" for head in statement.heads[:MANY]):
        return False
    due = (
        mention.end
        for mention in statement.staked(Axis.PAYABLE, Axis.CHARGE)
        if mention.concept.axis is Axis.PAYABLE or statement.plain[mention.end - 1].startswith(_DUE)
    )
    return any(0 <= quantity.start - end < _NEAR for end in due)


_DUE = ("due", "dû", "dus")


def _lodged(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether something must be brought forward within a time: *objections must reach us within ten days*.

    Nobody of the company does it; without *must* it is a claim that the sentence is about, *complaints are lodged*.
    """
    must = [m.end for m in statement.of(Axis.MUST) if m.end <= quantity.start]
    start = (must or _claims(statement))[-1:]
    ours = not pack.grammar.ours.isdisjoint(statement.plain[:_NEAR])
    if not start or ours or any(m.start < start[0] for m in statement.of(Axis.COMPANY)):
        return False
    acts = statement.staked(Axis.LODGES, Axis.CLAIM)
    return any(
        start[0] <= act.start
        and act.end <= quantity.start
        and (must or statement.plain[act.start - 1] in pack.grammar.passives)
        for act in acts
    )


def _claims(statement: Statement) -> list[int]:
    """Give where the claim that a sentence is about ends."""
    return [m.end for m in statement.staked(Axis.CLAIM) if m.start < _NEAR - 1][:1]


def _lapsed(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether a person's claim ends after a time."""
    claims = _claims(statement)
    if not claims or statement.has(Axis.CONSENT):
        return False
    ends = (*statement.staked(Axis.ENDS), *statement.of(Axis.LIMIT))
    return any(claims[0] <= mention.start < quantity.start for mention in ends)


def _heard(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a claim is dealt with within a time, *objections must be examined within ten days*: it is waited for."""
    claims = _claims(statement) or _demands(statement, pack)
    near = statement.plain[max(0, quantity.start - _NEAR) : quantity.start]
    comes = not pack.numerals.within.isdisjoint(near) or not pack.numerals.taking.isdisjoint(near[-1:])
    if not claims or statement.has(Axis.MAY) or not comes:
        return False
    done = {
        after
        for word, after in itertools.pairwise(statement.plain[claims[0] : quantity.start])
        if word in pack.grammar.passives and after.endswith(pack.grammar.participles)
    }
    lodged = not pack.people.lodging.isdisjoint(done)
    return (
        bool(done) and not lodged and not any(head.actor is Actor.PERSON for head in statement.heads[:MANY])
    )


def _demands(statement: Statement, pack: RulePack) -> list[int]:
    """Give where a word for what people ask ends that a sentence is about."""
    first = enumerate(statement.plain[:_SUBJECT], 1)
    return [end for end, word in first if noun(word, pack.people) in pack.people.demand][:1]


def _waited(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether somebody waits for a time: *you wait nine days for a card*."""
    return any(0 <= quantity.start - mention.end < _NEAR for mention in statement.staked(Axis.WAITS))


_KEEPING = frozenset({"keep", "delete", "anonymise", "collect", "record"})


def _delayed(quantity: Quantity, statement: Statement, head: Head | None, pack: RulePack) -> bool:
    """Tell whether something is done to people so long after an event: *the line is cut two weeks after a reminder*."""
    after = [m.end for m in statement.of(Axis.AFTER) if 0 <= m.start - quantity.end <= 1]
    lasting = statement.plain[max(0, quantity.start - 1) : quantity.start]
    if (
        not after
        or head is None
        or head.concept.id in _KEEPING
        or not pack.grammar.lasting.isdisjoint(lasting)
    ):
        return False
    gains = (m for m in statement.staked(Axis.BENEFIT, Axis.SERVED) if not 0 < m.start - head.place < _NEAR)
    if statement.has(Axis.DATA) or next(gains, None) or head is statement.presumed:
        return False  # *Off* is a gain, but not in *cut off*.
    if head.place > quantity.start:
        return head.concept.id == "notify" and head.place - after[0] <= _SUBJECT
    return head.concept.axis is Axis.TAKE and head.stance is Stance.TAKES and head.actor is not Actor.PERSON


def _qualifies(quantity: Quantity, statement: Statement, pack: RulePack) -> int | None:
    """Read how long somebody or something must have been so, *a bike that stands here for a week is removed*.

    The longer, the later a loss comes, and the later what is given.
    """
    first = statement.words[: quantity.start]
    relative = next((i for i, word in enumerate(first[:MANY]) if word.text in pack.grammar.relative), None)
    lasting = bool(first) and first[-1].text in pack.grammar.lasting
    if relative is None or not 0 < relative <= _SUBJECT or not lasting or statement.has(Axis.DATA):
        return None
    if any(head.place < quantity.start and head.stance is Stance.TAKES for head in statement.telling[:MANY]):
        return None
    done = next((head for head in statement.telling if head.place >= quantity.end), None)
    if done is not None and done.concept.id in _KEEPING:
        return 1  # No data: a thing that is taken away.
    return -int(done.stance) if done else None


def announced(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is how long ahead people are warned: *a ten-day warning*, *un avertissement de dix jours*."""
    before = statement.words[quantity.start - 1].text if quantity.start else ""
    if before in pack.numerals.within:
        return False
    told = [m for m in statement.mentions[:MANY] if m.concept.id == "notify" and m.end - m.start == 1]
    if any(0 <= m.start - quantity.end < _NEAR and _noun(m.start, statement) for m in told):
        return True
    return pack.grammar.links.get(before) == "of" and any(0 < quantity.start - m.end <= _NEAR for m in told)


def _noun(place: int, statement: Statement) -> bool:
    """Tell whether a warning is named, not given: *written warning*, not *we warn*."""
    return statement.words[place].text.endswith(("ing", "ment", "notice", "nouncement"))


def dated(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a number is a day of a month or an hour of the day."""
    near = statement.words[max(0, quantity.start - 1) : quantity.end + 1]
    return any(word.text in pack.numerals.dates for word in near)
