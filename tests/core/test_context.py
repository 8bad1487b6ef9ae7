"""What stands around a clause decides what it says: lead-ins, headings, definitions, moves, protection, languages."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.assessment import Assessed, Level, assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.finding import Direction
from notifier.core.text import EN, FR, ClauseId, Language


def _assessed(language: Language, before: str, after: str, *protected: str) -> list[Assessed]:
    changes = compare(parse(before, language=language), parse(after, language=language))
    guarded = frozenset(map(ClauseId, protected))
    return list(assess(changes, rules.read(language), protected=guarded).changes)


def _under(language: Language, heading: str, before: str, after: str) -> Assessed:
    """Judge a change of the text under one heading."""
    (one,) = _assessed(
        language, f"# {heading} {{#part}}\n\n{before}\n", f"# {heading} {{#part}}\n\n{after}\n"
    )
    return one


LISTS = [
    (EN, "We collect:", "- your name", "- your voice", Level.REDUCTION),
    (EN, "We never collect:", "- your name", "- your voice", Level.MATERIAL),
    (EN, "You can ask us for:", "- a copy of your data", "- the deletion of your data", Level.MATERIAL),
    (EN, "We share your data with:", "- our bank", "- advertisers", Level.REDUCTION),
    (FR, "Nous collectons :", "- votre nom", "- votre voix", Level.REDUCTION),
    (FR, "Nous ne collectons jamais :", "- votre nom", "- votre voix", Level.MATERIAL),
    (
        FR,
        "Vous pouvez nous demander :",
        "- une copie de vos données",
        "- l’effacement de vos données",
        Level.MATERIAL,
    ),
    (FR, "Nous transmettons vos données à :", "- notre banque", "- des annonceurs", Level.REDUCTION),
]


@pytest.mark.parametrize(("language", "lead", "item", "more", "level"), LISTS)
def test_a_lead_in_says_what_a_new_item_does(
    language: Language, lead: str, item: str, more: str, level: Level
) -> None:
    (one,) = _assessed(language, f"{lead}\n\n{item}\n", f"{lead}\n\n{item}\n{more}\n")
    assert one.level is level


@pytest.mark.parametrize(("language", "lead", "item", "more", "level"), LISTS)
def test_a_lead_in_says_what_a_lost_item_did(
    language: Language, lead: str, item: str, more: str, level: Level
) -> None:
    (one,) = _assessed(language, f"{lead}\n\n{item}\n{more}\n", f"{lead}\n\n{item}\n")
    assert one.level is (Level.MATERIAL if level is Level.REDUCTION else Level.REDUCTION)


@pytest.mark.parametrize(
    ("language", "promise", "power", "item"),
    [
        (EN, "We never sell:", "We sell:", "your name"),
        (FR, "Nous ne vendons jamais :", "Nous vendons :", "votre nom"),
    ],
)
def test_a_lead_in_that_turns_takes_with_every_item(
    language: Language, promise: str, power: str, item: str
) -> None:
    changes = _assessed(language, f"{promise}\n\n- {item}\n", f"{power}\n\n- {item}\n")
    assert max(one.level for one in changes) is Level.REDUCTION


@pytest.mark.parametrize(
    ("language", "before", "after", "use"),
    [
        (
            EN,
            '"Partner" means the carrier that brings your parcel.',
            '"Partner" means any company that we choose.',
            "We share your address with a Partner.",
        ),
        (
            FR,
            "« Partenaire » désigne le transporteur qui livre votre colis.",
            "« Partenaire » désigne le transporteur ou toute société de notre choix.",
            "Nous transmettons votre adresse à un Partenaire.",
        ),
    ],
)
def test_a_definition_that_changes_touches_every_clause_that_uses_the_term(
    language: Language, before: str, after: str, use: str
) -> None:
    changes = _assessed(language, f"{before}\n\n{use}\n", f"{after}\n\n{use}\n")
    told = [finding for one in changes for finding in one.findings if finding.rule == "definition"]
    assert told
    assert max(one.level for one in changes) is Level.REDUCTION


@pytest.mark.parametrize(
    ("language", "wide", "narrow", "promise"),
    [
        (EN, "Your rights", "Rights of customers in Malta", "You may have your data deleted."),
        (FR, "Vos droits", "Droits des clients à Malte", "Vous pouvez faire effacer vos données."),
    ],
)
def test_a_heading_that_narrows_what_stands_under_it_is_never_editorial(
    language: Language, wide: str, narrow: str, promise: str
) -> None:
    text = f"# {{}} {{{{#rights}}}}\n\n{promise}\n"
    changes = _assessed(language, text.format(wide), text.format(narrow))
    assert max(one.level for one in changes) >= Level.MATERIAL


@pytest.mark.parametrize(
    ("language", "one", "two", "promise"),
    [
        (EN, "All customers", "Customers in Malta", "You may have your data deleted at any time."),
        (FR, "Tous les clients", "Clients à Malte", "Vous pouvez faire effacer vos données à tout moment."),
    ],
)
def test_a_promise_that_moves_under_a_narrower_heading_is_not_cleared(
    language: Language, one: str, two: str, promise: str
) -> None:
    other = {EN: "We answer letters on Mondays.", FR: "Nous répondons aux lettres le lundi."}[language]
    before = f"# {one} {{#all}}\n\n{promise}\n\n{other}\n\n# {two} {{#some}}\n\n{other} {other}\n"
    after = f"# {one} {{#all}}\n\n{other}\n\n# {two} {{#some}}\n\n{other} {other}\n\n{promise}\n"
    assert max(found.level for found in _assessed(language, before, after)) >= Level.MATERIAL


@pytest.mark.parametrize(
    ("language", "words", "promise"),
    [
        (EN, "We write letters.", "We never sell your name."),
        (FR, "Nous écrivons.", "Nous ne vendons jamais votre nom."),
    ],
)
def test_a_promise_that_stands_in_another_clause_is_neither_lost_nor_new(
    language: Language, words: str, promise: str
) -> None:
    before = f"# A {{#a}}\n\n{words} {promise}\n\n# B {{#b}}\n\n{words} {words}\n"
    after = f"# A {{#a}}\n\n{words}\n\n# B {{#b}}\n\n{words} {words} {promise}\n"
    assert {one.level for one in _assessed(language, before, after)} <= {Level.EDITORIAL, Level.MATERIAL}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "We ask you before we reduce your rights.", "We ask you kindly before we reduce your rights."),
        (
            FR,
            "Nous vous consultons avant de réduire vos droits.",
            "Nous vous consultons gentiment avant de réduire vos droits.",
        ),
    ],
)
def test_any_new_meaning_of_a_protected_clause_takes_and_its_typography_does_not(
    language: Language, before: str, after: str
) -> None:
    def level(new: str) -> Level:
        (one,) = _assessed(
            language, f"# A {{#a}}\n\n{before} {{#vow}}\n", f"# A {{#a}}\n\n{new} {{#vow}}\n", "vow"
        )
        return one.level

    assert level(after) is Level.REDUCTION
    assert level(before.replace(" ", "  ", 1).replace(".", " .")) is Level.EDITORIAL


def test_the_reason_of_a_protected_clause_is_told_first() -> None:
    (one,) = _assessed(EN, "# A {#a}\n\nWe ask you.\n", "# A {#a}\n\nWe may ask you.\n", "a")
    assert (one.findings[0].rule, one.direction) == ("protected", Direction.ADVERSE)
