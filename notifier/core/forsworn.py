"""What the company does not do either: one thing more that it says it does not do, or one less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.shifts import topic
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_OPENING = 3
_LONGEST = 14
_BOUND = (Axis.EXCEPT, Axis.CONDITION, Axis.LIMIT, Axis.CONSENT, Axis.PERSON)


def forsworn(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether a sentence that says what is not done says so of one act more, *and never copy them*, or of one less."""
    gone, come = pair.hull
    came, went = gone[0] == gone[1], come[0] == come[1]
    if came == went:
        return
    longer, span = (pair.new, come) if came else (pair.old, gone)
    if any(word[0].isalnum() for word in longer.plain[span[1] :]) or not _not_done(longer, span[0]):
        return
    if any(span[0] <= m.start < span[1] for m in longer.of(*_BOUND)) or not _nor(
        longer.plain[slice(*span)], pack
    ):
        return
    yield Ground(
        "forsworn-more" if came else "forsworn-fewer", Direction.FAVOURABLE if came else Direction.ADVERSE,
        topic(longer, span[0]), before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _not_done(statement: Statement, end: int) -> bool:
    """Tell whether all that a sentence tells before a place is that the company does not do something."""
    acts = [head for head in statement.heads if head.place < end and not head.named]
    return bool(acts) and all(
        head.negated and head.stance is Stance.GIVES and head.actor is Actor.COMPANY for head in acts
    )


def _nor(words: Sequence[str], pack: RulePack) -> bool:
    """Tell whether words deny an act of their own behind a joint, and no time or place: *nor do we copy them*."""
    grammar = pack.grammar
    told = [word for word in words if word[0].isalnum()]
    if not 1 < len(told) <= _LONGEST or told[0] not in united(grammar.either_way, grammar.continuing):
        return False
    denied = next(
        (place for place, word in enumerate(told[:_OPENING]) if word in grammar.negations), len(told)
    )
    following = told[denied + 1 : denied + 2]
    if not following or following[0] in grammar.links or following[0].isdecimal():
        return False
    small = united(grammar.determiners, grammar.articles) - united(grammar.clitics, pack.people.pronouns)
    return bool(grammar.negation_closers) or following[0] not in small
