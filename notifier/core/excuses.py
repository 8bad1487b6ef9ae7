"""What came or went and is weighed elsewhere: by its counterpart, as part of something larger, as a name, as a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from notifier.core.memory import united
from notifier.core.quantities import Measure
from notifier.core.reservations import means
from notifier.core.rulepack import Turn
from notifier.core.shifts import weighty
from notifier.core.statements import Gate, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.comparison import Chunk, Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement
    from notifier.core.taxonomy import Mention

RANKED = frozenset({Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.PLACE})
_GATING = frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.LIMIT})
ASKING = frozenset({Axis.EXCEPT, Axis.CONDITION})
_THINGS = RANKED | {Axis.TAKE, Axis.GIVE}


_BALANCED = {
    Axis.EXCEPT: frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.CONSENT, Axis.OPT_OUT, Axis.LIMIT}),
    Axis.CONDITION: frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.CONSENT, Axis.AFTER}),
    Axis.LIMIT: frozenset({Axis.LIMIT, Axis.EXCEPT}),
    Axis.OPEN: frozenset({Axis.OPEN}),
    Axis.BEFORE: frozenset({Axis.BEFORE}),
}


def balanced(axis: Axis, pair: Pair, turn: Turn) -> bool:
    """Tell whether the other side says as much in other words: *not … unless* for *only if*."""
    family = _BALANCED.get(axis)
    if family is None:
        return False
    old = sum(mention.concept.axis in family for mention in pair.old.mentions)
    new = sum(mention.concept.axis in family for mention in pair.new.mentions)
    return new <= old if turn is Turn.ADDED else old <= new


def excused(mention: Mention, statement: Statement, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a mention is weighed elsewhere: as part of a consent, as a name, as a typo."""
    axis = mention.concept.axis
    anyhow = any(other.end == mention.start for other in statement.of(Axis.REGARDLESS))
    anyhow = anyhow or (axis in _WAITING and _waits(mention, statement, pair, pack))
    if anyhow or mention.concept.id == _ANY_DATA or _within(mention, statement, pair, pack):
        return True  # *Regardless of where* sets no condition; *your data* names nothing, and is weighed as a replacement.
    if axis in _GATING:
        near = statement.of(Axis.CONSENT, Axis.OPT_OUT)
        return any(-1 <= other.start - mention.end <= 4 for other in near)
    if _staked(mention, statement):
        return True
    if axis is Axis.CHANNEL and any(
        m.start <= mention.start < m.end and m.concept.rank >= _HEAVY for m in statement.staked(Axis.EFFORT)
    ):
        return True  # A registered letter is weighed by what it asks.
    if axis is Axis.PLACE and mention.start:
        return statement.words[mention.start - 1].text not in united(pack.grammar.stop, _COMMA)
    return (
        _only_named(mention, statement, pair)
        or _denied_instead(mention, statement, pair)
        or _bounded_behind(mention, statement, pair)
        or (axis in _THINGS and any(_misspelt(chunk, mention, statement, pair) for chunk in pair.chunks))
    )


def _staked(mention: Mention, statement: Statement) -> bool:
    """Tell whether words are weighed by what is at stake: *some weeks later* is late, a price that is *bloqué* is fixed."""
    axis = mention.concept.axis
    if axis in _CAPPING:
        return _caps(mention, statement)
    weighed = {Axis.SOME: Axis.LATE, Axis.TAKE: Axis.FIXED}.get(axis)
    return weighed is not None and any(m.start <= mention.start < m.end for m in statement.staked(weighed))


_CAPPING = frozenset({Axis.SHIELD, Axis.LIMIT})


def _caps(mention: Mention, statement: Statement) -> bool:
    """Tell whether words set the most that something costs a person, *never more than £3*: it is weighed as a sum."""
    ends = {quantity.start for quantity in statement.quantities if quantity.measure is Measure.MONEY}
    bounds = [m for m in statement.staked(Axis.BELOW) if m.end in ends]
    return charges(statement) and any(m.start < mention.end and mention.start < m.end for m in bounds)


_WAITING = ASKING | {Axis.HEDGE, Axis.ALL}


