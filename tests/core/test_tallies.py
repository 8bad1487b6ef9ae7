"""A number that rose or fell is a sign, with who acts around it and the words beside it."""

import pytest

from notifier.adapters import rules
from notifier.core.judgement import judge, observe
from notifier.core.text import EN, FR, Language


def _told(before: str, after: str, language: Language = EN) -> set[str]:
    seen = observe(before, after, rules.read(language))
    return {sign for sign in seen.signs if sign.startswith(("number up", "number down"))}


@pytest.mark.parametrize(
    ("language", "before", "after", "told"),
    [
        (
            EN,
            "You may hand out four keys.",
            "You may hand out two keys.",
            {"number down", "number down:count:denied:False", "number down:near:out", "number down:count:before:keys"},
        ),
        (
            FR,
            "Le bac attend six minutes au quai.",
            "Le bac attend neuf minutes au quai.",
            {"number up", "number up:duration:denied:False", "number up:near:attend", "number up:duration:before:au"},
        ),
        (
            EN,
            "We do not keep letters for over two years.",
            "We do not keep letters for over three years.",
            {"number up:duration:denied:True", "number up:near:over", "number up:company:GIVES"},
        ),
    ],
)  # fmt: skip
def test_a_number_tells_which_way_it_went_and_among_which_words(
    language: Language, before: str, after: str, told: set[str]
) -> None:
    seen = _told(before, after, language)
    assert told <= seen, sorted(seen)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("You may hand out four keys.", "You may hand out four cards."),
        ("You may hand out four keys.", "You may hand out a few keys."),
        ("We keep letters for 365 days.", "We keep mail for one year."),
        ("Two ferries call at four.", "Two ferries call."),
    ],
)
def test_a_number_that_stayed_or_went_away_went_no_way(before: str, after: str) -> None:
    assert _told(before, after) == set()


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ("You may hand out four keys.", "You may hand out two keys.", "rights-reduction"),
        ("You may hand out two keys.", "You may hand out four keys.", "material"),
        ("You may borrow four tents.", "You may borrow three tents.", "rights-reduction"),
        ("You may borrow three tents.", "You may borrow four tents.", "material"),
        ("You have ten days to send it back.", "You have six days to send it back.", "rights-reduction"),
        ("You have six days to send it back.", "You have ten days to send it back.", "material"),
    ],
)
def test_what_was_learned_of_numbers_agrees_with_whose_they_are(before: str, after: str, level: str) -> None:
    assert max(judge(before, after, rules.read(EN)), key=lambda one: one.level).level.word == level
