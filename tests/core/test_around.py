"""A word that came or went is a sign by whether it stands in for another, and so are the words next to it."""

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.text import EN, FR, Language


def _told(before: str, after: str, language: Language) -> set[str]:
    seen = observe(before, after, rules.read(language))
    return {sign for sign in seen.signs if sign.startswith(("instead", "new", "gone", "+word", "-word"))}


@pytest.mark.parametrize(
    ("language", "before", "after", "told"),
    [
        (
            EN,
            "The ferry takes every bicycle.",
            "The ferry takes one bicycle.",
            {
                "instead-word:every", "instead+word:one", "instead after word:takes", "instead before word:bicyc",
                "-word:takes|every", "+word:takes|one",
            },
        ),
        (
            FR,
            "Le bac prend chaque vélo.",
            "Le bac prend un vélo.",
            {
                "instead-word:chaqu", "instead+word:un", "instead after word:prend", "instead before word:vélo",
                "-word:prend|chaqu", "+word:prend|un",
            },
        ),
        (
            EN,
            "The ferry takes bicycles.",
            "Only now the ferry takes bicycles.",
            {
                "new+word:only", "new+word:now", "new after word:", "new before word:the", "+word:only now", "+word:|only",
            },
        ),
        (
            FR,
            "Le bac prend les vélos et les chiens.",
            "Le bac prend les vélos.",
            {
                "gone-word:et", "gone-word:les", "gone-word:chien", "-word:et les", "-word:les chien", "-word:vélos|et",
                "gone after word:vélos", "gone before word:.",
            },
        ),
    ],
)  # fmt: skip
def test_a_word_tells_whether_it_stands_in_for_another(
    language: Language, before: str, after: str, told: set[str]
) -> None:
    assert _told(before, after, language) == told


def test_what_has_no_other_side_has_no_words_around() -> None:
    assert _told("", "The ferry takes bicycles.", EN) == set()
