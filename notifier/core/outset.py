"""How things stand before anybody touches them: what takes is on, or off, until somebody says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.phrases import begun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_LONGEST = 4
"""Words: what is longer tells more than a state."""


def outset(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether what takes is off at the outset and was on, or the other way round."""
    gone, come = pair.hull
    old, new = pair.old.plain[slice(*gone)], pair.new.plain[slice(*come)]
    if max(len(old), len(new)) > _LONGEST or not _untouched(pair.new, pack) or _guards(pair.new, pack):
        return
    was, now = _on(old, pack), _on(new, pack)
    if was is None or now is None or was is now:
        return
    yield Ground(
        "outset-on" if now else "outset-off", Direction.ADVERSE if now else Direction.FAVOURABLE,
        Category.CONSENT, before=pair.old.said(*gone), after=pair.new.said(*come),
    )  # fmt: skip


def _untouched(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement tells how something is before it is touched: *by default*, *à la livraison*."""
    told = f" {' '.join(statement.plain)}"
    return any(f" {words}" in told for words in pack.words.untouched)


def _guards(statement: Statement, pack: RulePack) -> bool:
    """Tell whether what is on or off keeps people safe, or limits what may be done."""
    return begun(statement.plain, pack.words.shielding)


def _on(words: tuple[str, ...], pack: RulePack) -> bool | None:
    """Tell whether words say that something is on; nothing where they tell neither."""
    told = " ".join(words)
    denied = not pack.grammar.negations.isdisjoint(words)
    off = told.endswith(pack.words.off) or any(word in pack.words.off for word in words)
    on = told.endswith(pack.words.on) or any(word in pack.words.on for word in words)
    if off == on:
        return None
    return on != denied
