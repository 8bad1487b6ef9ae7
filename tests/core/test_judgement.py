from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repeats import again

from notifier.adapters import rules
from notifier.core import comparison
from notifier.core.assessment import Assessed, Level, assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.finding import Direction
from notifier.core.judgement import judge
from notifier.core.reading import read
from notifier.core.text import EN, FR, ClauseId, Language

CASES = Path(__file__).parents[1] / "cases"


def _read(name: str, table: str) -> list[dict[str, Any]]:
    return tomllib.loads((CASES / name).read_text("utf-8"))[table]


def _assessed(language: Language, before: str, after: str) -> tuple[Level, list[Assessed]]:
    made = assess(
        compare(parse(before, language=language), parse(after, language=language)), rules.read(language)
    )
    return made.level, list(made.changes)


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize("case", _read("assessment.toml", "case"), ids=lambda case: case["title"])
def test_a_change_gets_its_level_and_its_reason(language: Language, case: dict[str, Any]) -> None:
    level, changes = _assessed(language, *case[language])
    found = {finding.rule for change in changes for finding in change.findings}
    assert (level.word, case.get("rule", "") in {*found, ""}) == (case["level"], True), found


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize("pair", _read("assessment_fresh.toml", "pair"), ids=lambda pair: pair["title"])
def test_nothing_that_takes_is_ever_cleared(language: Language, pair: dict[str, Any]) -> None:
    level, _ = _assessed(language, *pair[language])
    assert level >= Level.MATERIAL


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "# Rights {#rights}\n\nFor instance, you can:\n\n- paint\n"),
        (FR, "# Droits {#rights}\n\nPar exemple, vous pouvez :\n\n- peindre\n"),
    ],
)
def test_the_lead_in_speaks_in_its_items(language: Language, text: str) -> None:
    more = {EN: "- receive a copy of your data\n", FR: "- recevoir une copie de vos données\n"}[language]
    level, (change,) = _assessed(language, text, text + more)
    assert (level, change.direction) == (Level.MATERIAL, Direction.FAVOURABLE)


def test_another_lead_in_turns_every_item() -> None:
    texts = [
        f"# Data {{#data}}\n\n{lead}:\n\n- names {more}\n"
        for lead, more in (("We never sell", "x"), ("We sell", "y"))
    ]
    _, changes = _assessed(EN, *texts)
    assert "lead-in" in {finding.rule for change in changes for finding in change.findings}


def test_what_stands_elsewhere_now_is_neither_lost_nor_new() -> None:
    before = (
        "# A {#a}\n\nThe sky is blue. We sell your name to advertisers.\n\n# B {#b}\n\nThe sea is deep.\n"
    )
    after = "# A {#a}\n\nThe sky is blue.\n\n# B {#b}\n\nThe sea is deep. We sell your name to advertisers.\n"
    level, changes = _assessed(EN, before, after)
    assert level is Level.MATERIAL
    assert {finding.rule for change in changes for finding in change.findings} == {"moved"}


def test_any_change_under_a_protected_heading_takes() -> None:
    texts = [f"# Changes {{#changes}}\n\nThe gate is {colour}.\n" for colour in ("green", "red")]
    changes = compare(*(parse(text) for text in texts))
    free, guarded = (
        assess(changes, rules.read(EN), protected=names)
        for names in (frozenset(), frozenset({ClauseId("changes")}))
    )
    assert (free.level, guarded.level) == (Level.MATERIAL, Level.REDUCTION)
    assert guarded.changes[0].findings[0].rule == "protected"


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from([EN, FR]))
def test_any_two_texts_are_judged_with_a_reason(before: str, after: str, language: Language) -> None:
    findings = judge(before, after, rules.read(language))
    assert findings
    assert all(finding.level >= Level.MATERIAL for finding in findings)
    assert judge(before, after, rules.read(language)) == findings


@again
@pytest.mark.parametrize(
    "word", ["not ", "( 30 ) ", "ne que ", "we may ", "unless you agree , ", "a" * 40 + " "]
)
@pytest.mark.parametrize("language", [EN, FR])
def test_a_long_text_of_one_word_is_judged_all_the_same(word: str, language: Language) -> None:
    text = word * 6000
    assert judge(text, text + "and more", rules.read(language))


def test_words_that_say_nothing_are_like_no_others() -> None:
    pack = rules.read(EN)
    (empty,), (full,) = read("It is.", pack), read("We keep letters.", pack)
    assert not empty.stems
    assert comparison._alike(empty, full) == comparison._alike(full, empty) == 0.0
    assert comparison._alike(full, full) == 1.0
    assert judge("It is. We keep letters.", "Of the. We keep letters.", pack)
