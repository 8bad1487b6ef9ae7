from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import LONGER, V1, PolicyRepo, edited

if TYPE_CHECKING:
    from conftest import Golden

TODAY = ("--today", "2026-01-05")


@pytest.fixture
def reduced(repo: PolicyRepo) -> PolicyRepo:
    """A released policy whose text now takes something away, and leaves one French clause behind."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, *LONGER, ("Letters are kept for one year.", "Letters are kept for one full year.")))
    repo.commit("Update various links")
    policy(repo.path, "draft", *TODAY)
    return repo


def test_check_tells_a_person_what_the_change_does_and_what_is_missing(
    reduced: PolicyRepo, golden: Golden
) -> None:
    ran = policy(reduced.path, "check", "privacy", *TODAY)
    assert ran.code == 1
    golden("check.txt", ran.out)


def test_check_writes_one_comment_for_the_pull_request(reduced: PolicyRepo, golden: Golden) -> None:
    title = "Housekeeping for @everyone & <b>friends</b>"
    ran = policy(reduced.path, "check", "--format", "markdown", "--title", title, *TODAY)
    golden("check.md", ran.out)


def test_check_speaks_french_to_who_reads_french(reduced: PolicyRepo, golden: Golden) -> None:
    golden("check-fr.md", policy(reduced.path, "check", "--format", "markdown", "--lang", "fr", *TODAY).out)


def test_mozilla_cd43f0e4_a_commit_that_calls_a_reduction_links_is_reported(reduced: PolicyRepo) -> None:
    ran = policy(reduced.path, "check", "--base", "HEAD~1", *TODAY)
    (told,) = (line for line in ran.out.splitlines() if "Update various links" in line)
    assert (
        "'Update various links', calls the change small ('various links'): it is “takes something away”"
        in told
    )


def test_check_annotates_the_lines_on_github(reduced: PolicyRepo) -> None:
    lines = policy(reduced.path, "check", "--format", "github", *TODAY).out.splitlines()
    assert lines[0].startswith(
        "::error file=translations/fr/policy/privacy.md,line=10,title=policy check::'retention-3'"
    )
    assert [line for line in lines if ",line=7,title=takes something away::retention-1: " in line] == [
        f"::warning file={place},line=7,title=takes something away::retention-1: takes something away%0A"
        "why: Your data was kept for “thirty days”, now “sixty days”.%0A"
        "everyone is asked (Accounts, Library); it binds only who accepts, after 30 days of notice%0A"
        "translation (French): current%0Aundecided: somebody has to rule"
        for place in ("policy/privacy.md", "translations/fr/policy/privacy.md")
    ]


def test_annotations_speak_french_too(reduced: PolicyRepo) -> None:
    told = policy(reduced.path, "check", "--format", "github", "--lang", "fr", *TODAY).out
    assert (
        ",title=retire quelque chose::retention-1\u00a0: retire quelque chose%0Apourquoi\u00a0: Vos données étaient gardées «\u00a0trente"
        in told
    )


def test_a_title_cannot_run_a_command_in_the_workflow(reduced: PolicyRepo) -> None:
    title = "typo\n::set-env name=PATH::$(rm -rf /)"
    told = policy(reduced.path, "check", "--format", "github", "--title", title, *TODAY).out
    assert not any(line.startswith("::set-env") for line in told.splitlines())
    assert "typo%0A::set-env" in told


def test_check_speaks_sarif_and_gitlab_and_json(reduced: PolicyRepo) -> None:
    sarif = json.loads(policy(reduced.path, "check", "--format", "sarif", *TODAY).out)
    result = next(one for one in sarif["runs"][0]["results"] if one["ruleId"] == "rights-reduction")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    gitlab = json.loads(policy(reduced.path, "check", "--format", "gitlab", *TODAY).out)
    assert {issue["severity"] for issue in gitlab} == {"blocker", "major", "info"}
    assert len({issue["fingerprint"] for issue in gitlab}) == len(gitlab)
    told = json.loads(policy(reduced.path, "check", "--format", "json", *TODAY).out)[0]
    assert (told["version"], told["level"], told["clauses"][0]["undecided"]) == (
        "2.0.0",
        "rights-reduction",
        True,
    )
    assert told["clauses"][1]["translations"] == {"fr": "stale"}


def test_a_text_as_it_was_released_is_quiet(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    ran = policy(repo.path, "check", *TODAY)
    assert (ran.code, ran.out) == (0, "privacy: nothing changed since 1.0.0.\n")


def test_check_writes_nothing(reduced: PolicyRepo) -> None:
    before = reduced.git("status", "--porcelain")
    policy(reduced.path, "check", *TODAY)
    assert reduced.git("status", "--porcelain") == before


def test_a_base_that_git_does_not_know_is_one_line(reduced: PolicyRepo) -> None:
    ran = policy(reduced.path, "check", "--base", "nowhere", *TODAY)
    assert (ran.code, ran.err) == (
        1,
        "policy: git does not know 'nowhere'; run git fetch origin nowhere, or give another --base\n",
    )


def test_what_cannot_be_read_is_told_where_people_look(reduced: PolicyRepo) -> None:
    draft = reduced.path / "policy/releases/privacy/next.toml"
    draft.write_text(draft.read_text("utf-8").replace('level = ""', 'level = "small"', 1), "utf-8")
    line = 1 + draft.read_text("utf-8").split("\n").index('level = "small"')
    cause = "no level 'small'; write editorial, material or rights-reduction"
    place = "policy/releases/privacy/next.toml"
    told = {form: policy(reduced.path, "check", "--format", form, *TODAY) for form in (*FORMATS, "text")}
    assert {(ran.code, ran.err) for ran in told.values()} == {(1, f"policy: {place}:{line}: {cause}\n")}
    assert told["markdown"].out.startswith("<!-- policy check")
    assert f"- [ ] {place}:{line}: {cause}\n" in told["markdown"].out
    assert told["github"].out == f"::error file={place},line={line},title=policy check::{cause}\n"
    (issue,) = json.loads(told["gitlab"].out)
    assert (issue["description"], issue["location"]) == (cause, {"path": place, "lines": {"begin": line}})
    (result,) = json.loads(told["sarif"].out)["runs"][0]["results"]
    assert result["message"]["text"] == cause
    assert told["json"].out == told["text"].out == ""


FORMATS = ("markdown", "github", "gitlab", "sarif", "json")


def test_a_registry_that_cannot_be_read_is_told_too(reduced: PolicyRepo) -> None:
    (reduced.path / "policy/policies.toml").write_text('organisation = "Example', "utf-8")
    told = policy(reduced.path, "check", "--format", "markdown", "--lang", "fr", *TODAY).out
    assert "## La modification ne peut être lue" in told
    assert "policy/policies.toml:1: cette ligne ne peut être lue comme du TOML" in told


def test_a_policy_that_can_be_read_is_told_beside_one_that_cannot(reduced: PolicyRepo) -> None:
    registry = reduced.path / "policy/policies.toml"
    table = registry.read_text("utf-8").partition("[policies.privacy]")[2]
    registry.write_text(f"{registry.read_text('utf-8')}\n[policies.terms]{table}", "utf-8")
    told = policy(reduced.path, "check", "--format", "markdown", *TODAY).out
    assert "- [ ] policy/terms.md: " in told
    assert "### 🔴 **`retention-1`**" in told


def test_a_protected_name_that_stands_nowhere_is_refused(reduced: PolicyRepo) -> None:
    registry = reduced.path / "policy/policies.toml"
    words = registry.read_text("utf-8").replace(
        'protected = ["changes"]', 'protected = ["change", "retention-1"]'
    )
    assert 'protected = ["change"' in words
    registry.write_text(words, "utf-8")
    told = policy(reduced.path, "check", *TODAY).out
    assert (
        "  policy/policies.toml: 'change' is protected, and no heading or clause of 'privacy' has this id"
        in told
    )
    assert "'retention-1' is protected, and" not in told


def test_a_new_draft_explains_itself_in_the_language_of_the_comment(reduced: PolicyRepo) -> None:
    (reduced.path / "policy/releases/privacy/next.toml").unlink()
    told = policy(reduced.path, "check", "--format", "markdown", "--lang", "fr", *TODAY).out
    assert (
        "# La prochaine version de «\u00a0privacy\u00a0», faite et mise à jour par `policy draft privacy`.\n"
        in told
    )
    assert "# Niveaux\u00a0: editorial (coquille ou mise en page), material (à faire savoir), " in told


def test_where_only_words_are_missing_people_write_them_before_they_check_again(reduced: PolicyRepo) -> None:
    assert policy(reduced.path, "review", "privacy", "--agree", *TODAY).code == 0
    assert policy(reduced.path, "translate", "carry", "privacy", "retention-3", *TODAY).code == 0
    told = policy(reduced.path, "check", *TODAY).out
    assert "no summary in English" in told
    assert told.endswith("Next: mend what is missing, then policy check privacy\n")


def test_a_ruling_in_another_name_is_told_as_soon_as_it_is_written(reduced: PolicyRepo) -> None:
    ran = policy(reduced.path, "review", "privacy", "--agree", "--by", "Somebody Else", *TODAY)
    line = 1 + reduced.read("policy/releases/privacy/next.toml").split("\n").index('by = "Somebody Else"')
    told = f"policy/releases/privacy/next.toml:{line}: 'by' names Somebody Else, and Ada Martin <ada@example.org> commits here"
    assert ran.code == 0
    assert told in ran.err
    assert told in policy(reduced.path, "check", *TODAY).out.partition("Look at:")[2]
    reduced.commit("Rule")
    assert "the line was committed by Ada Martin" in policy(reduced.path, "check", *TODAY).out
