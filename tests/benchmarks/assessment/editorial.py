"""How much of what is editorial the proof finds, and whether it ever clears more: by set, language and part.

    python tests/benchmarks/assessment/editorial.py [--wrong] [--missed] [set …]

The sets are read from POLICY_CORPUS, or from ../shared/corpus beside the repository.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
import zlib
from collections import defaultdict
from pathlib import Path

from notifier.adapters.editorial_rules import read_editorial
from notifier.core.alignment import Fate
from notifier.core.changeset import Change
from notifier.core.document import parse
from notifier.core.editorial import Proof, explain_change
from notifier.core.redline import diff
from notifier.core.text import Language

ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("POLICY_CORPUS", ROOT.parent / "shared" / "corpus"))
SETS = ("challenge", "changes", "train")


def change(before: str, after: str, language: Language) -> Change:
    """Give two Markdown texts as one change."""
    old, new = (parse(text, language=language).clauses for text in (before, after))
    redline = diff("\n".join(clause.text for clause in old), "\n".join(clause.text for clause in new))
    return Change(fate=Fate.EDITED, before=old, after=new, redline=redline)


def words(markdown: str, language: Language) -> str:
    """Give the words of a clause as the product compares them."""
    return "\n".join(clause.text for clause in parse(markdown, language=language).clauses)


def kept(example: dict) -> str:
    """Keep a third of the sources aside: nothing is built on them."""
    source = example.get("source") or example["id"]
    return "kept" if zlib.crc32(str(source).encode()) % 3 == 0 else "open"


def main() -> None:
    """Print one line for each set, language and part."""
    options = {argument for argument in sys.argv[1:] if argument.startswith("--")}
    chosen = [argument for argument in sys.argv[1:] if not argument.startswith("--")] or list(SETS)
    if not CORPUS.is_dir():
        print(f"editorial: no labelled changes at {CORPUS}; set POLICY_CORPUS")
        return
    for name in chosen:
        lines = (CORPUS / f"{name}.jsonl").read_text("utf-8").split("\n")
        report(name, [json.loads(line) for line in lines if line.strip()], options)


def report(name: str, examples: list[dict], options: set[str]) -> None:
    """Prove every example of a set and print the figures."""
    rows: dict[str, list[tuple[bool, bool, str]]] = defaultdict(list)
    times: list[float] = []
    for example in examples:
        language = Language(example["lang"])
        rules = read_editorial(language)
        before, after = (words(example[side], language) for side in ("before", "after"))
        asked = change(example["before"], example["after"], language)
        start = time.process_time()
        found = explain_change(asked, rules)
        times.append(time.process_time() - start)
        gold, proved = example["level"] in {"editorial", "noise"}, isinstance(found, Proof)
        sure = "sure" if example.get("confidence", "high") == "high" else "low"
        part = kept(example)
        rows[f"{language} {part} {sure}"].append((gold, proved, example["level"]))
        rows[f"{language} all {sure}"].append((gold, proved, example["level"]))
        if "--wrong" in options and proved and not gold:
            print(f"WRONG {example['id']} {example['level']} {sure} {found.steps}\n  - {before}\n  + {after}")
        if "--missed" in options and gold and not proved and part == "open":
            print(
                f"missed {example['id']} {sure}\n  - {before[:600]}\n  + {after[:600]}\n  {found.before} {found.after}"
            )
    for row in sorted(rows):
        told = rows[row]
        gold = sum(one for one, _, _ in told)
        hits = sum(one and other for one, other, _ in told)
        given = sum(other for _, other, _ in told)
        reduced = sum(other and level == "reduction" for _, other, level in told)
        print(
            f"{name:10s} {row:14s} n={len(told):4d}  recall {hits:3d}/{gold:3d} = {hits / max(gold, 1):.2f}"
            f"  precision {hits:3d}/{given:3d}  reductions cleared {reduced}"
        )
    mean, median = 1000 * sum(times) / len(times), 1000 * statistics.median(times)
    print(f"{name:10s} CPU a clause: median {median:.2f} ms, mean {mean:.2f} ms")


if __name__ == "__main__":
    main()
