"""Learn the weights of the signs of a reduction, and write them as data.

    python -m tests.benchmarks.assessment.learn

A logistic regression over the signs of `notifier.core.signs`. The same sets give the same weights: there is no randomness in it. A pair
that rules were written with counts little (`corpus.share`): on it the rules are right more often than elsewhere, and weights that learn
from it trust them too much. Measured on 1,240 pairs not learned from: average precision .82 so, .79 with every example alike. Each
doubling of the pairs of strangers raised what is found and what of it is right by one to three points. Single words became worth their
weight with 8,400 such pairs: on 3,640 pairs not learned from .83 found and .83 of it right with them, .82 and .82 without. Tried besides:
trees (no better), pairs of words and words with whom the statement serves (no better than the words), vectors of words from a language
model (.841 beside .826 average precision, for some megabytes of data) and classes of words made of them (one point on invented pairs, five
points lost on real changes); each pair turned round, a reduction for what is none and the other way about (it finds on invented pairs as
much as it loses, whatever it weighs). The words around a number that rose or fell find one more in a hundred (`core/tallies`); those
around every edit, and whether a word stands in for another (`core/around`), raised what is found by one point and what of it is right by
two, for twice as many weights. With so many signs a weaker pull towards 0 does better: on 3,975 pairs not learned from, .92 found and .87
right with 1.5, .92 and .86 with 4; classes of words by actor or act, and endings and pieces of words, added nothing to them.
How the weights do on services and pairs they were not learned from is told by
`python -m tests.benchmarks.assessment.validate`, which learns them anew without each fifth.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from notifier.adapters import rules
from notifier.core.assessment import placed
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.editorial import Open, explain_all
from notifier.core.judgement import observe
from notifier.core.text import Language
from tests.benchmarks.assessment import corpus

if TYPE_CHECKING:
    from notifier.core.judgement import Observed
    from notifier.core.rulepack import RulePack

OUT = Path(__file__).resolve().parents[3] / "notifier" / "rules" / "weights.toml"
ROUNDS, SHRINK, SEEN = 150, 1.5, 4
EDITION = "2026.11.27.4"
UNCHANGED = frozenset({"editorial", "noise"})
LEAST = 0.03
"""Weights below this are left out: they decide nothing, and are read at every start."""
LEAST_OF_WORDS = 0.08
"""The same for single words, of which there are many: on 1,360 pairs not learned from, the same was found and three in a thousand fewer
of it right; at 0.12 five in a thousand fewer were found."""
LEAN = 0.36
"""Added to the sum: a reduction missed costs more than one asked about in vain."""


@dataclass(frozen=True)
class Row:
    """One labelled change as signs."""

    signs: frozenset[str]
    reduction: bool
    share: float = 1.0


def rows(examples: list[corpus.Example]) -> list[Row]:
    """Read examples into signs; what a proof clears is not learned from."""
    packs = {name: replace(rules.read(name), weights={}) for name in rules.LANGUAGES}
    return [made for example in examples if (made := row(example, packs)) is not None]


def row(example: corpus.Example, packs: dict[Language, RulePack]) -> Row | None:
    """Read one example into signs; none when a proof clears all of it."""
    language = Language(example["lang"])
    before, after = (parse(text, language=language) for text in corpus.pages(example))
    changes = compare(before, after)
    proofs = explain_all(changes, packs[language].editorial)
    units = [
        (c.words_before, c.words_after, observe(c.words_before, c.words_after, packs[language], place=place))
        for proof, (c, place) in zip(proofs, placed(changes, packs[language]), strict=True)
        if isinstance(proof, Open)
    ]
    return gathered(example, units)


def gathered(example: corpus.Example, units: list[tuple[str, str, Observed]]) -> Row | None:
    """Gather the signs of all that is open in an example; none when nothing is, or when half of a move is all there is.

    A clause that came or went and is labelled as the same in other words stands elsewhere in its release. Alone it says what
    a new or a lost clause says, and would teach that those do nothing.
    """
    moved = example["level"] in UNCHANGED and not (example["before"].strip() and example["after"].strip())
    if moved:
        return None
    found = frozenset(sign for _, _, observed in units for sign in observed.signs)
    return Row(found, example["level"] == corpus.REDUCTION, corpus.share(example)) if found else None


def learn(examples: list[Row]) -> dict[str, float]:
    """Fit a logistic regression by full steps, each sign by its own curvature, shrunk towards 0."""
    counts = Counter(sign for row in examples for sign in row.signs)
    names = sorted(sign for sign, count in counts.items() if count >= SEEN)
    number = {name: place for place, name in enumerate(names)}
    known = [
        (tuple(sorted(number[sign] for sign in row.signs & number.keys())), row.reduction, row.share)
        for row in examples
    ]
    curve = [SHRINK] * len(names)
    for places, _, share in known:
        for place in places:
            curve[place] += share * len(places) / 8
    values = [0.0] * len(names)
    for _ in range(ROUNDS):
        slope = [SHRINK * value for value in values]
        for places, reduction, share in known:
            total = max(-30.0, min(30.0, sum(map(values.__getitem__, places))))
            error = share * (1 / (1 + math.exp(-total)) - reduction)
            for place in places:
                slope[place] += error
        values = [value - fall / bend for value, fall, bend in zip(values, slope, curve, strict=True)]
    weights = dict(zip(names, values, strict=True))
    weights["bias"] += LEAN
    return {sign: round(weight, 3) for sign, weight in sorted(weights.items()) if abs(weight) >= _least(sign)}


def _least(sign: str) -> float:
    return LEAST_OF_WORDS if "word:" in sign else LEAST


def examples() -> list[corpus.Example]:
    """Give all labelled changes that may be learned from."""
    return [e for name in corpus.LEARNED for e in corpus.read(name)] + corpus.pairs()


def main() -> None:
    """Learn from all labelled changes, and write the weights; `validate` tells how they do on services never seen."""
    told = examples()
    weights = learn(rows(told))
    lines = [f"{json.dumps(sign, ensure_ascii=False)} = {weight}" for sign, weight in weights.items()]
    OUT.write_text(
        "# What each sign says for a reduction of rights, learned from labelled changes; written by\n"
        "# tests/benchmarks/assessment/learn.py. Positive: for a reduction. They clear nothing.\n"
        f'edition = "{EDITION}"\n\n[weights]\n' + "\n".join(lines) + "\n",
        "utf-8",
    )
    print(f"{len(weights)} weights from {len(told)} changes")


if __name__ == "__main__":
    main()
