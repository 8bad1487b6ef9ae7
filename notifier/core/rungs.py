"""A word gave way to a lower or higher one of its ladder: *we honour every objection* became *we consider* it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.denial import denied
from notifier.core.finding import Category, Direction
from notifier.core.ladder import Whose
from notifier.core.shifts import overlapping
from notifier.core.statements import Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.ladder import Ladder
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement
    from notifier.core.taxonomy import Mention

_ALIKE = 0.3
_ADDRESSED = 2
"""Words after a rung within which somebody is spoken to: *we advise members*."""
_SHORT = 12
"""Words: of two statements as short as this, one may have become the other with hardly a word in common."""


def ladders(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Words that stand lower or higher on a ladder than those they took the place of."""
    plain = [[word.text for word in side.words] for side in (pair.old, pair.new)]
    old, new = (pack.ladders.marks(words) for words in plain)
    counting = old.begins & new.begins & (old.near | new.near)
    if not counting or not (overlapping(pair, _ALIKE) or max(map(len, plain)) <= _SHORT):
        return
    told: set[int] = set()
    for place, ladder in enumerate(pack.ladders.all):
        if counting >> place & 1:
            turned = bool((old.against | new.against) >> place & 1)
            yield from _stepped(ladder, pair, plain, pack, told, turned=turned)


def _stepped(
    ladder: Ladder,
    pair: Pair,
    plain: Sequence[Sequence[str]],
    pack: RulePack,
    told: set[int],
    *,
    turned: bool,
) -> Iterator[Ground]:
    """Tell what gave way to what on one ladder; what an earlier ladder told is not told again."""
    rungs = [
        [
            (mention, _height(mention, words, ladder, pack))
            for mention in ladder.rungs.mentions(words)
            if _stands(mention, statement, ladder)
        ]
        for words, statement in zip(plain, (pair.old, pair.new), strict=True)
    ]
    counted = [Counter(height for _, height in side) for side in rungs]
    gone = next((rung for rung in rungs[0] if rung[1] in counted[0] - counted[1]), None)
    come = next((rung for rung in rungs[1] if rung[1] in counted[1] - counted[0]), None)
    if gone is None or come is None or not told.isdisjoint(range(come[0].start, come[0].end)):
        return
    told_elsewhere = _bounded(pair) or _allowed(pair) or (ladder.name in _LOOKS and _taken(gone[0], pair.old))
    if gone[0].concept is come[0].concept and told_elsewhere:
        return  # "no … without your consent" and "only with your consent" stand alike; what is taken is weighed as such.
    told.update(range(come[0].start, come[0].end))
    turned = turned != _borne(ladder, come[0], pair.new)
    worse = (come[1] < gone[1]) != turned
    yield Ground(
        "ladder-down" if worse else "ladder-up",
        Direction.ADVERSE if worse else Direction.FAVOURABLE,
        Category(ladder.category),
        before=_around(gone[0], pair.old),
        after=_around(come[0], pair.new),
        form=f"-{ladder.name}",
    )


def _stands(mention: Mention, statement: Statement, ladder: Ladder) -> bool:
    """Tell whether a rung counts for whom the ladder is about."""
    match ladder.whose:
        case Whose.COMPANY:
            people = statement.of(Axis.PERSON, Axis.CHILD)
            return not any(mention.start - 1 <= person.end <= mention.start for person in people)
        case Whose.TAKEN:
            return statement.stance_at(mention.start) is not Stance.GIVES
        case _:
            return True


_LOOKS = frozenset({"remedy", "request"})
"""Ladders of words that may as well tell what is done with people: *look at*, *read*."""


def _taken(mention: Mention, statement: Statement) -> bool:
    """Tell whether a rung is what somebody does with people or what is theirs: *we do not look at your cart*."""
    return any(head.place == mention.start and head.concept.axis is Axis.TAKE for head in statement.heads)


def _bounded(pair: Pair) -> bool:
    """Tell whether what is denied or not is bound to an agreement, an exception or a limit."""
    return any(side.gate or side.of(Axis.LIMIT, Axis.EXCEPT) for side in (pair.old, pair.new))


def _allowed(pair: Pair) -> bool:
    """Tell whether the denial that turned a rung round is that of a power: *we read no letters*, *we read letters*."""
    taken = (
        {head.negated for head in side.heads if head.concept.axis is Axis.TAKE}
        for side in (pair.old, pair.new)
    )
    old, new = taken
    return len(old) == len(new) == 1 and old != new and pair.old.has(Axis.DATA) and pair.new.has(Axis.DATA)


