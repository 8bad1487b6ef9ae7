from __future__ import annotations

from datetime import date

from repositories import ADA, SHORTER, V1, PolicyRepo, edited

from notifier.core.assessment import Level
from notifier.core.text import EN, FR
from notifier.flows.release import release


def test_a_past_release_says_that_it_was_brought_in_later(repo: PolicyRepo) -> None:
    record = repo.release("1.0.0", published=date(2015, 10, 1))
    assert (record.published_on, record.effective_on) == (date(2015, 10, 1), date(2015, 10, 1))
    assert record.brought_in_on == repo.today
    assert record.level is Level.NONE


def test_the_record_read_again_is_the_record_released(repo: PolicyRepo) -> None:
    first = repo.release("1.0.0", published=date(2015, 10, 1))
    second = repo.release("1.1.0", edited(V1, *SHORTER), published=date(2016, 10, 1))
    assert repo.catalog.history("privacy").records == (first, second)


def test_a_released_text_is_read_by_its_blob_whatever_stands_in_the_folder(repo: PolicyRepo) -> None:
    first = repo.release("1.0.0")
    repo.edit(edited(V1, *SHORTER))
    assert repo.catalog.text(first, EN) == V1[EN]
    assert repo.catalog.text(first, FR) == V1[FR]


def test_a_release_is_one_commit_with_one_annotated_tag(repo: PolicyRepo) -> None:
    repo.release("1.0.0")
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("rev-parse", "privacy/1.0.0^{commit}") == repo.git("rev-parse", "HEAD")
    told = repo.git("tag", "-l", "--format=%(contents)", "privacy/1.0.0")
    assert "Level: none\nPublished-On: 2026-01-05\nEffective-On: 2026-01-05\n" in told


def test_both_languages_carry_the_same_permanent_ids(repo: PolicyRepo) -> None:
    record = repo.release("1.0.0")
    english, french = (repo.catalog.document(record, language) for language in (EN, FR))
    assert [clause.id for clause in english.clauses] == [clause.id for clause in french.clauses]
    assert [ref.id for ref in record.clauses] == [clause.id for clause in english.clauses]


def test_a_change_is_recorded_in_each_language_with_who_ruled(repo: PolicyRepo) -> None:
    repo.release("1.0.0")
    record = repo.release("1.1.0", edited(V1, *SHORTER))
    assert [(change.clause, change.language) for change in record.changes] == [
        ("retention-1", EN),
        ("retention-1", FR),
    ]
    assert {change.ruling.by for change in record.changes if change.ruling} == {ADA}


def test_a_past_release_with_an_id_twice_is_refused_for_its_record_could_not_be_read(
    repo: PolicyRepo,
) -> None:
    repo.edit(edited(V1, ("{#changes}", "{#retention}")))
    plan = release(repo.catalog, "privacy", today=repo.today, historic=True, dry_run=True).plan
    assert plan.record is None
    assert "clause id 'retention' is taken since line 5" in str(plan.refusals[0])
