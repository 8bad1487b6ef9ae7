"""The words that only one side of a change has are signs, as far as they tell something."""

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.text import Language


def _words(before: str, after: str, language: str = "en") -> set[str]:
    seen = observe(before, after, rules.read(Language(language)))
    return {sign for sign in seen.signs if sign.startswith(_SIDES)}


_SIDES = tuple(f"{kind}{side}word:" for kind in ("added", "removed", "edited") for side in "+-")


@pytest.mark.parametrize(
    ("language", "before", "after", "told"),
    [
        (
            "en",
            "The gate opens by hand.",
            "The gate opens by magnet.",
            {"edited-word:hand", "edited+word:magne"},
        ),
        (
            "fr",
            "Le portail s'ouvre à la main.",
            "Le portail s'ouvre par aimant.",
            {"edited-word:main", "edited+word:aiman"},
        ),
        ("en", "", "Ferns grow.", {"added+word:ferns", "added+word:grow"}),
        ("en", "Ferns grow.", "", {"removed-word:ferns", "removed-word:grow"}),
    ],
)
def test_a_word_of_one_side_is_a_sign(language: str, before: str, after: str, told: set[str]) -> None:
    assert told <= _words(before, after, language)


def test_a_number_is_no_word() -> None:
    assert _words("Room 12 is yours.", "Room 14 is yours.") == set()


def test_words_say_nothing_where_most_of_a_text_is_new() -> None:
    verbs = ["walk", "swim", "climb", "paint", "sing", "draw", "cook", "sew", "knit", "row", "read"]
    nouns = ["hills", "lakes", "walls", "doors", "songs", "maps", "soups", "socks", "caps", "boats", "books"]
    assert _words("Members " + ", ".join(verbs) + ".", "Members " + ", ".join(nouns) + ".") == set()


def test_what_a_rule_saw_is_told_by_the_shape_of_the_edit() -> None:
    seen = observe("We sell maps.", "We sell your letters.", rules.read(Language("en"))).signs
    assert {sign.partition("&")[2] for sign in seen if sign.startswith("rule:data-added&")} >= {
        "shape:1:gone:0:come:0", "reworded:partly",
    }  # fmt: skip
