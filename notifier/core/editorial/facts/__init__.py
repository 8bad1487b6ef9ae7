"""The facts a text states: two texts say the same when every fact of one is a fact of the other.

Nothing is taken for the same because it was understood: what a reading cannot give a place makes it fail, and every
word of a text stands in its facts. Only the order of parts, the voice of verbs and the breaks between sentences are
gone, and where they could matter they stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.grammar import grammar
from notifier.core.editorial.facts.occurrences import EACH_TIME, each_time
from notifier.core.editorial.facts.readings import Readings
from notifier.core.editorial.facts.values import Fact
from notifier.core.editorial.voice import verbs

if TYPE_CHECKING:
    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.readings import Told
    from notifier.core.editorial.rules import EditorialRules

NAME = "the same facts"

LONGEST = 80
"""So many words are read into facts at most: every clause is tried from each of its joints."""

_READINGS = ((False, True), (True, True), (False, False))
"""Whether what may go with a noun does, and whether a new passive without an agent is wider than an old one."""


def same_facts(before: str, after: str, rules: EditorialRules) -> tuple[str, ...] | None:
    """Name what shows that two texts in normal form state the same facts, read in one way on both sides; or nothing."""
    known = grammar(rules)
    if max(before.count(" "), after.count(" ")) > LONGEST:
        return None
    ranked = any(map(rules.shape["ranked_list"].search, (before, after)))
    if ranked or known.key(before) != known.key(after):
        return None  # A fact keeps no order of items, and a ranked list is told by nothing else.
    evidence = verbs((before, after), rules)
    old, new = (Readings(text, known, evidence) for text in (before, after))
    for low, wider in _READINGS:
        one = old.told(new=False, low=low)
        if not one.forms:
            continue  # Reading takes long, and the other text would be read for nothing.
        other = new.told(new=wider, low=low)
        if one.forms == other.forms:
            return tuple(dict.fromkeys((*one.steps, *other.steps, NAME)))
        if _each_time(one, other, known):
            return tuple(dict.fromkeys((*one.steps, *other.steps, EACH_TIME, NAME)))
    return None


def _each_time(one: Told, other: Told, known: Grammar) -> bool:
    """Tell whether two texts differ in one fact alone, which one denies to be without what the other tells of each time."""
    if len(one.forms) != len(other.forms):
        return False
    apart = [at for at, pair in enumerate(zip(one.forms, other.forms, strict=True)) if pair[0] != pair[1]]
    old, new = (told.facts[apart[0]] for told in (one, other))
    return len(apart) == 1 and isinstance(old, Fact) and isinstance(new, Fact) and each_time(old, new, known)


__all__ = ["LONGEST", "NAME", "same_facts"]
