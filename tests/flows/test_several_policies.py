from __future__ import annotations

import json
from datetime import date

import pytest
from command import policy
from repositories import REGISTRY, V1, PolicyRepo, edited

from notifier.core.assessment import Level
from notifier.core.text import EN, FR, Language
from notifier.flows.check import check

TERMS = """
[policies.terms]
titles = { en = "Terms", fr = "Conditions" }
governing = "en"
languages = ["en", "fr"]
services = ["accounts"]
notice_days = { material = 7, rights-reduction = 7 }
"""
TERMS_V1 = {
    EN: "# Terms {#terms}\n\nBe kind to one another.\n",
    FR: "# Conditions {#terms}\n\nSoyez aimables.\n",
}
PROMISE = {
    EN: "- Photos are deleted when you delete them.\n",
    FR: "- Les photos sont supprimées quand vous les supprimez.\n",
}
ARRIVED = {
    EN: "Photos are deleted when you delete them.",
    FR: "Les photos sont supprimées quand vous les supprimez.",
}


@pytest.fixture
def both(repo: PolicyRepo) -> PolicyRepo:
    """Two released policies that share a service."""
    repo.write("policy/policies.toml", REGISTRY + TERMS)
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.release("1.0.0", dict(TERMS_V1), name="terms", published=date(2015, 10, 1))
    repo.texts = dict(V1)
    return repo


def _leave(repo: PolicyRepo) -> None:
    repo.edit(edited(V1, (PROMISE[EN], ""), (PROMISE[FR], "")))


def test_github_private_repositories_a_promise_that_leaves_for_another_policy_is_a_reduction(
    both: PolicyRepo,
) -> None:
    _leave(both)
    both.edit({language: f"{text}\n{ARRIVED[language]}\n" for language, text in TERMS_V1.items()}, "terms")
    told = {one.clause: one for one in check(both.catalog, "privacy", today=both.today).told}
    assert told["retention-2"].level is Level.REDUCTION
    found = told["retention-2"].judged[0].assessed.findings[0]
    assert found.rule == "moved-to-another-policy"
    assert found.explain(EN) == (
        "This promise moves to the policy “terms”, where other rules on changes may hold."
    )
    assert "«\u00a0terms\u00a0»" in found.explain(FR)


def test_a_clause_that_leaves_for_another_policy_is_a_move_on_both_sides(both: PolicyRepo) -> None:
    _leave(both)
    both.edit({language: f"{text}\n{ARRIVED[language]}\n" for language, text in TERMS_V1.items()}, "terms")
    left = policy(both.path, "diff", "privacy").out
    assert "retention-2 · Moved to another policy" in left
    assert "! It went to the policy “terms”, where it is terms-2." in left
    came = policy(both.path, "diff", "terms").out
    assert "terms-2 · Moved here from another policy" in came
    assert "! It came from the policy “privacy”, where it was retention-2." in came
    told = json.loads(policy(both.path, "diff", "privacy", "--format", "json").out)
    assert told["changes"][0]["elsewhere"] == {"policy": "terms", "clause": "terms-2"}
    assert (
        "passée dans la politique «\u00a0terms\u00a0»"
        in policy(both.path, "diff", "privacy", "--lang", "fr").out
    )


def test_a_move_between_released_policies_is_told_between_their_releases(both: PolicyRepo) -> None:
    gone = edited(V1, (PROMISE[EN], ""), (PROMISE[FR], ""))
    both.release("2.0.0", gone, published=date(2016, 10, 1))
    came = {language: f"{text}\n{ARRIVED[language]}\n" for language, text in TERMS_V1.items()}
    both.release("1.1.0", came, name="terms", published=date(2016, 10, 1))
    assert "It went to the policy “terms”" in policy(both.path, "diff", "privacy", "1.0.0", "2.0.0").out
    assert "It came from the policy “privacy”" in policy(both.path, "diff", "terms", "1.0.0", "1.1.0").out


@pytest.mark.parametrize(
    "terms",
    [
        TERMS_V1,
        {EN: TERMS_V1[EN] + "\nBooks are lent for a month.\n", FR: TERMS_V1[FR] + "\nUn mois de prêt.\n"},
    ],
)
def test_a_promise_that_goes_nowhere_is_only_removed(both: PolicyRepo, terms: dict[Language, str]) -> None:
    _leave(both)
    both.edit(terms, "terms")
    told = {one.clause: one for one in check(both.catalog, "privacy", today=both.today).told}
    rules = {finding.rule for one in told["retention-2"].judged for finding in one.assessed.findings}
    assert "moved-to-another-policy" not in rules


def test_short_words_do_not_travel(both: PolicyRepo) -> None:
    texts = {
        language: text.replace("## Changes {#changes}\n", "") if language == EN else text
        for language, text in V1.items()
    }
    both.edit(texts)
    both.edit({language: f"{text}\nChanges\n" for language, text in TERMS_V1.items()}, "terms")
    told = check(both.catalog, "privacy", today=both.today).told
    rules = {finding.rule for one in told for judged in one.judged for finding in judged.assessed.findings}
    assert "moved-to-another-policy" not in rules


def test_each_policy_is_checked_for_itself(both: PolicyRepo) -> None:
    _leave(both)
    assert check(both.catalog, "terms", today=both.today).quiet
    assert not check(both.catalog, "privacy", today=both.today).quiet
