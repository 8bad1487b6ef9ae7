"""A word that no table knows is moved by turns and rewritings, and neither taken away nor made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from notifier.adapters.editorial_rules import read_editorial
from notifier.core.editorial.proof import prove, said
from notifier.core.editorial.rewording import TURNS
from notifier.core.editorial.rewriting import Context, normal, reached
from notifier.core.editorial.voice import marked, neutral, verbs
from notifier.core.text import EN, FR, Language

CASES = Path(__file__).parents[1] / "cases" / "apart.jsonl"
EVERY = 25


def texts(language: Language) -> list[str]:
    """Give every so manyth text of the cases, in normal form."""
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    rules = read_editorial(language)
    sides = [case[side] for case in cases if case["lang"] == language for side in ("before", "after")]
    told = (f" {' '.join(said(text, rules))} " for text in sides[::EVERY])
    return [neutral(normal(text, rules, first=True)[0], rules) for text in told]


@pytest.mark.parametrize("language", [EN, FR])
def test_every_form_of_a_text_holds_its_firm_words(language: Language) -> None:
    rules = read_editorial(language)
    plain = [text for text in texts(language) if rules.renaming.isdisjoint(text.split())]
    assert len(plain) > 100
    for text in plain:
        context = Context(rules, verbs((text, text), rules), new=True)
        firm = {word for word in text.split() if rules.firm[word]}
        for form in reached(marked(text, context), TURNS, context):
            words = set(form.replace("~", "").split())
            assert {word for word in form.split() if rules.firm[word]} <= firm
            assert {word[:2] for word in firm} <= {word[:2] for word in words}


@pytest.mark.parametrize(
    ("language", "word", "firm"),
    [
        (EN, "otters", True),
        (EN, "buying", False),
        (EN, "we", False),
        (EN, "7", False),
        (EN, "x", False),
        (FR, "loutres", True),
        (FR, "vues", False),
        (FR, "voyons", False),
    ],
)
def test_a_word_is_firm_where_no_table_and_no_irregular_verb_has_it(
    language: Language, word: str, *, firm: bool
) -> None:
    assert read_editorial(language).firm[word] is firm


@pytest.mark.parametrize(
    ("before", "after", "proved"),
    [
        ("Otters are fed by us (at noon).", "We feed otters (at noon).", True),
        ("Otters are fed by us (at noon).", "We feed badgers (at noon).", False),
        ("We feed the otters (at noon).", "We feed (at noon).", False),
        ("We feed (at noon).", "We feed the otters (at noon).", False),
    ],
)
def test_a_firm_word_on_one_side_alone_is_no_rewording(before: str, after: str, *, proved: bool) -> None:
    assert (prove(before, after, EN, read_editorial(EN)) is not None) is proved
