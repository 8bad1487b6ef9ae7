from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from notifier.adapters import rules
from notifier.core.comparison import Ground, pair_up
from notifier.core.finding import Category, Direction
from notifier.core.judgement import judge
from notifier.core.ladder import Ladders
from notifier.core.reading import read
from notifier.core.reservations import reservations
from notifier.core.rungs import ladders, settled
from notifier.core.text import EN, FR, Language
from notifier.errors import RulesRefused

FOLDER = Path(rules.__file__).parents[1] / "rules"


def _grounds(language: Language, before: str, after: str) -> list[tuple[str, Direction]]:
    pack = rules.read(language)
    pairs, _, _ = pair_up(read(before, pack), read(after, pack), pack)
    return [(ground.rule + ground.form, ground.direction) for pair in pairs for ground in ladders(pair, pack)]


def _reserved(language: Language, before: str, after: str) -> list[str]:
    pack = rules.read(language)
    pairs, _, _ = pair_up(read(before, pack), read(after, pack), pack)
    return [ground.rule for pair in pairs for ground in reservations(pair, pack)]


def test_a_lower_word_of_a_ladder_takes_and_a_higher_one_gives() -> None:
    granted, noted = "Each objection is honoured.", "Each objection is noted."
    assert _grounds(EN, granted, noted) == [("ladder-down-request", Direction.ADVERSE)]
    assert _grounds(EN, noted, granted) == [("ladder-up-request", Direction.FAVOURABLE)]


def test_a_ladder_counts_only_where_one_of_its_words_stands_near() -> None:
    assert _grounds(EN, "Each lamp is honoured.", "Each lamp is noted.") == []


def test_a_text_told_in_other_words_is_on_no_ladder() -> None:
    before = "Objections to the plan of the orchard are honoured by the whole board before the first tree is planted."
    after = "Each of you who brings a cake to the harvest may see it noted, with an objection, in the great golden book."
    assert _grounds(EN, before, after) == []


def test_a_denied_word_stands_as_far_below() -> None:
    assert _grounds(EN, "No objection is rejected.", "Each objection is rejected.") == [
        ("ladder-down-request", Direction.ADVERSE)
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Guides must carry a lamp.", "Guides are urged to carry a lamp.", "ladder-down-bound"),
        ("Members must carry a lamp.", "Members are urged to carry a lamp.", "ladder-up-bound"),
        ("It must carry a lamp.", "We urge members to carry a lamp.", "ladder-up-bound"),
    ],
)
def test_less_is_better_for_who_is_bound_themselves(before: str, after: str, told: str) -> None:
    assert [rule for rule, _ in _grounds(EN, before, after)] == [told]


def test_words_that_turn_a_ladder_round_turn_it_round() -> None:
    assert _grounds(FR, "Le filtre est une option inactive.", "Le filtre est une option active.") == [
        ("ladder-up-switch", Direction.FAVOURABLE)
    ]


def test_what_one_ladder_told_no_other_tells_again() -> None:
    told = _grounds(
        EN,
        "We take your silence as a refusal of the request.",
        "We take your silence as acceptance of the request.",
    )
    assert [rule for rule, _ in told] == ["ladder-down-silence"]


def test_without_ladders_nothing_stands_on_one() -> None:
    marks = Ladders().marks(["granted", "noted"])
    assert not any(marks)


@pytest.mark.parametrize(
    ("language", "before", "after", "told"),
    [
        (EN, "The hall is open to all.", "The hall is open to all, feast days excepted.", ["exception-added"]),
        (EN, "The hall is open to all, feast days excepted.", "The hall is open to all.", ["exception-dropped"]),
        (EN, "We may sell your coat.", "We may sell your coat, feast days excepted.", ["exception-to-power"]),
        (EN, "We may sell your coat, feast days excepted.", "We may sell your coat.", ["exception-removed"]),
        (EN, "Nobody opens the chest.", "Nobody opens the chest without need.", ["exception-added"]),
        (EN, "We open the chest.", "We open the chest without noise.", []),
        (EN, "The hall is open.", "The hall is open, and so is the yard excepted by nobody at all in these parts of town.", []),
        (EN, "The hall is open.", "The hall is open (!).", []),
        (FR, "Nul n'ouvre le coffre.", "Nul n'ouvre le coffre sans nécessité.", ["exception-added"]),
    ],
)  # fmt: skip
def test_a_reservation_is_known_by_its_last_word_or_by_without(
    language: Language, before: str, after: str, told: list[str]
) -> None:
    assert _reserved(language, before, after) == told


