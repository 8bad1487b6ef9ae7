"""Rewrite sentences that say the same in other words, until both texts meet.

A sentence is a string of tokens, one space before and after each. Every rewriting is directed towards one form, so
the search stays small: the forms reached from the old text and those reached from the new one only have to meet.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from notifier.core.editorial.rules import EditorialRules

MOST = 96
"""So many forms of one text are tried at most."""

PASSES = 6
"""So many times the table of rewritings is gone through at most."""

PASSIVE = "passive and active"
DOER = "who did the act"
ONE_SIDED = frozenset({PASSIVE, DOER})
"""Turns that only one side may take: two passives that differ in their verb's place are two sentences, and two acts that
different people are said to do are two acts."""


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


@lru_cache(maxsize=1024)
def normal(text: str, rules: EditorialRules, *, first: bool = False) -> tuple[str, tuple[str, ...]]:
    """Bring the phrases of a text to one form, and name the rewritings that did it.

    Some rewritings look at gender and number, which later forms no longer show: they have their turn `first`. Kept, for
    different turns lead to the same text.
    """
    found = _phrased(text, rules)
    steps = ["same words in law"] if found != text else []
    start, passes = "", 0
    while found != start and passes < PASSES:
        start, passes = found, passes + 1
        found = _pass(found, rules, steps, first=first)
    return found, tuple(dict.fromkeys(steps))


def _phrased(text: str, rules: EditorialRules) -> str:
    """Write each phrase by the one it is compared by, the longest that begins at a word."""
    words = text.split(" ")
    done: list[str] = []
    place = 0
    while place < len(words):
        phrase = _phrase(words, place, rules) if words[place] in rules.lengths else ""
        if (
            phrase in rules.homographs
            and done
            and done[-1] in rules.determining
            and not _cliticised(done, rules)
        ):
            phrase = ""
        done.append(rules.phrase[phrase] if phrase else words[place])
        place += phrase.count(" ") + 1
    return " ".join(done)


def _cliticised(words: list[str], rules: EditorialRules) -> bool:
    """Tell whether words end with a pronoun that looks like an article: `il ne le` before `montre`."""
    clitics = rules.listed("reading", "clitics")
    return words[-1] in clitics and words[-2] in clitics | rules.listed("reading", "taking_up")


def _phrase(words: list[str], place: int, rules: EditorialRules) -> str:
    """Give the longest phrase that begins at a word; empty where none does."""
    following = words[place + 1] if place + 1 < len(words) else ""
    # Generators take twice as long, and this is asked of every word.
    for length in rules.lengths[words[place]].get(following, ()):
        phrase = " ".join(words[place : place + length])
        if phrase in rules.phrase:
            return phrase
    return words[place] if words[place] in rules.phrase else ""


def _pass(text: str, rules: EditorialRules, steps: list[str], *, first: bool) -> str:
    """Try each rewriting once, in order; after one that changed the text others may be of use."""
    likely = [*rules.likely.places(text)]
    while likely:
        place = likely.pop(0)
        rewrite = rules.rewrites[place]
        given = text if rewrite.first and not first else rewrite.applied(text)
        if given != text:
            steps.append(rewrite.name)
            text = given
            likely = [later for later in rules.likely.places(text) if later > place]
    return text


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
