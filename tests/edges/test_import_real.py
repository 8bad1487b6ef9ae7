"""Real releases, each a history of two steps: entered by `policy import apply`, verified by `policy verify`.

They are read from POLICY_CORPUS, or from ../shared/corpus beside the repository.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import ADA, PolicyRepo, make

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = (
    Path(os.environ.get("POLICY_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "releases.jsonl"
)
HISTORIES = int(os.environ.get("POLICY_HISTORIES", "24"))
LONGEST = 20_000
"""Letters, to keep the run short; the benchmark of releases reads them all."""


def _pairs() -> Iterator[dict[str, str]]:
    if FILE.exists():
        for line in FILE.read_text("utf-8").split("\n"):
            pair = json.loads(line) if line else {}
            if pair and len(pair["before"]) <= LONGEST:
                yield pair


PAIRS = list(_pairs())[:HISTORIES]


def _repository(folder: Path, language: str) -> PolicyRepo:
    """A repository without releases, of one policy in one language."""
    repo = make(folder)
    told = repo.read("policy/policies.toml").replace(
        'languages = ["en", "fr"]', f'languages = ["{language}"]'
    )
    repo.write("policy/policies.toml", told.replace('governing = "en"', f'governing = "{language}"'))
    for place in ("policy/privacy.md", "translations/fr/policy/privacy.md"):
        (repo.path / place).unlink()
    repo.commit("One language")
    return repo


@pytest.mark.skipif(not PAIRS, reason=f"no real histories: {FILE} is not there; set POLICY_CORPUS")
def test_real_histories_are_entered_and_verify(
    tmp_path: Path, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered: dict[str, int] = {}
    wrong: list[str] = []
    for pair in PAIRS:
        folder = tmp_path / pair["pair"]
        source = make(folder / "source")
        for day, side in (("2020-01-01", "before"), (pair["date"], "after")):
            monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T09:00:00+0100")
            source.write("terms.md", pair[side])
            source.commit(f"Terms of {day}")
        repo = _repository(folder / "repo", pair["lang"])
        texts = ("--from", str(source.path), "--text", f"{pair['lang']}=terms.md")
        plan = folder / "plan.toml"
        ran = [
            policy(repo.path, "import", "history", "privacy", *texts, "--by", ADA, "--out", str(plan)),
            policy(repo.path, "import", "apply", str(plan), *texts, "--today", "2026-11-23"),
            policy(repo.path, "verify"),
        ]
        steps = len(tomllib.loads(plan.read_text("utf-8"))["steps"])
        good = f"verified: {steps} records, {steps} texts, {steps} tags; all as published\n"
        if ran[-1].out == good:
            entered[pair["pair"]] = steps
        else:
            wrong.append(f"{pair['pair']}: {' '.join(one.err for one in ran)}")
    assert wrong == []
    assert sum(entered.values()) > len(PAIRS)