def test_a_denial_that_a_ladder_weighs_is_not_weighed_twice() -> None:
    pack = rules.read(EN)
    before, after = "The box is ticked.", "The box is not ticked."
    pairs, _, _ = pair_up(read(before, pack), read(after, pack), pack)
    grounds = [
        Ground(rule, Direction.ADVERSE, category)
        for rule, category in (
            ("denial", Category.OTHER),
            ("power-added", Category.OTHER),
            ("number-worse", Category.OTHER),
        )
    ]
    up = Ground("ladder-up", Direction.FAVOURABLE, Category.OTHER)
    assert [ground.rule for ground in settled([*grounds, up], pairs[0])] == ["number-worse", "ladder-up"]
    assert [ground.rule for ground in settled(grounds, pairs[0])] == ["denial", "power-added", "number-worse"]


@pytest.mark.parametrize("language", [EN, FR])
def test_each_ladder_has_words_near_in_both_languages_or_in_none_and_a_sentence(language: Language) -> None:
    pack = rules.read(language)
    for ladder in pack.ladders.all:
        assert f"ladder-down-{ladder.name}" in pack.sentences
    table = tomllib.loads((FOLDER / "ladders.toml").read_text("utf-8"))["ladders"]
    for name, entry in table.items():
        assert ("near" in entry) == all(entry.get("near", {}).get(told) for told in ("en", "fr")), name
        heights = [rung["height"] for rung in entry["rungs"]]
        assert heights == sorted(set(heights), reverse=True), name


def test_a_ladder_that_is_wrong_is_named() -> None:
    tables = {
        name: tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
        for name in (*rules.SHARED, *rules.LANGUAGES, "weights")
    }
    tables["ladders"]["ladders"]["switch"]["whose"] = "nobody"
    with pytest.raises(RulesRefused, match="ladder 'switch' is not well formed"):
        rules.pack(EN, tables)


def _rules(before: str, after: str) -> set[str]:
    pack = rules.read(EN)
    told = judge(before, after, replace(pack, weights={}) if before in OUTWEIGHED else pack)
    return {finding.rule for finding in told}


OUTWEIGHED = ("We use your songs free of charge.",)
"""What the rules see as a gain, and what was learned takes for a loss."""


def test_an_exception_to_what_a_person_pays_serves_them() -> None:
    fine = "A penalty of one euro strikes every late book"
    assert _rules(f"{fine}.", f"{fine}, unless you were ill.") == {"exception-to-power"}


def test_data_that_is_not_named_is_no_further_data() -> None:
    assert "data-added" not in _rules("We store notes here.", "We store notes here about your data.")


def test_an_agreement_that_is_gone_was_a_promise() -> None:
    assert _rules("Only with your agreement.", "") == {"removed-promise"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("You respect our request for calm.", "You note our request for calm.", []),
        ("The lens films while you press.", "The lens films day and night.", ["ladder-down-trigger"]),
        ("You can call us while you wait.", "You can call us day and night.", []),
        ("No plan is public without your consent.", "A plan is public only with your consent.", []),
    ],
)
def test_a_rung_counts_only_for_whom_its_ladder_is_about(before: str, after: str, told: list[str]) -> None:
    assert [rule for rule, _ in _grounds(EN, before, after)] == told


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("The third towel is free of charge.", "", "free-removed"),
        ("We use your songs free of charge.", "", "removed-power"),
        ("Whoever loses a coin owes five euros.", "", "removed-power"),
        ("", "Every false alarm costs whoever raised it 40 euros.", "added-power"),
        ("We give back five euros for every jar.", "", "removed-promise"),
        ("Pupils enter free of charge.", "Pupils enter free of charge, from dawn to noon.", "qualifier-added"),
        ("The pass is transferable.", "The pass is not transferable.", "denial"),
        ("The ribbon never frays.", "The ribbon frays after the summer.", "denial"),
        ("We lend no scores to choirs or other groups.", "We lend no scores to choirs.", "item-removed"),
    ],
)  # fmt: skip
def test_a_clause_that_comes_goes_or_shrinks_says_why(before: str, after: str, rule: str) -> None:
    assert rule in _rules(before, after)


def test_what_is_barred_now_stands_no_lower_on_a_ladder() -> None:
    found = judge(
        "Strangers may send private messages to players under 15.",
        "Strangers can never send private messages to players under 15.",
        rules.read(EN),
    )
    assert {finding.rule for finding in found} == {"polarity-won"}
