"""Where people could look up by name who gets or does something: a list of partners that the text no longer points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.statements import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack


def rosters(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh that a power no longer says where the list of those who take part in it can be seen.

    Who is given data must be named, or told by kind (Regulation (EU) 2016/679, art. 13(1)(e)); a list by name that is taken away
    leaves only the kind.
    """
    gone, come = pair.hull
    left = pair.old.plain[slice(*gone)]
    if any(word.isalnum() for word in pair.new.plain[slice(*come)]) or pair.new.stance is not Stance.TAKES:
        return
    if not pack.words.rosters.isdisjoint(left) and not pack.words.lookups.isdisjoint(left):
        yield Ground(
            "list-withdrawn", Direction.ADVERSE, Category.RECIPIENTS,
            before=pair.old.said(*gone), after=pair.new.text,
        )  # fmt: skip
