"""What nobody looks at when people are chosen or judged: a criterion that leaves that list may be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.shifts import topic, weighty
from notifier.core.statements import Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


def criteria(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether a criterion left, or joined, a list of what is left out of account."""
    if not (_ignores(pair.old, pack) and _ignores(pair.new, pack)):
        return
    gone, come = (
        [span for chunk in pair.chunks if weighty(span := getattr(chunk, side), statement, pack, but=_JOINTS)]
        for side, statement in (("old", pair.old), ("new", pair.new))
    )
    if bool(gone) == bool(come):
        return
    worse, statement, spans = (True, pair.old, gone) if gone else (False, pair.new, come)
    told = statement.said(spans[0][0], spans[-1][1])
    yield Ground(
        "criterion-freed" if worse else "criterion-barred",
        Direction.ADVERSE if worse else Direction.FAVOURABLE, topic(statement, spans[0][0]),
        before=told if worse else "", after="" if worse else told,
    )  # fmt: skip


_JOINTS = frozenset({"ni", "nor", "and", "or", "et", "ou"})


def _ignores(statement: Statement, pack: RulePack) -> bool:
    """Tell whether several things about people are left out of account.

    By a verb, *the jury sets age and name aside*, or by *neither … nor* where no service is denied.
    """
    words = pack.words
    if statement.has(Axis.EXCEPT) or statement.has(Axis.CONDITION):
        return False
    several = not _JOINTS.isdisjoint(statement.plain)
    told = " ".join(statement.plain)
    by_verb = any(f" {word}" in f" {told}" for word in words.ignoring)
    if by_verb and several:
        return bool(statement.of(Axis.DATA)) and any(
            word.startswith(words.judging) for word in statement.plain
        )
    neither = statement.plain.count("ni") > 1 or "nor" in statement.plain
    return neither and statement.stance is not Stance.TAKES and bool(statement.of(Axis.DATA))
