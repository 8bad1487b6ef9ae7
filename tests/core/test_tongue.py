"""A clause in another language than its text claims."""

from __future__ import annotations

import pytest

from notifier.adapters.editorial_rules import read_editorial
from notifier.core.document import parse
from notifier.core.text import EN, FR, Language
from notifier.core.tongue import strange, unfamiliar

OWN = {
    EN: "We delete your photos and messages within thirty days after you close your account with us.",
    FR: "Nous supprimons vos photos et vos messages dans les trente jours qui suivent la fermeture du compte.",
}
GERMAN = "Wir löschen Ihre Fotos und Nachrichten innerhalb von dreißig Tagen, nachdem Sie Ihr Konto geschlossen haben."
SPANISH = (
    "Borramos sus fotos y mensajes dentro de los treinta días siguientes al cierre de su cuenta con nosotros."
)


@pytest.mark.parametrize("language", [EN, FR])
def test_a_sentence_in_its_own_language_is_familiar(language: Language) -> None:
    assert not unfamiliar(OWN[language], language, read_editorial(language).known)


@pytest.mark.parametrize(
    ("language", "text"),
    [(EN, OWN[FR]), (FR, OWN[EN]), (EN, GERMAN), (FR, GERMAN), (EN, SPANISH), (FR, SPANISH)],
)
def test_a_sentence_in_another_language_is_not(language: Language, text: str) -> None:
    assert unfamiliar(text, language, read_editorial(language).known)


def test_short_words_addresses_and_titles_are_not_judged() -> None:
    known = read_editorial(EN).known
    for text in (
        "Nous effaçons vos photos.",
        "Otterhaus GmbH, Lange Straße 12, 28195 Bremen, Deutschland, Postfach 99 12",
    ):
        assert not unfamiliar(text, EN, known)
    assert list(strange(parse(f"# {GERMAN}\n").clauses, EN, known, place="a.md")) == []


def test_a_warning_names_the_line_and_the_words() -> None:
    known = read_editorial(EN).known
    (told,) = strange(parse(f"{OWN[EN]}\n\n{GERMAN}\n").clauses, EN, known, place="a.md")
    assert str(told).startswith(
        "a.md:3: 'Wir löschen Ihre Fotos und Nachrichten innerhalb von dreißig…' is hardly in English"
    )
    (short,) = strange(parse(f"- {GERMAN[:59]}.\n").clauses, EN, known, place="a.md")
    assert "…" not in str(short)
