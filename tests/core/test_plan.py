from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import ADA, LONGER, SHORTER, V1, WITHOUT, WRITTEN, first, planned, sides, told

from notifier.core.assessment import Level
from notifier.core.draft import Draft, Entry
from notifier.core.plan import MOST_TOLD, changed, follows
from notifier.core.release import Version
from notifier.core.text import EN, FR, Language, PolicyName

numbers = st.builds(Version, *[st.integers(0, 999_999)] * 3)


@given(last=numbers, level=st.sampled_from([Level.EDITORIAL, Level.MATERIAL, Level.REDUCTION]))
def test_the_next_number_is_greater_and_tells_the_level(last: Version, level: Level) -> None:
    after = follows(last, level)
    assert after > last
    assert {Level.REDUCTION: after.major > last.major, Level.MATERIAL: after.minor > last.minor}.get(
        level, after.patch > last.patch
    )


def test_the_first_release_is_1_0_0_and_changes_nothing() -> None:
    record = first(V1)
    assert (str(record.version), record.level, record.changes) == ("1.0.0", Level.NONE, ())


def test_a_change_for_the_better_is_a_minor_release() -> None:
    made = planned(SHORTER, V1, agreed=True)
    assert made.record
    assert (str(made.record.version), made.record.level, made.record.reduces) == ("1.1.0", Level.MATERIAL, ())


def test_a_reduction_is_a_major_release_that_names_each_clause_once() -> None:
    made = planned(LONGER, V1, agreed=True)
    assert made.record
    assert [red.id for red in made.record.reduces] == ["2.0.0/privacy-1"]


def test_a_removed_clause_is_reduced_under_its_old_id() -> None:
    made = planned(WITHOUT, V1, agreed=True)
    assert made.record
    assert [red.clause for red in made.record.reduces] == ["privacy-2"]


def test_merged_clauses_lose_each_of_their_ids() -> None:
    merged = {
        EN: V1[EN].replace(
            "days.\n\nYou can delete your photos at any time.", "days. You can never delete your photos."
        ),
        FR: V1[FR].replace("jours.\n\nVous pouvez supprimer", "jours. Vous ne pouvez jamais supprimer"),
    }
    made = planned(merged, V1, agreed=True)
    assert made.record
    assert {"privacy-1", "privacy-2"} <= {red.clause for red in made.record.reduces}


def test_a_lift_of_what_does_not_stand_is_refused() -> None:
    draft = replace(WRITTEN, lifts=("2.0.0/privacy-1",))
    assert "next.toml: no standing reduction '2.0.0/privacy-1' to lift; name one of: none stands" in told(
        planned(SHORTER, V1, draft=draft)
    )


def test_trycompai_3292_the_same_words_are_not_released_again() -> None:
    assert told(planned(V1, V1)) == [
        "en.md: the same words as 1.0.0: there is nothing to release; edit the text, or keep privacy as it is"
    ]


def test_another_title_is_material_for_no_clause_shows_it() -> None:
    titled = {language: f"---\ntitle: Data use\n---\n{text}" for language, text in V1.items()}
    assert planned(titled, V1).level is Level.MATERIAL


def fronted(title: str, summary: str, texts: dict[Language, str]) -> dict[Language, str]:
    return {
        language: f"---\ntitle: {title}\nsummary: {summary}\n---\n{text}" for language, text in texts.items()
    }


TYPO = {**V1, EN: V1[EN].replace("letters", "leters")}


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        (fronted("Privacy", "In short", V1), fronted("Data use", "In short", V1), Level.MATERIAL),
        (fronted("Privacy", "In short", V1), fronted("Privacy", "We sell data", V1), Level.MATERIAL),
        (fronted("Privacy", "In short", TYPO), fronted("Data use", "In short", V1), Level.MATERIAL),
        (fronted("Privacy", "In short", V1), fronted("Data use", "In short", LONGER), Level.REDUCTION),
        (fronted("Privacy", "In short", TYPO), fronted("Privacy", "In short", V1), Level.EDITORIAL),
        (fronted("Privacy", "In short", V1), fronted("Privacy", "  In short", V1), Level.NONE),
    ],
    ids=["title", "summary", "title beside a mended typo", "title beside a reduction", "typo", "spaces"],
)
def test_another_title_or_summary_is_never_less_than_material(
    before: dict[Language, str], after: dict[Language, str], level: Level
) -> None:
    assert planned(after, before).level is level


