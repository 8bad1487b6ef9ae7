from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import LONGER, V1, PolicyRepo, edited

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = "# Data {#data}\n\nWe do not sell your data. We keep it for 30 days.\n"
AFTER = "# Data {#data}\n\nWe do not sell your data. We keep it for 60 days.\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    before, after = tmp_path / "before.md", tmp_path / "after.md"
    before.write_text(BEFORE, "utf-8")
    after.write_bytes(b"\xef\xbb\xbf" + AFTER.encode())
    return ["--before", str(before), "--after", str(after)]


def test_two_files_are_compared_in_every_format(tmp_path: Path, files: list[str]) -> None:
    text = policy(tmp_path, "diff", *files)
    assert text.out == "data-1 · Edited\n  We do not sell your data. We keep it for [-30-]{+60+} days.\n"
    assert "<del>30</del><ins>60</ins>" in policy(tmp_path, "diff", *files, "--format", "markdown").out
    assert policy(tmp_path, "diff", *files, "--format", "html").out.startswith("<!doctype html>")
    assert "Modifié" in policy(tmp_path, "diff", *files, "--lang", "fr").out


def test_json_tells_what_the_change_does_where_there_are_rules(tmp_path: Path, files: list[str]) -> None:
    told = json.loads(policy(tmp_path, "diff", *files, "--format", "json").out)
    change = told["changes"][0]
    assert (change["kind"], change["clause"]) == ("edited", "data-1")
    assert {"before", "after", "redline", "level", "direction", "category", "findings"} <= change.keys()
    other = json.loads(policy(tmp_path, "diff", *files, "--format", "json", "--lang", "de").out)
    assert "level" not in other


def test_a_release_is_compared_with_another_and_with_the_working_tree(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, *LONGER))
    working = policy(repo.path, "diff", "privacy")
    assert working.out == policy(repo.path, "diff", "privacy", "1.0.0").out
    assert "{+" in working.out
    assert policy(repo.path, "diff", "privacy", "1.0.0", "1.0.0").out == "Nothing changed.\n"


def test_what_cannot_be_compared_is_refused_in_one_line(repo: PolicyRepo, files: list[str]) -> None:
    none = policy(repo.path, "diff", "privacy")
    assert (none.code, none.err.count("\n")) == (1, 1)
    repo.release("1.0.0", published=date(2015, 10, 1))
    assert "no release 9.9.9" in policy(repo.path, "diff", "privacy", "9.9.9").err
    assert policy(repo.path, "diff", *files[:2]).code == 2
    assert policy(repo.path, "diff", "privacy", *files).code == 2
