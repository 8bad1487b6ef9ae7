from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from repositories import ADA, BEN, SHORTER, V1, PolicyRepo, edited

from notifier.adapters import drafts, records
from notifier.cli.draft import command as cli
from notifier.core.assessment import Level
from notifier.core.text import EN, FR, ClauseId
from notifier.errors import ReleaseRefused
from notifier.flows.check import check
from notifier.flows.draft import carry, draft, rule
from notifier.flows.release import release

PLACE = "policy/releases/privacy/next.toml"
RETENTION = ClauseId("retention-1")


def _rule(repo: PolicyRepo, level: Level, reason: str = "", second: str = "") -> None:
    rule(
        repo.catalog,
        "privacy",
        [RETENTION],
        level=level,
        reason=reason,
        by=ADA,
        second=second,
        today=repo.today,
    )


def _refusals(repo: PolicyRepo) -> list[str]:
    return [str(refusal) for refusal in release(repo.catalog, "privacy", today=repo.today).plan.refusals]


@pytest.fixture
def changed(repo: PolicyRepo) -> PolicyRepo:
    """A released policy whose text changed in both languages."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, *SHORTER))
    return repo


def test_a_draft_asks_about_each_change_and_proposes_days_that_keep_the_notice(changed: PolicyRepo) -> None:
    made = draft(changed.catalog, "privacy", today=changed.today)
    assert [(entry.clause, entry.level) for entry in made.entries] == [(RETENTION, None)]
    assert (made.published_on, made.effective_on) == (date(2026, 1, 5), date(2026, 1, 19))


def test_refreshing_a_draft_keeps_comments_and_what_people_wrote(changed: PolicyRepo) -> None:
    draft(changed.catalog, "privacy", today=changed.today)
    written = changed.read(PLACE).replace('en = ""', 'en = "Kept longer."  # agreed with Ben')
    changed.write(PLACE, written)
    draft(changed.catalog, "privacy", today=changed.today)
    assert changed.read(PLACE) == written


def test_reading_a_written_draft_gives_it_again(changed: PolicyRepo) -> None:
    made = draft(changed.catalog, "privacy", today=changed.today)
    assert drafts.read(drafts.write(made), place=PLACE).entries[0].keys == made.entries[0].keys


def _made_with_other_rules(repo: PolicyRepo) -> str:
    """Let the draft stand as rules of another edition made it, which saw a reduction; give it as it was made."""
    made = repo.read(PLACE)
    edition = repo.catalog.draft("privacy").edition
    repo.write(
        PLACE,
        made.replace(edition, "2020.1.1").replace('assessed = "material"', 'assessed = "rights-reduction"'),
    )
    return made


def test_what_later_rules_read_otherwise_is_told_until_the_draft_is_refreshed(changed: PolicyRepo) -> None:
    told = (
        "policy/releases/privacy/next.toml:20: the rules read 'retention-1' as “people should know” now, those that "
        "the draft was made with as “takes something away”; read it again: policy explain privacy retention-1"
    )
    draft(changed.catalog, "privacy", today=changed.today)
    made = _made_with_other_rules(changed)
    assert told in [str(note) for note in check(changed.catalog, "privacy", today=changed.today).notes]
    result = CliRunner().invoke(
        cli, ["privacy", "--today", str(changed.today)], obj=str(changed.path), env={"LC_ALL": "C"}
    )
    assert told in result.stderr
    assert changed.read(PLACE) == made
    assert not check(changed.catalog, "privacy", today=changed.today).notes


def test_a_draft_from_before_editions_were_kept_gets_one(changed: PolicyRepo) -> None:
    draft(changed.catalog, "privacy", today=changed.today)
    made = changed.read(PLACE)
    edition = changed.catalog.draft("privacy").edition
    older = made.replace(f'edition = "{edition}"\n', "")
    changed.write(PLACE, older)
    assert not check(changed.catalog, "privacy", today=changed.today).notes
    draft(changed.catalog, "privacy", today=changed.today)
    assert f'\nedition = "{edition}"\n' in changed.read(PLACE).partition("\n[")[0]


def test_an_undecided_change_is_refused(changed: PolicyRepo) -> None:
    assert any("nobody has ruled" in refusal for refusal in _refusals(changed))


def test_a_ruled_draft_is_released_and_gone(changed: PolicyRepo) -> None:
    draft(changed.catalog, "privacy", today=changed.today, summaries=[(EN, "Longer."), (FR, "Plus.")])
    _rule(changed, Level.MATERIAL)
    done = release(changed.catalog, "privacy", today=changed.today)
    assert done.plan.record
    assert str(done.plan.record.version) == "1.1.0"
    assert not (changed.path / PLACE).exists()


def test_a_ruling_is_void_when_the_words_change_after_it(changed: PolicyRepo) -> None:
    _rule(changed, Level.MATERIAL, reason="asked by the regulator")
    changed.edit(edited(changed.texts, ("ten days", "ninety-nine days")))
    assert any("is void: the words changed after it" in refusal for refusal in _refusals(changed))
    again = draft(changed.catalog, "privacy", today=changed.today)
    assert (again.entries[0].level, again.entries[0].reason) == (None, "asked by the regulator")
    assert again.entries[0].void == f"{ADA} ruled material; the words changed since"


@pytest.mark.parametrize(
    ("level", "reason", "second", "told"),
    [
        (Level.EDITORIAL, "", "", "without a reason"),
        (Level.EDITORIAL, "a typo", "", ""),
        (Level.REDUCTION, "", "", ""),
    ],
)
def test_lowering_takes_a_reason_and_raising_takes_nothing(
    changed: PolicyRepo, level: Level, reason: str, second: str, told: str
) -> None:
    _rule(changed, level, reason, second)
    found = [refusal for refusal in _refusals(changed) if "retention-1" in refusal]
    assert [told in refusal for refusal in found] == ([True] if told else [])


@pytest.mark.parametrize(
    ("second", "told"),
    [("", "by one person alone"), ("ADA <ADA@example.org>", "by the same person twice"), (BEN, "")],
)
def test_lowering_a_rights_reduction_takes_a_second_person(repo: PolicyRepo, second: str, told: str) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(
        edited(
            V1,
            ("without your express consent", "without your consent"),
            ("sans votre accord exprès", "sans votre accord"),
        )
    )
    rule(
        repo.catalog,
        "privacy",
        [ClauseId("changes-1")],
        level=Level.MATERIAL,
        reason="says the same",
        by=ADA,
        second=second,
        today=repo.today,
    )
    found = [refusal for refusal in _refusals(repo) if "changes-1" in refusal]
    assert [told in refusal for refusal in found] == ([True] if told else [])


def test_a_clause_that_did_not_change_cannot_be_ruled_on(changed: PolicyRepo) -> None:
    with pytest.raises(ReleaseRefused, match="'privacy-1' did not change; name one of: retention-1"):
        rule(
            changed.catalog,
            "privacy",
            [ClauseId("privacy-1")],
            level=Level.MATERIAL,
            reason="",
            by=ADA,
            second="",
            today=changed.today,
        )


def test_mozilla_pocket_a_french_clause_left_behind_is_refused_until_someone_signs_it(
    repo: PolicyRepo,
) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, ("Letters are kept for one year.", "Letters are kept for one full year.")))
    stale = "'retention-3' changed in English and not in French"
    assert any(stale in refusal for refusal in _refusals(repo))
    carry(repo.catalog, "privacy", ClauseId("retention-3"), FR, by=BEN, today=repo.today)
    assert not any(stale in refusal for refusal in _refusals(repo))


def test_a_clause_that_a_person_knows_again_keeps_its_id_and_the_record_says_so(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    said = ("We keep search requests for thirty days.", "Whatever you looked for is gone after a month.")
    dit = (
        "Nous gardons les recherches trente jours.",
        "Ce que vous avez cherché disparaît au bout d’un mois.",
    )
    repo.edit(edited(V1, said, dit))
    made = draft(repo.catalog, "privacy", today=repo.today)
    assert {entry.clause for entry in made.entries} == {"retention-4", "retention-1"}
    repo.write(PLACE, repo.read(PLACE) + '\n[[ids]]\nwords = "Whatever you looked for"\nid = "retention-1"\n')
    again = draft(repo.catalog, "privacy", today=repo.today)
    assert [entry.clause for entry in again.entries] == ["retention-1"]
    assert "[[ids]]" in repo.read(PLACE)
    _rule(repo, Level.REDUCTION)
    record = repo.release("2.0.0", edited(V1, said, dit))
    assert record.corrected == (("Whatever you looked for", "retention-1"),)
    assert records.read(records.write(record), place="record.toml").corrected == record.corrected
