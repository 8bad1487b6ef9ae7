"""The facts a text states: two texts say the same when every fact of one is a fact of the other.

Nothing is taken for the same because it was understood: what a reading cannot give a place makes it fail, and every
word of a text stands in its facts. Only the order of parts, the voice of verbs and the breaks between sentences are
gone, and where they could matter they stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.folds import Facts, folded
from notifier.core.editorial.facts.forms import form
from notifier.core.editorial.facts.grammar import grammar
from notifier.core.editorial.facts.reader import Reader
from notifier.core.editorial.voice import verbs

if TYPE_CHECKING:
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
    olds: dict[bool, tuple[Facts, tuple[str, ...]]] = {}
    for low, new in _READINGS:
        if low not in olds:
            olds[low] = folded(Reader(rules, known, evidence, new=False, low=low).text(before), known)
        one, steps = olds[low]
        if not one:
            continue  # Reading takes long, and the other text would be read for nothing.
        other, more = folded(Reader(rules, known, evidence, new=new, low=low).text(after), known)
        if len(one) == len(other) and [*map(form, one)] == [*map(form, other)]:
            return tuple(dict.fromkeys((*steps, *more, NAME)))
    return None


__all__ = ["LONGEST", "NAME", "same_facts"]
