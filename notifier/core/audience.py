"""To whom something about people is open: to everybody, or to the one concerned and a few who are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.quantities import Measure
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_LONGEST = 28
_BEFORE = 12
_FEW, _ALL = 1, 3


def audience(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh who may see what is about people: *public*, *open to all*; *their coach alone*, *kept for their families*.

    Of what people use, *the pool is open to all*, it says nothing.
    """
    places = [_opened(side, pack) for side in (pair.old, pair.new)]
    if not all(places) or pair.old.plain[: places[0]] != pair.new.plain[: places[1]]:
        return
    was, now = (_breadth(side, place, pack) for side, place in zip((pair.old, pair.new), places, strict=True))
    if (
        not was
        or not now
        or was == now
        or not (_known(pair, places, pack) or _theirs(pair.old, places[0], pack))
    ):
        return
    yield Ground(
        "circle-wider" if now > was else "circle-narrower",
        Direction.ADVERSE if now > was else Direction.FAVOURABLE, Category.RECIPIENTS,
        before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _opened(statement: Statement, pack: RulePack) -> int:
    """Give where the verb stands with which a short statement says to whom its subject is open, else 0."""
    plain = statement.plain
    if len(plain) > _LONGEST:
        return 0
    known = pack.people
    for place in range(1, min(len(plain) - 1, _BEFORE)):
        if plain[place] in united(pack.grammar.passives, known.standing):
            near = plain[place + 1 : place + 4]
            return place if any(word in known.open or word in known.closed for word in near) else 0
    return 0


def _breadth(statement: Statement, place: int, pack: RulePack) -> int:
    """Tell whether a few or all are meant behind a verb; 0 where neither is said."""
    known = pack.people
    rest = statement.plain[place:]
    denials = pack.grammar.negation_closers or pack.grammar.negations
    if not denials.isdisjoint(statement.plain[max(0, place - 2) : place + 3]):
        return 0
    if not known.exclusive.isdisjoint(rest) or not known.closed.isdisjoint(rest) or statement.has(Axis.LIMIT):
        return _FEW
    wide = known.universal | known.everyone | known.anybody
    return _ALL if not wide.isdisjoint(rest) else 0


def _known(pair: Pair, places: Sequence[int], pack: RulePack) -> bool:
    """Tell whether something is seen, read or known, on either side."""
    return any(
        not pack.people.showing.isdisjoint(side.plain[place : place + 4])
        for side, place in zip((pair.old, pair.new), places, strict=True)
    )


def _theirs(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether a subject is a record of people, or theirs who are under age."""
    known = pack.people
    subject = statement.plain[:place]
    young = any(q.measure is Measure.AGE and q.start < place for q in statement.quantities)
    data = any(m.start < place for m in statement.of(Axis.DATA, Axis.CHILD))
    return young or data or any(noun(word, known) in known.recording | known.records for word in subject)
