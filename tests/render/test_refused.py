from __future__ import annotations

import pytest

from notifier.adapters import words
from notifier.core.said import say
from notifier.core.text import FR
from notifier.errors import Refusal
from notifier.render.report import refused
from notifier.render.words import English

DRAFT = Refusal(
    say("there is no draft of the next release yet"),
    source="next.toml",
    remedy=say("run policy draft {policy}", policy="privacy"),
)


def test_a_refusal_is_told_in_the_language_of_its_reader() -> None:
    assert refused(DRAFT, words.read(FR)) == (
        "next.toml: la prochaine version n’a pas encore de brouillon\u202f; lancez policy draft privacy"
    )
    assert refused(DRAFT, English()) == str(DRAFT)


@pytest.mark.parametrize("remedy", ["", "try again"])
def test_in_english_every_refusal_is_told_as_it_is(remedy: str) -> None:
    refusal = Refusal("gone", source="a.md", line=3, remedy=remedy)
    assert refused(refusal, English()) == str(refusal)


def test_a_sentence_that_was_not_made_for_translation_stays_as_it_is() -> None:
    assert refused(Refusal("gone"), words.read(FR)) == "gone"
