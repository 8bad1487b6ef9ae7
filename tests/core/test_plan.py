from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import history
from hypothesis import given
from hypothesis import strategies as st
from plans import ADA, BEN, LONGER, PRIVACY, SHORTER, V1, WITHOUT, WRITTEN, first, planned, sides, told

from notifier.core.assessment import Level
from notifier.core.calendar import earliest, proposed
from notifier.core.draft import Draft, Entry, refresh, reread, rule
from notifier.core.plan import MOST_TOLD, changed, follows, withdrawable
from notifier.core.release import Stand, Version, Withdrawal, announced, in_force, stand
from notifier.core.text import EN, FR, ClauseId, Digest, Language, PolicyName
from notifier.core.translation import Freshness, Rendering
from notifier.errors import RecordRefused, ReleaseRefused

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


# Days


@pytest.mark.parametrize(
    ("published", "effective", "refused"),
    [
        (date(2026, 1, 5), date(2026, 1, 19), ""),
        (
            date(2026, 1, 5),
            date(2026, 1, 18),
            "gives people 13 of the 14 days' notice that “people should know” needs",
        ),
        (
            date(2026, 1, 4),
            date(2026, 3, 1),
            "published_on 2026-01-04 is past: a release is never back-dated",
        ),
        (date(2026, 3, 1), date(2026, 2, 1), "effective 2026-02-01 before it is published 2026-03-01"),
        (None, date(2026, 2, 1), "published_on is open"),
        (date(2026, 1, 5), None, "effective_on is open"),
    ],
)
def test_facebook_goes_back_in_time_days_are_checked_against_the_promise(
    published: date | None, effective: date | None, refused: str
) -> None:
    draft = replace(WRITTEN, published_on=published, effective_on=effective)
    lines = told(planned(SHORTER, V1, draft=draft, agreed=True))
    assert [refused in line for line in lines] == ([True] if refused else [])


def test_an_announced_release_comes_first() -> None:
    waiting = replace(first(V1), published_on=date(2026, 1, 1), effective_on=date(2026, 2, 1))
    lines = told(planned(SHORTER, V1, past=history(waiting), agreed=True))
    assert lines == [
        (
            "next.toml: 1.0.0 is announced for 2026-02-01 and comes first; "
            "wait for its day, or run policy withdraw privacy 1.0.0"
        )
    ]


def test_no_release_takes_effect_before_the_one_it_follows() -> None:
    later = replace(first(V1), published_on=date(2026, 1, 9), effective_on=date(2026, 6, 1))
    lines = told(planned(SHORTER, V1, past=history(later), agreed=True))
    assert "next.toml: effective 2026-03-01 before 1.0.0 (2026-06-01); write a later effective_on" in lines


@pytest.mark.parametrize(
    ("published", "effective", "refused"),
    [
        (date(2016, 1, 1), date(2016, 1, 1), []),
        (date(2016, 1, 1), date(2027, 1, 1), ["--historic is for past releases, 2027-01-01 is to come"]),
        (
            date(2014, 1, 1),
            date(2014, 1, 1),
            [
                "published 2014-01-01 before 1.0.0 (2015-10-01)",
                "effective 2014-01-01 before 1.0.0 (2015-10-01)",
            ],
        ),
    ],
)
def test_past_releases_enter_in_their_order(published: date, effective: date, refused: list[str]) -> None:
    draft = replace(WRITTEN, published_on=published, effective_on=effective)
    lines = told(planned(SHORTER, V1, draft=draft, agreed=True, historic=True))
    assert [line.partition(";")[0] for line in lines] == [f"next.toml: {cause}" for cause in refused]


@given(
    published=st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    effective=st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    level=st.sampled_from(Level),
)
def test_proposed_days_keep_every_promise(
    published: date | None, effective: date | None, level: Level
) -> None:
    today = date(2026, 1, 5)
    told_on, binds_on = proposed(PRIVACY, level, published_on=published, effective_on=effective, today=today)
    assert today <= told_on <= earliest(PRIVACY, level, told_on) <= binds_on
    assert proposed(PRIVACY, level, published_on=told_on, effective_on=binds_on, today=today) == (
        told_on,
        binds_on,
    )


# Rulings


