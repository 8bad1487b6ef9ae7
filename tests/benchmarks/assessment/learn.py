"""Learn the weights of the signs of a reduction, and write them as data.

    python -m tests.benchmarks.assessment.learn

A logistic regression over the signs of `notifier.core.signs`, which are the same in every language; the changes of one
service in five are kept aside and never seen. The same sets give the same weights: no randomness but a fixed seed.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from notifier.adapters import rules
from notifier.core.assessment import cleared, placed
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.judgement import observe
from notifier.core.text import Language
from tests.benchmarks.assessment import corpus

OUT = Path(__file__).resolve().parents[3] / "notifier" / "rules" / "weights.toml"
ROUNDS, RATE, SHRINK, SEEN = 20, 0.15, 0.1, 6
LEAN = 0.75
"""Added to the sum: a reduction missed costs more than one asked about in vain."""


@dataclass(frozen=True)
class Row:
    """One labelled change as signs."""

    signs: frozenset[str]
    reduction: bool
    weight: float


def rows(examples: list[corpus.Example]) -> list[Row]:
    """Read examples into signs; what a proof clears is not learned from."""
    packs = {name: replace(rules.read(name), weights={}) for name in rules.LANGUAGES}
    made = []
    for example in examples:
        language = Language(example["lang"])
        before, after = (parse(text, language=language) for text in corpus.pages(example))
        found: set[str] = set()
        for change, place in placed(compare(before, after), packs[language]):
            if not cleared(change, packs[language], place):
                seen = observe(change.words_before, change.words_after, packs[language], place=place)
                found |= seen.signs
        if found:
            sure = example.get("confidence", "high") == "high"
            made.append(Row(frozenset(found), example["level"] == corpus.REDUCTION, 1.0 if sure else 0.5))
    return made


def learn(examples: list[Row]) -> dict[str, float]:
    """Fit the weights by stochastic gradient descent (AdaGrad), shrunk towards 0."""
    counts = Counter(sign for row in examples for sign in row.signs)
    known = [
        (sorted(s for s in row.signs if counts[s] >= SEEN), row.reduction, row.weight) for row in examples
    ]
    weights: dict[str, float] = defaultdict(float)
    speed: dict[str, float] = defaultdict(lambda: 1e-8)
    order = random.Random(7)
    for _ in range(ROUNDS):
        order.shuffle(known)
        for signs, reduction, weight in known:
            total = max(-30.0, min(30.0, sum(weights[sign] for sign in signs)))
            error = (1 / (1 + math.exp(-total)) - reduction) * weight
            for sign in signs:
                step = error + SHRINK * weights[sign]
                speed[sign] += step * step
                weights[sign] -= RATE * step / math.sqrt(speed[sign])
    weights["bias"] += LEAN
    return {sign: round(weight, 3) for sign, weight in sorted(weights.items()) if abs(weight) >= 0.005}


def main() -> None:
    """Learn from what is not kept aside, and write the weights."""
    examples = [e for name in ("challenge", "changes", "train") for e in corpus.read(name)]
    weights = learn(rows([example for example in examples if not corpus.kept_aside(example)]))
    lines = [f'"{sign}" = {weight}' for sign, weight in weights.items()]
    OUT.write_text(
        "# What each sign says for a reduction of rights, learned from labelled changes; written by\n"
        "# tests/benchmarks/assessment/learn.py. Positive: for a reduction. They clear nothing.\n"
        'edition = "2026.11.1"\n\n[weights]\n' + "\n".join(lines) + "\n",
        "utf-8",
    )
    print(f"{len(weights)} weights from {len(examples)} changes")


if __name__ == "__main__":
    main()
