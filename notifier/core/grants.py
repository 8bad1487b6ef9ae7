"""What people are given, or may refuse: one thing more in a list of such things, or one less, and nothing else changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.statements import Actor, Force, Stance
from notifier.core.taxonomy import Axis
from notifier.core.whole import category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_NAMED = frozenset({Axis.DATA, Axis.PURPOSE, Axis.RECIPIENT, Axis.CHANNEL, Axis.TAKE})
"""What a thing may begin with, where no small word does."""
_BOUNDS = frozenset({
    Axis.COMPANY, Axis.MAY, Axis.MUST, Axis.WILL, Axis.DUTY, Axis.EXCEPT, Axis.CONDITION, Axis.LIMIT, Axis.BURDEN,
    Axis.BEFORE, Axis.AFTER, Axis.HEDGE, Axis.THRESHOLD, Axis.SOME, Axis.DISCRETION, Axis.CONSENT, Axis.CHARGE,
})  # fmt: skip
"""What makes more of an addition than one more thing, and of what stands before it more than a list of things."""
_OPENING = 4
"""Words that a sentence may have in front of what it tells how to refuse: *if you wish to opt out of*."""


def grants(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether people have, or may refuse, one thing more than before, or one less."""
    gone, come = pair.hull
    old, new = pair.old.plain[slice(*gone)], pair.new.plain[slice(*come)]
    if bool(old) is bool(new):
        return
    longer, span = (pair.new, come) if new else (pair.old, gone)
    if not _one_more(longer, *span, pack):
        return
    if _refusing(longer, span[0], pack):
        rule = "refusal"
    elif _given(longer, span[0], pack) and not _taken(longer, *span):
        rule = "grant"
    else:
        return
    yield Ground(
        f"{rule}-wider" if new else f"{rule}-narrower",
        Direction.FAVOURABLE if new else Direction.ADVERSE,
        category(longer), before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _one_more(statement: Statement, start: int, end: int, pack: RulePack) -> bool:
    """Tell whether a stretch is one thing in a list: a joint on one side of it, and no condition, act or denial in it."""
    words = statement.plain[start:end]
    joints = pack.grammar.either_way | _COMMA
    if _bounded(statement, start, end, pack):
        return False
    if words[0] in joints:
        first = next((place for place, word in enumerate(words) if word not in joints), len(words))
        if words[:first] == (",",) and joints.isdisjoint(statement.plain[end : end + 1]):
            return False
    elif words[-1] in joints:
        first = 0
    else:
        return False
    named = any(m.start == start + first for axis in _NAMED for m in statement.of(axis))
    small = first < len(words) and words[first] in united(pack.grammar.determiners, pack.grammar.articles)
    return named or small


_COMMA = frozenset({","})


def _bounded(statement: Statement, start: int, end: int, pack: RulePack) -> bool:
    """Tell whether words of a statement deny something, or let it depend on something."""
    if any(m.start < end and m.end > start for m in statement.of(*_BOUNDS)):
        return True
    words = statement.plain[start:end]
    return not united(pack.grammar.negations, pack.grammar.conditionals).isdisjoint(words)


def _refusing(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether the last right before a place is to refuse, and people have it or are told how to use it."""
    rights = [mention for mention in statement.of(Axis.RIGHT) if mention.end <= place]
    if not rights or rights[-1].concept.id != "right-object":
        return False
    right = rights[-1]
    if not pack.grammar.negations.isdisjoint(statement.plain[:place]):
        return False
    told = any(word in pack.grammar.purposes for word in statement.plain[: right.start])
    return statement.stance is Stance.GIVES or (right.start <= _OPENING and told)


def _given(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether what stands before a place is what people have or get, with no condition, way, time or price on it."""
    acts = [head for head in statement.heads if head.place < place and not head.named]
    if not acts or any(head.stance is not Stance.GIVES or head.negated for head in acts):
        return False
    free = any(head.actor is Actor.PERSON and head.force is Force.MAY for head in acts)
    between = statement.plain[acts[-1].place + 1 : place]
    if not free and pack.grammar.addressees.isdisjoint(statement.plain[:place]):
        return False
    return not (
        _bounded(statement, acts[-1].place + 1, place, pack) or not pack.words.attaching.isdisjoint(between)
    )


def _taken(statement: Statement, start: int, end: int) -> bool:
    """Tell whether in a stretch something is done to people, or others come in: *and our partners' offers*."""
    acts = any(
        start <= head.place < end and not head.named and head.stance is not Stance.GIVES
        for head in statement.heads
    )
    others = any(start <= m.start < end for m in statement.of(Axis.RECIPIENT, Axis.THIRD))
    return acts or others
