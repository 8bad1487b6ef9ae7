"""The draft of the next release, brought up to its texts: nothing that people wrote is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import history
from plans import ADA, LONGER, V1, WRITTEN, first, planned, told

from notifier.core.assessment import Level
from notifier.core.draft import Entry, refresh, reread, rule
from notifier.core.text import EN, FR, ClauseId, Digest, Language
from notifier.core.translation import Freshness, Rendering
from notifier.errors import ReleaseRefused


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
