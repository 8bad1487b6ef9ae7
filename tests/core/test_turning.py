"""Which way a change goes: the same words serve or burden by whose act, whose place and whose thing they tell of."""

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


def _directions(language: Language, before: str, after: str) -> set[Direction]:
    return {ground.direction for ground in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "The number is printed on the back of your card."),
        (FR, "Le numéro est imprimé au dos de votre carte."),
        (EN, "The reference appears on your invoice."),
        (FR, "La référence figure sur votre facture."),
        (EN, "The word “boat” means the boat shown on your contract."),
        (FR, "Le mot « bateau » désigne le bateau indiqué sur votre contrat."),
        (EN, "Word marks mean the names on your contract."),
    ],
)
def test_where_a_known_thing_stands_takes_nothing(language: Language, text: str) -> None:
    assert _directions(language, "", text) == {Direction.NEUTRAL}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "Your name is printed on the door."),
        (FR, "Votre nom est imprimé sur la porte."),
        (EN, "A tracker is fitted to your bicycle."),
        (EN, "The date of birth is printed on your card for our partners."),
        (EN, "The tenants' names are written on your floor."),
    ],
)
def test_what_is_put_there_takes(language: Language, text: str) -> None:
    assert Direction.ADVERSE in _directions(language, "", text)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "Our servers are in Germany.", "Our servers are in Ireland."),
        (FR, "Nos serveurs se trouvent en Allemagne.", "Nos serveurs se trouvent en Irlande."),
        (FR, "Vos lettres sont gardées en Belgique.", "Vos lettres sont gardées en Autriche."),
    ],
)
def test_from_one_country_of_the_area_to_another_nothing_gets_worse(
    language: Language, before: str, after: str
) -> None:
    assert Direction.ADVERSE not in _directions(language, before, after)
    assert Direction.ADVERSE not in _directions(language, after, before)


@pytest.mark.parametrize(
    ("language", "narrow", "wide"),
    [
        (EN, "Backups are kept in Norway.", "Backups are kept in India."),
        (FR, "Les sauvegardes sont conservées en Norvège.", "Les sauvegardes sont conservées en Inde."),
        (EN, "Letters stay in the European Union.", "Letters stay in Brazil."),
        (EN, "Letters stay in Spain.", "Letters stay in the European Union."),
        (EN, "We may copy your letters, but never in hallways or gardens.", "We may copy your letters."),
        (FR, "Nous pouvons filmer la salle, mais jamais le dimanche.", "Nous pouvons filmer la salle."),
        (EN, "You may use the pool.", "You may use the pool, but never at night."),
        (
            FR,
            "Un billet s'échange ici.",
            "Un billet s'échange ici, sur présentation d'un certificat médical.",
        ),
        (EN, "Seats are swapped.", "Seats are swapped on presentation of a certificate."),
        (EN, "Letters go to the police on presentation of a warrant.", "Letters go to the police."),
        (FR, "Vous pouvez utiliser la piscine.", "Vous pouvez utiliser la piscine, mais jamais la nuit."),
    ],
)
def test_a_wider_place_and_a_denial_to_the_end_go_one_way(language: Language, narrow: str, wide: str) -> None:
    assert Direction.ADVERSE in _directions(language, narrow, wide)
    assert Direction.ADVERSE not in _directions(language, wide, narrow)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "You must pay by card.", "You must pay by card or, if you prefer, in cash."),
        (FR, "Vous devez payer par carte.", "Vous devez payer par carte ou, si vous préférez, en espèces."),
    ],
)
def test_a_choice_under_a_duty_is_the_persons(language: Language, before: str, after: str) -> None:
    assert _directions(language, before, after) == {Direction.FAVOURABLE}


def test_one_more_case_of_a_power_is_none() -> None:
    before, after = "We may open parcels if they tick.", "We may open parcels if they tick or if they smell."
    assert Direction.FAVOURABLE not in _directions(EN, before, after)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "The shop sells bread.", "The shop sells bread and cheese."),
        (FR, "La boutique vend du pain.", "La boutique vend du pain et du fromage."),
        (FR, "Le traceur suit toutes les pages.", "Le traceur suit certaines pages."),
        (EN, "The sensor notes all movements in the room.", "The sensor notes some movements in the room."),
        (EN, "We answer within two days.", "We answer the same evening."),
        (FR, "La bande est effacée sous deux jours.", "La bande est effacée le soir même."),
    ],
)
def test_what_is_sold_watched_less_or_done_sooner_costs_nothing(
    language: Language, before: str, after: str
) -> None:
    assert Direction.ADVERSE not in _directions(language, before, after)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "The shop sells your address.", "The shop sells your address and your telephone number."),
        (EN, "The shop sells letters.", "The shop sells letters and diaries of its guests."),
        (FR, "La boutique vend votre adresse.", "La boutique vend votre adresse et votre âge."),
        (EN, "The tape is erased within two days.", "The tape is erased."),
        (EN, "We answer within two hours.", "We answer the same day."),
        (EN, "All members may vote.", "Some members may vote."),
        (FR, "Nous contrôlons tous les ascenseurs.", "Nous contrôlons certains ascenseurs."),
    ],
)
def test_what_looks_alike_and_takes_is_told(language: Language, before: str, after: str) -> None:
    assert Direction.ADVERSE in _directions(language, before, after)
