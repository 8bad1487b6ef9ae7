"""Reservations that have no word of their own for *except* or *if*: *…, weather permitting*; *… without necessity*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.finding import Direction
from notifier.core.shifts import topic
from notifier.core.statements import Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack

_LONGEST = 12
"""Words: a longer stretch is more than a reservation."""


GROUNDS = {
    ("came", True): ("exception-added", Direction.ADVERSE),
    ("came", False): ("exception-to-power", Direction.FAVOURABLE),
    ("went", True): ("exception-dropped", Direction.FAVOURABLE),
    ("went", False): ("exception-removed", Direction.ADVERSE),
}
"""What a reservation does that came or went, on what serves the person and on what does not."""


def reservations(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A reservation came or went: on a promise a new one takes, on a power it gives."""
    for chunk in pair.chunks:
        ends = (("came", chunk.new, chunk.old, pair.new), ("went", chunk.old, chunk.new, pair.old))
        for way, span, other, statement in ends:
            if other[0] != other[1] or not reserves(span, statement, pack):
                continue
            serves = _serves(span, statement, pack) or means(statement.plain[slice(*span)], pack)
            rule, direction = GROUNDS[way, serves]
            said = statement.said(*span)
            sides = {"after": said} if way == "came" else {"before": said}
            yield Ground(rule, direction, topic(statement, span[0]), **sides)


def _serves(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a reservation bounds what serves the person, or what is denied."""
    return statement.stance_at(span[0]) is not Stance.TAKES or _denied(statement, span, pack)


def reserves(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether words are a reservation, by their last word or by *without* in what is denied."""
    start, end = span
    if means(statement.plain[start:end], pack):
        return True
    if not 1 < end - start <= _LONGEST or any(
        m.concept.axis in _WEIGHED for m in statement.within(start, end)
    ):
        return False
    told = [word.text for word in statement.words[start:end] if word.text[0].isalnum()]
    set_off = statement.words[start].text in _PAUSES or statement.words[start - 1].text in _PAUSES
    if set_off and len(told) > 1 and told[-1] in pack.grammar.reserving:
        return True
    return bool(told) and told[0] in pack.grammar.without and _denied(statement, span, pack)


def means(words: Sequence[str], pack: RulePack) -> bool:
    """Tell whether words make a service wait for time, people or money: *if staffing allows*, *resources permitting*."""
    grammar = pack.grammar
    return any(
        word in grammar.means and any(one in grammar.granting for one in words[place + 1 : place + _SOON])
        for place, word in enumerate(words)
    )


_SOON = 5
_WEIGHED = frozenset({Axis.CONSENT, Axis.OPT_OUT, Axis.FREE})
"""An agreement and a price are weighed as what they are."""
_PAUSES = frozenset(",(–—")


def _denied(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether something is denied in a statement outside of a stretch."""
    grammar = pack.grammar
    return any(
        word.text in grammar.negations and word.text not in grammar.without
        for place, word in enumerate(statement.words)
        if not span[0] <= place < span[1]
    )
