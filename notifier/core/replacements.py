"""What it means when one thing takes the place of another: wider or narrower, better or worse, all or some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair, Said
from notifier.core.denial import denied
from notifier.core.excuses import RANKED, charges
from notifier.core.finding import Direction
from notifier.core.shifts import topic
from notifier.core.statements import Stance, Statement
from notifier.core.taxonomy import Axis, Mention
from notifier.core.turns import known, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.rulepack import RulePack


def replacements(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A thing replaced by another of its kind: wider or narrower, stronger or weaker."""
    yield from _voucher(pair, pack)
    for axis in (*sorted(RANKED), Axis.GRAIN, Axis.MEASURE):
        old = [m for m in pair.gone if m.concept.axis is axis]
        new = [m for m in pair.come if m.concept.axis is axis]
        if old and new:
            yield from _replacement(axis, old, new, pair)


def _voucher(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """What was given back in money is now given back as a voucher, where nothing said how."""
    came = next((m for m in pair.come if _instead_of_money(m, pair.new, pack)), None)
    if came is None or any(m.concept.axis is Axis.MEASURE for m in pair.gone):
        return
    before = pair.new.plain[came.start - 1] if came.start else ""
    joined = before == "plus" or before in pack.grammar.either_way
    if not joined and _paid_back(pair.old, pack):
        yield Ground(
            "weaker-measure", Direction.ADVERSE, topic(pair.new, came.start, came),
            before=pair.old.text, after=pair.new.said(came.start, came.end),
        )  # fmt: skip


def _instead_of_money(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    return mention.concept.id == "remedy-voucher" or statement.plain[mention.start] in pack.words.vouchers


def _paid_back(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sum goes back to the person."""
    refunds = any(head.concept.id == "refund" and not head.negated for head in statement.heads)
    return refunds or not pack.words.returned.isdisjoint(statement.plain)


def _replacement(axis: Axis, old: list[Mention], new: list[Mention], pair: Pair) -> Iterator[Ground]:
    first, last = old[0], new[-1]
    about = topic(pair.new, last.start, last)
    said = {
        "before": pair.old.said(first.start, old[-1].end),
        "after": pair.new.said(new[0].start, last.end),
    }
    before, after = max(m.concept.rank for m in old), max(m.concept.rank for m in new)
    if axis is Axis.MEASURE:
        if after < before:
            yield Ground("weaker-measure", Direction.ADVERSE, about, **said)
        else:
            yield Ground("stronger-measure", Direction.FAVOURABLE, about, **said)
        return
    head = pair.new.head_at(last.start)
    if axis is Axis.PLACE and head and head.concept.axis is Axis.RIGHT:
        return  # Where the authority is that one may turn to.
    if axis is Axis.PLACE and len(new) <= len(old) and after == before == _HOME:
        return  # From one country of the Economic Area to another.
    told = Stance.NEUTRAL if axis in {Axis.PLACE, Axis.GRAIN} else pair.new.stance_at(last.start)
    stance = told or Stance.TAKES
    shrank = after < before and len(new) <= len(old)
    adverse = not shrank if stance is Stance.TAKES else shrank or len(new) < len(old)
    if adverse:
        yield Ground("wider-term", Direction.ADVERSE, about, **said)
    else:
        yield Ground("narrower-term", Direction.FAVOURABLE, about, **said)


_HOME = 2


def states(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Words that are good or bad for the person whoever acts: *private*, *in full*; *compulsory*, *for good*."""
    came = _valued(pair.new, pair.come, (pair.clause_new, pair.clause_old), pack)
    went = _valued(pair.old, pair.gone, (pair.clause_old, pair.clause_new), pack)
    won = [mention for mention, good in came if good] + [mention for mention, good in went if not good]
    lost = [mention for mention, good in came if not good] + [mention for mention, good in went if good]
    if bool(won) == bool(lost):
        return
    first = (won or lost)[0]
    statement = pair.new if first in pair.come else pair.old
    told = statement.said(max(0, first.start - 2), first.end + 2)
    added = statement is pair.new
    yield Ground(
        "state-better" if won else "state-worse", Direction.FAVOURABLE if won else Direction.ADVERSE,
        topic(statement, first.start, first), before="" if added else told, after=told if added else "",
    )  # fmt: skip


def _valued(
    statement: Statement, told: tuple[Mention, ...], clauses: tuple[Said, Said], pack: RulePack
) -> list[tuple[Mention, bool]]:
    """Give the words of value in a statement, and whether each is good there."""
    plain = [word.text for word in statement.words]
    hurried = {mention.start for mention in statement.staked(Axis.PROMPT)} if charges(statement) else set()
    return [
        (
            mention,
            (mention.concept.axis is Axis.FAVOUR)
            != (
                denied(plain, mention.start, pack.grammar)
                or mention.start in hurried
                or _endless(mention, statement)
            ),
        )
        for mention in told
        if mention.concept.axis in {Axis.FAVOUR, Axis.BURDEN} and not known(mention, statement, *clauses)
    ]


def _endless(mention: Mention, statement: Statement) -> bool:
    """Tell whether something that takes from people is said to go on for ever."""
    told = " ".join(statement.plain[mention.start : mention.end])
    return told in _FOR_EVER and statement.stance_at(mention.start) is Stance.TAKES


_FOR_EVER = frozenset(
    {"for life", "lifelong", "for ever", "forever", "à vie", "pour toujours", "à perpétuité"}
)


def softened(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """All became some; of what a camera or a tracker takes that is no loss."""
    before = [m for m in pair.gone if m.concept.axis is Axis.ALL]
    after = [m for m in pair.come if m.concept.axis in {Axis.SOME, Axis.HEDGE}]
    if before and after and pair.old.stance is not Stance.TAKES and not records(pair.old, pack):
        yield Ground(
            "all-to-some", Direction.ADVERSE, topic(pair.old, before[0].start),
            before=pair.old.said(before[0].start, before[0].end + 2),
            after=pair.new.said(after[0].start, after[0].end + 2),
        )  # fmt: skip


def thresholds(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A threshold that kept an exception small is gone."""
    del pack
    for mention in pair.gone:
        if mention.concept.axis is Axis.THRESHOLD and any(
            m.start < mention.start for m in pair.old.of(Axis.EXCEPT)
        ):
            yield Ground(
                "exception-added", Direction.ADVERSE, topic(pair.old, mention.start),
                before=pair.old.said(mention.start, mention.end + 1), after=pair.new.text,
            )  # fmt: skip
