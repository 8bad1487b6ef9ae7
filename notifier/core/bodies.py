"""A body that gave way to another of its kind, and nothing else with it: who mediates, or who runs a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_LONGEST = 10
"""Words: a body whose name is longer is told with something else."""
_BACK = 4

Side = tuple["Statement", int, int]
"""A statement and where in it all stands that differs."""


def bodies(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Tell that people turn to another mediator, or that a place is run by another company, and all else is as it was."""
    sides = _sides(pair)
    if all(_nominal(side, pack) for side in sides) and (_mediates(sides, pack) or _runs(sides, pack)):
        old, new = (statement.said(start, end) for statement, start, end in sides)
        yield Ground("body-renamed", Direction.NEUTRAL, Category.CONTACT, before=old, after=new)


def _sides(pair: Pair) -> tuple[Side, Side]:
    """Give what differs on both sides, from its first word to its last."""
    old, new = pair.hull
    return (pair.old, *old), (pair.new, *new)


def _words(side: Side) -> tuple[str, ...]:
    statement, start, end = side
    return statement.plain[start:end]


def _nominal(side: Side, pack: RulePack) -> bool:
    """Tell whether what differs can be a name: short, in one piece, with no act, bound, number or advertiser in it."""
    statement, start, end = side
    grammar = pack.grammar
    words = _words(side)
    small = united(
        grammar.negations, grammar.relative, grammar.passives, grammar.conditionals, grammar.either, _BREAKS
    )
    counted = any(start <= quantity.start < end for quantity in statement.quantities)
    told = {m.concept.axis for m in statement.within(start, end)}
    names = any(word[0].isalpha() and word not in grammar.stop for word in words)
    return (
        names and len(words) <= _LONGEST and small.isdisjoint(words) and not counted and told.isdisjoint(_BOUNDS)
        and not any(word.startswith(pack.words.selling) for word in words)
    )  # fmt: skip


_BREAKS = frozenset(".;:!?()")
_BOUNDS = frozenset(
    {
        Axis.LIMIT,
        Axis.EXCEPT,
        Axis.CONDITION,
        Axis.HEDGE,
        Axis.DISCRETION,
        Axis.FREE,
        Axis.DATA,
        Axis.MUST,
        Axis.MAY,
    }
)


def _mediates(sides: tuple[Side, Side], pack: RulePack) -> bool:
    """Tell whether both sides name a body out of court that is not the company's own, and say the same of its worth."""
    words = [_words(side) for side in sides]
    away = pack.words.courts + pack.words.inside
    return (
        any(word.startswith(pack.words.mediating) for told in words for word in told)
        and all(_body(side, pack) for side in sides)
        and not any(word.startswith(away) or word in pack.grammar.ours for told in words for word in told)
        and _worth(words[0], pack) == _worth(words[1], pack)
    )


def _body(side: Side, pack: RulePack) -> bool:
    """Tell whether a body is told by a name, or by what it is."""
    statement, start, end = side
    named = any(word.start and statement.text[word.start].isupper() for word in statement.words[start:end])
    return named or any(
        word.startswith(pack.words.mediating) or noun(word, pack.people) in pack.people.body
        for word in _words(side)
    )


def _worth(words: tuple[str, ...], pack: RulePack) -> set[str]:
    return {word for word in words if word.startswith(pack.words.worth)}


def _runs(sides: tuple[Side, Side], pack: RulePack) -> bool:
    """Tell whether both sides tell the legal form of who runs a thing that is not the reader's and holds no data."""
    return all(_run(side, pack) for side in sides)


def _run(side: Side, pack: RulePack) -> bool:
    statement, start, _ = side
    plain = statement.plain
    first = next((i for i, word in enumerate(plain) if word in pack.words.running), None)
    if first is None or not first < start <= first + _BACK:
        return False
    theirs = statement.of(Axis.DATA, Axis.PERSON, Axis.CHILD, Axis.RECIPIENT)
    owned = pack.grammar.possessives.isdisjoint(plain)
    return (
        owned
        and not any(m.start < first for m in theirs)
        and any(w in pack.words.forms for w in _words(side))
    )
