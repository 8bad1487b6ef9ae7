"""What it means when something comes sooner or later, runs from another event, or no longer ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from notifier.core.bearing import bearing, often
from notifier.core.belongings import KEPT
from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.quantities import Measure
from notifier.core.shifts import overlapping, topic, weighty
from notifier.core.statements import Actor, Gate, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Chunk, Pair
    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement
    from notifier.core.taxonomy import Mention


Spans = Sequence[tuple[int, int]]
"""Stretches of words that differ, from left to right."""


def within(start: int, end: int, spans: Spans) -> bool:
    """Tell whether words from one to another stand, in part at least, where words differ."""
    before = bisect_left(spans, end, key=itemgetter(0))
    return before > 0 and spans[before - 1][1] > start


def changed(statement: Statement, spans: Spans, *axes: Axis) -> list[Mention]:
    """Give the stakes of a statement, of some axes, that stand where its words differ."""
    return [mention for mention in statement.staked(*axes) if within(mention.start, mention.end, spans)]


def went(pair: Pair, *axes: Axis) -> list[Mention]:
    """Give the stakes of some axes that stood where the old words differ."""
    return changed(pair.old, [chunk.old for chunk in pair.chunks], *axes)


def came(pair: Pair, *axes: Axis) -> list[Mention]:
    """Give the stakes of some axes that stand where the new words differ."""
    return changed(pair.new, [chunk.new for chunk in pair.chunks], *axes)


def speed(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """What came at once comes later, or the other way round."""
    gone = [m for m in went(pair, Axis.PROMPT) if not _waits(m, pair.old, pack)]
    come = [m for m in came(pair, Axis.PROMPT) if not _waits(m, pair.new, pack)]
    slower = bool(gone) and not come and _later(pair.new, pair, new=True)
    faster = bool(come) and not gone and _later(pair.old, pair, new=False)
    if not slower and not faster:
        return
    told = (gone if slower else come)[0]
    awaited = not _imposed(pair) and _awaited(pair.new if faster else pair.old, told.start, pack)
    worse = slower == awaited
    yield Ground(
        "later" if slower else "sooner", Direction.ADVERSE if worse else Direction.FAVOURABLE,
        topic(pair.new, told.start), before=_spans(pair.old, [c.old for c in pair.chunks]),
        after=_spans(pair.new, [c.new for c in pair.chunks]), form="" if worse == slower else "-yours",
    )  # fmt: skip


def _waits(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether something is not waited for, *sans attendre votre accord*: that tells whose will counts, not how soon."""
    if pack.grammar.without.isdisjoint(statement.plain[mention.start : mention.end]):
        return False
    after = statement.plain[mention.end : mention.end + 1]
    named = united(pack.grammar.possessives, pack.grammar.ours, pack.grammar.articles, _FOR)
    return not named.isdisjoint(after)


_FOR = frozenset({"for", "que", "qu'"})


def _imposed(pair: Pair) -> bool:
    """Tell whether rules or prices come to apply: the later, the better."""
    return all(
        any(mention.concept.rank or side.staked(Axis.IMPOSED) for mention in side.staked(Axis.IN_FORCE))
        for side in (pair.old, pair.new)
    )


def _later(statement: Statement, pair: Pair, *, new: bool) -> bool:
    """Tell whether what stands where words differ comes later: some time, a length of time, after something."""
    spans = [chunk.new if new else chunk.old for chunk in pair.chunks]
    inside = [m for m in statement.of(Axis.AFTER, Axis.CONDITION) if within(m.start, m.end, spans)]
    timed = [
        q for q in statement.quantities if q.measure is Measure.DURATION and within(q.start, q.end, spans)
    ]
    return bool(changed(statement, spans, Axis.LATE) or inside or timed)


