"""The forms of verbs, by the endings of a language: *films*, *filmed* and *filming* are forms of *film*."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.core.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Inflection:
    """How a language forms its verbs.

    Attributes:
        endings: for each ending of a form, what stands in its place in the base: `ies` is `y`.
        irregular: the bases of forms that no ending explains: `sold` is `sell`.
        longest: how many letters the longest ending has.
    """

    endings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    irregular: Mapping[str, Sequence[str]] = field(default_factory=dict)
    longest: int = 0
    _known: Memory[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make room for the words that are asked again."""
        object.__setattr__(self, "_known", Memory(self._read))

    def bases(self, word: str) -> frozenset[str]:
        """Give every verb that a word may be a form of, itself included; most of them are no words at all."""
        return self._known[word]

    def _read(self, word: str) -> frozenset[str]:
        found = {word, *self.irregular.get(word, ())}
        for size in range(min(self.longest, len(word) - _SHORTEST) + 1):
            stem, ending = word[: len(word) - size], word[len(word) - size :]
            found.update(stem + base for base in self.endings.get(ending, ()))
        return frozenset(found)


def inflection(endings: Mapping[str, Sequence[str]], irregular: Mapping[str, Sequence[str]]) -> Inflection:
    """Read the tables of a language: a base and its endings, a base and its irregular forms."""
    replaced: dict[str, list[str]] = {}
    for base, forms in endings.items():
        for form in forms:
            replaced.setdefault(form, []).append(base)
    known: dict[str, list[str]] = {}
    for base, forms in irregular.items():
        for form in forms:
            known.setdefault(form, []).append(base)
    return Inflection(replaced, known, max(map(len, replaced), default=0))
