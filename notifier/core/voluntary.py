"""What people have to tell or to show, and what they may: a photograph, a reason, their age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_LONGEST = 6
_SUBJECT = 4
"""Words in which a sentence tells what has to be given, or by whom."""


def voluntary(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether people must still tell or show something of theirs, or may."""
    gone, come = pair.hull
    spans = (pair.old, *gone), (pair.new, *come)
    if any(end - start > _LONGEST for _, start, end in spans) or not _supplied(pair.new, pack):
        return
    if "," in pair.old.plain[: gone[0]]:  # What stands before it is a case, and who owes it comes after.
        return
    must = [_has(*span, Axis.MUST) or _owed(span[0].plain[span[1] : span[2]], pack) for span in spans]
    may = [_has(*span, Axis.MAY) for span in spans]
    if not (must[0] and may[1] and not (may[0] or must[1])):
        return
    yield Ground(
        "duty-to-choice", Direction.FAVOURABLE, Category.RIGHTS, before=pair.old.text, after=pair.new.text
    )


def _has(statement: Statement, start: int, end: int, axis: Axis) -> bool:
    return any(m.concept.axis is axis and m.start < end and m.end > start for m in statement.of(axis))


def _owed(words: tuple[str, ...], pack: RulePack) -> bool:
    """Tell whether something is to be done: *est à préciser*, *is to be given*."""
    told = " ".join(words)
    return any(owing in told for owing in pack.words.owed)


def _supplied(statement: Statement, pack: RulePack) -> bool:
    """Tell whether what is told or shown is the person's own, by what a sentence begins with; no paper of the company."""
    words = pack.words
    plain = [noun(word, pack.people) for word in statement.plain]
    begins = plain[:_SUBJECT]
    own = any(word in words.supplied for word in begins)
    served = any(word in pack.people.served for word in begins)
    telling = any(word.startswith(words.supplying) for word in statement.plain)
    ours = not united(words.papers, pack.people.role).isdisjoint(begins)
    to_them = not pack.grammar.addressees.isdisjoint(plain[1:])
    return telling and (own or served) and not ours and not to_them
