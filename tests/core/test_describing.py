"""What only describes takes nothing and promises nothing, and a denial serves by what it denies."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.description import describes
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.reading import read
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


@pytest.mark.parametrize(
    ("language", "text", "only"),
    [
        (EN, "The choir was founded in 1962.", True),
        (EN, "A chime is a short sound of your telephone.", True),
        (EN, "The museum has three floors.", True),
        (EN, "The gate is situated beside the lift.", True),
        (EN, "The picture represents your name.", False),
        (EN, "The desk is run by nobody.", False),
        (EN, "The choir sings.", False),
        (EN, "A member is a friend of the house.", False),
        (EN, "The house was not founded in 1962.", False),
        (EN, "The house was founded in 1962 and may sell your name.", False),
        (EN, "The price consists of two parts.", False),
        (FR, "La chorale a été fondée en 1962.", True),
        (FR, "Le musée compte trois étages.", True),
        (FR, "Votre date de naissance est acheminée vers Singapour.", False),
    ],
)
def test_what_a_thing_is_takes_nothing(language: Language, text: str, *, only: bool) -> None:
    pack = rules.read(language)
    (statement,) = read(text, pack)
    assert describes(statement, pack) is only
    if only:
        assert {ground.direction for ground in observe("", text, pack).grounds} == {Direction.NEUTRAL}
        assert {ground.direction for ground in observe(text, "", pack).grounds} == {Direction.NEUTRAL}


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("The hotel keeps a copy of your identity card.", "The hotel keeps no copy of your identity card.", "favourable"),
        ("The hotel keeps no copy of your identity card.", "The hotel keeps a copy of your identity card.", "adverse"),
        ("Singers hum about no guest.", "Singers hum about a guest.", "adverse"),
        ("Singers hum about a guest.", "Singers hum about no guest.", "adverse"),
    ],
)  # fmt: skip
def test_a_denial_serves_by_what_it_denies(before: str, after: str, direction: str) -> None:
    found = {g.rule: g.direction for g in observe(before, after, rules.read(EN)).grounds}
    assert found["denial"] == direction


@pytest.mark.parametrize(
    ("before", "after", "added"),
    [
        ("A sensor senses heat.", "A sensor, built in 1931, senses heat.", False),
        ("A sensor senses heat.", "A sensor senses heat, breathing and pain.", True),
        ("A sensor senses heat.", "A sensor senses heat and pain.", True),
    ],
)
def test_what_a_comma_sets_off_to_describe_is_no_further_item(
    before: str, after: str, *, added: bool
) -> None:
    found = {g.rule for g in observe(before, after, rules.read(EN)).grounds}
    assert ("item-added" in found) is added
