"""Which things a clause speaks of: how closely it tells them, what they are called, and what a term gathers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction, Level
from notifier.core.judgement import judge
from notifier.core.text import EN, FR, Language

FINER = [
    (EN, "Sponsors learn the age group of the runners.", "Sponsors learn the date of birth of the runners."),
    (EN, "The board shows your first name.", "The board shows your full name."),
    (EN, "Lenders see average savings for each district.", "Lenders see the savings of each saver."),
    (EN, "Buyers see roughly where the flat is.", "Buyers see exactly where the flat is."),
    (FR, "Les parrains apprennent la tranche d'âge des coureurs.", "Les parrains apprennent la date de naissance des coureurs."),
    (FR, "Les acheteurs voient à peu près où se trouve la ferme.", "Les acheteurs voient exactement où se trouve la ferme."),
]  # fmt: skip
NOT_FINER = [
    (EN, "We never tell roughly where you are.", "We never tell exactly where you are."),
    (EN, "Write to us at 3 Mill Lane, Floor 5.", "Write to us at 9 New Street, Floor 12."),
    (EN, "A green cat and a red dog sat on the first wall of it.", "Exactly who was it that roughly ate my blue hat in May?"),
    (EN, "An average of one two three four five six seven eight nine ten is told.", "The exact sum of one is told."),
]  # fmt: skip


OUTWEIGHED = (
    "Buyers see exactly where the flat is.",
    "Les acheteurs voient exactement où se trouve la ferme.",
)
"""What the rules see as a gain, and what was learned takes for a loss."""


def _found(language: Language, before: str, after: str) -> dict[str, Direction]:
    pack = rules.read(language)
    told = judge(before, after, replace(pack, weights={}) if before in OUTWEIGHED else pack)
    return {one.rule: one.direction for one in told}


@pytest.mark.parametrize(("language", "coarse", "fine"), FINER)
def test_who_is_told_more_closely_loses_and_who_is_told_less_closely_wins(
    language: Language, coarse: str, fine: str
) -> None:
    """A ladder that names both words tells it in place of the grain."""
    assert _found(language, coarse, fine) in (
        {"grain-finer": Direction.ADVERSE},
        {"ladder-down": Direction.ADVERSE},
    )
    assert _found(language, fine, coarse) in (
        {"grain-coarser": Direction.FAVOURABLE},
        {"ladder-up": Direction.FAVOURABLE},
    )


@pytest.mark.parametrize(("language", "before", "after"), NOT_FINER)
def test_words_that_tell_nothing_of_a_person_have_no_grain(
    language: Language, before: str, after: str
) -> None:
    assert not {"grain-finer", "grain-coarser"} & _found(language, before, after).keys()


@pytest.mark.parametrize(
    ("language", "before", "more"),
    [
        (EN, "Your parcel is handed to a carrier", ", for the moment BlueVan"),
        (EN, "Your parcel is handed to a carrier", " (this season, the firm BlueVan Ltd)"),
        (FR, "Votre colis est remis à un transporteur", ", pour l'heure la société BlueVan"),
    ],
)
def test_to_say_by_name_who_was_told_of_already_is_news_and_nothing_worse(
    language: Language, before: str, more: str
) -> None:
    (one,) = judge(f"{before}.", f"{before}{more}.", rules.read(language))
    assert (one.rule, one.level) == ("named", Level.MATERIAL)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Your parcel is handed to a carrier.", "Your parcel is handed to a carrier and to BlueVan."),
        (
            "Your parcel is handed to a carrier.",
            "Your parcel is handed to a carrier, to BlueVan and to RedVan.",
        ),
        ("Your parcel goes to a carrier.", "Your parcel goes to a carrier, which opens it for BlueVan."),
        ("Your parcel goes to BlueVan.", "Your parcel goes to BlueVan, RedVan."),
        ("Your parcel goes to a carrier.", "(Today BlueVan) Your parcel goes to a carrier."),
    ],
)
def test_one_more_who_receives_is_more_than_a_name(before: str, after: str) -> None:
    assert "named" not in _found(EN, before, after)


@pytest.mark.parametrize(
    ("language", "before", "after", "direction"),
    [
        (EN, '"Usage data" refers to the pages you open.', '"Usage data" refers to the pages you open and the words you type.', Direction.ADVERSE),
        (EN, '"Usage data" means the pages you open and the words you type.', '"Usage data" means the pages you open.', Direction.FAVOURABLE),
        (EN, '"Usage data" means the pages you open.', '"Usage data" means the words you type.', Direction.ADVERSE),
        (EN, '"Purchase data" refers to what you paid for.', '"Purchase data" refers to what you paid for or looked at.', Direction.ADVERSE),
        (FR, "« Données d'achat » désigne ce que vous payez.", "« Données d'achat » désigne ce que vous payez ou regardez.", Direction.ADVERSE),
        (EN, '"Personal data" means your name.', '"Personal data" means your name and your voice.', Direction.FAVOURABLE),
        (EN, 'A "visit" covers the hours between entry and exit.', 'A "visit" covers the hours between entry and exit and the half hour that follows.', Direction.ADVERSE),
        (FR, "« Données d'utilisation » renvoie aux pages que vous ouvrez.", "« Données d'utilisation » renvoie aux pages que vous ouvrez et aux mots que vous tapez.", Direction.ADVERSE),
    ],
)  # fmt: skip
def test_a_term_for_what_is_gathered_must_not_grow_and_one_for_what_is_protected_may(
    language: Language, before: str, after: str, direction: Direction
) -> None:
    assert _found(language, before, after)["definition"] is direction


def test_another_word_for_word_leaves_a_definition_alone() -> None:
    assert "definition" not in _found(EN, 'The word "trace" means a step.', 'The term "trace" means a step.')


@pytest.mark.parametrize(
    ("language", "before", "after", "rule"),
    [
        (EN, "We look into every objection, spoken or written.", "We look into every written objection.", "demand-narrowed"),
        (FR, "Toute doléance, petite ou grande, est entendue.", "Toute grande doléance est entendue.", "demand-narrowed"),
        (EN, "The sensor senses heat.", "The sensor senses heat and breathing.", "item-added"),
        (FR, "Le capteur perçoit la chaleur et la respiration.", "Le capteur perçoit la chaleur.", "item-lost"),
        (EN, "The clinic can be rung, written to or visited.", "The clinic can be written to.", "item-removed"),
    ],
)  # fmt: skip
def test_a_list_shrinks_or_grows_for_someone(language: Language, before: str, after: str, rule: str) -> None:
    assert rule in _found(language, before, after)
