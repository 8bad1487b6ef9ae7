"""What was handed to outsiders, or asked of people, and no longer is: *passenger lists are no longer lent to shops*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.people import noun
from notifier.core.phrases import found, said
from notifier.core.retreats import no_longer
from notifier.core.shifts import topic
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_FEW = 6
"""Words by which the sentences may differ, *no longer* included."""


def ended(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether only that something is over changed in a sentence about what burdens people; linear in the words."""
    told = [no_longer(side.plain, pack) for side in (pair.old, pair.new)]
    changed = sum(chunk.old[1] - chunk.old[0] + chunk.new[1] - chunk.new[0] for chunk in pair.chunks)
    if told[0] == told[1] or changed > _FEW or not _burdens(pair.old if told[1] else pair.new, pack):
        return
    yield Ground(
        "no-longer-borne" if told[1] else "no-longer", Direction.FAVOURABLE if told[1] else Direction.ADVERSE,
        topic(pair.new, 0), before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _burdens(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something goes to outsiders, or is asked of people."""
    if statement.of(Axis.FREE, Axis.EXCEPT) or not pack.grammar.negations.isdisjoint(statement.plain):
        return False
    sent = found(statement.plain, pack.words.outward)
    return said(statement.plain, pack.words.demanding) or (
        sent is not None and _outsiders(statement, sent[1], pack)
    )


def _outsiders(statement: Statement, end: int, pack: RulePack) -> bool:
    """Tell whether what goes out tells of people, and goes to others than those who are served."""
    known, plain = pack.people, statement.plain
    tells = statement.has(Axis.DATA) or any(
        noun(word, known) in known.records or word in pack.words.kept for word in plain
    )
    to = max((at for at, word in enumerate(plain) if word in pack.words.datives), default=end)
    return tells and to >= end - 1 and not any(noun(word, known) in known.served for word in plain[to:])
