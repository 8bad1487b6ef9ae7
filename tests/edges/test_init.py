from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
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


def test_mozilla_1486_a_lawyer_sees_the_site_of_a_pull_request_before_it_is_merged(fresh: PolicyRepo) -> None:
    steps = yaml.safe_load(fresh.read(".github/workflows/policy.yml"))["jobs"]["check"]["steps"]
    built = next(n for n, step in enumerate(steps) if "site build --out preview" in step.get("run", ""))
    assert steps[built + 1]["with"] == {"name": "preview", "path": "preview"}
    kept = yaml.safe_load(fresh.read(".gitlab-ci.yml"))["check"]["artifacts"]
    assert (kept["when"], kept["paths"]) == ("always", ["policy-check.md", "preview/"])


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


def test_names_with_quotes_and_backslashes_are_written_as_they_are(tmp_path: Path, people: None) -> None:
    name = 'Acme "R&D": {one} \\ two'
    policy(tmp_path / "new", "init", "--organisation", name, "--lang", "fr")
    made = PolicyRepo(tmp_path / "new")
    assert tomllib.loads(made.read("policy/policies.toml"))["organisation"] == name
    assert yaml.safe_load(made.read("mkdocs.yml"))["site_name"] == name
    assert policy(made.path, "status").out.startswith("privacy\n")
    assert made.read(".github/workflows/policy.yml").count("policy check --format markdown --lang fr ") == 1


GH = """\
#!/bin/sh
echo "$*" >> "$TOLD"
case "$*" in
  *--paginate*) cat "$THERE" ;;
esac
"""


def test_the_comment_is_made_once_and_then_updated_in_place(fresh: PolicyRepo, tmp_path: Path) -> None:
    (step,) = (one for one in _steps(fresh) if one.get("name") == "one comment, updated in place")
    tools, told, there = tmp_path / "bin", tmp_path / "told", tmp_path / "there"
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    env = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "TOLD": str(told),
        "THERE": str(there),
        "GITHUB_REPOSITORY": "acme/policies",
        "NUMBER": "7",
    }
    for known, done in (
        ("", "pr comment 7 --body-file comment.md"),
        (
            "42\n43\n",
            "api --silent --method PATCH repos/acme/policies/issues/comments/42 --field body=@comment.md",
        ),
    ):
        there.write_text(known)
        subprocess.run(["bash", "-e", "-c", step["run"]], check=True, env=env)
        assert told.read_text().splitlines()[-1] == done


def test_the_commands_of_the_pipelines_run_in_a_new_repository(fresh: PolicyRepo, tmp_path: Path) -> None:
    """Every line of the checking jobs is run as it stands, by the shell, on a first change."""
    fresh.commit("Begin")
    base = fresh.git("rev-parse", "HEAD")
    fresh.write("policy/privacy.md", fresh.read("policy/privacy.md").replace("thirty", "sixty"))
    fresh.commit("Longer")
    tools = tmp_path / "venv"
    tools.mkdir()
    (tools / "policy").write_text(f'#!/bin/sh\nexec {sys.executable} -m notifier "$@"\n')
    (tools / "policy").chmod(0o755)
    github = [
        step["run"]
        for step in yaml.safe_load(fresh.read(".github/workflows/policy.yml"))["jobs"]["check"]["steps"]
        if "run" in step
    ]
    gitlab = yaml.safe_load(fresh.read(".gitlab-ci.yml"))["check"]["script"]
    env = {
        **os.environ,
        "TITLE": "$(touch owned) `touch owned`",
        "BASE": base,
        "CI_MERGE_REQUEST_TITLE": "$(touch owned) `touch owned`",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
    }
    for lines in (github, gitlab):
        script = "\n".join(line for line in lines if "policy check" in line or line.startswith("set "))
        ran = subprocess.run(
            ["bash", "-c", script.replace(".venv/bin/policy", str(tools / "policy"))],
            cwd=fresh.path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 1, ran.stderr
        assert "Traceback" not in ran.stderr
    assert fresh.read("comment.md").startswith("<!-- policy check: privacy -->\n")
    assert fresh.read("policy-check.md") == fresh.read("comment.md")
    assert json.loads(fresh.read("code-quality.json"))
    assert not (fresh.path / "owned").exists()
