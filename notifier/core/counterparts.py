"""Small words that gave way to their counterparts: both and either, lower and higher, at least and up to, after and without."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.finding import Category, Direction
from notifier.core.retreats import burdens
from notifier.core.shifts import topic
from notifier.core.statements import Actor, Force
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Chunk
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


def counterparts(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh words of closed classes that took the place of their counterparts."""
    for chunk in pair.chunks:
        yield from _each_or_all(chunk, pair, pack)
        yield from _extreme(chunk, pair, pack)
    yield from _floor(pair)
    yield from _unless(pair, pack)
    yield from _unwarned(pair, pack)
    yield from _judged(pair, pack)


def _ground(rule: str, pair: Pair, about: Category, *, worse: bool) -> Ground:
    direction = Direction.ADVERSE if worse else Direction.FAVOURABLE
    return Ground(rule, direction, about, before=pair.old.text, after=pair.new.text)


def _swapped(chunk: Chunk, pair: Pair, ones: frozenset[str], others: frozenset[str]) -> int:
    """Tell whether a word of one class gave way to one of another (1), or the other way round (-1)."""
    was, now = set(pair.old.plain[slice(*chunk.old)]), set(pair.new.plain[slice(*chunk.new)])
    if was & ones and now & others:
        return 1
    return -1 if was & others and now & ones else 0


def _each_or_all(chunk: Chunk, pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """One is enough where all were needed: *unless both contracts end*, *unless either contract ends*."""
    turned = _swapped(chunk, pair, pack.words.jointly, pack.words.singly)
    bound = next(
        (m for m in pair.old.of(Axis.EXCEPT, Axis.CONDITION) if 0 <= chunk.old[0] - m.end <= _SOON), None
    )
    if not turned or bound is None:
        return
    easier = (turned > 0) == (bound.concept.axis is Axis.EXCEPT)
    worse = easier != burdens(pair.old, bound.start)
    yield _ground("one-of-both", pair, topic(pair.old, chunk.old[0]), worse=worse)


_SOON = 2
_OF = frozenset({"of", "des", "de", "d'", "entre"})


def _extreme(chunk: Chunk, pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """The lower of two sums became the higher: bad where it is paid, good where it is got."""
    turned = _swapped(chunk, pair, pack.words.lower, pack.words.higher)
    following = pair.new.plain[chunk.new[1] : chunk.new[1] + _SOON]
    if not turned or _OF.isdisjoint(following):
        return
    pays, gains = (
        any(m.start < chunk.new[0] for m in (*pair.new.staked(*staked), *pair.new.of(*named)))
        for staked, named in (((Axis.CHARGE, Axis.EXPENSE), ()), ((Axis.BENEFIT,), (Axis.SHIELD,)))
    )
    if pays != gains:
        yield _ground("extreme-turned", pair, Category.COST, worse=(turned > 0) == pays)


_LEAST = (
    ("at", "least"),
    ("no", "fewer"),
    ("not", "less"),
    ("au", "moins"),
    ("au", "minimum"),
    ("pas", "moins"),
)


def _floor(pair: Pair) -> Iterator[Ground]:
    """What was so many at least are now so many at most, or the other way round."""
    for old, new in zip(pair.old.quantities, pair.new.quantities, strict=False):
        if old.value != new.value:
            continue
        floors = _least(pair.old, old.start), _least(pair.new, new.start)
        tops = _most(pair.old, old.start), _most(pair.new, new.start)
        if (floors, tops) in (((True, False), (False, True)), ((False, True), (True, False))):
            fewer = floors[0]
            worse = fewer != _asked(pair.old)
            yield _ground(
                "floor-gone" if fewer else "floor-set", pair, topic(pair.new, new.start), worse=worse
            )


def _least(statement: Statement, start: int) -> bool:
    near = list(pairwise(statement.plain[max(0, start - 3) : start]))
    return any(two in _LEAST for two in near)


def _most(statement: Statement, start: int) -> bool:
    return any(mention.end == start for mention in statement.staked(Axis.BELOW))


def _asked(statement: Statement) -> bool:
    """Tell whether a number is of what is asked of a person, or paid by them."""
    owed = any(head.actor is Actor.PERSON and head.force is Force.MUST for head in statement.heads)
    return (
        owed
        or bool(statement.staked(Axis.CHARGE))
        or (statement.telling != () and burdens(statement, len(statement.plain)))
    )


def _unless(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """What ended unless the person went on with it goes on unless they stop it: *unless you renew it*, *unless you cancel it*."""
    acts = [_act(side, pack) for side in (pair.old, pair.new)]
    if all(acts) and acts[0].startswith(pack.words.stopping) != acts[1].startswith(pack.words.stopping):
        worse = acts[1].startswith(pack.words.stopping)
        yield _ground("consent-weaker" if worse else "consent-stronger", pair, Category.CONSENT, worse=worse)


def _act(statement: Statement, pack: RulePack) -> str:
    """Give the first word of weight in what the person does behind *unless*."""
    for mention in statement.of(Axis.EXCEPT):
        near = statement.plain[mention.end : mention.end + _REACH]
        if _YOU.isdisjoint(near):
            continue
        return next(
            (word for word in near if word.startswith((*pack.words.continuing, *pack.words.stopping))), ""
        )
    return ""


_YOU = frozenset({"you", "vous", "votre", "your", "they"})
_REACH = 5


def _unwarned(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Something came after a warning and comes without one: *after two reminders*, *without a reminder*."""
    was, now = (
        _warned(pair.old.plain, pack.words.afterwards, pack),
        _warned(pair.new.plain, pack.words.lacking, pack),
    )
    then, bare = (
        _warned(pair.new.plain, pack.words.afterwards, pack),
        _warned(pair.old.plain, pack.words.lacking, pack),
    )
    if was & now:
        yield _ground("warning-gone", pair, topic(pair.new, 0), worse=True)
    elif then & bare:
        yield _ground("warning-set", pair, topic(pair.new, 0), worse=False)


def _warned(plain: Sequence[str], openers: frozenset[str], pack: RulePack) -> frozenset[str]:
    """Give how the warnings begin that stand shortly behind some words."""
    return frozenset(
        begins
        for place, word in enumerate(plain)
        if word in openers
        for near in plain[place + 1 : place + _REACH]
        for begins in pack.words.warnings
        if near.startswith(begins)
    )


def _judged(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Disputes were heard where the person lives, and are heard elsewhere; or the other way round."""
    if not all(
        any(word.startswith(pack.words.courts) for word in side.plain) for side in (pair.old, pair.new)
    ):
        return
    near = [not pack.words.nearby.isdisjoint(side.plain) for side in (pair.old, pair.new)]
    if near[0] != near[1]:
        rule = "court-farther" if near[0] else "court-nearer"
        yield _ground(rule, pair, Category.DISPUTE, worse=near[0])
