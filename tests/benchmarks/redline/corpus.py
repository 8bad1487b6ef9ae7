"""The real pairs that everything is measured on."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("POLICY_CORPUS", ROOT.parent / "shared" / "corpus"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of one text that follow each other."""

    id: str
    lang: str
    before: str
    after: str


def pairs(name: str = "pairs.jsonl") -> list[Pair]:
    """Read the pairs of a file; none when the corpus is not there."""
    path = CORPUS / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [Pair(one.get("id") or one["pair"], one["lang"], one["before"], one["after"]) for one in read]
