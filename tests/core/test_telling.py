"""Who is told what about whom: a letter to the person, a report to others, and what somebody is given or has to do."""

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.reading import read
from notifier.core.statements import Stance
from notifier.core.text import EN, FR, Language

GIVES, TAKES, NEUTRAL = Stance.GIVES, Stance.TAKES, Stance.NEUTRAL


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        (EN, "A letter is sent to each tenant.", GIVES),
        (FR, "Une lettre est envoyée à chaque locataire.", GIVES),
        (EN, "Your letter is sent to each tenant.", TAKES),
        (FR, "Votre lettre est envoyée à chaque locataire.", TAKES),
        (FR, "Une lettre est envoyée aux membres et aux assureurs.", TAKES),
        (FR, "Une lettre est envoyée au notaire.", TAKES),
        (FR, "Nous signalons les mauvais payeurs à leur employeur.", TAKES),
        (EN, "We report late payers to their employer.", TAKES),
        (FR, "Nous vous signalons les courriers de votre employeur.", GIVES),
        (FR, "Nous signalons toute panne de la chaudière.", GIVES),
        (FR, "L'abonné se voit remettre un reçu.", GIVES),
        (FR, "L'abonné peut se voir remettre un reçu.", GIVES),
        (FR, "Il vous faut appeler le gardien et prévenir vos voisins.", TAKES),
        (EN, "It falls to you to notify the neighbours.", TAKES),
        (FR, "Nous vous communiquons les plans du quartier.", GIVES),
        (FR, "Les plans vous sont montrés.", GIVES),
        (FR, "Communiquer vos plans nous arrive.", TAKES),
        (FR, "Le locataire ne peut agir en justice.", TAKES),
        (FR, "Il n'est pas loisible aux parents d'assister au conseil.", TAKES),
    ],
)
def test_whom_it_serves_that_somebody_is_told(language: Language, text: str, stance: Stance) -> None:
    assert {statement.stance for statement in read(text, rules.read(language))} == {stance}


@pytest.mark.parametrize(
    ("language", "before", "after", "direction"),
    [
        (FR, "Nous ne signalons pas les retards à leur assureur.", "Nous signalons les retards à leur assureur.", "adverse"),
        (FR, "L'apprenti se voit notifier sa note.", "L'apprenti peut se voir notifier sa note.", "adverse"),
        (FR, "Les scrutins se tiennent à bulletin secret.", "Les scrutins se tiennent à main levée.", "adverse"),
        (EN, "The ballots are secret.", "The ballots are taken by show of hands.", "adverse"),
        (FR, "La statue est envoyée au musée du Portugal.", "La statue est envoyée au musée du Viêt Nam.", "adverse"),
        (FR, "Le vote requiert l'aval de deux syndics.", "Le vote requiert l'aval de trois syndics.", "favourable"),
        (FR, "Les objets restent votre propriété.", "Les objets deviennent la propriété du prêteur sur gages.", "adverse"),
    ],
)  # fmt: skip
def test_french_words_of_a_kind_turn_as_their_english_ones(
    language: Language, before: str, after: str, direction: str
) -> None:
    found = observe(before, after, rules.read(language)).grounds
    assert Direction(direction) in {ground.direction for ground in found}
