"""What denies, what only seems to, and what a French sentence says without a word for it in English."""

from __future__ import annotations

import itertools

import pytest

from notifier.adapters import rules
from notifier.core.denial import denied, expletive, refrains, restrictions, unable
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.quantities import quantities
from notifier.core.reading import read
from notifier.core.statements import Gate, Stance
from notifier.core.text import EN, FR, Language

ADVERSE, FAVOURABLE = Direction.ADVERSE, Direction.FAVOURABLE


def seen(language: Language, before: str, after: str) -> dict[str, Direction]:
    """Give the rules that speak on a change, and for whom."""
    found = observe(before, after, rules.read(language)).grounds
    return {ground.rule: ground.direction for ground in found}


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        (EN, "We refrain from reselling your photographs.", Stance.GIVES),
        (EN, "We have stopped selling your photographs.", Stance.GIVES),
        (EN, "We never fail to inform you.", Stance.GIVES),
        (EN, "At no time do we sell your photographs.", Stance.GIVES),
        (EN, "Under no circumstances will we sell your photographs.", Stance.GIVES),
        (EN, "From time to time do we sell your photographs.", Stance.TAKES),
        (EN, "We fail, now and then, to sell your photographs.", Stance.TAKES),
        (FR, "Nous nous abstenons de revendre vos photos.", Stance.GIVES),
        (FR, "Nous nous interdisons de revendre vos photos.", Stance.GIVES),
        (FR, "Nous avons cessé de revendre vos photos.", Stance.GIVES),
        (FR, "Le club s'interdit toute revente de vos photos.", Stance.GIVES),
        (FR, "Nous cessons, le soir, de vendre vos photos.", Stance.TAKES),
        (FR, "Nous ne manquons jamais de vous informer.", Stance.GIVES),
        (FR, "Nous n'oublions pas de vous prévenir.", Stance.GIVES),
        (FR, "Il vous est loisible de consulter les plans.", Stance.GIVES),
        (FR, "Rien ne vous empêche de consulter les plans.", Stance.GIVES),
        (FR, "Il ne vous est pas permis de consulter les plans.", Stance.TAKES),
        (FR, "Vous ne pouvez copier les plans.", Stance.TAKES),
        (FR, "Vous ne pouvez copier que les plans.", Stance.GIVES),
    ],
)
def test_whom_it_serves_that_something_is_denied(language: Language, text: str, stance: Stance) -> None:
    assert {statement.stance for statement in read(text, rules.read(language))} == {stance}


def test_a_verb_denies_only_the_act_close_behind_it() -> None:
    grammar = rules.read(FR).grammar
    close = ["nous", "évitons", "de", "vendre"]
    assert refrains(close, 3, grammar)
    assert not refrains(
        ["nous", "évitons", "de", "courir", ",", "puis", "nous", "allons", "vendre"], 8, grammar
    )
    assert not refrains(["nous", "allons", "vendre"], 2, grammar)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("rien ne part que le matin", 0),
        ("le courrier ne part que le matin", 1),
        ("le courrier ne part à moins que vous le vouliez", 0),
        ("aucun pli n' est ouvert sans qu' un témoin signe", 0),
        ("il ne part", 0),
    ],
)
def test_ne_que_limits_and_a_que_that_joins_does_not(text: str, limits: int) -> None:
    grammar = rules.read(FR).grammar
    expected = limits if not text.startswith("rien") else 1
    assert len(list(restrictions(text.split(), grammar))) == expected


def test_none_denies_across_a_word_that_joins() -> None:
    grammar = rules.read(FR).grammar
    assert denied(["aucun", "pli", "n'", "est", "à", "moins", "que", "demandé", "ouvert"], 3, grammar)


def test_a_ne_of_fear_denies_nothing() -> None:
    words = ["à", "moins", "que", "vous", "ne", "partiez"]
    assert expletive(words, 4)
    assert not expletive(words, 3)
    assert not expletive(["vous", "ne", "partez"], 1)


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("ils ne peuvent sortir .", 2, True),
        ("ils ne peuvent pas sortir", 2, False),
        ("ils ne peuvent sortir que le soir", 2, False),
        ("ils peuvent sortir", 1, False),
        ("ils ne veulent sortir", 2, False),
    ],
)
def test_ne_alone_denies_what_somebody_can_do(text: str, place: int, *, found: bool) -> None:
    assert unable(text.split(), place, rules.read(FR).grammar) is found


@pytest.mark.parametrize(
    ("language", "before", "after", "rule", "direction"),
    [
        (EN, "Your cards are neither opened nor read.", "Your cards are opened and read.", "polarity-lost", ADVERSE),
        (FR, "Vos cartes postales sont lues.", "Vos cartes postales ne sont pas lues.", "permission-narrower", FAVOURABLE),
        (FR, "L'appel que vous formez suspend l'amende.", "L'appel que vous formez ne suspend pas l'amende.",
         "polarity-lost", ADVERSE),
        (FR, "Les titulaires de la carte, qui louent en ligne, peuvent changer de vélo.",
         "Les titulaires de la carte qui louent en ligne peuvent changer de vélo.", "comma", ADVERSE),
        (EN, "No drawing of the pupils is kept here.", "A drawing of the pupils is kept here.", "polarity-lost", ADVERSE),
        (FR, "Il est fait droit à la demande sous huitaine.", "Il est fait droit à la demande sous quinzaine.",
         "number-worse", ADVERSE),
        (FR, "Tout lecteur peut s'y opposer.", "Tout lecteur peut s'y opposer une fois par an.", "right-limited", ADVERSE),
        (EN, "Failing payment within eight days, your access is cut off.", "", "removed-power", FAVOURABLE),
        (FR, "À défaut de paiement sous huit jours, l'accès vous est coupé.", "", "removed-power", FAVOURABLE),
        (FR, "Le micro est allumé sauf si vous le coupez.", "Le micro est coupé sauf si vous l'allumez.",
         "consent-stronger", FAVOURABLE),
        (EN, "Nothing is printed unless you have expressly agreed.", "Nothing is printed unless you withdraw.",
         "consent-weaker", ADVERSE),
    ],
)  # fmt: skip
def test_what_a_change_around_a_denial_does(
    language: Language, before: str, after: str, rule: str, direction: Direction
) -> None:
    assert seen(language, before, after).get(rule) is direction


def test_a_times_length_may_stand_alone() -> None:
    numerals = rules.read(FR).numerals
    told = [
        list(quantities(text.split(), numerals)) for text in ("sous huitaine", "cette quinzaine", "huitaine")
    ]
    assert [[quantity.value for quantity in found] for found in told] == [[8], [], []]
    assert [q.value for q in quantities(["une", "dizaine", "de", "jours"], numerals)] == [10]


def test_french_participles_stand_in_all_their_forms() -> None:
    people = rules.read(FR).people
    for words in (people.seeing, people.given, people.passing):
        bases = {word for word in words if word.endswith("é") and f"{word}e" in words}
        forms = itertools.product(bases - {"donné"}, ("s", "es"))
        assert {base + ending for base, ending in forms} <= words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "Nothing is printed unless you confirm."),
        (FR, "Rien n'est imprimé à moins que vous convenez."),
        (FR, "Votre portrait n'est pas imprimé sans que vous l'ayez expressément permis."),
    ],
)
def test_what_waits_for_the_persons_word_is_asked(language: Language, text: str) -> None:
    assert [statement.gate >= Gate.CONSENT for statement in read(text, rules.read(language))] == [True]