def _waits(mention: Mention, statement: Statement, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a mention stands in a reservation of time or means, which is weighed as a whole."""
    spans = (chunk.new if statement is pair.new else chunk.old for chunk in pair.chunks)
    return any(
        start <= mention.start < end and means(statement.plain[start:end], pack) for start, end in spans
    )


def _bounded_behind(mention: Mention, statement: Statement, pair: Pair) -> bool:
    """Tell whether a thing came or went in brackets only to be left out: *(health pages excepted)*."""
    for chunk in pair.chunks if mention.concept.axis in _DEPENDENT | {Axis.TAKE} else ():
        start, end = chunk.new if statement is pair.new else chunk.old
        if start <= mention.start < end and statement.plain[start] in _BRACKETS:
            return any(
                word.startswith(_LEFT_OUT)
                for word in statement.plain[mention.start : min(end, mention.end + _SUFFIX)]
            )
    return False


_BRACKETS = frozenset("(,")
_LEFT_OUT = ("exclu", "except")
_SUFFIX = 3


def _denied_instead(mention: Mention, statement: Statement, pair: Pair) -> bool:
    """Tell whether what was kept from somebody now is not known to them: *unknown to the clerk*, *the clerk does not know*."""
    other = pair.new if statement is pair.old else pair.old
    unknown = any(head.negated and head.stance is Stance.GIVES for head in other.heads)
    return unknown and mention.concept.id == "secure" and len(pair.old.stems ^ pair.new.stems) <= _FEW


_FEW = 2


def _only_named(mention: Mention, statement: Statement, pair: Pair) -> bool:
    """Tell whether an act only sets a condition or is not done here, or a refusal is moot as the person is asked first."""
    if mention.concept.axis in {Axis.TAKE, Axis.GIVE}:
        done = [head for head in statement.heads if head.place == mention.start]
        idle = bool(done) and not done[0].stance
        return idle or (mention.concept.axis is Axis.TAKE and not done)
    return mention.concept.id == "right-object" and pair.new.gate >= Gate.CONSENT


def _within(mention: Mention, statement: Statement, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a mention came or went as part of something larger.

    What stands in a condition that came or went is weighed with the condition; a condition of an item that came or
    went, with the item.
    """
    for chunk in pair.chunks:
        start, end = chunk.new if statement is pair.new else chunk.old
        if not start <= mention.start < end:
            continue
        if mention.concept.axis is Axis.CONDITION:
            return (
                not joined(mention, statement, pack)
                and weighty((start, mention.start), statement, pack)
                and statement.stance_at(start) is Stance.TAKES
            )
        if mention.concept.axis not in _DEPENDENT:
            return False
        asked = [
            m.start for m in statement.of(Axis.CONDITION, Axis.EXCEPT) if start <= m.start < mention.start
        ]
        return bool(asked) and all(
            word.text not in _PAUSES for word in statement.words[asked[-1] : mention.start]
        )
    return False


_PAUSES = frozenset(",;:")
_HEAVY = 5
_DEPENDENT = frozenset({Axis.DATA, Axis.RIGHT, Axis.PURPOSE, Axis.CHANNEL})
_ANY_DATA = "data-any"


def _misspelt(chunk: Chunk, mention: Mention, statement: Statement, pair: Pair) -> bool:
    """Tell whether a mention is one word whose counterpart is nearly the same."""
    start, end = chunk.new if statement is pair.new else chunk.old
    if not start <= mention.start < end or chunk.old[1] - chunk.old[0] != chunk.new[1] - chunk.new[0]:
        return False
    old = pair.old.said(*chunk.old)
    return fuzz.ratio(old, pair.new.said(*chunk.new)) > 80


def joined(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether *or* stands right before a mention, or *and* before a time: *and when you buy*."""
    near = [word.text for word in statement.words[max(0, mention.start - 2) : mention.start]]
    if any(word in pack.grammar.either for word in near):
        return True
    timed = statement.words[mention.start].text in pack.grammar.times
    return timed and ((bool(near) and near[-1] in pack.grammar.both) or tuple(near) in pack.grammar.besides)


def charges(statement: Statement) -> bool:
    """Tell whether a statement tells first of all what a person pays: an exception to it serves them."""
    charges = statement.staked(Axis.CHARGE)
    first = min((head.place for head in statement.telling), default=len(statement.words))
    return bool(charges) and charges[0].start <= first and not statement.staked(Axis.BENEFIT)


_COMMA = frozenset({","})
