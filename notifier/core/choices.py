"""One way more in which people may do or get something, or one less: *by letter*, *by letter or by telephone*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.phrases import said
from notifier.core.shifts import topic
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_LONGEST = 6
_BOUND = (
    Axis.EXCEPT, Axis.CONDITION, Axis.CHARGE, Axis.RECIPIENT, Axis.THIRD, Axis.PURPOSE, Axis.DISCRETION, Axis.LIMIT,
)  # fmt: skip


def choices(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether a sentence about what people do, or are handed, names one way more, or one less; linear in the words."""
    gone, come = pair.hull
    came, went = gone[0] == gone[1], come[0] == come[1]
    if came == went:
        return
    longer, span = (pair.new, come) if came else (pair.old, gone)
    if not _way(longer.plain[slice(*span)], pack) or longer.of(*_BOUND) or not _done_by_people(longer, pack):
        return
    yield Ground(
        "ways-more" if came else "ways-fewer", Direction.FAVOURABLE if came else Direction.ADVERSE,
        topic(longer, span[0]), before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _way(words: Sequence[str], pack: RulePack) -> bool:
    """Tell whether words are one more way: *or by telephone*, *in instalments or*."""
    grammar = pack.grammar
    told = [word for word in words if word[0].isalnum()]
    if not 1 < len(told) <= _LONGEST or not grammar.negations.isdisjoint(told):
        return False
    if told[0] in grammar.either:
        first = told[1]
    elif told[-1] in grammar.either:
        first = told[0]
    else:
        return False
    return first in pack.words.manners


def _done_by_people(statement: Statement, pack: RulePack) -> bool:
    """Tell whether it is people who act, or are handed something, and nothing is done with what is known of them."""
    plain, grammar = statement.plain, pack.grammar
    if not united(grammar.negations, grammar.ours).isdisjoint(plain):
        return False
    if said(plain, pack.words.handing):
        mine = any(head.actor in {Actor.COMPANY, Actor.THIRD} for head in statement.heads)
        return not mine and grammar.possessives.isdisjoint(plain)
    taken = any(head.stance is Stance.TAKES and head.actor is not Actor.PERSON for head in statement.heads)
    people = united(pack.people.served, grammar.addressees)
    return not taken and any(noun(word, pack.people) in people for word in plain[:2])