def _entry(level: Level, **said: str) -> Draft:
    one = planned(LONGER, V1).judged[0]
    entry = Entry(clause=one.clause, keys=((one.language, one.key),), level=level, line=9, **said)
    return replace(WRITTEN, entries=(entry,))


NAME, _, ADDRESS = ADA.rstrip(">").partition(" <")


@pytest.mark.parametrize(
    ("level", "said", "refused"),
    [
        (Level.NONE, {"by": ADA}, "a change is at least editorial"),
        (Level.REDUCTION, {}, "a ruling without a name"),
        (
            Level.MATERIAL,
            {"by": ADA},
            "lowered from “takes something away” to “people should know” without a reason",
        ),
        (
            Level.MATERIAL,
            {"by": ADA, "reason": "r"},
            "lowered from “takes something away” to “people should know” by one person alone",
        ),
        (Level.MATERIAL, {"by": ADA, "reason": "r", "second": ADA}, "by the same person twice"),
        (Level.MATERIAL, {"by": ADA, "reason": "r", "second": NAME}, "by the same person twice"),
        (Level.MATERIAL, {"by": NAME, "reason": "r", "second": ADA}, "by the same person twice"),
        (
            Level.MATERIAL,
            {"by": ADA, "reason": "r", "second": f" {NAME.upper()} <a@x.org>"},
            "by the same person twice",
        ),
        (Level.MATERIAL, {"by": ADDRESS, "reason": "r", "second": ADA}, "by the same person twice"),
    ],
)
def test_github_site_policy_676_nobody_declares_a_reduction_away_alone(
    level: Level, said: dict[str, str], refused: str
) -> None:
    lines = told(planned({**V1, EN: LONGER[EN]}, V1, draft=_entry(level, **said)))
    assert any(line.startswith("next.toml:9: ") and refused in line for line in lines)


def test_a_reduction_lowered_by_two_people_with_a_reason_stands() -> None:
    draft = _entry(Level.MATERIAL, by=ADA, second=BEN, reason="the law asks for it")
    made = planned({**V1, EN: LONGER[EN]}, V1, draft=draft)
    assert not any("next.toml" in line for line in told(made))
    assert made.level is Level.MATERIAL


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


@pytest.mark.parametrize(
    ("edition", "assessed", "words", "places"),
    [
        ("1", Level.MATERIAL, "", ["next.toml:7"]),
        ("2", Level.MATERIAL, "", []),
        ("", Level.MATERIAL, "", []),
        ("1", Level.REDUCTION, "", []),
        ("1", None, "", []),
        ("1", Level.MATERIAL, "0" * 64, []),
    ],
    ids=["read otherwise", "same rules", "no edition", "read alike", "no level", "other words"],
)
def test_what_later_rules_read_otherwise_is_told(
    edition: str, assessed: Level | None, words: str, places: list[str]
) -> None:
    judged = planned(LONGER, V1).judged
    keys = tuple((one.language, Digest(words or one.key)) for one in judged)
    entry = Entry(clause=judged[0].clause, keys=keys, assessed=assessed, line=7)
    lines = [str(one) for one in reread(replace(WRITTEN, entries=(entry,), edition=edition), judged, "2")]
    assert [line.partition(": ")[0] for line in lines] == places


def test_a_clause_that_changes_no_more_is_not_read_again() -> None:
    entry = Entry(clause=ClauseId("privacy-9"), keys=(), assessed=Level.MATERIAL)
    assert not list(reread(replace(WRITTEN, entries=(entry,), edition="1"), planned(LONGER, V1).judged, "2"))


def test_only_a_translation_that_is_there_gets_a_line_to_sign() -> None:
    clause = planned(LONGER, V1).judged[0].assessed.change.after[0]
    lone = Rendering(status=Freshness.MISSING, governing=clause)
    both = Rendering(status=Freshness.STALE, governing=clause, translated=clause)
    draft = refresh(WRITTEN, (), languages=(EN, FR), after=None, stale=[(FR, lone), (FR, both)])
    assert [line.clause for line in draft.carried] == [both.clause]


