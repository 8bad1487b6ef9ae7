"""How closely something is told of a person: an average or each one's figure, a year or a day, a nickname or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.denial import denied
from notifier.core.finding import Category, Direction
from notifier.core.people import noun
from notifier.core.statements import Stance, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.people import Vocabulary
    from notifier.core.rulepack import RulePack

_LONGEST = 4
_WIDEST = 9
"""Words: in a longer stretch, words tell of other things too."""


def grain(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Words that tell less of a person gave way to words that tell more, or the other way round."""
    gone, come = pair.hull
    before = _closeness(pair.old, *gone, pack)
    after = _closeness(pair.new, *come, pack)
    if before * after >= 0 or _kept(pair.new, come[0], pack):
        return
    finer = after > before
    if _paper(pair.new, pack):
        yield Ground(
            "told-more" if finer else "told-less", Direction.FAVOURABLE if finer else Direction.ADVERSE,
            Category.COST, before=pair.old.text, after=pair.new.text,
        )  # fmt: skip
        return
    yield Ground(
        "grain-finer" if finer else "grain-coarser", Direction.ADVERSE if finer else Direction.FAVOURABLE,
        Category.DATA, before=pair.old.said(*gone), after=pair.new.said(*come),
    )  # fmt: skip


def _paper(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a bill, a contract or the like tells the person something."""
    return any(noun(word, pack.people) in pack.words.papers for word in statement.plain[:_FIRST])


_FIRST = 3


def _kept(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether what is told so is promised to the person, or denied."""
    head = statement.head_at(place)
    given = head is not None and head.stance is Stance.GIVES
    return given or denied([word.text for word in statement.words], place, pack.grammar)


def _closeness(statement: Statement, start: int, end: int, pack: RulePack) -> int:
    """Count the phrases that tell much of one person, less those that tell little, up to a word beside the stretch."""
    if not 0 < end - start <= _WIDEST:
        return 0
    words = [word.text for word in statement.words[max(0, start - 1) : end + 1]]
    told, place = 0, 0
    while place < len(words):
        length, weight = _longest(words[place : place + _LONGEST], pack.people)
        told += weight
        place += length
    return told


def _longest(words: Sequence[str], known: Vocabulary) -> tuple[int, int]:
    """Give how many words the longest phrase has that begins here, and whether it tells much (1) or little (-1)."""
    for length in range(len(words), 0, -1):
        phrase = " ".join(words[:length])
        weight = (phrase in known.fine) - (phrase in known.coarse)
        if weight:
            return length, weight
    return 1, 0
