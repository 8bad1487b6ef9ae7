"""One text read in several ways: anew only where its reading rests on what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from notifier.core.editorial.facts.folds import folded
from notifier.core.editorial.facts.forms import form
from notifier.core.editorial.facts.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.editorial.facts.folds import Facts
    from notifier.core.editorial.facts.forms import Form
    from notifier.core.editorial.facts.grammar import Grammar


class Told(NamedTuple):
    """What a text tells.

    Attributes:
        forms: what its facts are compared by; empty where a sentence was not understood.
        steps: the folds that did something.
        facts: the folded facts.
    """

    forms: tuple[Form, ...]
    steps: tuple[str, ...]
    facts: Facts = ()


class Readings:
    """The ways in which one text can be read; most texts can be read in one way alone."""

    def __init__(self, text: str, grammar: Grammar, evidence: Mapping[str, str]) -> None:
        self._text, self._grammar, self._evidence = text, grammar, evidence
        self._known: list[tuple[Mapping[str, bool], Told]] = []
        self._folded: list[tuple[Facts, Told]] = []

    def told(self, *, new: bool, low: bool) -> Told:
        """Read the text, and fold its facts."""
        chosen = {"new": new, "low": low}
        for rests_on, told in self._known:
            if rests_on.items() <= chosen.items():
                return told
        reader = Reader(self._grammar.rules, self._grammar, self._evidence, new=new, low=low)
        told = self._compared(reader.text(self._text))
        self._known.append((reader.rests_on, told))
        return told

    def _compared(self, facts: Facts) -> Told:
        """Fold facts; the same ones only once, for folding takes longer than reading."""
        for known, told in self._folded:
            if known == facts:
                return told
        plain, steps = folded(facts, self._grammar)
        told = Told(tuple(map(form, plain)), steps, plain)
        self._folded.append((facts, told))
        return told
