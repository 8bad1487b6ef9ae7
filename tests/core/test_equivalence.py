from __future__ import annotations

import pytest

from notifier.adapters import rules, words
from notifier.core.document import parse
from notifier.core.equivalence import differences, foreign
from notifier.core.text import EN, FR, ClauseId, Language
from notifier.core.translation import renderings
from notifier.render import refusal as shown

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
        ("We check it once a year.", "Nous le vérifions une fois par an.", ""),
        ("We check it once a year.", "Nous le vérifions une fois l’an.", ""),
        ("We write twice each month.", "Nous écrivons deux fois par mois.", ""),
        ("We count the visits weekly.", "Nous comptons les visites chaque semaine.", ""),
        ("We print an annual report.", "Nous imprimons un rapport annuel.", ""),
        ("It costs 5 euros a month.", "Cela coûte 5 euros par mois.", ""),
        ("It is open 24 hours a day.", "C’est ouvert 24 heures sur 24, chaque jour.", ""),
        ("We check it once a year.", "Nous le vérifions une fois par mois.", "the numbers differ"),
        ("We check it monthly.", "Nous le vérifions tous les ans.", "the numbers differ"),
        ("We check it twice a week.", "Nous le vérifions deux fois.", "the numbers differ"),
        ("See [it](https://a.example/en/x).", "Voir [cela](https://a.example/fr/x).", ""),
        ("See [it](https://a.example/x).", "Voir [cela](https://a.example/y).", "a link"),
        ("See [it **now**](https://a.example/).", "Voir [cela](https://a.example/).", ""),
        ("We never sell it.", "Nous ne le vendons jamais.", ""),
        ("We never sell it.", "Nous le vendons.", "one language limits"),
        ("We may keep it.", "Nous pouvons le garder.", ""),
        ("We keep it.", "Nous pouvons le garder.", "one language allows"),
        ("You must ask us.", "Vous nous demandez.", ""),
        ("You must tell us.", "Vous nous le dites.", "one language obliges"),
        ("You tell us.", "Vous devez nous le dire.", "one language obliges"),
        ("You should tell us.", "Vous devez nous le dire.", ""),
        (
            "If you are 19 or under, and over the age of 19, ask.",
            "À 19 ans ou moins, ou plus de 19 ans, demandez.",
            "",
        ),
        ("Before May 25, 2018 we kept it.", "Avant le 25 mai 2018, nous le gardions.", ""),
        (
            "Before 25th of May 2018 we kept it.",
            "Avant le 26 mai 2018, nous le gardions.",
            "a day stands in one",
        ),
        ("Since 2018-05-01 we keep it.", "Nous le gardons depuis le 1er mai 2018.", ""),
        ("Since 2018-05-99 we keep it.", "Nous le gardons depuis le 31 février 2018.", ""),
        (
            f"We tell you. {'We keep your letters for a while. ' * 5}",
            "Nous vous le disons.",
            "20 in French: something may be left out",
        ),
    ],
)
def test_languages_are_compared_by_numbers_links_limits_and_permissions(
    english: str, french: str, told: str
) -> None:
    assert [told in cause for cause in _apart(english, french)] == ([True] if told else [])


def test_numbers_that_differ_are_told_as_they_are_written() -> None:
    assert _apart("We keep it for thirty days.", "Nous le gardons 60 jours.") == [
        "the numbers differ: “thirty days” in English, “60 jours” in French"
    ]
    assert _apart("We keep it for thirty days.", "Nous le gardons.")[0].endswith("– in French")


def test_numbers_are_quoted_as_the_reader_quotes() -> None:
    found = renderings(parse("It takes thirty days."), parse("Cela prend 60 jours.", language=FR), last=None)
    changed = frozenset(one.clause for one in found)
    (refusal,) = differences(found, packs=PACKS, languages=(EN, FR), place="fr.md", changed=changed)
    assert "«\u00a0thirty days\u00a0» en anglais, «\u00a060 jours\u00a0» en français" in shown.told(
        refusal, words.read(FR)
    )


def test_lengths_are_compared_only_where_we_know_what_to_expect() -> None:
    long = "We keep your letters for a while. " * 5
    found = renderings(parse(long), parse("Kurz.", language=Language("de")), last=None)
    packs = {EN: PACKS[EN], Language("de"): PACKS[EN]}
    assert not list(
        differences(found, packs=packs, languages=(EN, Language("de")), place="de.md", changed=frozenset())
    )


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
