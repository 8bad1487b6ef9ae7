"""The labelled changes: where they are, and which service each comes from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = (
    os.environ.get("POLICY_CORPUS", ""),
    str(ROOT.parent / "shared" / "corpus"),
    str(ROOT.parents[1] / "shared" / "corpus"),
)
CASES = ROOT / "tests" / "cases"
PAIRS = ("assessment_fresh.toml", "assessment_pairs.toml")
RULED = "assessment.toml"
"""The cases that a lawyer added, with the level they must get: each counts for two."""
LEARNED = ("challenge", "changes", "train", "apart", "strangers")
"""The sets that weights are learned from.

`apart`, `strangers` and `kept` stand in the repository: pairs by writers who had not seen the rules. `apart` was looked at
afterwards, and rules were mended with it. From `strangers` the weights learn; half of it, see `opened`, has been read by those who
write rules, the other half by nobody. From `kept` nothing is learned, neither weights nor rules; it tells how the assessment does
on wordings that nobody listed. `gains` holds changes that take nothing away, each kind beside near twins that do: they are hard on
purpose, and weights that learn from half of them do no better on the other half.
"""
WRITTEN_WITH = frozenset({"challenge", "apart", *PAIRS})
"""The invented pairs that rules were written with."""
DRAFTED = frozenset({"SY", "SAJ", "SBH", "SBI"})
"""How the ids of strangers' pairs begin that were invented in the manner of companies' own drafting."""
REDUCTION = "reduction"

Example = dict[str, Any]


def folder() -> Path | None:
    """Give the folder of the labelled changes, or none."""
    return next(
        (Path(place) for place in FOLDERS if place and (Path(place) / "challenge.jsonl").exists()), None
    )


def read(name: str) -> list[Example]:
    """Read one set; empty when it is not there."""
    place = CASES if (CASES / f"{name}.jsonl").exists() else folder()
    if place is None or not (place / f"{name}.jsonl").exists():
        return []
    lines = (place / f"{name}.jsonl").read_text("utf-8").split("\n")
    return [{**json.loads(line), "set": name} for line in lines if line.strip()]


def pairs() -> list[Example]:
    """Read the pairs and the cases of the repository, each in both languages."""
    found = []
    for name in (*PAIRS, RULED):
        table = tomllib.loads((CASES / name).read_text("utf-8"))
        for number, pair in enumerate(table["case" if name == RULED else "pair"]):
            for language in ("en", "fr"):
                before, after = pair[language]
                level = pair["level"].removeprefix("rights-")
                found.append(
                    {
                        "id": f"{name}-{number}-{language}", "lang": language, "before": before, "after": after,
                        "set": name, "level": level, "heading": pair.get("heading", {}).get(language, ""),
                    }
                )  # fmt: skip
    return found


def share(example: Example) -> float:
    """Tell how much an example counts when weights are learned.

    A pair of a stranger counts once, one invented in the manner of companies half (counted once, such pairs cost three points of
    the reductions found on real changes), a lawyer's case twice, a real change twice, and a pair that rules were written
    with a fifth. Where the readers of a real change were not sure, or not of one mind, it counts a quarter: it
    teaches little and misleads much (average precision on 2,300 pairs of strangers .83 with all alike, .85 so).
    """
    name = example["set"]
    if name == RULED:
        return 2.0
    if name in WRITTEN_WITH:
        return 0.2
    if not service(example):
        return 0.5 if str(example["id"]).partition("-")[0] in DRAFTED else 1.0
    return 2.0 if example.get("confidence", "high") == "high" else 0.5


def opened(example: Example) -> bool:
    """Tell whether rules were mended with a pair of a stranger: those whose id has an odd digest were opened for it."""
    digest = hashlib.md5(str(example["id"]).encode(), usedforsecurity=False).hexdigest()
    return example["set"] == "strangers" and int(digest, 16) % 2 == 1


def service(example: Example) -> str:
    """Name the service whose policy a real change comes from; empty for an invented pair."""
    path = str(example.get("source", "")).rsplit(" 20", 1)[0]
    return path.split("/")[-2] if "/" in path else path


def page(context: str, text: str) -> str:
    """Set a clause under its headings, as a small Markdown page."""
    titles = [title.strip() for title in context.split(" > ") if title.strip()]
    heads = [f"{'#' * min(depth, 6)} {re.sub('^#+ ', '', title)}" for depth, title in enumerate(titles, 1)]
    return "\n\n".join([*heads, text]).strip() + "\n"


def pages(example: Example) -> tuple[str, str]:
    """Give both texts of an example as they are asked."""
    if "changes" in example:
        return example["before"], example["after"]
    context = example.get("context", example.get("heading", ""))
    return page(context, example["before"]), page(context, example["after"])
