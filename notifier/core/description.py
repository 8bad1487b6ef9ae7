"""What only describes: what a thing is, where it stands, what it is made of, when it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_NEAR = 10
_SUBJECT = 2
_SAYING = (
    Axis.FREE, Axis.DISCRETION, Axis.LIMIT, Axis.EXCEPT, Axis.CONSENT, Axis.OPT_OUT, Axis.MAY, Axis.MUST, Axis.MEASURE,
    Axis.FAVOUR, Axis.BURDEN,
)  # fmt: skip
_TOUCHED = (Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.PLACE)


def describes(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement describes, and nothing in it is done, allowed, denied, bounded or given.

    What data contains or shows is no description; what a thing is or how it began is one whatever it is about.
    """
    if (
        statement.telling
        or statement.of(*_SAYING)
        or statement.staked(Axis.OUTLET, Axis.CHARGE, Axis.BENEFIT)
    ):
        return False
    state = next((m for m in statement.staked(Axis.STATE) if 1 <= m.start <= _NEAR), None)
    if state is None or any(m.start < _SUBJECT for m in statement.of(Axis.PERSON, Axis.CHILD)):
        return False
    denied = any(word.text in pack.grammar.negations for word in statement.words[: state.end + 1])
    return not denied and (state.concept.rank > 0 or not statement.of(*_TOUCHED))
