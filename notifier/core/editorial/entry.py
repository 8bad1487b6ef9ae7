"""One entry of the table of rewritings: what it looks for, what it gives, and what bars it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from notifier.core.editorial.needs import Slots


@dataclass(frozen=True, kw_only=True, eq=False)
class Rewrite:
    """One entry of the table of rewritings; its patterns are compiled when the first text may match, for most never are.

    Attributes:
        name: what it does, for explanations.
        written: the pattern over tokens, with slots in it.
        give: what stands there instead; `{1}` is the participle of the verb or of the noun of action in the first group, `{1:er}` its infinitive.
        first: only before gender and number are taken off.
        barred: a pattern; where it is found, nothing is rewritten. Empty for none.
        slots: what stands in both for a name.
        done: gives the participle of a verb by any of its forms; empty for what is no verb.
        doable: gives its infinitive.
    """

    name: str
    written: str
    give: str
    first: bool
    barred: str
    slots: Slots
    done: Callable[[str], str]
    doable: Callable[[str], str]

    @cached_property
    def find(self) -> re.Pattern[str]:
        """The pattern over tokens."""
        return re.compile(self.slots.spelled(self.written))

    @cached_property
    def unless(self) -> re.Pattern[str]:
        """The pattern that bars the rewriting."""
        return re.compile(self.slots.spelled(self.barred))

    def applied(self, text: str) -> str:
        """Give a text with this rewriting done in it."""
        if not self.find.search(text):
            return text  # as most texts
        given = self.find.sub(self._told if "{" in self.give else self.give, text)
        return text if self.barred and given != text and self.unless.search(text) else given

    def _told(self, match: re.Match[str]) -> str:
        """Write what was found with its verbs by their participles or infinitives; as it stood where one is no verb."""
        verbs = {
            (place, kind): (self.doable if kind else self.done)(match[int(place)] or "")
            for place, kind in _VERB.findall(self.give)
        }
        if not all(verbs.values()):
            return match.group()
        return match.expand(_VERB.sub(lambda found: verbs[found[1], found[2]], self.give))


_VERB = re.compile(r"\{(\d)((?::er)?)\}")
