from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.document import parse
from notifier.core.equivalence import differences, foreign
from notifier.core.text import EN, FR, ClauseId, Language
from notifier.core.translation import renderings

PACKS = {language: rules.read(language) for language in (EN, FR)}


def _apart(english: str, french: str, *, changed: bool = True) -> list[str]:
    found = renderings(parse(english), parse(french, language=FR), last=None)
    ids = frozenset(one.clause for one in found) if changed else frozenset[ClauseId]()
    return [
        one.cause.partition(": ")[2]
        for one in differences(found, packs=PACKS, languages=(EN, FR), place="fr.md", changed=ids)
    ]


@pytest.mark.parametrize(
    ("english", "french", "told"),
    [
        ("We keep it for 30 days.", "Nous le gardons 30 jours.", ""),
        ("We keep it for thirty days.", "Nous le gardons un mois et demi.", "the numbers differ"),
        ("We keep it for 30 days.", "Nous le gardons 60 jours.", "the numbers differ"),
        ("It costs 5 euros.", "Cela coûte 5 euros.", ""),
        ("See [it](https://a.example/en/x).", "Voir [cela](https://a.example/fr/x).", ""),
        ("See [it](https://a.example/x).", "Voir [cela](https://a.example/y).", "a link"),
        ("See [it **now**](https://a.example/).", "Voir [cela](https://a.example/).", ""),
        ("We never sell it.", "Nous ne le vendons jamais.", ""),
        ("We never sell it.", "Nous le vendons.", "one language limits"),
        ("We may keep it.", "Nous pouvons le garder.", ""),
        ("We keep it.", "Nous pouvons le garder.", "one language allows"),
    ],
)
def test_languages_are_compared_by_numbers_links_limits_and_permissions(
    english: str, french: str, told: str
) -> None:
    assert [told in cause for cause in _apart(english, french)] == ([True] if told else [])


def test_idioms_are_asked_about_only_where_a_clause_changed() -> None:
    assert _apart("We never sell it.", "Nous le vendons.", changed=False) == []


def test_what_is_missing_is_not_compared() -> None:
    assert _apart("We never sell it.\n\nWe keep it 3 days.", "Nous ne le vendons jamais.") == []


@pytest.mark.parametrize(
    ("text", "language", "strange"),
    [
        (
            "We keep it. Avant de répondre à une demande, nous pouvons vous inviter à vous identifier.",
            EN,
            "Avant",
        ),
        ("We can ask you for the data that we need for it.", FR, "We can"),
        ("We keep your data for thirty days and then delete it.", EN, ""),
        ("Les cookies sont de petits fichiers.", FR, ""),
        ("GPS, Wi-Fi, HTML5", FR, ""),
        ("Wir speichern die Daten.", Language("de"), ""),
    ],
)
def test_instagram_a_sentence_in_the_other_language_is_found(
    text: str, language: Language, strange: str
) -> None:
    assert foreign(text, language).startswith(strange)
    assert bool(foreign(text, language)) == bool(strange)