def _height(mention: Mention, plain: Sequence[str], ladder: Ladder, pack: RulePack) -> int:
    """Give how high a rung stands; one that is denied stands as far below."""
    height = mention.concept.rank
    if ladder.plain:
        return height
    return -height if denied(list(plain), mention.start, pack.grammar) else height


def _borne(ladder: Ladder, mention: Mention, statement: Statement) -> bool:
    """Tell whether the person stands on a ladder of others: less is then better."""
    if ladder.whose is not Whose.OTHERS:
        return False
    near = [m for m in statement.of(*_ACTORS) if m.start <= mention.end + _ADDRESSED]
    return bool(near) and near[-1].concept.axis in {Axis.PERSON, Axis.CHILD}


_ACTORS = (Axis.PERSON, Axis.CHILD, Axis.COMPANY, Axis.THIRD)


def _around(mention: Mention, statement: Statement) -> str:
    """Quote a rung with what stands around it."""
    return statement.said(max(0, mention.start - 4), mention.end + 3)


def settled(grounds: Sequence[Ground], pair: Pair) -> Iterator[Ground]:
    """Give the grounds that stand: what a ladder weighs is not weighed by its denial or as a contrary.

    Where a stretch or two changed, and to the better, it is no power and no promise that came or went, either. Where the
    company now has to prove something, the exception that the person had to prove is no loss.
    """
    ladder = {ground.direction for ground in grounds if ground.rule.startswith("ladder")}
    moot = _BLUNT if ladder else frozenset[str]()
    if ladder == {Direction.FAVOURABLE} and len(pair.chunks) <= _NEAR_ALONE:
        moot |= _COARSE
    told = {ground.rule for ground in grounds}
    silent = any(ground.form == "-silence" for ground in grounds)
    if len(pair.chunks) <= _NEAR_ALONE and told & _BARRED and not silent:
        moot |= _DOWN
    if "burden-taken" in told:
        moot |= _PROVED
    if told & _LEFT_OUT:
        moot |= _ASIDE
    if told & {"exception-added", "exception-to-power"}:
        moot |= _CASES
    if silent:
        moot |= _TAKEN_FOR
    if any(ground.rule == "consent-stronger" for ground in grounds):
        moot |= _ASKED
    if any(ground.rule == "end" and ground.direction is Direction.FAVOURABLE for ground in grounds):
        moot |= _ENDED
    yield from (ground for ground in grounds if ground.rule not in moot)


_DOWN = frozenset({"ladder-down"})
_BARRED = frozenset({"polarity-won", "permission-narrower"})
"""Rules that saw what is done to people barred: *strangers may never write* is no weaker tie."""
_NEAR_ALONE = 2
"""Stretches: what was replaced as one often has a small word in common."""
_PROVED = frozenset({"exception-removed", "exception-to-power", "before-removed"})
"""What who has to prove something is told with: *unless you prove it*."""
_ENDED = frozenset({"number-lost"})
"""What goes with what went on by itself: *renews for a year*."""
_ASKED = frozenset({"all-to-some", "guarantee-removed", "discretion-added", "before-removed"})
"""What goes or comes with a power that now waits for the person's agreement: *at any time*, *revocable without a reason*."""
_LEFT_OUT = frozenset({"aside-lost", "aside-won"})
_ASIDE = frozenset(
    {
        "data-removed",
        "data-added",
        "data-protected",
        "data-unprotected",
        "denial",
        "item-lost",
        "item-removed",
        "item-added",
        "item-won",
        "recipient-removed",
        "recipient-added",
        "qualifier-removed",
        "qualifier-dropped",
        "qualifier-to-power",
    }
)
"""What an aside that denies is told with."""
_CASES = frozenset(
    {
        "item-won",
        "item-added",
        "data-protected",
        "data-added",
        "limit-added",
        "qualifier-added",
        "qualifier-to-power",
    }
)
"""What one more case of an exception is told with."""
_TAKEN_FOR = frozenset({"consent-stronger", "consent-weaker", "permission-narrower", "permission-wider"})
"""What silence is taken for says more than the words of agreement in it."""
_BLUNT = frozenset({"denial", "antonym"})
_COARSE = frozenset(
    {
        "ban-removed", "guarantee-removed", "power-added", "polarity-lost", "condition-added", "state-worse",
        "recipient-added", "qualifier-added", "all-to-some",
    }
)  # fmt: skip
