"""Where people's papers and words are kept and worked on: at hand, in a town, a country, on a continent, anywhere."""

from __future__ import annotations

from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_LONGEST = 10
"""Words: what is longer tells more than a place."""


class Reach(IntEnum):
    """How far away something may be done."""

    UNTOLD = 0
    NEAR = 1
    LAND = 2
    CONTINENT = 3
    ANYWHERE = 4


def places(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether what is kept or worked on somewhere may now be so in one more place, or farther away."""
    old, new = pair.hull
    if not (_housed(pair.old, pack) and _housed(pair.new, pack)) or max(map(_length, (old, new))) > _LONGEST:
        return
    was, now = _reach(pair.old, old, pack), _reach(pair.new, new, pack)
    wider = was < now if was and now else _joined(pair.new, new, pack) and not _length(old)
    if not wider and not (was and now and was > now):
        return
    direction = Direction.ADVERSE if wider else Direction.FAVOURABLE
    yield Ground(
        "place-wider" if wider else "place-nearer", direction, Category.TRANSFER,
        before=pair.old.said(max(0, old[0] - 2), old[1] + 1), after=pair.new.said(max(0, new[0] - 2), new[1]),
    )  # fmt: skip


def _length(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _housed(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something is kept or worked on in the passive."""
    return any(
        one in pack.grammar.passives and (two.startswith(pack.words.housed) or two in pack.words.worked)
        for one, two in pairwise(statement.plain)
    )


def _reach(statement: Statement, span: tuple[int, int], pack: RulePack) -> Reach:
    """Tell how far the farthest place reaches that a stretch tells, with the small word before it."""
    start, end = max(0, span[0] - 1), span[1]
    words = pack.words
    told = statement.plain[span[0] : end]
    ranks = {m.concept.rank for m in statement.within(*span) if m.concept.axis is Axis.PLACE}
    if any(word.startswith(words.afar) for word in told) or _WORLD in ranks or _loose(told, pack):
        return Reach.ANYWHERE
    if any(word.startswith(words.continents) for word in told) or _REGION in ranks:
        return Reach.CONTINENT
    if ranks or any(word.startswith(words.lands) for word in told):
        return Reach.LAND
    near = any(word in words.nearby_places for word in told)
    return Reach.NEAR if near or any(True for _ in _towns(statement, (start, end), pack)) else Reach.UNTOLD


_REGION, _WORLD = 3, 9


def _loose(told: tuple[str, ...], pack: RulePack) -> bool:
    """Tell whether a place is any that suits: *wherever hands are free*, *là où c'est moins cher*."""
    return any(
        " ".join(told[place : place + 2]).startswith(pack.words.wherever) for place in range(len(told))
    )


def _towns(statement: Statement, span: tuple[int, int], pack: RulePack) -> Iterator[int]:
    """Give where names stand that a small word makes a place."""
    for place in range(*span):
        following = statement.words[place + 1 : place + 2]
        if statement.plain[place] in pack.words.townwards and following:
            start = following[0].start
            if statement.text[start : start + 1].isupper() and place + 1 < span[1]:
                yield place


def _joined(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether a place joins another: *in Leeds and in Dakar*."""
    told = statement.plain[slice(*span)]
    joints = united(pack.grammar.either_way, _COMMA)
    if joints.isdisjoint(told):
        return False
    named = any(m.concept.axis is Axis.PLACE for m in statement.within(*span))
    return named or any(True for _ in _towns(statement, span, pack))


_COMMA = frozenset({","})
