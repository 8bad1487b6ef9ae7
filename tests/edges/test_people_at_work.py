from __future__ import annotations

import json
from datetime import date

import pytest
from command import policy
from repositories import LONGER, V1, PolicyRepo, edited

TODAY = ("--today", "2026-01-05")
PLACE = "policy/releases/privacy/next.toml"
LEFT_BEHIND = ("Letters are kept for one year.", "Letters are kept for one full year.")


@pytest.fixture
def changed(repo: PolicyRepo) -> PolicyRepo:
    """A reduction in both languages, and one French clause left behind."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, *LONGER, LEFT_BEHIND))
    return repo


def test_review_walks_the_changes_and_writes_what_is_answered(changed: PolicyRepo) -> None:
    ran = policy(changed.path, "review", "privacy", *TODAY, typed="3\n\n2\nread by both\n")
    assert ran.code == 0
    assert "(1 of 2) retention-1" in ran.out
    assert "We keep search requests for [-thirty-]{+sixty+} days." in ran.out
    assert "the rules say: takes something away" in ran.out
    told = json.loads(policy(changed.path, "check", "--format", "json", *TODAY).out)[0]["clauses"]
    assert [(one["clause"], one["level"], one["undecided"]) for one in told] == [
        ("retention-1", "rights-reduction", False),
        ("retention-3", "material", False),
    ]
    assert policy(changed.path, "review", *TODAY).out == "nothing is undecided\n"


def test_review_is_never_answered_for_a_person(changed: PolicyRepo) -> None:
    ran = policy(changed.path, "review", "privacy", *TODAY, typed="\n\nq\n")
    assert ran.code == 0
    assert not (changed.path / PLACE).exists()


def test_quitting_keeps_what_was_decided_before(changed: PolicyRepo) -> None:
    policy(changed.path, "review", "privacy", *TODAY, typed="s\n2\nok\n")
    assert 'level = "material"' in changed.read(PLACE)
    told = policy(changed.path, "status", "--on", "2026-01-05").out
    assert "undecided  retention-1" in told
    assert "undecided  retention-3" not in told


def test_lowering_in_the_terminal_asks_why_and_for_a_second_person(changed: PolicyRepo) -> None:
    ran = policy(
        changed.path,
        "review",
        "privacy",
        "retention-1",
        *TODAY,
        typed="1\nsame\nBen Okoye <ben@example.org>\n",
    )
    assert "why lower" in ran.out
    assert 'second = "Ben Okoye <ben@example.org>"' in changed.read(PLACE)


def test_review_needs_to_know_what_a_level_is_for(changed: PolicyRepo) -> None:
    assert policy(changed.path, "review", "privacy", "--level", "material").code == 2
    assert (
        policy(changed.path, "review", "privacy", "retention-1", "--agree", "--level", "material").code == 2
    )


def test_a_name_that_did_not_commit_its_ruling_is_told(changed: PolicyRepo) -> None:
    ben = "Ben Okoye <ben@example.org>"
    policy(changed.path, "review", "privacy", "--agree", "--by", ben, *TODAY)
    assert (
        f"names {ben}, and Ada Martin <ada@example.org> commits here"
        in (policy(changed.path, "check", *TODAY).out.partition("Look at:")[2])
    )
    changed.commit("Rule")
    line = 1 + changed.read(PLACE).split("\n").index(f'by = "{ben}"')
    assert (
        f"{PLACE}:{line}: 'by' names {ben}, the line was committed by Ada Martin <ada@example.org>; "
        "let them commit it themselves, or add Co-authored-by to the commit"
    ) in policy(changed.path, "check", *TODAY).out
    changed.git("commit", "--quiet", "--amend", "-m", f"Rule\n\nCo-authored-by: {ben}")
    assert "names Ben" not in policy(changed.path, "check", *TODAY).out


def test_pug_www_19_the_translator_sees_which_clause_is_old_and_what_changed(changed: PolicyRepo) -> None:
    ran = policy(changed.path, "translate", "status", "privacy", *TODAY)
    assert ran.out == (
        "privacy in French: 7 current, 1 stale, 0 missing, 0 extra\n"
        "  stale  retention-3 (line 10)\n"
        "      Letters are kept for one {+full +}year.\n"
        "      Les lettres sont gardées un an.\n"
    )
    told = json.loads(policy(changed.path, "translate", "status", "--format", "json", *TODAY).out)
    assert [one["clause"] for one in told["fr"] if one["status"] == "stale"] == ["retention-3"]
    assert "  current  privacy (line 1)\n" in policy(changed.path, "translate", "status", "--all", *TODAY).out


def test_mediawiki_no_change_of_meaning_is_carried_by_a_signed_line(changed: PolicyRepo) -> None:
    ran = policy(changed.path, "translate", "carry", "privacy", "retention-3", *TODAY)
    assert ran.out == "retention-3 stays as it is in French, says Ada Martin <ada@example.org>\n"
    assert "0 stale" in policy(changed.path, "translate", "status", *TODAY).out
    changed.edit(edited(changed.texts, ("one full year", "one whole year")))
    assert "1 stale" in policy(changed.path, "translate", "status", *TODAY).out
    again = policy(changed.path, "translate", "carry", "privacy", "privacy-1", *TODAY)
    assert (again.code, again.err) == (
        1,
        "policy: 'privacy-1' is not stale in French; run policy translate status privacy\n",
    )


def test_a_missing_french_clause_is_shown_in_english(changed: PolicyRepo) -> None:
    changed.write(
        "translations/fr/policy/privacy.md",
        V1[list(V1)[1]].replace("- Les lettres sont gardées un an.\n", ""),
    )
    told = policy(changed.path, "translate", "status", *TODAY).out
    assert "  missing  retention-3\n      Letters are kept for one {+full +}year.\n" in told
