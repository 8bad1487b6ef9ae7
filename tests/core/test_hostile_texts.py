"""Texts that nobody should send: each is judged or refused, in time, and never cleared by its disguise."""

from __future__ import annotations

import pytest
from repeats import again

from notifier.adapters import rules
from notifier.adapters.editorial_rules import read_editorial
from notifier.core.assessment import Assessed, Level, assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.excerpt import LONG, excerpt
from notifier.core.text import EN, FR, Language
from notifier.core.tongue import unfamiliar
from notifier.errors import RulesRefused
from tests.benchmarks.assessment.doubling import PARTS

FILLING = "We keep your letters for a year. You may object at any time. "
SALE = {EN: "We sell your name.", FR: "Nous vendons votre nom."}


def _assessed(language: Language, before: str, after: str) -> list[Assessed]:
    pages = [parse(text, language=language) for text in (before, after)]
    return list(assess(compare(*pages), rules.read(language)).changes)


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(RulesRefused, match="there are no rules for the language 'xx'") as caught:
        rules.read(Language("xx"))
    assert "en, fr" in str(caught.value.remedy)


@pytest.mark.parametrize("language", [EN, FR])
def test_two_empty_texts_have_no_change(language: Language) -> None:
    assert _assessed(language, "", "") == []


@pytest.mark.parametrize("language", [EN, FR])
def test_a_text_that_was_empty_is_judged_by_what_came(language: Language) -> None:
    (one,) = _assessed(language, "", SALE[language])
    assert one.level is Level.REDUCTION


@pytest.mark.parametrize("language", [EN, FR])
def test_a_text_that_is_empty_now_is_judged_by_what_went(language: Language) -> None:
    (one,) = _assessed(language, {EN: "We never sell it.", FR: "Nous ne la vendons jamais."}[language], "")
    assert one.level is Level.REDUCTION


@pytest.mark.parametrize("language", [pytest.param(EN, marks=again), FR])
def test_a_clause_of_a_megabyte_is_judged_by_its_changed_sentence_and_says_so(language: Language) -> None:
    text = FILLING * (1_000_000 // len(FILLING))
    (one,) = _assessed(language, f"{text}We write.", f"{text}{SALE[language]}")
    told = {finding.rule: finding.explain(EN) for finding in one.findings}
    assert one.level is Level.REDUCTION
    assert told["long-clause"] == "This clause is so long that only the sentences that changed were read."
    assert SALE[language].removesuffix(".") in told[one.findings[0].rule]


def test_a_clause_of_a_megabyte_without_one_full_stop_is_judged_around_what_changed() -> None:
    text = "we keep your letters and " * 40_000
    part = excerpt(f"{text}we read them {text}", f"{text}we sell them {text}")
    assert "we sell them" in part.after
    assert len(part.after) < 1_000
    assert part.enough


def test_what_is_too_much_to_be_read_counts_as_a_reduction() -> None:
    old = " ".join(f"We keep letter {place}." for place in range(3_000))
    new = " ".join(f"We read card {place}." for place in range(3_000))
    worst = max(_assessed(EN, old, new), key=lambda one: one.level)
    assert (worst.level, worst.findings[0].rule) == (Level.REDUCTION, "long-change")


def test_the_same_sentences_of_a_long_clause_in_another_order_are_read_from_the_start() -> None:
    one, two = FILLING * 1_000, "You may object at any time. We keep your letters for a year. " * 1_000
    part = excerpt(one, two)
    assert (len(part.before), part.whole, part.enough) == (LONG, False, True)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (EN, "Nous conservons toutes vos lettres pendant une année entière."),
        (FR, "We keep all of your letters for one whole year after you left."),
    ],
)
def test_a_sentence_in_the_wrong_language_is_warned_of_from_60_characters(
    language: Language, sentence: str
) -> None:
    known = read_editorial(language).known
    assert unfamiliar(sentence, language, known)
    short = sentence[:58].rstrip() + "."
    assert len(short) < 60
    assert not unfamiliar(short, language, known)


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u2063"])
def test_a_hidden_character_is_never_editorial(language: Language, hidden: str) -> None:
    words = SALE[language]
    (one,) = _assessed(language, words, words.replace("v", f"v{hidden}", 1).replace("s", f"s{hidden}", 1))
    assert one.level >= Level.MATERIAL


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize(
    ("letter", "like"), [("o", "\u043e"), ("e", "\u0435"), ("o", "\u03bf"), ("e", "\u212e")]
)
def test_a_look_alike_letter_is_never_editorial(language: Language, letter: str, like: str) -> None:
    words = SALE[language]
    (one,) = _assessed(language, words, words.replace(letter, like, 1))
    assert one.level >= Level.MATERIAL


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_a_pattern_that_looks_back_is_judged_and_never_cleared(language: Language, part: str) -> None:
    text = part * (3_000 // len(part))
    changes = _assessed(language, f"{text} one\n", f"{text} {SALE[language]}\n")
    assert max(one.level for one in changes) >= Level.MATERIAL
