from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import PEOPLE, REGISTRY, SHORTER, V1, PolicyRepo, edited

from notifier.core.text import EN

if TYPE_CHECKING:
    from pathlib import Path

TODAY = ("--today", "2026-01-05")
PLACE = "policy/releases/privacy/next.toml"


@pytest.fixture
def ready(repo: PolicyRepo) -> PolicyRepo:
    """A released policy with a change that is drafted, ruled and ready to be released."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, *SHORTER))
    policy(repo.path, "draft", "--summary", "en=Shorter.", "--summary", "fr=Plus court.", *TODAY)
    policy(repo.path, "review", "privacy", "--agree", *TODAY)
    return repo


def _snapshot(repo: PolicyRepo) -> tuple[str, str, dict[str, bytes]]:
    files = {
        str(path.relative_to(repo.path)): path.read_bytes()
        for path in sorted(repo.path.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }
    return repo.git("for-each-ref"), repo.git("status", "--porcelain"), files


def _refused(repo: PolicyRepo, told: str, *arguments: str) -> None:
    """The command ends with 1, says it in one line, and changes nothing."""
    before = _snapshot(repo)
    ran = policy(repo.path, *arguments)
    assert ran.code == 1
    assert told in ran.err, ran.err
    assert all(line.startswith("policy: ") for line in ran.err.splitlines())
    assert _snapshot(repo) == before


def test_a_merge_conflict_is_told_with_its_line(ready: PolicyRepo) -> None:
    text = ready.read("policy/privacy.md")
    ready.write("policy/privacy.md", text.replace("We keep", "<<<<<<< HEAD\nWe keep"))
    _refused(ready, "policy/privacy.md:7: git left a merge conflict here; choose one side", "release", *TODAY)


def test_toml_that_is_none_is_told_with_line_and_column(ready: PolicyRepo) -> None:
    ready.write(PLACE, 'published_on = 2026-01-05\neffective_on = "2026\n')
    _refused(ready, f"{PLACE}:2: this line cannot be read as TOML, from column ", "release", *TODAY)


def test_a_conflict_in_the_draft_is_told_with_its_line(ready: PolicyRepo) -> None:
    ready.write(PLACE, "after = ''\n>>>>>>> other\n")
    _refused(ready, f"{PLACE}:2: git left a merge conflict here", "check")


def test_mozilla_2020_09_8_a_day_that_is_none_is_refused(ready: PolicyRepo) -> None:
    ready.write(PLACE, ready.read(PLACE).replace("effective_on = 2026-01-19", 'effective_on = "2020-09-8"'))
    _refused(ready, "effective_on '2020-09-8' is not a day; write it like 2027-01-31", "release", *TODAY)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('level = "huge"', "no level 'huge'; write editorial, material or rights-reduction"),
        ("published = 2026-01-05", "a draft has no 'published'"),
    ],
)
def test_a_draft_with_strange_words_is_refused(ready: PolicyRepo, line: str, told: str) -> None:
    draft = ready.read(PLACE)
    changed = draft.replace('level = "material"', line) if line.startswith("level") else f"{line}\n{draft}"
    ready.write(PLACE, changed)
    _refused(ready, told, "release", *TODAY)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("after = 5", ":1: 'after' must be a text in quotes"),
        ('summaries = "x"', ":1: 'summaries' must be a table"),
        ("rulings = 5", ":1: 'rulings' must be a list"),
        ("lifts = [true]", ":1: 'lifts 1' must be a text in quotes"),
        (
            '[[rulings]]\nclause = "a"\n[[rulings]]\nclause = "b"\nresaon = "x"',
            ":5: 'rulings 2, resaon' does not belong there",
        ),
        ('[[rulings]]\nassessed = "foo"', ":2: no level 'foo'"),
        ("[[carried]]\nby = 3", ":2: 'carried 1, by' must be a text in quotes"),
        ("published_on = 3", ":1: 'published_on' must be a day, like 2027-01-31"),
    ],
)
def test_a_draft_of_another_shape_is_told_with_name_and_line(
    ready: PolicyRepo, draft: str, told: str
) -> None:
    ready.write(PLACE, f"{draft}\n")
    _refused(ready, f"{PLACE}{told}", "check")


def test_two_drafts_for_one_policy_are_refused(ready: PolicyRepo) -> None:
    ready.write("policy/releases/privacy/next-fr.toml", "")
    _refused(
        ready, "next-fr.toml: neither a release nor the draft next.toml; keep one draft", "release", *TODAY
    )


def test_a_policy_of_five_megabytes_is_refused(ready: PolicyRepo) -> None:
    ready.write("policy/privacy.md", V1[EN] + "word " * 1_000_000)
    _refused(ready, "policy/privacy.md: 5.0 MB are no policy text; keep each text under 1 MB", "check")


def test_windows_line_ends_are_read_as_plain_ones_and_mixed_ones_refused(ready: PolicyRepo) -> None:
    text = ready.read("policy/privacy.md")
    ready.write("policy/privacy.md", text.replace("\n", "\r\n"))
    assert "1 clause" not in policy(ready.path, "check", *TODAY).err
    assert policy(ready.path, "release", "--dry-run", *TODAY).code == 0
    ready.write("policy/privacy.md", text.replace("\n", "\r\n", 3))
    _refused(ready, "policy/privacy.md:4: line ends of two kinds", "release", *TODAY)


def test_a_text_that_is_no_utf_8_is_told_with_its_line(ready: PolicyRepo) -> None:
    (ready.path / "policy/privacy.md").write_bytes("# Privée {#p}\n\nÀ vous.\n".encode("latin-1"))
    _refused(
        ready, "policy/privacy.md:1: the byte 0xE9 is not UTF-8; save the file as UTF-8", "release", *TODAY
    )


def test_a_detached_worktree_cannot_release_but_can_check(ready: PolicyRepo) -> None:
    ready.git("checkout", "--quiet", "--detach")
    assert policy(ready.path, "check", *TODAY).code == 0
    _refused(ready, "no branch is checked out; run git switch main, then try again", "release", *TODAY)


def test_a_linked_worktree_works_as_any(ready: PolicyRepo, tmp_path: Path) -> None:
    ready.commit("Draft")
    ready.git("worktree", "add", "--quiet", "-b", "legal", str(tmp_path / "legal"))
    assert policy(tmp_path / "legal", "release", *TODAY).code == 0
    assert ready.git("tag", "-l") == "privacy/1.0.0\nprivacy/1.1.0"


def test_the_first_release_may_be_the_first_commit(tmp_path: Path, people: None) -> None:
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(tmp_path)], check=True)
    repo = PolicyRepo(tmp_path)
    repo.write("policy/policies.toml", REGISTRY)
    assert str(repo.release("1.0.0").version) == "1.0.0"


def test_a_folder_without_git_says_so(tmp_path: Path) -> None:
    repo = PolicyRepo(tmp_path / "here")
    repo.write("policy/policies.toml", REGISTRY)
    repo.edit(dict(V1))
    told = (
        "--published",
        "2026-01-05",
        "--effective",
        "2026-01-05",
        "--summary",
        "en=a",
        "--summary",
        "fr=b",
    )
    ran = policy(repo.path, "release", *told, *TODAY)
    assert (ran.code, ran.err) == (
        1,
        f"policy: {repo.path}: no git repository here; run git init, then policy init\n",
    )
    ran = policy(tmp_path / "nowhere", "log")
    assert (ran.code, ran.err) == (
        1,
        "policy: policy/policies.toml: not found; run policy init, or give --repo FOLDER\n",
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            'channels = ["site"]',
            'channels = ["fax"]',
            "'fax' is not known here; use one of: site, feed, email",
        ),
        ('governing = "en"', 'governing = "de"', "is governed by 'de', which is not one of its languages"),
        ('languages = ["en", "fr"]', 'languages = ["en", "it"]', "has no title in 'it'"),
        ('services = ["accounts", "library"]', 'services = ["shop"]', "'shop' is missing or unknown"),
        ("notice_days", "notices", "policies.toml:20: 'policies, privacy, notices' does not belong there"),
        ('organisation = "Example House"\n', "", "'organisation' is missing or unknown"),
        ("[policies.privacy]", '[policies.privacy]\ntime_zone = "Mars/Base"', "Mars/Base"),
        ("[policies.privacy]", '[policies."../x"]', "'../x' cannot name a policy; use small letters"),
        (
            'languages = ["en", "fr"]',
            'languages = ["en", "../fr"]',
            "'../fr' is no code of a language; write en or fr",
        ),
        (
            'languages = ["en", "fr"]',
            'languages = "en"',
            ":17: 'policies, privacy, languages' must be a list",
        ),
        ("material = 14", "material = -1", "policy privacy has days of notice below zero"),
        (
            "material = 14",
            "huge = 14",
            "'huge' is not known here; use one of: none, editorial, material, rights-reduction",
        ),
    ],
)
def test_a_registry_that_cannot_be_meant_is_refused(
    ready: PolicyRepo, before: str, after: str, told: str
) -> None:
    ready.write("policy/policies.toml", REGISTRY.replace(before, after))
    _refused(ready, told, "check")


def test_a_policy_that_is_not_there_names_those_that_are(ready: PolicyRepo) -> None:
    _refused(ready, "policy/policies.toml: no policy 'terms'; name one of: privacy", "check", "terms")


def test_a_record_that_says_another_name_is_refused(ready: PolicyRepo) -> None:
    place = "policy/releases/privacy/1.0.0.toml"
    ready.write(place, ready.read(place).replace('version = "1.0.0"', 'version = "1.0.1"'))
    _refused(ready, f"{place}: says that it is privacy 1.0.1", "log")
    ready.write(place, "version = 3\n")
    _refused(ready, f"{place}:1: 'version' must be a text in quotes", "log")


def test_names_with_accents_and_titles_with_shell_signs_are_only_words(
    ready: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Zoé Çelik-Ørsted")
    summary = "`rm -rf /`; $(reboot) && \"x\" 'y' \\ %s é"
    policy(ready.path, "draft", "--summary", f"en={summary}", *TODAY)
    policy(ready.path, "review", "privacy", "retention-1", "--level", "material", *TODAY)
    assert policy(ready.path, "release", *TODAY).code == 0
    record = ready.catalog.history("privacy").records[-1]
    assert dict(record.summaries)[EN] == summary
    assert "Ruled-By: Zoé Çelik-Ørsted <ada@example.org>" in ready.git(
        "tag", "-l", "--format=%(contents)", "privacy/1.1.0"
    )
    assert policy(ready.path, "verify").code == 0


def test_a_tag_that_is_there_already_stops_the_whole_release(ready: PolicyRepo) -> None:
    ready.git("tag", "privacy/1.1.0")
    _refused(ready, "git could not move the branch and the tag together", "release", *TODAY)


def _hook(repo: PolicyRepo, script: str) -> None:
    hook = repo.path / ".git" / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)


def _in_its_own_process(repo: PolicyRepo, *arguments: str) -> int:
    command = [sys.executable, "-m", "notifier", "--repo", str(repo.path), *arguments]
    return subprocess.run(command, check=False, capture_output=True, env={**os.environ, **PEOPLE}).returncode


def test_a_release_stopped_before_git_agreed_leaves_nothing(ready: PolicyRepo) -> None:
    _hook(ready, 'test "$1" != prepared')
    _refused(ready, "git could not move the branch and the tag together", "release", *TODAY)


def test_a_release_killed_after_git_agreed_is_whole_when_the_repository_is_opened_next(
    ready: PolicyRepo,
) -> None:
    """The hook kills the command the moment git has moved branch and tag, before any file follows."""
    _hook(ready, 'test "$1" = committed && kill -9 "$(cut -d" " -f4 /proc/$PPID/stat)"; exit 0')
    assert _in_its_own_process(ready, "release", "privacy", *TODAY) == -9
    (ready.path / ".git" / "hooks" / "reference-transaction").unlink()
    assert ready.git("tag", "-l", "privacy/1.1.0") == "privacy/1.1.0"
    assert not (ready.path / "policy/releases/privacy/1.1.0.toml").exists()
    assert policy(ready.path, "verify").code == 0
    assert (ready.path / "policy/releases/privacy/1.1.0.toml").exists()
    assert not (ready.path / PLACE).exists()
    assert ready.git("status", "--porcelain") == ""
    assert "1.1.0" in policy(ready.path, "log").out


def test_a_release_killed_before_git_agreed_is_forgotten(ready: PolicyRepo) -> None:
    (ready.path / ".git" / "policy-release").write_text("0" * 40 + "\npolicy/privacy.md")
    before = _snapshot(ready)
    assert policy(ready.path, "verify").code == 0
    assert _snapshot(ready) == before
    assert not (ready.path / ".git" / "policy-release").exists()
