"""What it means when something came into a statement, or went: by the table of effects."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from notifier.core.comparison import Chunk, Ground, Pair, Said
from notifier.core.denial import NE_QUE
from notifier.core.excuses import ASKING, RANKED, balanced, charges, excused, joined
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.people import granted, noun
from notifier.core.rulepack import Serving, Turn
from notifier.core.shifts import topic, weighty
from notifier.core.statements import Actor, Force, Stance, Statement
from notifier.core.taxonomy import Axis, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.rulepack import RulePack


_SERVING = {Stance.GIVES: Serving.GIVES, Stance.TAKES: Serving.TAKES, Stance.NEUTRAL: Serving.NEUTRAL}


def turns(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Things named on one side only, weighed by the table of effects."""
    told = [chunk.new for chunk in pair.chunks if _explains(chunk, pair, pack)]
    for mention in pair.come:
        if any(start <= mention.start < end for start, end in told):
            continue
        if not known(mention, pair.new, pair.clause_new, pair.clause_old):
            yield from _turned(mention, pair.new, Turn.ADDED, pair, pack)
    for mention in pair.gone:
        if not known(mention, pair.old, pair.clause_old, pair.clause_new):
            yield from _turned(mention, pair.old, Turn.REMOVED, pair, pack)


def _explains(chunk: Chunk, pair: Pair, pack: RulePack) -> bool:
    """Tell whether words came only to explain what stands before them: *by size, that is by …*."""
    if chunk.old[0] < chunk.old[1]:
        return False
    opening = " ".join(word.text for word in pair.new.words[chunk.new[0] : chunk.new[0] + 4])
    return opening.lstrip(",(: ").startswith(pack.grammar.explaining)


def known(mention: Mention, statement: Statement, own: Said, other: Said) -> bool:
    """A thing or act told elsewhere on the other side has only moved; small words are judged where they stand."""
    if mention.concept.axis is Axis.ALL:
        return other.named.get(mention.concept.id, 0) >= own.named.get(mention.concept.id, 1)
    if mention.concept.axis in _LOCAL:
        return False
    head = next((head for head in statement.heads if head.place == mention.start), None)
    if head is not None:
        act = (head.concept.id, int(head.stance))
        return other.counted.get(act, 0) >= own.counted.get(act, 1)
    if mention.concept.id == _ADVERTISERS and _ADVERTISERS not in other.named:
        return False  # They are others than *advertising*, however alike the words begin.
    stems = {word.text[:5] for word in statement.words[mention.start : mention.end]}
    return stems <= other.stems


_ADVERTISERS = "recipient-advertiser"
_LOCAL = frozenset(
    {
        Axis.EXCEPT, Axis.CONDITION, Axis.HEDGE, Axis.LIMIT, Axis.DISCRETION, Axis.OPEN, Axis.SOME,
        Axis.THRESHOLD, Axis.BEFORE, Axis.FREE, Axis.SHIELD, Axis.DUTY,
    }
)  # fmt: skip


def _turned(
    mention: Mention, statement: Statement, turn: Turn, pair: Pair, pack: RulePack
) -> Iterator[Ground]:
    axis = mention.concept.axis
    if (
        balanced(axis, pair, turn)
        or _replaced(mention, pair, turn)
        or excused(mention, statement, pair, pack)
    ):
        return
    if turn is Turn.ADDED and (
        (axis is Axis.OPEN and _exemplifies(mention, pair, pack))
        or (axis in _BOUNDING and _bounds_itself(mention, pair, pack))
    ):
        return
    stance = _served(mention, statement, turn, pair, pack)
    if axis is Axis.CONDITION and joined(mention, statement, pack):
        yield from _case(mention, statement, turn, Serving.GIVES if _owed(mention, statement) else stance)
        return
    if axis in _PERSONAL and _own(mention, statement):
        yield _answering(pair, turn) if axis is Axis.SHIELD else _freedom(mention, statement, turn)
        return
    if axis is Axis.CONDITION and stance is Serving.NEUTRAL and not _joins(mention, pair, pack):
        return
    if axis is Axis.MEASURE and _own(mention, statement) and _counts(mention, statement, pack):
        axis = Axis.LIMIT  # *Once a year* bounds how often a person may do something.
    effect = pack.effects.get((axis, turn, Serving.ANY)) or pack.effects.get((axis, turn, stance))
    if effect is None:
        return
    about = topic(statement, mention.start, mention)
    told = statement.said(mention.start, mention.end + 4)
    added = turn is Turn.ADDED
    yield Ground(
        effect.rule, effect.direction, about, before="" if added else told, after=told if added else ""
    )


