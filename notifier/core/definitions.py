"""Definitions: what a term means reaches every clause that uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.shifts import weighty
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


def definitions(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A definition reaches every clause that uses its term: what protects must not shrink, what burdens not grow."""
    place = defines(pair.old, pack)
    opening = next((i for i, word in enumerate(pair.old.words) if word.text in _QUOTES), 0)
    if not place or all(chunk.old[1] <= opening for chunk in pair.chunks):
        return  # The *word* or the *term*: the meaning is the same.
    mentioned = [m for m in pair.old.mentions if m.start < place]
    term = [m.concept for m in mentioned]
    grown = all(not weighty(chunk.old, pair.old, pack) for chunk in pair.chunks)
    shrunk = all(not weighty(chunk.new, pair.new, pack) for chunk in pair.chunks)
    protects = any(
        (m.concept.id in _PROTECTED and m.start == opening + 1 and m.end == place)
        or m.concept.axis in {Axis.PERSON, Axis.CHILD}
        for m in mentioned
    )
    gathers = any(one.axis is Axis.DATA for one in term) and not protects
    favourable = (protects and grown) or (gathers and shrunk and not grown)
    yield Ground(
        "definition", Direction.FAVOURABLE if favourable else Direction.ADVERSE, Category.SCOPE,
        before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


_PROTECTED = frozenset({"data-any", "data-sensitive"})
"""Terms for what is protected: the wider they are, the better. Other data is what is gathered."""


def defines(statement: Statement, pack: RulePack) -> int:
    """Give where a quoted term ends and its meaning begins, else 0."""
    words = [word.text for word in statement.words]
    opening = next((i for i, word in enumerate(words[:8]) if word in _QUOTES), -1)
    closing = next((i for i, word in enumerate(words[:20]) if i > opening + 1 and word in _CLOSING), 0)
    if not closing or opening < 0:
        return 0
    after = words[closing + 1 : closing + 2]
    told = any(m.start - closing <= 3 for m in statement.of(Axis.DEFINE)) or after == [":"]
    return closing if told or any(word in pack.grammar.defining for word in after) else 0


_QUOTES = frozenset('"“«')


_CLOSING = frozenset('"”»')
