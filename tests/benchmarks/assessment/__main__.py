"""Measure the assessment on labelled changes, beside a phrase list, in one run.

    python -m tests.benchmarks.assessment

The sets are read from POLICY_CORPUS, or from ../shared/corpus beside the repository.
"""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from typing import TYPE_CHECKING

from notifier import cli
from notifier.adapters import rules
from notifier.core.assessment import Level, assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.text import EN, FR, Language
from tests.benchmarks.assessment import adverse, corpus, doubling, parallel, validate
from tests.benchmarks.assessment.figures import RANK, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.document import Document

Judge = "Callable[[Language, str, str], Level]"
PHRASES = re.compile(
    r"\b(?:may|without|sell|share|third part\w+|partners?|advertis\w+|no longer|discretion|arbitration|waive\w*|fees?"
    r"|pouvons|sans|vend\w+|partag\w+|tiers|partenaires?|publicit\w+|ne .{1,30} plus|discrétion|arbitrage|frais)\b"
)


def ours(language: Language, before: str, after: str) -> Level:
    """Judge by the rules."""
    made = assess(
        compare(parse(before, language=language), parse(after, language=language)), rules.read(language)
    )
    return made.level


def phrases(language: Language, before: str, after: str) -> Level:
    """Judge by a list of words: same words are editorial, a new word of the list takes."""
    del language
    one, two = (" ".join(re.findall(r"\w+", text.lower())) for text in (before, after))
    if one == two:
        return Level.EDITORIAL
    came = Counter(PHRASES.findall(two)) - Counter(PHRASES.findall(one))
    return Level.REDUCTION if came or len(two) < len(one) / 2 else Level.MATERIAL


def judged(
    examples: list[corpus.Example], judge: Callable[[Language, str, str], Level]
) -> Iterator[tuple[int, int]]:
    """Answer examples; give gold and answered ranks."""
    for example in examples:
        level = judge(Language(example["lang"]), *corpus.pages(example))
        gold = (
            max((RANK[change["level"]] for change in example["changes"]), default=1)
            if "changes" in example
            else RANK[example["level"]]
        )
        yield gold, max(1, int(level))


def sets() -> None:
    """Print each set by language, ours beside the phrase list; `kept` and `gains` were never learned from."""
    for name in ("kept", "gains", "challenge", "changes", "releases"):
        for language in (EN, FR):
            mine = [
                e
                for e in corpus.read(name)
                if e["lang"] == language and e.get("confidence", "high") == "high"
            ]
            tell(f"{name} {language}: rules", judged(mine, ours))
            tell(f"{name} {language}: phrase list", judged(mine, phrases))


def fresh() -> None:
    """Print the pairs of the repository, and how often both languages agree on them."""
    levels: dict[str, list[tuple[int, Level]]] = {"en": [], "fr": []}
    for pair in corpus.pairs():
        language = Language(pair["lang"])
        levels[language].append((RANK[pair["level"]], ours(language, *corpus.pages(pair))))
    for name, told in levels.items():
        tell(f"pairs of the repository {name}: rules", ((gold, max(1, int(answer))) for gold, answer in told))
    same = sum(one[1] == two[1] for one, two in zip(levels["en"], levels["fr"], strict=True))
    print(f"pairs of the repository: the same level in both languages {same}/{len(levels['en'])}")


def speed() -> None:
    """Print the time for a changed clause, reading and comparing included."""
    taken = []
    for example in corpus.read("changes"):
        language = Language(example["lang"])
        pages: tuple[Document, Document] = tuple(
            parse(text, language=language) for text in corpus.pages(example)
        )  # type: ignore[assignment]
        changes = compare(*pages)
        start = time.process_time()
        assess(changes, rules.read(language))
        taken.append((time.process_time() - start) / max(1, len(changes.changes)))
    if taken:
        print(
            f"assessing a changed clause: median {statistics.median(taken) * 1000:.2f} ms, 95 % {statistics.quantiles(taken, n=20)[-1] * 1000:.2f} ms"
        )


CLAUSES = 300


def release() -> None:
    """Print the CPU time to compare and judge a policy of 300 clauses in both languages, all or 30 of them changed."""
    for changed in (CLAUSES, CLAUSES // 10):
        pages = [
            [parse(text, language=language) for text in _policy(language, changed)] for language in (EN, FR)
        ]
        packs = [rules.read(language) for language in (EN, FR)]
        start = time.process_time()
        for (before, after), pack in zip(pages, packs, strict=True):
            assess(compare(before, after), pack)
        taken = time.process_time() - start
        told = "all" if changed == CLAUSES else changed
        print(f"{CLAUSES} clauses x 2 languages, {told} changed: CPU s {taken:.2f} (to reach: <= 0.5)")


def _policy(language: Language, changed: int) -> tuple[str, str]:
    """Give a policy made of the pairs of the repository, and the same with the first so many clauses changed."""
    pairs = [pair for pair in corpus.pairs() if pair["lang"] == language and pair["before"]]
    clauses = [pairs[place % len(pairs)] for place in range(CLAUSES)]
    sides = [
        [f"{clause[side]} ({place})" for place, clause in enumerate(clauses)] for side in ("before", "after")
    ]
    return "\n\n".join(sides[0]), "\n\n".join([*sides[1][:changed], *sides[0][changed:]])


def main() -> None:
    """Run everything there is something to run on, as the command runs it: with garbage collected seldom."""
    cli.collect_seldom()
    fresh()
    release()
    doubling.main()
    if corpus.folder() is None:
        print(
            "the labelled changes are not here (POLICY_CORPUS); only the pairs of the repository were measured"
        )
        return
    sets()
    validate.main()
    parallel.main()
    speed()
    adverse.run(ours, Level.EDITORIAL)


if __name__ == "__main__":
    main()
