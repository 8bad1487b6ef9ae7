"""Small words that gave way to their counterparts, weighed by whom the sentence serves."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")
WORSE, BETTER = Direction.ADVERSE, Direction.FAVOURABLE


def told(language: Language, before: str, after: str) -> set[tuple[str, Direction]]:
    """Give what the rules see in a change, and for whom it is better."""
    return {(one.rule, one.direction) for one in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(
    ("language", "before", "after", "rule", "back"),
    [
        (EN, "The rebate lasts unless both lines end.", "The rebate lasts unless either line ends.", "one-of-both", "one-of-both"),
        (EN, "We open your box unless one of you objects.", "We open your box unless both of you object.", "one-of-both", "one-of-both"),
        (EN, "You may leave if either of us agrees.", "You may leave if both of us agree.", "one-of-both", "one-of-both"),
        (
            EN,
            "The fine is never more than the lower of £20 and a day's rent.",
            "The fine is never more than the higher of £20 and a day's rent.",
            "extreme-turned",
            "extreme-turned",
        ),
        (
            EN,
            "The refund is the greater of the price and the loss.",
            "The refund is the lesser of the price and the loss.",
            "extreme-turned",
            "extreme-turned",
        ),
        (EN, "The lid opens with at least two codes.", "The lid opens with up to two codes.", "floor-gone", "floor-set"),
        (FR, "Vous recevez au moins trois repas.", "Vous recevez au plus trois repas.", "floor-gone", "floor-set"),
        (EN, "You must bring at most two photos.", "You must bring at least two photos.", "floor-set", "floor-gone"),
        (
            EN,
            "The pass lapses in June unless you extend it.",
            "The pass rolls on in June unless you stop it.",
            "consent-weaker",
            "consent-stronger",
        ),
        (
            FR,
            "La carte expire en août sauf si vous la renouvelez.",
            "La carte court en août sauf si vous l'arrêtez.",
            "consent-weaker",
            "consent-stronger",
        ),
        (EN, "A locker is cleared after two letters.", "A locker is cleared without a letter.", "warning-gone", "warning-set"),
        (FR, "Le casier est vidé après deux lettres.", "Le casier est vidé sans lettre.", "warning-gone", "warning-set"),
        (EN, "Residents, who live here, are exempt from it.", "Residents who live here are exempt from it.", "comma", None),
        (EN, "You can sue us in your home county.", "You can sue us in Zurich and nowhere else.", "court-farther", "court-nearer"),
        (FR, "Les litiges sont jugés là où vous habitez.", "Les litiges sont jugés à Genève.", "court-farther", "court-nearer"),
        (EN, "Calls are answered in Wales.", "Calls are answered in Wales and Egypt.", "place-wider", None),
    ],
)  # fmt: skip
def test_a_counterpart_is_worse_and_back_again_better(
    language: Language, before: str, after: str, rule: str | None, back: str | None
) -> None:
    if rule is not None:
        assert (rule, WORSE) in told(language, before, after)
    if back is not None:
        assert (back, BETTER) in told(language, after, before)


NAMES = {
    "one-of-both",
    "extreme-turned",
    "floor-gone",
    "floor-set",
    "warning-gone",
    "warning-set",
    "comma",
    "court-farther",
    "court-nearer",
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Both boats leave at noon.", "Either boat leaves at noon."),
        ("The lower of the two bridges is shut.", "The higher of the two bridges is shut."),
        ("We raise the lower fee.", "We raise the higher fee."),
        ("You get at least two meals.", "You get at least three meals."),
        ("The walk ends unless it rains.", "The walk starts unless you stop it."),
        ("The walk ends unless you are tired.", "The walk starts unless you stop it."),
        ("The walk ends unless you stop it.", "The walk starts unless you cancel it."),
        ("The walk ends unless you stop it.", "The walk starts unless you, at noon, sing."),
        ("A court hears it in Bern.", "A court hears it in Basel."),
        ("The walk ends after two calls.", "The walk ends without a song."),
        ("Buses, which are red, are exempt from it.", "Buses which are red are exempt from it."),
    ],
)
def test_what_only_looks_like_counterparts_says_nothing(before: str, after: str) -> None:
    assert not {rule for rule, _ in told(EN, before, after)} & NAMES


@pytest.mark.parametrize(
    ("before", "after", "rule", "direction"),
    [
        ("The landlord sees how much power is used.", "The landlord sees when power is used.", "grain-finer", WORSE),
        ("The printer tells us how many pages were printed.", "The printer tells us which pages were printed.", "grain-finer", WORSE),
        ("Members see which seats are free.", "Members see how many seats are free.", "told-less", WORSE),
        ("We tell you which seats are free.", "We tell you how many seats are free.", "told-less", WORSE),
        ("The vault opens only when three keyholders turn up.", "The vault opens only when one keyholder turns up.", "number-worse", WORSE),
        ("Your letter needs two signatures.", "Your letter needs three signatures.", "number-changed", Direction.NEUTRAL),
    ],
)  # fmt: skip
def test_what_is_told_and_how_many_must_agree(
    before: str, after: str, rule: str, direction: Direction
) -> None:
    assert (rule, direction) in told(EN, before, after)


def test_what_nobody_comes_to_know_is_no_finer_told() -> None:
    assert not {
        rule for rule, _ in told(EN, "It matters how many birds sing.", "It matters which birds sing.")
    }
