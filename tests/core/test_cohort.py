"""A later change to a clause is weighed for people who keep earlier words of it: against those words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from answers import yes
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import Life, paragraphs
from repeats import again

from notifier.core.assessment import Level
from notifier.core.binding import binding
from notifier.core.draft import Draft
from notifier.core.release import Version, Withdrawal
from notifier.core.report import report

LETTERS = (
    "We keep letters for {} days.",
    "Nous gardons les lettres {} jours.",
)
PHOTOS = ("You can delete your photos at any time.", "Vous pouvez supprimer vos photos à tout moment.")
OTHER = ("We answer every question.", "Nous répondons à chaque question.")
LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)
R2, R3 = "2.0.0/privacy-1", "3.0.0/privacy-1"


def kept(days: str, jours: str, *more: tuple[str, str]) -> dict[str, str]:
    return paragraphs((LETTERS[0].format(days), LETTERS[1].format(jours)), *more, OTHER)


THIRTY = kept("thirty", "trente")
SIXTY = kept("sixty", "soixante")
NINETY = kept("ninety", "quatre-vingt-dix")
TEN = kept("ten", "dix")
FORTY = kept("forty", "quarante")


@pytest.fixture
def life() -> Life:
    """Letters are kept for thirty days, then for sixty: a reduction."""
    one = Life()
    one.release(THIRTY)
    assert [red.id for red in one.release(SIXTY).reduces] == [R2]
    return one


def silent(life: Life, clause: str = "privacy-1", *accepted: str) -> str:
    """Which release binds somebody who began with the first one and accepted only this."""
    decisions = (yes(*accepted),) if accepted else ()
    bound = {b.clause: b for b in binding(life.history, decisions, Version(1, 0, 0), LATER)}
    return str(bound[clause].version) if bound[clause].present else "-"


def test_giving_the_words_back_frees_everybody_without_a_ruling(life: Life) -> None:
    record = life.release(THIRTY)
    assert record.lifts == (R2,)
    assert [(one.reduction, str(one.since), one.changes) for one in record.freed] == [(R2, "1.0.0", ())]
    assert silent(life) == str(record.version)


def test_an_editorial_difference_from_the_kept_words_frees_too(life: Life) -> None:
    record = life.release(paragraphs((LETTERS[0].format("30"), LETTERS[1].format("30")), OTHER))
    assert record.lifts == (R2,)
    assert {change.assessed for change in record.freed[0].changes} == {Level.EDITORIAL}
    assert silent(life) == str(record.version)


def test_better_words_that_are_still_worse_than_the_kept_ones_hold(life: Life) -> None:
    """From sixty to forty days is a gift to whoever accepted sixty, and a reduction for whoever kept thirty."""
    made = life.plan(FORTY)
    assert made.level is Level.MATERIAL
    assert [(one.reduction.id, one.assessed, one.freed) for one in made.cohorts] == [
        (R2, Level.REDUCTION, False)
    ]
    record = life.release(FORTY)
    assert record.lifts == ()
    assert silent(life) == "1.0.0"
    assert silent(life, "privacy-1", R2) == str(record.version)


def test_words_better_than_the_kept_ones_hold_until_a_person_rules(life: Life) -> None:
    made = life.plan(TEN)
    assert [(one.assessed, one.freed) for one in made.cohorts] == [(Level.MATERIAL, False)]
    assert made.record
    assert made.record.lifts == ()
    ruled = life.release(TEN, freed={R2: (Level.MATERIAL, "Shorter than what they kept.", "")})
    assert ruled.lifts == (R2,)
    assert {change.ruling.by for change in ruled.freed[0].changes if change.ruling} == {
        "Ada Martin <ada@example.org>"
    }
    assert silent(life) == str(ruled.version)


def test_a_ruling_that_it_takes_something_holds(life: Life) -> None:
    record = life.release(TEN, freed={R2: (Level.REDUCTION, "", "")})
    assert record.lifts == ()
    assert silent(life) == "1.0.0"


@pytest.mark.parametrize(
    ("reason", "second", "cause"),
    [
        ("", "", "without a reason"),
        ("They gain elsewhere.", "", "by one person alone"),
        ("They gain elsewhere.", "Ada Martin <ada@example.org>", "by the same person twice"),
    ],
)
def test_freeing_people_from_what_the_rules_call_a_reduction_takes_two(
    life: Life, reason: str, second: str, cause: str
) -> None:
    made = life.plan(FORTY, freed={R2: (Level.MATERIAL, reason, second)})
    (refusal,) = made.refusals
    assert cause in str(refusal)
    assert f"policy review privacy {R2}" in str(refusal)


def test_lifting_by_name_alone_is_refused(life: Life) -> None:
    for texts in (FORTY, kept("sixty", "soixante", PHOTOS)):
        made = life.plan(texts, lifts=(R2,))
        (refusal,) = made.refusals
        assert (
            f"nobody ruled that lifting '{R2}' takes nothing from people who kept the words of 1.0.0"
            in str(refusal)
        )
    assert life.release(THIRTY, lifts=(R2,)).lifts == (R2,)


def test_a_change_elsewhere_does_not_touch_them(life: Life) -> None:
    made = life.plan(paragraphs((LETTERS[0].format("sixty"), LETTERS[1].format("soixante")), PHOTOS, OTHER))
    assert made.cohorts == ()
    assert made.record
    assert made.record.lifts == ()


def test_of_two_reductions_each_is_weighed_from_its_own_words(life: Life) -> None:
    """Who accepted sixty and not ninety is freed by sixty; who kept thirty is not."""
    assert [red.id for red in life.release(NINETY).reduces] == [R3]
    record = life.release(SIXTY)
    assert record.lifts == (R3,)
    assert [one.reduction.id for one in life.plan(THIRTY).cohorts] == [R2]
    newest = str(record.version)
    assert (silent(life), silent(life, "privacy-1", R2), silent(life, "privacy-1", R2, R3)) == (
        "1.0.0",
        newest,
        newest,
    )
    assert silent(life, "privacy-1", R3) == "1.0.0"


def test_the_first_words_free_who_kept_them_and_the_rest_by_a_ruling(life: Life) -> None:
    life.release(NINETY)
    made = life.plan(THIRTY)
    assert [(one.reduction.id, one.assessed, one.freed) for one in made.cohorts] == [
        (R2, Level.NONE, True),
        (R3, Level.MATERIAL, False),
    ]
    record = life.release(THIRTY, freed={R3: (Level.MATERIAL, "Thirty days are fewer than sixty.", "")})
    assert record.lifts == (R2, R3)
    assert silent(life) == silent(life, "privacy-1", R2) == str(record.version)


def test_reducing_again_after_a_lift_asks_again(life: Life) -> None:
    life.release(THIRTY)
    again = life.release(SIXTY)
    assert [red.id for red in again.reduces] == ["3.0.0/privacy-1"]
    assert silent(life, "privacy-1", R2) == "2.1.0"


def test_a_removed_clause_that_comes_back_frees_who_kept_it() -> None:
    life = Life()
    life.release(kept("thirty", "trente", PHOTOS))
    assert [red.id for red in life.release(THIRTY).reduces] == ["2.0.0/privacy-2"]
    assert silent(life, "privacy-2") == "1.0.0"
    back = life.release(kept("thirty", "trente", PHOTOS))
    assert back.lifts == ("2.0.0/privacy-2",)
    bound = binding(life.history, (), Version(1, 0, 0), LATER)
    assert {str(one.version) for one in bound} == {str(back.version)}


def test_a_removed_clause_that_comes_back_smaller_does_not_bind_who_kept_it() -> None:
    life = Life()
    life.release(kept("thirty", "trente", PHOTOS))
    life.release(THIRTY)
    smaller = (
        "You can delete your photos at any time within one month.",
        "Vous pouvez supprimer vos photos à tout moment pendant un mois.",
    )
    made = life.plan(kept("thirty", "trente", smaller))
    assert [(one.reduction.id, one.freed) for one in made.cohorts] == [("2.0.0/privacy-2", False)]
    life.release(kept("thirty", "trente", smaller))
    assert silent(life, "privacy-2") == "1.0.0"


SELLING = ("We sell your letters to partners.", "Nous vendons vos lettres à des partenaires.")


def test_a_new_clause_that_bound_only_who_accepted_it_goes_for_everybody() -> None:
    life = Life()
    life.release(THIRTY)
    life.release(kept("thirty", "trente", SELLING))
    (red,) = life.records[-1].reduces
    assert silent(life, red.clause) == "-"
    assert life.release(THIRTY).lifts == (red.id,)


def test_a_new_clause_made_milder_still_does_not_bind_who_never_had_it() -> None:
    life = Life()
    life.release(THIRTY)
    life.release(kept("thirty", "trente", SELLING))
    (red,) = life.records[-1].reduces
    milder = (
        "We sell your letters to one partner, if you agree.",
        "Nous vendons vos lettres à un partenaire, si vous l’acceptez.",
    )
    made = life.plan(kept("thirty", "trente", milder))
    assert [(one.reduction.id, one.freed) for one in made.cohorts] == [(red.id, False)]
    life.release(kept("thirty", "trente", milder))
    assert silent(life, red.clause) == "-"


def test_a_clause_that_moves_is_followed(life: Life) -> None:
    """The reduced clause goes below another one: nobody is freed; with the kept words it goes there for everybody."""
    sixty = (LETTERS[0].format("sixty"), LETTERS[1].format("soixante"))
    thirty = (LETTERS[0].format("thirty"), LETTERS[1].format("trente"))
    life.release(paragraphs(OTHER, sixty))
    assert silent(life) == "1.0.0"
    record = life.release(paragraphs(OTHER, thirty))
    assert record.lifts == (R2,)
    assert silent(life) == str(record.version)


def test_a_split_clause_is_weighed_with_all_its_parts() -> None:
    whole = (
        "We keep letters for thirty days and we never read your letters unless you ask us to do so.",
        "Nous gardons les lettres trente jours et nous ne lisons jamais vos lettres sauf si vous nous le demandez.",
    )
    parts = (
        ("We keep letters for ninety days.", "Nous gardons les lettres quatre-vingt-dix jours."),
        (
            "We never read your letters unless you ask us to do so.",
            "Nous ne lisons jamais vos lettres sauf si vous nous le demandez.",
        ),
    )
    life = Life()
    life.release(paragraphs(whole, OTHER))
    life.release(paragraphs(*parts, OTHER))
    assert life.records[-1].reduces
    assert silent(life) == "1.0.0"
    record = life.release(paragraphs(whole, OTHER))
    assert set(record.lifts) == {red.id for red in life.records[1].reduces}
    assert silent(life) == str(record.version)


def test_the_draft_asks_and_keeps_what_was_ruled(life: Life) -> None:
    made = life.plan(TEN)
    draft = life.refreshed(Draft(policy=made.policy.name, place="next.toml"), made)
    (entry,) = draft.held
    assert (entry.reduction, entry.clause, entry.assessed, entry.level) == (
        R2,
        "privacy-1",
        Level.MATERIAL,
        None,
    )
    assert (entry.before, entry.after) == (
        "We keep letters for thirty days.",
        "We keep letters for ten days.",
    )
    assert life.refreshed(draft, made) == draft
    other = life.plan(FORTY)
    (void,) = life.refreshed(draft, other).held
    assert void.keys != entry.keys
    assert life.refreshed(draft, life.plan(THIRTY)).held == ()


def test_check_says_who_keeps_and_who_moves(life: Life) -> None:
    def notes(texts: dict[str, str], **how: object) -> list[str]:
        made = life.plan(texts, **how)  # type: ignore[arg-type]
        draft = Draft(policy=made.policy.name, place="next.toml")
        return [str(note) for note in report(made, draft, history=life.history, drafted=True).notes]

    (kept_words,) = notes(TEN)
    assert kept_words == (
        f"next.toml: people who did not accept '{R2}' keep the words of 1.0.0 (for them: people should know); "
        f"leave it so, or run policy review privacy {R2} --level … --reason …"
    )
    assert notes(THIRTY) == [
        f"next.toml: people who did not accept '{R2}' move from the words of 1.0.0 to the new ones"
    ]


def test_a_first_release_has_nobody_to_weigh_for() -> None:
    life = Life()
    assert life.plan(THIRTY).cohorts == ()
    life.release(THIRTY)
    assert life.plan(TEN).cohorts == ()


def test_without_earlier_words_nobody_keeps_any(life: Life) -> None:
    """The first release was withdrawn before its day, so the second is where everybody began."""
    life.records[0] = replace(
        life.records[0], withdrawn=Withdrawal(on=date(2020, 1, 1), reason="a mistake", by="Ada")
    )
    assert life.plan(TEN).cohorts == ()


DAYS = {10: TEN, 30: THIRTY, 40: FORTY, 60: SIXTY, 90: NINETY}
spans = st.lists(st.sampled_from(sorted(DAYS)), min_size=2, max_size=6).filter(
    lambda told: all(one != two for one, two in pairwise(told))
)


@again
@settings(max_examples=25)
@given(lived=spans, data=st.data())
def test_nobody_ends_with_longer_keeping_than_they_began_with_or_accepted(
    lived: list[int], data: st.DataObject
) -> None:
    """Whatever is released, and whoever is freed wherever the rules allow it."""
    life = Life()
    for days in lived:
        open_ = life.plan(DAYS[days]).cohorts
        freed = {
            one.reduction.id: (Level.MATERIAL, "It takes nothing from them.", "")
            for one in open_
            if one.assessed is Level.MATERIAL
        }
        life.release(DAYS[days], freed=freed)
    began = data.draw(st.integers(0, len(lived) - 1))
    reductions = [red.id for record in life.records for red in record.reduces]
    agreed = data.draw(st.lists(st.sampled_from(reductions), unique=True)) if reductions else []
    lasting = {str(record.version): days for record, days in zip(life.records, lived, strict=True)}
    decisions = (yes(*agreed),) if agreed else ()
    bound = {one.clause: one for one in binding(life.history, decisions, life.records[began].version, LATER)}
    most = max(lived[began], *(lasting[name.partition("/")[0]] for name in agreed), 0)
    assert lasting[str(bound["privacy-1"].version)] <= most


def test_of_two_reductions_in_one_release_each_is_weighed_by_its_own_clause() -> None:
    life = Life()
    life.release(kept("thirty", "trente", PHOTOS))
    asked = ("You can ask us to delete your photos.", "Vous pouvez nous demander de supprimer vos photos.")
    reduced = life.release(kept("sixty", "soixante", asked))
    assert [red.clause for red in reduced.reduces] == ["privacy-1", "privacy-2"]
    weeks = (
        "You can ask us in a letter to delete your photos.",
        "Vous pouvez nous demander par lettre de supprimer vos photos.",
    )
    made = life.plan(kept("ninety", "quatre-vingt-dix", weeks))
    assert {one.reduction.clause: {judged.clause for judged in one.judged} for one in made.cohorts} == {
        "privacy-1": {"privacy-1"},
        "privacy-2": {"privacy-2"},
    }