def _awaited(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether the person waits for something, rather than has to pay, act or put up with it."""
    head = statement.head_at(place)
    if head is not None and head is statement.presumed and head.actor is Actor.PERSON:
        passive = any(word.text in pack.grammar.passives for word in statement.words[:place])
        return passive or bool(statement.heads) or bool(statement.staked(Axis.KNOWN))
    if (head is not None and head.place > place) or _reached(statement, pack):
        return True
    if statement.staked(Axis.CHARGE) and not statement.staked(Axis.BENEFIT) and not _paid_back(head):
        return False
    return head is None or head.stance is not Stance.TAKES or head.concept.id in KEPT


def _paid_back(head: Head | None) -> bool:
    """Tell whether a sum is given back, *the deposit is returned*."""
    return head is not None and head.concept.id == "refund" and head.stance is Stance.GIVES


def _reached(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something comes to the person: *passed on to you*, *vous sont reversés*."""
    words = [word.text for word in statement.words]
    return any(
        any(word in pack.grammar.before_objects for word in words[max(0, m.start - 1) : m.start])
        or (
            m.end < len(words)
            and m.start > 0
            and words[m.end] in pack.grammar.passives
            and pack.grammar.persons
        )
        for m in statement.of(Axis.PERSON)
    )


def _spans(statement: Statement, spans: Spans) -> str:
    """Quote from the first word that differs to the last."""
    return statement.said(spans[0][0], spans[-1][1])


def endings(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """What ended by itself goes on until the person ends it, or the other way round; what serves them may go on.

    What goes on unless they say no is no service: it is charged again.
    """
    del pack
    stopped, started = went(pair, Axis.ENDS), came(pair, Axis.ENDS)
    freed, bound = came(pair, Axis.GOES_ON), went(pair, Axis.GOES_ON)
    lasting = bool(stopped and freed) and not started
    if not lasting and (stopped or not (started and bound)):
        return
    served = pair.new.gate is not Gate.OPT_OUT and bool(
        pair.old.staked(Axis.SERVED) or pair.new.staked(Axis.SERVED) or pair.old.of(Axis.RIGHT)
    )
    yield Ground(
        "no-end" if lasting else "end", Direction.ADVERSE if lasting != served else Direction.FAVOURABLE,
        topic(pair.new, 0), before=pair.old.text, after=pair.new.text, form="-yours" if served else "",
    )  # fmt: skip


_BETWEEN = 4
_FARTHEST = 8


def starts(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """The time is as long, but runs from another event."""
    if not overlapping(pair, 0.45):
        return
    chunks = together(pair.chunks)
    learnt = bool(came(pair, Axis.KNOWN)) and not went(pair, Axis.KNOWN)
    for old, new in zip(pair.old.quantities, pair.new.quantities, strict=False):
        if (
            old.measure is not Measure.DURATION
            or often(old, pair.old, pack)
            or not same(old.value, new.value)
            or not bearing(old, pair.old, pack)
        ):
            continue
        better = learnt and _own(old, pair.old)
        for chunk in _after(old, chunks):
            if _runs(chunk, old, new, pair, pack):
                yield Ground(
                    "term-start", Direction.FAVOURABLE if better else Direction.ADVERSE,
                    topic(pair.new, new.start), before=pair.old.said(old.start, chunk.old[1]),
                    after=pair.new.said(new.start, chunk.new[1]), form="-better" if better else "",
                )  # fmt: skip


def _after(quantity: Quantity, chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Give the stretches that differ soon after a time."""
    first = bisect_left(chunks, quantity.end, key=lambda chunk: chunk.old[0])
    for chunk in chunks[first:]:
        if chunk.old[0] - quantity.end > _FARTHEST:
            return
        yield chunk


def together(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Give stretches that differ as one where at most two words stand between them."""
    joined: list[Chunk] = []
    for chunk in chunks:
        if joined and chunk.old[0] - joined[-1].old[1] <= _SMALL:
            last = joined.pop()
            joined.append(replace(last, old=(last.old[0], chunk.old[1]), new=(last.new[0], chunk.new[1])))
        else:
            joined.append(chunk)
    return joined


_SMALL = 2


def _own(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether a time is the person's to act: then it is better when it begins once they know."""
    head = statement.head_at(quantity.start)
    return bool(statement.staked(Axis.CLAIM)) or (head is not None and head.actor is Actor.PERSON)


def _runs(chunk: Chunk, old: Quantity, new: Quantity, pair: Pair, pack: RulePack) -> bool:
    """Tell whether words that differ say from when a time runs: they follow it, farther on only after *from*."""
    gaps = chunk.old[0] - old.end, chunk.new[0] - new.end
    if not 0 <= gaps[1] <= _FARTHEST:
        return False
    between = {word.text for word in pair.old.words[old.end : chunk.old[0]]}
    near = max(gaps) <= _BETWEEN or ("," not in between and not pack.numerals.since.isdisjoint(between))
    return near and _event(chunk.old, pair.old, pack) and _event(chunk.new, pair.new, pack)


def _event(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether words of weight stand in a stretch besides numbers and names: *the first day* is weighed as a number."""
    told = statement.words[slice(*span)]
    numbered = any(word.text in pack.numerals.words or word.text.isdecimal() for word in told)
    if not numbered:
        return weighty(span, statement, pack)
    known = pack.numerals.words.keys() | pack.numerals.units.keys() | pack.grammar.stop
    return any(word.text.isalpha() and word.text not in known for word in told)


def same(one: float, other: float) -> bool:
    """Tell whether two values are one, up to rounding."""
    return abs(one - other) <= 0.004 * max(one, other)
