"""A list that was complete and only gives examples now lets more be done."""

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.text import EN, FR, Language


def _rules(language: Language, before: str, after: str) -> set[str]:
    return {ground.rule for ground in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "Your gate code goes to our porters, who are Ada and Ben.", "Your gate code goes to our porters, who include Ada and Ben."),
        (FR, "Votre code est donné aux porteurs, à savoir Ada et Léo.", "Votre code est donné aux porteurs, notamment Ada et Léo."),
        (FR, "Nos porteurs sont Ada et Léo.", "Nos porteurs sont, par exemple, Ada et Léo."),
    ],
)  # fmt: skip
def test_a_list_of_examples_is_longer_than_it_reads(language: Language, before: str, after: str) -> None:
    assert "list-left-open" in _rules(language, before, after)
    assert "list-left-open" not in _rules(language, after, before)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            EN,
            "We never sell your data, that is your name.",
            "We never sell your data, for example your name.",
        ),
        (EN, "The porters who knock are Ada and Ben.", "The porters who knock like Ada and Ben."),
        (EN, "Your gate code goes to porters.", "Your gate code goes to porters such as thieves."),
        (EN, "Your gate code goes to porters and guards.", "Your gate code goes to porters."),
        (
            FR,
            "Le devis est fait par un automate.",
            "Le devis est fait par un automate, dont vous exigez les raisons.",
        ),
    ],
)
def test_other_words_open_no_list(language: Language, before: str, after: str) -> None:
    assert "list-left-open" not in _rules(language, before, after)
