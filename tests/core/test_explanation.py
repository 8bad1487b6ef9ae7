"""What a person is told of a change: one sentence a finding, in whole phrases of both texts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from notifier.adapters import rules
from notifier.core.assessment import assess
from notifier.core.changeset import compare
from notifier.core.comparison import Ground
from notifier.core.document import parse
from notifier.core.explanation import finding
from notifier.core.finding import Category, Direction
from notifier.core.judgement import judge
from notifier.core.quotation import Source
from notifier.core.text import EN, FR, Language
from notifier.core.tidy import LONGEST, tidy

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/explanations.toml").read_text("utf-8"))["case"]
GRAMMAR = rules.read(EN).grammar


def _told(language: Language, before: str, after: str) -> list[str]:
    changes = compare(parse(before, language=language), parse(after, language=language))
    assessed = assess(changes, rules.read(language)).changes
    return [finding.explain(language) for one in assessed for finding in one.findings]


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_person_is_told_in_one_sentence(language: Language, case: dict[str, Any]) -> None:
    before, after, sentence = case[language]
    assert _told(language, before, after)[0] == sentence


@pytest.mark.parametrize("language", [EN, FR])
def test_the_same_words_are_told_once(language: Language) -> None:
    case = next(case for case in CASES if case["title"].startswith("two rules"))
    assert len(_told(language, *case[language][:2])) == 1


@pytest.mark.parametrize("language", [EN, FR])
def test_no_sentence_of_any_rule_shows_an_empty_quote(language: Language) -> None:
    pack = rules.read(language)
    for name, sentences in pack.sentences.items():
        both = all("{before}" in told and "{after}" in told for _, told in sentences)
        if both and not name.endswith("-replaced") and ": {" in sentences[0][1]:
            assert {f"{name}-added", f"{name}-removed"} <= set(pack.sentences)


def test_the_gravest_is_told_first() -> None:
    told = judge(
        "We keep letters for one year.", "We keep letters for three years. You may read them.", rules.read(EN)
    )
    assert [one.level for one in told] == sorted((one.level for one in told), reverse=True)
    assert told[0].rule == "number-worse"


def test_a_french_reader_gets_french_marks_around_english_words() -> None:
    (finding, *_) = judge("We keep letters for one year.", "We keep letters for three years.", rules.read(EN))
    assert finding.explain(EN) == "Your data was kept for “one year”, now “three years”."
    assert finding.explain(FR) == (
        "Vos données étaient gardées «\u00a0one year\u00a0», désormais «\u00a0three years\u00a0»."
    )


def test_a_long_sentence_is_quoted_by_the_phrase_that_changed() -> None:
    long = "We write to you about the garden, about the pond and the path, about each of the four seasons and the birds"
    before = f"{long}, and Alder checks our gate, and nobody else comes near it, at any hour of the day."
    source = Source.read(before, before.replace("Alder", "Birch"), GRAMMAR)
    assert source.quote(before, before.replace("Alder", "Birch")) == (
        "… Alder checks our gate …",
        "… Birch checks our gate …",
    )


def test_a_long_quote_is_cut_where_a_phrase_ends() -> None:
    words = "We sell " + "paper and pencils, " * 20 + "and ink."
    (finding, *_) = judge("", words, rules.read(EN))
    assert finding.after.endswith("pencils …")
    assert len(finding.after) <= LONGEST + 2


def test_a_long_quote_without_phrases_is_cut_at_a_word() -> None:
    (finding, *_) = judge("", "We sell " + "paper pencils " * 20 + ".", rules.read(EN))
    assert finding.after.removesuffix(" …").endswith(("paper", "pencils"))
    assert len(finding.after) <= LONGEST + 2


def test_one_endless_word_is_cut_anywhere() -> None:
    assert Source.read("", "a" * 500, GRAMMAR).quote("", "a" * 500) == ("", "a" * LONGEST + " …")


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("| brokers | we sell |", "brokers · we sell"),
        ("**Note**: `names`", "Note: `names`"),
        ("## Rights {#rights}", "Rights"),
        ("one (two", "one two"),
        ('say "stop', "say stop"),
        ("the ink,", "the ink"),
        ("the ink (black)", "the ink (black)"),
        ("names<br>* ages", "names · ages"),
    ],
)
def test_a_quote_has_no_marks_of_the_text_around_it(words: str, quote: str) -> None:
    assert tidy(words) == quote


def test_words_that_a_rule_points_at_outside_of_the_text_are_quoted_as_they_are() -> None:
    assert Source.read("We sell ink.", "We lend ink.", GRAMMAR).quote("the lead-in", "") == (
        "the lead-in",
        "",
    )


def test_words_that_stand_many_times_are_quoted_where_they_stand_first() -> None:
    before = "We sell ink. " * 60 + "We wait."
    after = "We sell ink. " * 60 + "We write."
    assert Source.read(before, after, GRAMMAR).quote("We sell ink.", "") == ("We sell ink", "")


def test_an_item_that_only_stands_elsewhere_now_is_not_what_another_became() -> None:
    before = "Vos données sont transmises à notre transporteur et à notre banque."
    after = "Vos données sont transmises à notre transporteur, à notre banque et à notre assureur."
    source = Source.read(before, after, rules.read(FR).grammar)
    assert source.quote("", "notre assureur.") == ("", "à notre assureur")


@pytest.mark.parametrize(
    ("language", "rule", "before", "after", "claim"),
    [
        (
            EN,
            "channel-removed",
            "by email",
            "on this page",
            "A way to reach or to be reached is not in the new words",
        ),
        (
            FR,
            "channel-removed",
            "par courriel",
            "sur cette page",
            "Un moyen de joindre ou d’être joint ne figure plus",
        ),
        (EN, "exception-added", "unless it is hard", "unless we decline", "is new or reaches further"),
        (FR, "exception-added", "sauf impossibilité", "sauf refus", "est nouvelle ou va plus loin"),
        (EN, "condition-added", "if you ask", "if you pay", "on a condition, or on another one"),
        (FR, "condition-added", "si vous écrivez", "si vous payez", "d’une condition, ou d’une autre"),
    ],
)
def test_what_gave_way_to_another_is_not_said_to_be_gone_or_new(
    language: Language, rule: str, before: str, after: str, claim: str
) -> None:
    pack = rules.read(language)
    ground = Ground(rule, Direction.ADVERSE, Category.OTHER, before, after)
    told = finding(ground, Source.read(before, after, pack.grammar), pack).explain(language)
    assert claim in told
    assert told.count(before) == told.count(after) == 1


@pytest.mark.parametrize(
    ("before", "after", "pointed", "quotes"),
    [
        # A sentence that is too long to be quoted whole stays beside the phrase.
        (f"We write only to you{', by letter' * 20}.", "We write to you, by hand.", ("only", ""), None),
        (
            f"We only write{' long letters to you' * 12}.",
            f"We write{' long letters to you' * 12}.",
            ("only", ""),
            None,
        ),
        # Its words were parted over two sentences: none of them is what it became.
        (
            "We keep letters only for a year in the house by the lake.",
            "We keep letters for a year. In the house by the lake.",
            ("We keep letters only for a year in the house by the lake", ""),
            ("We keep letters only for a year in the house by the lake", ""),
        ),
        # Words that came are shown with the sentence as it was.
        (
            "We use your number to call. Thank you.",
            "We use your number only to call. Thank you.",
            ("", "We use your number only to call."),
            ("We use your number to call", "We use your number only to call"),
        ),
        # The same words pointed at on both sides, in a text that does not have them.
        ("We keep letters.", "We keep letters.", ("maps", "maps"), ("maps", "maps")),
    ],
)
def test_a_sentence_is_quoted_beside_what_became_of_it(
    before: str, after: str, pointed: tuple[str, str], quotes: tuple[str, str] | None
) -> None:
    found = Source.read(before, after, GRAMMAR).quote(*pointed)
    assert all(len(quote) <= LONGEST + 4 for quote in found)
    assert quotes in {None, found}


def test_an_expression_with_a_small_word_is_not_cut_before_it() -> None:
    grammar = rules.read(FR).grammar
    source = Source.read(
        "Un cabinet vérifie nos mesures au moins une fois par an.", "Un cabinet vérifie nos mesures.", grammar
    )
    assert source.quote("une fois par an", "")[0].endswith("au moins une fois par an")