_BOUNDING = frozenset({Axis.SOME, Axis.HEDGE, Axis.THRESHOLD})


def _bounds_itself(mention: Mention, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a bound came with what it bounds: *…, and in some towns you may also call*."""
    chunk = next((one for one in pair.chunks if one.new[0] <= mention.start < one.new[1]), None)
    if chunk is None or weighty(chunk.old, pair.old, pack):
        return False
    return any(
        mention.end <= head.place < chunk.new[1] - 1 and head.stance is Stance.GIVES
        for head in pair.new.telling
    )


def _exemplifies(mention: Mention, pair: Pair, pack: RulePack) -> bool:
    """Tell whether examples came to what was said already, or only a part of the words that begin them."""
    chunk = next((one for one in pair.chunks if one.new[0] <= mention.start < one.new[1]), None)
    return chunk is None or not (mention.concept.rank or weighty(chunk.old, pair.old, pack))


def _served(mention: Mention, statement: Statement, turn: Turn, pair: Pair, pack: RulePack) -> Serving:
    """Tell whom the statement around a mention serves, as far as that mention goes."""
    axis = mention.concept.axis
    stance = _SERVING[statement.stance_at(mention.start)]
    if axis in ASKING:
        return _asked(mention, statement, turn, pair, pack)
    if turn is Turn.ADDED and (_alarming(mention, statement) or _worked(mention, statement, pack)):
        return Serving.TAKES
    if axis is Axis.HEDGE:
        return _hedged(mention, statement, stance, pack)
    if axis is Axis.LIMIT and _restrains(mention, statement):
        return Serving.TAKES
    if axis in _MANY and _taken(statement, pack):
        return Serving.TAKES
    return stance


def _hedged(mention: Mention, statement: Statement, stance: Serving, pack: RulePack) -> Serving:
    """Tell whom serves what is hedged; where something stays is a promise, whatever it is."""
    if mention.concept.rank == _FOR_NOW and stance is not Serving.GIVES:
        return Serving.GIVES if _denies(statement, pack) else Serving.TAKES
    return Serving.GIVES if statement.has(Axis.PLACE) else stance


def _worked(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a place is one where what people write or say is worked on: *calls are answered in Wales and Egypt*."""
    return mention.concept.axis is Axis.PLACE and not pack.words.worked.isdisjoint(statement.plain)


_FOR_NOW = 3


def _denies(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something is denied in a statement: *not for now* was *never*, *currently open* was open."""
    return not pack.grammar.negations.isdisjoint(statement.plain)


_MANY = frozenset({Axis.ALL, Axis.SOME})


def _taken(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sensor takes all or some of something, or a person gives leave for it."""
    sensed = records(statement, pack) and all(head.actor is Actor.NOBODY for head in statement.telling)
    return sensed or granted(statement.plain, pack.people)


def _asked(mention: Mention, statement: Statement, turn: Turn, pair: Pair, pack: RulePack) -> Serving:
    """Tell whom serves what a condition or an exception bounds."""
    stance = _SERVING[statement.stance_at(mention.start)]
    if mention.concept.axis is Axis.EXCEPT and _spares(mention, statement, pack):
        return Serving.GIVES
    if charges(statement):
        return Serving.GIVES if _on_top(mention, statement, pack) else Serving.TAKES
    if stance is not Serving.GIVES and (_shows(mention, statement) or _checks(statement, pack)):
        return Serving.GIVES
    if stance is Serving.TAKES and _merely_owned(mention, statement, pack):
        stance = Serving.NEUTRAL
    insisted = turn is Turn.ADDED and mention.concept.axis is Axis.CONDITION and _insisted(pair)
    return Serving.GIVES if insisted and stance is Serving.NEUTRAL else stance


def _spares(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether an exception bounds what others are said not to do: *the driver does not watch your film, except …*.

    What people themselves may not do, are not given or do not owe is none of it.
    """
    before = statement.plain[: mention.start]
    denied = any(word in pack.grammar.negations and word not in pack.grammar.without for word in before)
    served = united(pack.people.served, pack.grammar.addressees)
    theirs = any(noun(word, pack.people) in served for word in before[:_FIRST])
    owned = any(word in pack.grammar.possessives for word in before)
    refused = any(head.concept.axis is Axis.GIVE and head.place < mention.start for head in statement.heads)
    bounded = statement.of(
        Axis.MAY, Axis.RIGHT, Axis.SHIELD, Axis.MUST, Axis.DUTY, Axis.CONSENT, Axis.OPT_OUT, Axis.FREE
    )
    told = refused or theirs or any(one.start < mention.start for one in bounded)
    return denied and owned and not told


_FIRST = 3


def _checks(statement: Statement, pack: RulePack) -> bool:
    """Tell whether things are looked after, *the water is tested each day*, and nobody's data."""
    theirs = statement.of(Axis.DATA, Axis.PERSON, Axis.CHILD, Axis.RECIPIENT, Axis.COMPANY)
    owned = not pack.grammar.possessives.isdisjoint(statement.plain)
    return bool(statement.staked(Axis.CHECK)) and not theirs and not owned


def _shows(mention: Mention, statement: Statement) -> bool:
    """Tell whether a condition is a paper that the person shows, *on presentation of a certificate*, for what they get.

    What others must show before they are given data guards the person.
    """
    if mention.concept.axis is not Axis.CONDITION or statement.of(Axis.DATA, Axis.RECIPIENT, Axis.COMPANY):
        return False
    return any(
        mention.start <= m.start < mention.end and m.concept.rank > 1 for m in statement.staked(Axis.EFFORT)
    )


def _on_top(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether something is left out of a price, and so is paid on top of it: *the price is quoted before tax*."""
    first = statement.plain[mention.start]
    priced = any(
        statement.plain[m.start] in pack.words.prices
        for m in statement.staked(Axis.CHARGE)
        if m.end <= mention.start
    )
    return priced and first in pack.words.excluding


def _merely_owned(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether all that is known of an act is that it is about what is the person's: *your urn stays in its niche*.

    Done to it, *your notes are read out*, it takes; else a bound on it may as well take as give.
    """
    head = statement.head_at(mention.start)
    if head is None or head is not statement.presumed or head.actor is not Actor.NOBODY:
        return False
    plain = [word.text for word in statement.words[: mention.start]]
    return not any(
        word in pack.grammar.passives and follower.endswith(pack.grammar.participles)
        for word, follower in itertools.pairwise(plain)
    )


def _joins(mention: Mention, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a mention came, or went, with words that took the place of none."""
    return any(
        chunk.new[0] <= mention.start < chunk.new[1] and not weighty(chunk.old, pair.old, pack)
        for chunk in pair.chunks
    )


def _insisted(pair: Pair) -> bool:
    """Tell whether what was so in any case, *even if you stop paying*, is no longer."""
    return any(mention.concept.axis is Axis.REGARDLESS for mention in pair.gone)


def _restrains(mention: Mention, statement: Statement) -> bool:
    """Tell whether a limit binds others than the person: *only a doctor opens it*, or a power."""
    people = [m.start for m in statement.of(Axis.PERSON, Axis.CHILD)]
    if not mention.start:
        return all(place > _SUBJECT for place in people)
    return mention.concept.id == NE_QUE and _empowers(mention, statement)


_SUBJECT = 4


def _empowers(mention: Mention, statement: Statement) -> bool:
    """Tell whether *ne … que* stands in what the company may do: *nous ne pouvons … qu'après*."""
    return any(m.end <= mention.start and m.start > 0 for m in statement.of(Axis.MAY)) and not any(
        m.start < mention.start for m in statement.of(Axis.PERSON, Axis.CHILD)
    )


def _own(mention: Mention, statement: Statement) -> bool:
    """Tell whether it is the person who is free to decide: *you may leave without giving reasons*."""
    head = statement.head_at(mention.start)
    return head is not None and head.actor is Actor.PERSON and head.stance is Stance.GIVES


_PERSONAL = frozenset({Axis.DISCRETION, Axis.SHIELD})
"""What serves whoever has it: to decide freely, not to be answerable."""


def _counts(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a measure says how often: *twice a year*, *une fois par an*."""
    told = statement.words[mention.start : mention.end]
    return any(word.text in pack.numerals.units for word in told)


def _freedom(mention: Mention, statement: Statement, turn: Turn) -> Ground:
    told = statement.said(mention.start, mention.end + 2)
    about = topic(statement, mention.start)
    if turn is Turn.REMOVED:
        return Ground("freedom-lost", Direction.ADVERSE, about, before=told)
    return Ground("freedom-won", Direction.FAVOURABLE, about, after=told)


def _answering(pair: Pair, turn: Turn) -> Ground:
    """Tell that a person answers for more, or for less: *you are not liable for the bill*."""
    more = turn is Turn.REMOVED
    rule, direction = ("duty-added", Direction.ADVERSE) if more else ("duty-removed", Direction.FAVOURABLE)
    return Ground(
        rule, direction, Category.DISPUTE, before=pair.old.text, after=pair.new.text, form="-answer"
    )


_WIDE = {Axis.RECIPIENT: 6, Axis.PURPOSE: 7}
_GUARDS = frozenset({"secure", "delete", "anonymise"})


def _alarming(mention: Mention, statement: Statement) -> bool:
    """Tell whether advertisers and the like come into a statement that neither bars nor guards against them."""
    if mention.concept.rank < _WIDE.get(mention.concept.axis, math.inf):
        return False
    head = statement.head_at(mention.start)
    if head is None or head.stance is not Stance.GIVES:
        return True
    if head.actor is Actor.PERSON:
        return False
    return not head.negated and head.concept.id not in _GUARDS and not head.concept.id.startswith("right-")


def _case(mention: Mention, statement: Statement, turn: Turn, stance: Serving) -> Iterator[Ground]:
    """*Or if …* tells one more case, not one more condition; one case less leaves less to the power or the promise."""
    if turn is Turn.ADDED and stance is not Serving.NEUTRAL:
        adverse = stance is Serving.TAKES
        yield Ground(
            "case-added" if adverse else "case-won",
            Direction.ADVERSE if adverse else Direction.FAVOURABLE,
            topic(statement, mention.start, mention),
            after=statement.said(mention.start, mention.end + 4),
        )


def _owed(mention: Mention, statement: Statement) -> bool:
    """Tell whether *or, if you prefer, …* gives the person a choice in what they owe."""
    head = statement.head_at(mention.start)
    return head is not None and head.actor is Actor.PERSON and head.force is Force.MUST and not head.negated


def _replaced(mention: Mention, pair: Pair, turn: Turn) -> bool:
    """Tell whether something of the same kind came in its place; that is weighed as one replacement."""
    others = pair.gone if turn is Turn.ADDED else pair.come
    return mention.concept.axis in RANKED | {Axis.MEASURE} and any(
        other.concept.axis is mention.concept.axis for other in others
    )


def records(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a form, a register or a sensor is what a statement begins with."""
    words = [word.text for word in statement.words[: _BEGINNING + 1]]
    return words[0] in pack.grammar.determiners and any(word in pack.people.recording for word in words[1:])


_BEGINNING = 3
