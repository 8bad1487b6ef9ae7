"""Titles that call a change small, held against what the change does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.core.levels import called
from notifier.core.said import say
from notifier.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SMALL = re.compile(
    r"\b(?:typos?|spelling|grammar|punctuation|formatting|reformat\w*|whitespace|cosmetic|cleanup|clean\s+up|tidy\w*"
    r"|house\s*keeping|minor|trivial|nits?|tweaks?|lint|rewording|reword\w*|wording|(?:update|fix|various|broken)\s+links?"
    r"|links?\s+(?:fix|update)\w*|editorial|sync|identical|no\s+(?:functional|material|substantive)\s+changes?"
    r"|not\s+material|coquilles?|fautes?|orthographe|ponctuation|mise\s+en\s+(?:forme|page)|mineure?s?|toilettage|m[ée]nage"
    r"|cosm[ée]tique|reformulations?|(?:mise\s+[àa]\s+jour\s+des|corrige\w*\s+(?:les|des))\s+liens)\b",
    re.IGNORECASE,
)


def playing_down(labels: Iterable[tuple[str, str]], level: Level) -> Iterator[Refusal]:
    """Tell every title that calls small what people should know; each label is the commit and its title.

    The title of the pull request itself comes without a commit.
    """
    if level <= Level.EDITORIAL:
        return
    for commit, words in labels:
        if found := _SMALL.search(words):
            told = {"words": words, "found": found.group(), "level": called(level)}
            yield Refusal(
                say(
                    "the title of commit {commit}, '{words}', calls the change small ('{found}'): it is “{level}”",
                    commit=commit,
                    **told,
                )
                if commit
                else say("the title '{words}' calls the change small ('{found}'): it is “{level}”", **told),
                remedy=say("say in the title what changes for people"),
            )
