"""What only describes something that was named already: set off by commas, or a whole statement about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.quantities import Measure
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.comparison import Chunk, Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement
    from notifier.core.taxonomy import Mention

DESCRIBED = "described"
_LONGEST = 12
_PERSONAL = (Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.PLACE, Axis.PERSON, Axis.CHILD, Axis.THIRD)
_SAYING = (
    Axis.MAY, Axis.MUST, Axis.LIMIT, Axis.EXCEPT, Axis.CONDITION, Axis.CONSENT, Axis.OPT_OUT, Axis.DISCRETION, Axis.HEDGE,
    Axis.FREE, Axis.SOME, Axis.BURDEN, Axis.DUTY, Axis.SHIELD, Axis.RIGHT,
)  # fmt: skip


def undescribed(pair: Pair, pack: RulePack) -> tuple[Pair, tuple[Ground, ...]]:
    """Leave out of what changed in a pair what came only to describe; give the grounds that tell of it."""
    apposed = [chunk for chunk in pair.chunks if _apposed(chunk, pair, pack)]
    if not apposed:
        return pair, ()
    come = tuple(
        mention
        for mention in pair.come
        if not any(chunk.new[0] <= mention.start < chunk.new[1] for chunk in apposed)
    )
    rest = tuple(chunk for chunk in pair.chunks if chunk not in apposed)
    grounds = tuple(
        Ground(DESCRIBED, Direction.NEUTRAL, Category.OTHER, after=pair.new.said(*chunk.new))
        for chunk in apposed
    )
    return replace(pair, chunks=rest, come=come), grounds


def _apposed(chunk: Chunk, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a stretch came that commas set off and that only says what or where something is."""
    start, end = chunk.new
    plain = pair.new.plain
    if chunk.old[0] < chunk.old[1] or end - start <= _FEW or plain[start] != ",":
        return False
    if plain[end - 1] != "," and end < len(plain) - 1:
        return False
    if _explains((start, end), pair.new, pack):
        return True
    inner = plain[start + 1 : end]
    if len(inner) >= _LONGEST:
        return False
    personal = any(m.concept.axis in _PERSONAL for m in pair.new.within(start, end)) and not (
        _apart(start, pair.new, pack) or _identifies((start, end), pair.new)
    )
    return _describes(inner, pack) and not personal and not _says((start, end), pair.new)


_FEW = 2


def _explains(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch only says in other words what stands before it: *that is, by the date on the form*.

    On labelled changes no stretch of 28 that began so took anything from anybody; one that hands on, asks for or bounds
    something is weighed all the same.
    """
    start, end = span[0] + 1, span[1]
    said = " ".join(word for word in statement.plain[start:end] if word != ",")
    if not said.startswith(pack.words.explaining):
        return False
    counted = any(
        start <= q.start < end and q.measure in {Measure.DURATION, Measure.MONEY}
        for q in statement.quantities
    )
    named = any(m.concept.axis in _HANDING for m in statement.within(start, end))
    acts = any(
        start <= head.place < end and head.actor is Actor.COMPANY and head.stance is Stance.TAKES
        for head in statement.telling
    )
    return not (counted or named or acts)


_HANDING = (
    Axis.COMPANY, Axis.RECIPIENT, Axis.PURPOSE, Axis.THIRD, Axis.MAY, Axis.MUST, Axis.EXCEPT, Axis.CONSENT, Axis.OPT_OUT, Axis.DISCRETION,
    Axis.BURDEN, Axis.DUTY, Axis.SHIELD, Axis.RIGHT,
)  # fmt: skip


def _describes(inner: tuple[str, ...], pack: RulePack) -> bool:
    """Tell whether words begin as a description does: with a participle, *which is*, or *a* thing of some kind."""
    kind = inner[0] in pack.numerals.articles
    done = inner[0].endswith(pack.grammar.participles) and inner[0] not in pack.grammar.stop
    is_ = inner[0] in pack.grammar.relative and inner[1] in _BEING
    return (done or is_ or kind) and pack.grammar.either_way.isdisjoint(inner)


_BEING = frozenset({"is", "are", "est", "sont"})


def _identifies(span: tuple[int, int], statement: Statement) -> bool:
    """Tell whether a name says who or what is meant: *which is Rhône Bank*, *qui est la Banque du Rhône*."""
    words = statement.words[span[0] + 3 : span[1]]
    first = next((word for word in words if word.text not in _THE), None)
    return (
        first is not None and statement.plain[span[0] + 2] in _BEING and statement.text[first.start].isupper()
    )


_THE = frozenset({"the", "le", "la", "l'", "les"})


def _apart(start: int, statement: Statement, pack: RulePack) -> bool:
    """Tell whether what is described is none of a person's, and nothing is about people before it."""
    host = statement.plain[:start]
    named = any(m.start < start for m in statement.of(*_PERSONAL))
    return not named and pack.grammar.possessives.isdisjoint(host)


def _says(span: tuple[int, int], statement: Statement) -> bool:
    """Tell whether a stretch allows, asks, bounds or counts anything."""
    inside = any(m.concept.axis in _SAYING for m in statement.within(*span))
    done = any(
        span[0] <= head.place < span[1] and head.stance is Stance.TAKES and head.concept.id not in _MADE
        for head in statement.telling
    )
    return (
        inside
        or done
        or any(span[0] <= q.start < span[1] and q.measure is not Measure.COUNT for q in statement.quantities)
    )


_MADE = frozenset({"use", "infer"})
"""What a thing is made or worked out with."""


def recalls(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement tells more of a thing that it points back to: *the sensor mentioned above runs on batteries*.

    What it does with people or their data is no description.
    """
    end = _pointed(statement, pack)
    if not end or statement.of(*_SAYING) or not pack.grammar.possessives.isdisjoint(statement.plain):
        return False
    if any(m.start >= end and not _powers(m, statement, pack) for m in statement.of(*_PERSONAL)) or any(
        q.measure in {Measure.DURATION, Measure.MONEY} for q in statement.quantities
    ):
        return False
    taken = [head for head in statement.telling if head.place >= end and head.stance is Stance.TAKES]
    data = any(m.start < end for m in statement.of(Axis.DATA))
    return all(head.concept.id == "use" for head in taken) and not (taken and data)


def _powers(mention: Mention, statement: Statement, pack: RulePack) -> bool:
    """Tell whether something is done by what is named: *fed by the battery*."""
    near = statement.plain[max(0, mention.start - 2) : mention.start]
    return mention.concept.axis is Axis.DATA and any(pack.grammar.links.get(word) == "by" for word in near)


def _pointed(statement: Statement, pack: RulePack) -> int:
    """Give where words end that point back to something early in a statement, else 0."""
    plain = statement.plain
    known = pack.grammar.recalling
    for place in range(1, min(len(plain) - 2, _EARLY)):
        if plain[place] in known:
            near = range(max(0, place - 2), min(place + 4, len(plain)))
            found = [
                i for i in near if plain[i] in pack.grammar.pointing or plain[i] in pack.numerals.references
            ]
            if found:
                return max(place, *found) + 1
    return 0


_EARLY = 9
