"""`policy explain` on the working tree: the same clauses and levels as the check, each with how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from notifier.cli.explain import command as explain
from notifier.core.text import EN, FR
from notifier.errors import HistoryMissing, TextRefused

if TYPE_CHECKING:
    from click.testing import Result
    from repositories import PolicyRepo

TEXTS = {
    EN: "# Privacy {#privacy}\n\nWe keep letters for a year.\n\nWe never sell your name.\n",
    FR: "# Confidentialité {#privacy}\n\nNous gardons les lettres un an.\n\nNous ne vendons jamais votre nom.\n",
}


def _asked(repo: PolicyRepo, *arguments: str, locale: str = "C") -> Result:
    return CliRunner().invoke(explain, arguments, obj=str(repo.path), env={"LC_ALL": locale})


@pytest.fixture
def worked_on(repo: PolicyRepo) -> PolicyRepo:
    repo.write(
        "policy/policies.toml", repo.read("policy/policies.toml").replace('protected = ["changes"]\n', "")
    )
    repo.release("1.0.0", TEXTS)
    repo.edit(
        {
            EN: TEXTS[EN].replace("a year", "two years") + "\nWe answer every letter.\n",
            FR: TEXTS[FR].replace("un an", "deux ans") + "\nNous répondons à chaque lettre.\n",
        }
    )
    return repo


def test_the_working_tree_is_explained_beside_the_last_release(worked_on: PolicyRepo) -> None:
    told = _asked(worked_on, "privacy").output
    assert [line.partition(":")[0] for line in told.splitlines() if line.startswith("privacy-")] == [
        "privacy-1",
        "privacy-3",
    ]
    assert "[number-worse]" in told


def test_one_clause_is_explained_by_the_id_that_the_check_names(worked_on: PolicyRepo) -> None:
    told = _asked(worked_on, "privacy", "privacy-1").output
    assert told.startswith("privacy-1: takes something away\n")
    assert "privacy-3" not in told


def test_words_that_are_gone_are_set_as_text(repo: PolicyRepo) -> None:
    repo.write("before.md", "# Privacy {#privacy}\n\nWe keep cards, maps, letters and notes.\n")
    repo.write("after.md", "# Privacy {#privacy}\n\nWe keep notes.\n")
    files = (f"--{side}={repo.path / side}.md" for side in ("before", "after"))
    told = " ".join(_asked(repo, *files).output.split())
    assert "“cards, maps, letters and” is gone" in told, told


def test_a_clause_that_is_gone_is_explained_by_the_id_it_had(worked_on: PolicyRepo) -> None:
    worked_on.edit(
        {EN: TEXTS[EN].replace("\nWe never sell your name.\n", ""), FR: TEXTS[FR].partition("\nNous ne")[0]}
    )
    assert _asked(worked_on, "privacy", "privacy-2").output.startswith("privacy-2: takes something away\n")


def test_the_translation_is_explained_as_well(worked_on: PolicyRepo) -> None:
    told = _asked(worked_on, "privacy", "privacy-1", "--lang", "fr", locale="fr_FR.UTF-8").output
    assert "«\u00a0un an\u00a0», désormais «\u00a0deux ans\u00a0»" in told.replace("\n    ", " ")


def test_a_language_that_sees_more_is_named_and_one_that_agrees_is_not(worked_on: PolicyRepo) -> None:
    assert "differs" not in _asked(worked_on, "privacy").output
    worked_on.edit(
        {EN: TEXTS[EN].replace("a year", "six months"), FR: TEXTS[FR].replace("un an", "deux ans")}
    )
    told = _asked(worked_on, "privacy", "privacy-1").output
    assert told.startswith("privacy-1: people should know\n")
    assert told.endswith(
        "French differs: there 'privacy-1' is assessed “takes something away”; "
        "run policy explain privacy privacy-1 --lang fr\n"
    )


def test_a_clause_that_only_the_translation_changed_leads_to_it(worked_on: PolicyRepo) -> None:
    worked_on.edit({EN: TEXTS[EN], FR: TEXTS[FR].replace("un an", "deux ans")})
    told = _asked(worked_on, "privacy", "privacy-1").output
    assert told.startswith("French differs: there 'privacy-1' is assessed “takes something away”;")
    assert _asked(worked_on, "privacy", "privacy-1", "--lang", "fr").output.startswith("privacy-1: takes")


@pytest.mark.parametrize(
    ("arguments", "refused", "next_"),
    [
        (
            ["privacy", "privacy-2"],
            "policy/privacy.md: clause 'privacy-2' did not change",
            "leave the clause out",
        ),
        (["privacy", "--lang", "de"], "'privacy' has no text in 'de'", "name one of: en, fr"),
    ],
)
def test_what_cannot_be_explained_is_told_with_what_can(
    worked_on: PolicyRepo, arguments: list[str], refused: str, next_: str
) -> None:
    error = _asked(worked_on, *arguments).exception
    assert isinstance(error, TextRefused)
    assert refused in str(error)
    assert next_ in str(error)


def test_before_the_first_release_nothing_is_explained(repo: PolicyRepo) -> None:
    error = _asked(repo, "privacy").exception
    assert isinstance(error, HistoryMissing)
    assert "policy release privacy" in str(error)


def test_a_policy_or_two_files(repo: PolicyRepo) -> None:
    for wrong in ([], ["--before", __file__], ["--before", __file__, "--after", __file__, "privacy", "one"]):
        result = _asked(repo, *wrong)
        assert result.exit_code == 2
        assert "give a policy, or --before and --after together" in result.output
