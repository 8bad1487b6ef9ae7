"""Several acts in a row that share what opens them: `to send invoices and to prevent fraud`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.frames import Frames
from notifier.core.editorial.facts.values import SAME, Fact, Group

if TYPE_CHECKING:
    from notifier.core.editorial.lexicon import Words


class Acts(Frames):
    """Reads acts that somebody named before does."""

    def acts(self, words: Words, opening: Words) -> Fact | Group | None:
        """Read an act, or several with the same opening: `to …` before each or before the first alone."""
        parts = [(at, self._opened(words, at, opening)) for at in range(1, len(words) - 1)]
        joints = [(at, start) for at, start in parts if start]
        joiner = words[joints[-1][0]] if joints else ""
        if not self.is_a(joiner, "joiners"):
            return self.clause(words, subject=SAME)
        starts, ends = [0, *(start for _, start in joints)], [*(at for at, _ in joints), len(words)]
        pieces = [words[start:end] for start, end in zip(starts, ends, strict=True)]
        told = tuple(fact for piece in pieces if (fact := self._one_act(piece)))
        aims = joiner == self.grammar.one("and")
        return Group(kind="aims" if aims else joiner, facts=told) if len(told) == len(pieces) else None

    def _one_act(self, words: Words) -> Fact | None:
        """Read one act, without the comma that parts it from the next."""
        return self.clause(words[:-1] if words[-1:] == (",",) else words, subject=SAME)

    def _opened(self, words: Words, place: int, opening: Words) -> int:
        """Give where another act begins after a word that joins; 0 where none does."""
        if words[place] != "," and not self.is_a(words[place], "joiners"):
            return 0
        start = place + 1
        if opening and words[start : start + len(opening)] == opening:
            start += len(opening)
            return start if self.bare(words, start) else 0
        word = words[start]
        if opening:
            sure = word in self.grammar.base and not self.is_a(word, "nouny")
            return start if sure and not self.french else 0
        return start if self.gerund(word) and word in self.grammar.acting else 0
