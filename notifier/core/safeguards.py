"""What keeps things safe or makes them fit for people: to deny it takes from them, to deny it no longer gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


def safeguarded(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement says of a thing that it is kept safe or fit for people: *the lockers have a lock*.

    What is said of what is the reader's, of who gets it, of fees and of what shuts out may as well burden them.
    """
    plain, words = statement.plain, pack.words
    if not any(word.startswith(words.guards) for word in plain):
        return False
    lens = any(word.startswith(words.lenses) for word in plain)
    burden = statement.of(*_BURDENS) or statement.staked(Axis.CHARGE, Axis.SHUT)
    owned = not pack.grammar.possessives.isdisjoint(plain)
    return not (lens or burden or owned or statement.gate)


_BURDENS = (Axis.PURPOSE, Axis.RECIPIENT, Axis.SHIELD, Axis.DUTY, Axis.CHILD)