def test_headings_in_another_order_are_refused() -> None:
    turned = (
        "## Modifications {#changes}\n\nNous vous disons tout changement.\n\n" + V1[FR].partition("## Mod")[0]
    )
    assert any("stand in another order than in English" in line for line in told(planned({**V1, FR: turned})))


def test_a_missing_french_clause_is_named_with_its_english_line() -> None:
    made = planned({EN: V1[EN], FR: WITHOUT[FR]})
    assert told(made) == ["fr.md: 'privacy-2' is missing in French; translate line 5 of en.md"]


def test_mozilla_8a5aab51_a_section_of_the_translation_alone_is_refused() -> None:
    made = planned({EN: WITHOUT[EN], FR: V1[FR]})
    assert [line.partition(";")[0] for line in told(made)] == ["fr.md:5: 'privacy-2' stands in French alone"]


def test_a_heading_with_another_id_is_one_line_with_its_cause() -> None:
    made = planned({EN: V1[EN], FR: V1[FR].replace("{#privacy}", "{#confidentialite}")})
    assert told(made) == [
        "fr.md:1: the heading 'privacy' has the id 'confidentialite' in French; give it the id 'privacy' there, too"
    ]


def test_a_draft_without_summaries_is_refused_in_each_language() -> None:
    made = planned(V1, draft=replace(WRITTEN, summaries=((EN, "[TODO]"), (FR, ""))))
    assert [line.partition(";")[0] for line in told(made)] == [
        "next.toml: '[TODO]' in the English summary is a placeholder",
        "next.toml: no summary in French",
    ]


def test_without_a_draft_there_is_one_refusal_not_five() -> None:
    made = planned(V1, draft=Draft(policy=PolicyName("privacy"), place="next.toml"))
    assert told(made) == ["next.toml: there is no draft of the next release yet; run policy draft privacy"]


def test_a_draft_that_follows_another_release_is_refused() -> None:
    made = planned(SHORTER, V1, draft=replace(WRITTEN, after=Version(0, 9, 0)), agreed=True)
    assert told(made) == [
        "next.toml: the draft follows 0.9.0, the last release is 1.0.0; run policy draft privacy"
    ]


def test_a_record_says_what_each_change_does_in_its_own_language() -> None:
    record = planned(LONGER, V1, agreed=True).record
    assert record
    assert [(ref.language, ref.why) for ref in record.changes] == [
        (EN, ("Your data was kept for “thirty days”, now “ninety days”.",)),
        (
            FR,
            (
                "Vos données étaient gardées «\u00a0trente jours\u00a0», désormais «\u00a0soixante jours\u00a0».",
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("text", "level", "said"),
    [
        (LONGER, Level.MATERIAL, ()),
        (LONGER, Level.REDUCTION, ("Your data was kept for “thirty days”, now “ninety days”.",)),
        (SHORTER, Level.REDUCTION, ("Your data was kept for “thirty days”, now only “ten days”.",)),
    ],
    ids=["lowered", "as the rules say", "raised"],
)
def test_a_record_says_nothing_of_a_change_in_which_a_person_saw_less(
    text: dict[Language, str], level: Level, said: tuple[str, ...]
) -> None:
    one = planned(text, V1).judged[0]
    entry = Entry(clause=one.clause, keys=((one.language, one.key),), level=level, by=ADA)
    assert changed(replace(one, entry=entry)).why == said


@pytest.mark.parametrize("rule", ["unexplained", "learned", "second-reader"])
def test_what_speaks_to_the_team_alone_is_not_published(rule: str) -> None:
    one = planned(LONGER, V1).judged[0]
    findings = tuple(replace(finding, rule=rule) for finding in one.assessed.findings)
    assert changed(replace(one, assessed=replace(one.assessed, findings=findings))).why == ()


def test_a_record_keeps_so_many_sentences_at_most() -> None:
    judged = planned(LONGER, V1).judged[0]
    finding = judged.assessed.findings[0]
    many = tuple(replace(finding, why=((EN, f"{place}"),)) for place in range(MOST_TOLD + 3))
    told = replace(judged, assessed=replace(judged.assessed, findings=many))
    assert changed(told).why == tuple(map(str, range(MOST_TOLD)))


def test_both_languages_have_the_ids_of_the_governing_one() -> None:
    english, french = sides(V1)
    assert [clause.id for clause in english.after.clauses] == [clause.id for clause in french.after.clauses]
