"""How the assessment does on services it has never seen: weights learned anew without each fifth of the services.

    python -m tests.benchmarks.assessment.validate

An invented pair is left out together with its translation. Rules, taxonomy and effects stay as they are: their authors
have seen the sets, so only the weights are truly out of service; the pairs of strangers that nobody opened are the measure of
the rest.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.adapters import rules
from notifier.core.assessment import Level, placed
from notifier.core.changeset import compare
from notifier.core.decision import decide
from notifier.core.document import parse
from notifier.core.editorial import Open, explain_all
from notifier.core.judgement import observe
from notifier.core.text import Language
from tests.benchmarks.assessment import corpus, learn
from tests.benchmarks.assessment.figures import RANK, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.judgement import Observed
    from notifier.core.rulepack import RulePack

FOLDS = 5


def fold(example: corpus.Example) -> int:
    """Give the fifth an example belongs to: by its service, or by its number where it is invented."""
    name = corpus.service(example) or "".join(re.findall(r"\d+", str(example["id"])))
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def seen(example: corpus.Example, packs: Mapping[Language, RulePack]) -> list[tuple[str, str, Observed]]:
    """Read what is not proved editorial in an example."""
    language = Language(example["lang"])
    before, after = (parse(text, language=language) for text in corpus.pages(example))
    changes = compare(before, after)
    proofs = explain_all(changes, packs[language].editorial)
    return [
        (c.words_before, c.words_after, observe(c.words_before, c.words_after, packs[language], place=place))
        for proof, (c, place) in zip(proofs, placed(changes, packs[language]), strict=True)
        if isinstance(proof, Open)
    ]


def level(units: list[tuple[str, str, Observed]], pack: RulePack) -> Level:
    """Give the highest level of what was read."""
    found = (finding.level for unit in units for finding in decide(*unit, pack))
    return max(found, default=Level.EDITORIAL)


def main() -> None:
    """Print the figures of each set and language, every example answered without its own service."""
    packs = {name: rules.read(name) for name in rules.LANGUAGES}
    told = [
        (f"{name}, opened" if corpus.opened(example) else name, example)
        for name in corpus.LEARNED
        for example in corpus.read(name)
    ]
    told += [("pairs of the repository", example) for example in corpus.pairs()]
    read = [(name, example, seen(example, packs)) for name, example in told]
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number in range(FOLDS):
        known = [made for _, e, units in read if fold(e) != number and (made := learn.gathered(e, units))]
        weights = learn.learn(known)
        for name, example, units in read:
            if fold(example) == number and example.get("confidence", "high") == "high":
                pack = replace(packs[Language(example["lang"])], weights=weights)
                rows[f"{name} {example['lang']}: service not seen"].append(
                    (RANK[example["level"]], max(1, int(level(units, pack))))
                )
    for name, pairs in sorted(rows.items()):
        tell(name, pairs)


if __name__ == "__main__":
    main()
