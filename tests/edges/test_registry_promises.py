"""A promise that leaves the registry is told in the pull request, and two people stand behind it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from command import policy
from repositories import LONGER, PolicyRepo, edited

TODAY = ("--today", "2026-01-05")
PLACE = "policy/policies.toml"
CO_AUTHOR = "\n\nCo-authored-by: Ben Okoye <ben@example.org>"
CAUSE = "'changes' is protected no more: its changes are judged like any other"
HURRY = "people hear of a change of the kind “takes something away” 3 days ahead, and not 30"


@pytest.fixture
def opened(repo: PolicyRepo) -> PolicyRepo:
    """A released policy on a branch of its own."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.git("switch", "--quiet", "-c", "request")
    return repo


def weaken(repo: PolicyRepo, before: str, after: str, message: str = "") -> None:
    told = repo.read(PLACE)
    assert before in told
    repo.write(PLACE, told.replace(before, after))
    if message:
        repo.commit(message)


def unprotect(repo: PolicyRepo, message: str = "") -> int:
    """Take the protection out, and give the line it stands on."""
    weaken(repo, 'protected = ["changes"]', "protected = []", message)
    return 1 + repo.read(PLACE).split("\n").index("protected = []")


def check(repo: PolicyRepo, form: str, *more: str) -> str:
    return policy(repo.path, "check", "--format", form, "--base", "main", *more, *TODAY).out


def test_one_person_alone_takes_no_promise_out_of_the_registry(opened: PolicyRepo) -> None:
    line = unprotect(opened, "Tidy the registry")
    ran = policy(opened.path, "check", "--base", "main", *TODAY)
    assert ran.code == 1
    assert ran.out.startswith(
        "privacy: nothing changed since 1.0.0.\n\nThe registry promises less than at 1.0.0:\n"
    )
    assert f"  {PLACE}:{line}  takes something away\n    {CAUSE[:1]}{CAUSE[1:]}.\n" in ran.out
    assert (
        "changed by Ada Martin <ada@example.org> alone: a second person has to stand behind it\n" in ran.out
    )
    assert f"  {PLACE}:{line}: {CAUSE} (takes something away), and two people have to" in ran.out


def test_two_people_may_and_it_is_told_until_the_next_release(opened: PolicyRepo) -> None:
    unprotect(opened, f"Judge the change of policy like any other{CO_AUTHOR}")
    ran = policy(opened.path, "check", "--base", "main", *TODAY)
    assert ran.code == 0
    assert CAUSE in ran.out
    assert "changed by Ada Martin <ada@example.org> + Ben Okoye <ben@example.org>\n" in ran.out
    opened.release("1.0.1", edited(opened.texts, ("This policy says", "This  policy says")), historic=False)
    assert policy(opened.path, "check", *TODAY).out == "privacy: nothing changed since 1.0.1.\n"


def test_the_comment_tells_it_before_the_clauses_in_both_languages(opened: PolicyRepo) -> None:
    unprotect(opened, "Tidy")
    weaken(opened, "rights-reduction = 30", "rights-reduction = 3", f"Hurry{CO_AUTHOR}")
    opened.edit(edited(opened.texts, *LONGER))
    opened.commit("Keep searches longer")
    english, french = check(opened, "markdown"), check(opened, "markdown", "--lang", "fr")
    assert "### 🔴 **`policy/policies.toml`** · takes something away\n" in english
    assert english.index(PLACE) < english.index("`retention-1`")
    assert (
        f"- 🔴 {HURRY[:1].upper()}{HURRY[1:]}. (changed by Ada Martin &lt;ada@\u200bexample.org> + Ben"
        in english
    )
    assert "- [ ] a second person behind 1 change of `policy/policies.toml`: Co-authored-by" in english
    assert "Le registre promet moins qu’en 1.0.0" in french
    assert "«\u00a0changes\u00a0» n’est plus protégée" in french
    assert "3 jours à l’avance, et non 30" in french


def test_machines_are_told_on_the_line(opened: PolicyRepo) -> None:
    line = unprotect(opened, "Tidy")
    github = check(opened, "github")
    assert f"::warning file={PLACE},line={line},title=takes something away::'changes' is" in github
    assert f"::error file={PLACE},line={line},title=policy check::'changes' is" in github
    (told,) = [
        one for one in json.loads(check(opened, "sarif"))["runs"][0]["results"] if one["ruleId"] == "registry"
    ]
    assert told["level"] == "warning"
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": line}
    (issue,) = [one for one in json.loads(check(opened, "gitlab")) if one["check_name"] == "registry"]
    assert (issue["severity"], issue["location"]) == ("major", {"path": PLACE, "lines": {"begin": line}})
    (loss,) = json.loads(check(opened, "json"))[0]["registry"]
    assert (loss["level"], loss["promise"], loss["agreed"], loss["people"]) == (
        "rights-reduction",
        ["policies", "privacy", "protected", "changes"],
        False,
        ["Ada Martin <ada@example.org>"],
    )


def test_what_is_in_no_commit_has_nobody_behind_it(opened: PolicyRepo) -> None:
    unprotect(opened)
    assert "in no commit yet: two people have to stand behind it" in check(opened, "text")


def test_who_signed_another_line_did_not_sign_this_one(opened: PolicyRepo) -> None:
    weaken(opened, "Example House", "Example Home", f"Rename us{CO_AUTHOR}")
    unprotect(opened, "Tidy")
    assert "changed by Ada Martin <ada@example.org> alone" in check(opened, "text")


def test_a_registry_that_was_broken_on_the_way_hides_nothing(opened: PolicyRepo) -> None:
    told = opened.read(PLACE)
    opened.write(PLACE, "organisation = ")
    opened.commit(f"Break it{CO_AUTHOR}")
    opened.write(PLACE, told)
    unprotect(opened, f"Mend it{CO_AUTHOR}")
    assert "in no commit yet" in check(opened, "text")


def test_nothing_is_released_over_it(opened: PolicyRepo) -> None:
    opened.edit(edited(opened.texts, *LONGER))
    weaken(opened, "rights-reduction = 30", "rights-reduction = 0", "Hurry")
    assert policy(opened.path, "draft", "--summary", "en=Longer.", "--summary", "fr=Plus.", *TODAY).code == 0
    assert policy(opened.path, "review", "privacy", "--agree", *TODAY).code == 0
    ran = policy(opened.path, "release", "privacy", *TODAY)
    assert ran.code == 1
    assert (
        "0 days ahead, and not 30 (takes something away), and two people have to stand behind that" in ran.err
    )


def test_a_policy_with_releases_stays_in_the_registry(opened: PolicyRepo) -> None:
    told = opened.read(PLACE)
    head, _, table = told.partition("[policies.privacy]")
    opened.write(PLACE, f"{head}[policies.terms]{table}")
    ran = policy(opened.path, "check", *TODAY)
    assert (ran.code, ran.err) == (
        1,
        (
            "policy: policy/policies.toml: 'privacy' has releases and is named here no more; "
            "put [policies.privacy] back: its versions keep their addresses\n"
        ),
    )
