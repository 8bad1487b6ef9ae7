"""Rewrite sentences that say the same in other words, until both texts meet.

A sentence is a string of tokens, one space before and after each. Every rewriting is directed towards one form, so
the search stays small: the forms reached from the old text and those reached from the new one only have to meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.lexicon import present

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from notifier.core.editorial.rules import EditorialRules

MOST = 96
"""So many forms of one text are tried at most."""

PASSES = 6
"""So many times the table of rewritings is gone through at most."""

PASSIVE = "passive and active"
FORMER = "former name"
ONE_SIDED = frozenset({PASSIVE, FORMER})
"""Turns that only one side may take: two passives that differ in their verb's place are two sentences, and two
companies with the same former name are two companies."""


class Context:
    """What a turn may look at beside the sentence.

    Attributes:
        rules: the tables of the language.
        forms: form of a verb → its name, for the verbs that stand in the passive in either text.
        new: whether the text is the new one.
    """

    def __init__(self, rules: EditorialRules, forms: Mapping[str, str], *, new: bool) -> None:
        self.rules = rules
        self.forms = forms
        self.new = new


def normal(text: str, rules: EditorialRules, *, first: bool = False) -> tuple[str, tuple[str, ...]]:
    """Bring the phrases of a text to one form, and name the rewritings that did it.

    Some rewritings look at gender and number, which later forms no longer show: they have their turn `first`.
    """
    steps: list[str] = []
    found = rules.phrases.sub(lambda match: rules.phrase[f"{match.group()} "][:-1], text)
    if found != text:
        steps.append("same words in law")
    start, passes = "", 0
    while found != start and passes < PASSES:
        start, passes = found, passes + 1
        for rewrite in rules.rewrites:
            if (rewrite.first and not first) or not present(rewrite.letters, found):
                continue
            given = rewrite.find.sub(rewrite.give, found)
            if given != found and not (rewrite.unless and rewrite.unless.search(found)):
                steps.append(rewrite.name)
                found = given
    return found, tuple(dict.fromkeys(steps))


def reached(
    text: str, turns: tuple[Callable[[str, Context], Iterator[tuple[str, str]]], ...], context: Context
) -> dict[str, tuple[str, ...]]:
    """Give every form that a text can take, each with the turns that lead there."""
    start, steps = normal(text, context.rules)
    forms = {start: steps}
    waiting = [start]
    while waiting and len(forms) < MOST:
        form = waiting.pop(0)
        for turn in turns:
            for name, turned in turn(form, context):
                given, more = normal(turned, context.rules)
                if given not in forms:
                    forms[given] = (*forms[form], name, *more)
                    waiting.append(given)
    return forms


def meeting(before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """Give the turns that bring both texts to a common form, the fewest there are."""
    common = before.keys() & after.keys()
    paths = [
        tuple(dict.fromkeys(before[form] + after[form]))
        for form in common
        if not ONE_SIDED & set(before[form]) & set(after[form])
    ]
    return min(paths, key=lambda path: (len(path), path), default=None)
