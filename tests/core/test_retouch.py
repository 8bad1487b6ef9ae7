"""What is only retouched: addresses, slips of the pen, small words; and what is not."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.text import EN, FR, Language

RETOUCHED = (
    (
        EN,
        "Write to the tax office at ico.example.org/concerns if a meal went wrong.",
        "Write to the tax office at ico.example.org/help if a meal went wrong.",
    ),
    (EN, "Our charges are levied by the local autority.", "Our charges are levied by the local authority."),
    (EN, "The garden belongs to of all the tenants.", "The garden belongs to all the tenants."),
    (
        FR,
        "Les billets s’achètent sur le site billets.exemple.fr.",
        "Les billets s’achètent sur le site billets.exemple.com.",
    ),
)
OTHERS = (
    (
        EN,
        "Residents, who have lived here for years, park for nothing.",
        "Residents who have lived here for years park for nothing.",
    ),
    (EN, "Ask the porter at porter@example.org for a key.", "Ask the porter for a key."),
    (EN, "The lamp burns for 10 hours.", "The lamp burns for 12 hours."),
    (EN, "The lift carries dogs and cats.", "The lift carries dogs or cats."),
    (EN, "The files are encrypted by night.", "The files are unencrypted by night."),
    (FR, "La cour est ouverte aux chiens.", "La cour est ouverte aux chats."),
)


def _seen(language: Language, before: str, after: str) -> set[str]:
    return {ground.rule for ground in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(("language", "before", "after"), RETOUCHED)
def test_what_is_retouched_is_told_the_same(language: Language, before: str, after: str) -> None:
    assert _seen(language, before, after) == {"same-told"}


@pytest.mark.parametrize(("language", "before", "after"), OTHERS)
def test_a_word_that_weighs_is_no_retouch(language: Language, before: str, after: str) -> None:
    assert "same-told" not in _seen(language, before, after)
