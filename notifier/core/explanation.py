"""Say what a rule saw: one sentence a finding, in each language, that quotes both texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core.comparison import MANY
from notifier.core.finding import Direction, Finding, Level
from notifier.core.text import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notifier.core.comparison import Ground
    from notifier.core.quotation import Quotes, Source
    from notifier.core.rulepack import RulePack
    from notifier.core.text import Language

_COUNTED = frozenset({"number-worse", "number-better", "tally-better"})
_GRAVITY = (Direction.ADVERSE, Direction.MIXED, Direction.FAVOURABLE, Direction.NEUTRAL)
_REACHING = frozenset({"protected", "definition", "lead-in"})
"""Rules that speak of more than the clause itself."""
_THINGS = frozenset(
    {"channel", "data", "duty", "guarantee", "item", "measure", "permission", "place", "power", "purpose", "recipient", "right",
     "state", "third"}
)  # fmt: skip
"""Rules about a thing that came or went say less than those about a bound, a number or an agreement."""
_INNER = re.compile(r"[\"“«]\s*([^\"“”«»]*?)\s*[\"”»]")
_QUOTES = "\"“”«»'"
_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\w)")


def findings(
    grounds: Iterable[Ground], source: Source, pack: RulePack, most: Level = Level.REDUCTION
) -> tuple[Finding, ...]:
    """Tell what the rules saw, the gravest first; what was said of the same words already is not said again."""
    told = sorted(
        (_told(ground, source, pack, most) for ground in grounds), key=lambda pair: gravity(pair[1])
    )
    kept: dict[Quotes, Finding] = {}
    shown: set[tuple[str, str, str]] = set()
    graver: list[tuple[Quotes, Direction]] = []
    for words, one in told:
        said = one.rule, one.before, one.after
        if words in kept or said in shown or any(_covers(other, words, one.direction) for other in graver):
            continue
        kept[words] = one
        shown.add(said)
        if len(graver) < MANY:  # each finding is held against so many, for a long clause may have thousands
            graver.append((words, one.direction))
    return tuple(kept.values())


def gravity(one: Finding) -> tuple[int, bool, int, bool]:
    """Order findings: the highest level first, then what reaches beyond its clause, what takes, and what says most."""
    return (
        -one.level,
        one.rule not in _REACHING,
        _GRAVITY.index(one.direction),
        one.rule.partition("-")[0] in _THINGS,
    )


def _covers(other: tuple[Quotes, Direction], words: Quotes, direction: Direction) -> bool:
    """Tell whether a finding says of a part of the words what a graver one says of them."""
    (before, after), said = other
    return direction in {said, Direction.NEUTRAL} and words[0] in before and words[1] in after


def finding(ground: Ground, source: Source, pack: RulePack, most: Level = Level.REDUCTION) -> Finding:
    """Tell what one rule saw."""
    return _told(ground, source, pack, most)[1]


def _told(ground: Ground, source: Source, pack: RulePack, most: Level) -> tuple[Quotes, Finding]:
    """Tell what one rule saw, and the very phrases that it saw, of which the sentence may show more."""
    near, (before, after) = source.quotes(ground.before, ground.after, onward=ground.rule in _COUNTED)
    return near, Finding(
        rule=ground.rule,
        level=most if ground.direction is Direction.ADVERSE else Level.MATERIAL,
        direction=ground.direction,
        category=ground.category,
        before=before,
        after=after,
        why=tuple(_sentences(ground, before, after, pack)),
    )


def _sentences(ground: Ground, before: str, after: str, pack: RulePack) -> Iterator[tuple[Language, str]]:
    """Fill in the sentence of a rule, in the form for the texts that are quoted."""
    form = "-added" if not before else "-removed" if not after else "-replaced"
    name = next(
        known
        for known in (
            f"{ground.rule}{ground.form}{form}",
            f"{ground.rule}{form}",
            ground.rule + ground.form,
            ground.rule,
        )
        if known in pack.sentences
    )
    for language, sentence in pack.sentences[name]:
        yield language, sentence.format(before=marked(before, language), after=marked(after, language))


def marked(words: str, language: Language) -> str:
    """Put words in the quotation marks of a language, and what they quote themselves in the inner ones."""
    opening, closing, inner = _MARKS[language]
    if holds(words, _QUOTES):
        words = _INNER.sub(inner, _APOSTROPHE.sub("’", words))
    return f"{opening}{words}{closing}"


_MARKS: Mapping[str, tuple[str, str, str]] = {
    "en": ("“", "”", r"‘\1’"),
    "fr": ("«\u00a0", "\u00a0»", r"“\1”"),
}
"""For each language how a quote opens and closes, and how it shows a quote inside."""
