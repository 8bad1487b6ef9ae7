from __future__ import annotations

import pytest

from notifier.adapters import words
from notifier.core.said import counted, listed, say
from notifier.core.text import FR
from notifier.errors import Refusal
from notifier.render.refusal import refused
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


def test_a_sentence_inside_a_sentence_is_told_in_the_same_language() -> None:
    inner = say("a term is defined in one language and not in the other ({names})", names="You")
    refusal = Refusal(say("'{clause}': {cause}", clause="terms-1", cause=inner))
    assert str(refusal) == "'terms-1': a term is defined in one language and not in the other (You)"
    assert refused(refusal, words.read(FR)) == (
        "«\u00a0terms-1\u00a0»\u00a0: un terme est défini dans une langue et pas dans l’autre (You)"
    )


def test_a_list_is_told_part_by_part() -> None:
    levels = listed([say("typo or layout"), say("people should know"), "other"])
    assert levels == "typo or layout, people should know, other"
    assert refused(Refusal(levels), words.read(FR)) == "coquille ou mise en page, à faire savoir, other"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (1, "x tells 1 person", "x prévient 1 personne"),
        (2, "x tells 2 people", "x prévient 2 personnes"),
    ],
)
def test_a_number_of_things_is_told_as_each_language_counts(count: int, english: str, french: str) -> None:
    told = counted("{label} tells {count} person", "{label} tells {count} people", count, label="x")
    assert told == english
    assert refused(Refusal(told), words.read(FR)) == french
