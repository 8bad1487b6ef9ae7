"""Promises that are taken back in plain words, in both languages, and what only looks like it."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.reading import read
from notifier.core.sparing import spared
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


def told(language: Language, before: str, after: str) -> set[str]:
    """Give the rules that see something in a change."""
    return {ground.rule for ground in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(
    ("language", "before", "after", "rule"),
    [
        (EN, "Coaches see your times (never your weight).", "Coaches see your times.", "aside-lost"),
        (EN, "Coaches see your times.", "Coaches see your times (never your weight).", "aside-won"),
        (EN, "We film the yard.", "We film the yard (never the benches).", "aside-won"),
        (EN, "Members pay five euros (not the guests).", "Members pay five euros.", "aside-lost"),
        (EN, "The ticket covers the bus (not the ferry).", "The ticket covers the bus.", "aside-won"),
        (EN, "You see your own times (not those of others).", "You see your own times.", "aside-won"),
        (EN, "We answer letters, not calls.", "We answer letters.", "aside-won"),
        (FR, "Le comptable consulte le dossier (photos exclues).", "Le comptable consulte le dossier.", "aside-lost"),
        (
            EN,
            "We do not open your locker unless there is a fire.",
            "We do not open your locker unless there is a fire or the rent is late.",
            "exception-added",
        ),
        (
            EN,
            "A fine is due unless you warned us.",
            "A fine is due unless you warned us or were ill.",
            "exception-to-power",
        ),
        (
            EN,
            "We scan your bag unless you are staff.",
            "We scan your bag unless you are staff or a child.",
            "exception-to-power",
        ),
        (EN, "A signature is required before the vault opens.", "A signature is no longer required before the vault opens.", "no-longer"),
        (EN, "A deposit is no longer required for the boat.", "A deposit is required for the boat.", "no-longer"),
        (EN, "A deposit is required for the boat.", "A deposit is no longer required for the boat.", "no-longer-borne"),
        (FR, "Les revues perdues vous sont renvoyées sans frais.", "Les revues perdues ne vous sont plus renvoyées sans frais.", "no-longer"),
        (FR, "Une signature est exigée avant l'ouverture.", "Une signature n'est plus exigée avant l'ouverture.", "no-longer"),
        (EN, "We give the reason when we decline.", "We need not give the reason when we decline.", "need-not"),
        (EN, "The school does not have to explain each mark.", "The school explains each mark.", "need-not-gone"),
    ],
)  # fmt: skip
def test_a_promise_is_taken_back_in_plain_words(
    language: Language, before: str, after: str, rule: str
) -> None:
    assert rule in told(language, before, after)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        # What was set off is told elsewhere, sets a condition, or nobody can say whom it serves.
        (EN, "We film the yard, but not the bench.", "We film the yard. The bench is not filmed."),
        (EN, "We film the yard, not bench walks.", "We film the yard. Bench walks are left out."),
        (EN, "We film the yard.", "We film the yard, if it does not rain."),
        (EN, "The walk leads past the mill.", "The walk leads past the mill, never through it."),
        (EN, "We film the yard, the gate and the bench.", "We film the yard, the gate."),
        # Exceptions that grew by more than a case, or elsewhere.
        (EN, "We do not open it, unless it burns, at night.", "We do not open it, unless it burns, at night or noon."),
        # What ended served nobody, or nothing ended.
        (EN, "The bell rings at noon.", "The bell no longer rings at noon."),
        (EN, "The bell no longer rings.", "Swans are no longer counted."),
        (FR, "La cloche ne sonne pas à midi.", "La cloche ne sonne pas plus de midi."),
    ],
)  # fmt: skip
def test_what_looks_like_a_retreat_is_none(language: Language, before: str, after: str) -> None:
    found = told(language, before, after)
    assert not found & {
        "aside-lost",
        "aside-won",
        "no-longer",
        "no-longer-borne",
        "need-not",
        "need-not-gone",
    }


@pytest.mark.parametrize(
    ("language", "text", "spares"),
    [
        (EN, "Your purchases play no part in credit decisions.", True),
        (EN, "Essays you submit are not added to a collection that other schools can search.", True),
        (FR, "L'empreinte de votre voix n'est jamais relevée.", True),
        (EN, "Your deposit is not refunded.", False),
        (EN, "Your guests may not use the lift.", False),
        (EN, "We charge your card and your name is not read.", False),
        (EN, "Your lamp, if it rains, is not lit.", False),
        (EN, "In our yard lamps are not lit.", False),
        (EN, "Your lamp is lit.", False),
    ],
)
def test_what_is_never_done_with_what_is_yours_spares_you(
    language: Language, text: str, *, spares: bool
) -> None:
    pack = rules.read(language)
    assert spared(read(text, pack)[0], pack) is spares
