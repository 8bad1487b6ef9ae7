from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from command import policy
from repositories import PolicyRepo

if TYPE_CHECKING:
    from pathlib import Path

TODAY = ("--today", "2026-01-05")


@pytest.fixture
def fresh(tmp_path: Path, people: None) -> PolicyRepo:
    """A repository made by `policy init`."""
    ran = policy(tmp_path / "new", "init", "--organisation", "Zoé & Söhne", "--owners", "@acme/legal")
    assert ran.code == 0
    return PolicyRepo(tmp_path / "new")


def test_a_new_repository_is_checked_released_and_published_at_once(
    fresh: PolicyRepo, tmp_path: Path
) -> None:
    fresh.commit("Begin")
    checked = policy(fresh.path, "check", "--format", "json", *TODAY)
    assert [one["cause"] for one in json.loads(checked.out)[0]["refusals"]] == [
        "there is no draft of the next release yet"
    ]
    policy(fresh.path, "draft", "--summary", "en=The first.", "--summary", "fr=La première.", *TODAY)
    assert policy(fresh.path, "release", *TODAY).code == 0
    assert (
        policy(fresh.path, "site", "build", "--on", "2026-01-05", "--out", str(tmp_path / "site")).code == 0
    )
    assert policy(fresh.path, "verify", "--site", str(tmp_path / "site"), "--on", "2026-01-05").code == 0


def test_beginning_twice_overwrites_nothing(fresh: PolicyRepo) -> None:
    fresh.write("policy/privacy.md", "mine")
    ran = policy(fresh.path, "init")
    assert fresh.read("policy/privacy.md") == "mine"
    assert set(re.findall(r"^\w+", ran.out, re.MULTILINE)) == {"kept", "next"}


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    ran = policy(tmp_path, "init", str(tmp_path / "new"), "--dry-run")
    assert "made  .github/workflows/policy.yml\n" in ran.out
    assert not (tmp_path / "new").exists()


def test_an_existing_repository_is_not_made_into_another(tmp_path: Path, people: None) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    policy(tmp_path, "init", str(tmp_path / "inside"))
    assert not (tmp_path / "inside" / ".git").exists()


def _steps(fresh: PolicyRepo) -> list[dict[str, str]]:
    workflow = yaml.safe_load(fresh.read(".github/workflows/policy.yml"))
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_words_of_strangers_never_reach_a_shell_as_code(fresh: PolicyRepo) -> None:
    """A title goes through the environment: an expression inside `run` would run what a stranger wrote."""
    for step in _steps(fresh):
        assert "${{" not in step.get("run", "")
    assert '"$CI_MERGE_REQUEST_TITLE"' in fresh.read(".gitlab-ci.yml")


def test_the_workflow_uses_no_action_that_is_not_needed(fresh: PolicyRepo) -> None:
    assert {step["uses"].partition("@")[0] for step in _steps(fresh) if "uses" in step} == {
        "actions/checkout",
        "actions/upload-artifact",
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
    }


def test_releasing_and_warning_need_protected_environments(fresh: PolicyRepo) -> None:
    jobs = yaml.safe_load(fresh.read(".github/workflows/policy.yml"))["jobs"]
    assert (jobs["release"]["environment"], jobs["notify"]["environment"]) == ("release", "notify")
    gitlab = yaml.safe_load(fresh.read(".gitlab-ci.yml"))
    assert (gitlab["release"]["environment"], gitlab["notify"].get("when", "manual")) == (
        "release",
        "manual",
    )


def test_every_command_that_a_pipeline_runs_is_a_command(fresh: PolicyRepo) -> None:
    texts = fresh.read(".github/workflows/policy.yml") + fresh.read(".gitlab-ci.yml")
    for line in set(
        re.findall(r"policy ((?:[a-z]+ )?[a-z]+)(?= |\n)", texts.replace(".venv/bin/policy", "policy"))
    ):
        words = line.split()
        if words[0] in {"notify", "site", "check", "verify", "release"}:
            assert policy(fresh.path, *words, "--help").code == 0, line


def test_owners_approve_every_change_of_a_policy(fresh: PolicyRepo) -> None:
    assert "/policy/        @acme/legal" in fresh.read(".github/CODEOWNERS")
