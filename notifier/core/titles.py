"""Titles: they name what follows, and commit nobody to anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.statements import Statement

_LONGEST = 14
"""Words: a longer one is a sentence."""
_SMALL = 2
"""Letters: shorter words are written small in titles."""
_WEIGHTY = 2
_STOPS = frozenset(".;!|")
_ENDS = frozenset(".!")
_PAUSES = frozenset(",:")
_LISTED = (Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE)


def titles(statements: Sequence[Statement], grammar: Grammar) -> bool:
    """Tell whether statements are a title together, with the number before it."""
    told = [statement for statement in statements if any(word[0].isalpha() for word in statement.plain)]
    return bool(told) and all(_title(statement, grammar) for statement in told)


def _title(statement: Statement, grammar: Grammar) -> bool:
    """Tell whether a statement is a title: a topic, *how we use letters*, a case, or written as titles are.

    What stands under a lead-in is a part of its sentence, and no title. Nor is what is done by a verb.
    """
    plain = _unnumbered(statement.plain)
    if statement.inherited or not plain or len(plain) > _LONGEST or not _STOPS.isdisjoint(plain[:-1]):
        return False
    if statement.plain[-1] in _ENDS:
        return False
    paused = not _PAUSES.isdisjoint(plain)
    if paused and statement.of(*_LISTED):
        return False
    opens = plain[0] in grammar.topics or (
        plain[0] in grammar.subordinators and plain[0] in grammar.conditionals
    )
    return (opens and not paused) or _capital(statement, grammar)


def named(statement: Statement, *, came: bool) -> Ground:
    """Tell of a title that came or went alone."""
    if came:
        return Ground("added-title", Direction.NEUTRAL, Category.OTHER, after=statement.text)
    return Ground("removed-title", Direction.NEUTRAL, Category.OTHER, before=statement.text)


def _unnumbered(plain: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the number before a title, and the marks of emphasis around it."""
    start = next(
        (place for place, word in enumerate(plain) if word[0].isalpha() and len(word) > 1), len(plain)
    )
    end = next((place for place in range(len(plain), start, -1) if plain[place - 1][0].isalnum()), start)
    return plain[start:end]


def _capital(statement: Statement, grammar: Grammar) -> bool:
    """Tell whether every word of weight begins with a capital, and nobody speaks or does anything."""
    acting = united(grammar.subjects, grammar.auxiliaries, grammar.passives, grammar.ours)
    if not acting.isdisjoint(statement.plain) or statement.of(Axis.MAY, Axis.MUST, Axis.DUTY, Axis.SHIELD):
        return False
    words = [statement.text[word.start : word.end] for word in statement.words if word.text[0].isalpha()]
    heavy = [word for word in words if len(word) > _SMALL and word.lower() not in grammar.stop]
    return len(heavy) >= _WEIGHTY and all(word[0].isupper() for word in heavy)