def test_a_ruling_of_other_words_counts_no_more() -> None:
    one = planned(LONGER, V1).judged[0]
    old = Entry(clause=one.clause, keys=((EN, Digest("0" * 64)),), level=Level.MATERIAL, by=ADA)
    made = planned(LONGER, V1, draft=replace(WRITTEN, entries=(old,)))
    assert any(f"the ruling of {ADA} on 'privacy-1' is void" in line for line in told(made))
    refreshed = refresh(replace(WRITTEN, entries=(old,)), made.judged, languages=(EN, FR), after=None)
    assert refreshed.entries[0].void == f"{ADA} ruled material; the words changed since"
    again = refresh(refreshed, made.judged, languages=(EN, FR), after=None)
    assert again == refreshed


def test_an_entry_without_keys_is_no_ruling() -> None:
    bare = Entry(clause=ClauseId("privacy-1"), keys=())
    made = planned(LONGER, V1, draft=replace(WRITTEN, entries=(bare,)))
    assert any("nobody has ruled on it" in line for line in told(made))


def test_a_raised_typo_stays_in_the_draft_and_an_unraised_one_needs_no_line() -> None:
    typo = {**V1, EN: V1[EN].replace("letters", "leters")}
    mended = planned(V1, typo, past=history(first(typo))).judged
    assert [one.assessed.level for one in mended] == [Level.EDITORIAL]
    draft = refresh(WRITTEN, mended, languages=(EN, FR), after=None)
    assert draft.entries == ()
    raised = rule(
        draft,
        mended,
        mended[0].clause,
        level=Level.MATERIAL,
        reason="",
        by=ADA,
        second="",
        on=date(2026, 1, 5),
    )
    assert refresh(raised, mended, languages=(EN, FR), after=None).entries == raised.entries


def test_a_note_on_a_void_ruling_stays_until_somebody_rules_again() -> None:
    judged = planned(LONGER, V1).judged
    once = Entry(clause=judged[0].clause, keys=((EN, Digest("0" * 64)),), void="Ben ruled; words changed")
    draft = replace(WRITTEN, entries=(once,))
    assert once.rulings == ()
    assert (
        refresh(draft, judged, languages=(EN, FR), after=None).entries[0].void == "Ben ruled; words changed"
    )


@pytest.mark.parametrize(
    ("changed", "told_of"), [(LONGER, "name one of: privacy-1"), (V1, "there is nothing to rule on")]
)
def test_what_did_not_change_cannot_be_ruled_on(changed: dict[Language, str], told_of: str) -> None:
    judged = planned(changed, V1).judged
    with pytest.raises(ReleaseRefused, match=told_of):
        rule(
            WRITTEN,
            judged,
            ClauseId("changes"),
            level=Level.MATERIAL,
            reason="",
            by=ADA,
            second="",
            on=date(2026, 1, 5),
        )


# Life


def test_a_release_lives_from_planned_to_superseded() -> None:
    one = replace(first(V1), published_on=date(2026, 1, 1), effective_on=date(2026, 2, 1))
    two = replace(one, version=Version(1, 1, 0), published_on=date(2026, 3, 1), effective_on=date(2026, 4, 1))
    past = history(one, two)
    assert [
        stand(past, one, on)
        for on in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1), date(2026, 4, 1))
    ] == [Stand.PLANNED, Stand.ANNOUNCED, Stand.IN_FORCE, Stand.SUPERSEDED]
    gone = replace(two, withdrawn=Withdrawal(on=date(2026, 3, 2), reason="no", by=ADA))
    assert stand(history(one, gone), gone, date(2026, 5, 1)) is Stand.WITHDRAWN
    assert in_force(history(one, gone), date(2026, 5, 1)) == one
    assert announced(history(one, gone), date(2026, 3, 3)) == ()
    with pytest.raises(ReleaseRefused, match=r"privacy 1\.1\.0 was withdrawn on 2026-03-02"):
        withdrawable(gone, date(2026, 3, 3))
    with pytest.raises(ReleaseRefused, match="is in force since 2026-02-01"):
        withdrawable(one, date(2026, 2, 1))
    withdrawable(two, date(2026, 3, 31))


def test_both_languages_have_the_ids_of_the_governing_one() -> None:
    english, french = sides(V1)
    assert [clause.id for clause in english.after.clauses] == [clause.id for clause in french.after.clauses]


@pytest.mark.parametrize("text", ["1", "1.0", "01.0.0", "1.0.0-rc1", "1.0.0\n", "٣.0.0", ""])
def test_anything_but_three_numbers_is_no_version(text: str) -> None:
    with pytest.raises(RecordRefused, match="is not a version; write three numbers"):
        Version.read(text)
