"""Who bears a cost, a risk or a proof, how much is asked of the person, and whether a price may move."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from notifier.core.anchors import came, changed, went
from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.shifts import topic, weighty
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.anchors import Spans
    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


class Bearer(IntEnum):
    """Who bears something, the person's part growing."""

    COMPANY = 0
    SOMEBODY = 1
    SHARED = 2
    PERSON = 3


_ABOUT = {Axis.EXPENSE: Category.COST, Axis.PROOF: Category.DISPUTE}
_FREE = frozenset({Bearer.COMPANY, Bearer.SOMEBODY})


def bearers(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A cost, a risk or a proof is for another to bear."""
    for axis in (Axis.EXPENSE, Axis.PROOF):
        if not pair.old.staked(axis) or not pair.new.staked(axis):
            continue
        before = _bearer(pair.old, [chunk.old for chunk in pair.chunks], pack)
        after = _bearer(pair.new, [chunk.new for chunk in pair.chunks], pack)
        if before is None or after is None or before is after or _outsider(pair, before, after):
            continue
        worse = after > before
        yield Ground(
            "burden-shifted" if worse else "burden-taken", Direction.ADVERSE if worse else Direction.FAVOURABLE,
            _ABOUT[axis], before=pair.old.text, after=pair.new.text, form="-proof" if axis is Axis.PROOF else "",
        )  # fmt: skip
        return


def _bearer(statement: Statement, spans: Spans, pack: RulePack) -> Bearer | None:
    """Tell who is named where the words differ."""
    inside = {m.concept.axis for start, end in spans for m in statement.within(start, end)}
    inside |= {m.concept.axis for span in spans for m in pack.lexicon.mentions(_owners(span, statement))}
    if changed(statement, spans, Axis.SHARED):
        return Bearer.SHARED
    if inside & {Axis.PERSON, Axis.CHILD}:
        return Bearer.PERSON
    if Axis.COMPANY in inside:
        return Bearer.COMPANY
    return Bearer.SOMEBODY if any(weighty(span, statement, pack) for span in spans) else None


def _owners(span: tuple[int, int], statement: Statement) -> list[str]:
    """Give whose a thing is said to be: *the buyer's*."""
    return [w.text.removesuffix("'s") for w in statement.words[slice(*span)] if w.text.endswith("'s")]


def _outsider(pair: Pair, before: Bearer, after: Bearer) -> bool:
    """Tell whether a cost only goes from the company to others it works with, or back."""
    if {before, after} != _FREE:
        return False
    return any(statement.of(Axis.THIRD, Axis.RECIPIENT) for statement in (pair.old, pair.new))


def prices(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A price that was fixed may move, or one that moved is fixed."""
    del pack
    if not pair.old.staked(Axis.CHARGE) or not pair.new.staked(Axis.CHARGE):
        return
    freed = went(pair, Axis.FIXED) and came(pair, Axis.VARIES)
    if freed or (went(pair, Axis.VARIES) and came(pair, Axis.FIXED)):
        yield Ground(
            "price-freed" if freed else "price-fixed", Direction.ADVERSE if freed else Direction.FAVOURABLE,
            Category.COST, before=pair.old.text, after=pair.new.text,
        )  # fmt: skip


def effort(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """More is asked of a person who wants something, or less: a court order for a certificate, a reason for none."""
    del pack
    old, new = went(pair, Axis.EFFORT), came(pair, Axis.EFFORT)
    if not old or not new or _handed(pair):
        return
    before, after = max(old, key=lambda m: m.concept.rank), max(new, key=lambda m: m.concept.rank)
    if before.concept is after.concept:
        return
    worse = after.concept.rank > before.concept.rank
    yield Ground(
        "effort-more" if worse else "effort-less", Direction.ADVERSE if worse else Direction.FAVOURABLE,
        topic(pair.new, after.start), before=pair.old.said(before.start, before.end),
        after=pair.new.said(after.start, after.end),
    )  # fmt: skip


def _handed(pair: Pair) -> bool:
    """Tell whether it is others who must show something, to get at what is the person's."""
    return any(
        statement.has(Axis.RECIPIENT) or any(head.concept.id in _TAKING for head in statement.heads)
        for statement in (pair.old, pair.new)
    )


_TAKING = frozenset({"share", "sell", "transfer", "see", "collect", "use"})
