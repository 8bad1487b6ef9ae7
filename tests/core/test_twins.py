"""What is only told otherwise, and what only describes, is no loss; what looks like it and takes something is."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction, Level
from notifier.core.judgement import judge, observe
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "Every request gets an answer.", "No request goes without an answer."),
        (FR, "Tout visiteur reçoit un plan.", "Aucun visiteur ne repart sans plan."),
        (EN, "Minors may not play.", "Play is forbidden to minors."),
        (FR, "Les chiens ne peuvent pas entrer.", "L'entrée est interdite aux chiens."),
        (EN, "Only adults may enter.", "Entry is reserved for adults."),
        (FR, "Seuls les abonnés accèdent au salon.", "L'accès au salon est réservé aux abonnés."),
        (EN, "The draft stays until you publish it.", "The draft stays as long as you have not published it."),
        (FR, "La séance reste ouverte tant que vous n'avez pas quitté la page.", "La séance reste ouverte jusqu'à ce que vous quittiez la page."),
        (EN, "The clerk does not know your name.", "Your name is unknown to the clerk."),
        (FR, "Votre nom est inconnu de l'agent.", "L'agent ne connaît pas votre nom."),
        (FR, "Les copies sont brûlées passé cinq ans.", "Les copies sont brûlées une fois cinq ans écoulés."),
        (FR, "Le vol du cycle met fin à la location.", "En cas de vol du cycle, la location prend fin."),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_no_loss(language: Language, before: str, after: str) -> None:
    pack = rules.read(language)
    assert all(ground.direction is not Direction.ADVERSE for ground in observe(before, after, pack).grounds)
    assert all(finding.level < Level.REDUCTION for finding in judge(before, after, pack))


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "Every request gets an answer within 5 days.", "No request goes without an answer within 50 days."),
        (FR, "Toute demande reçoit une réponse.", "Aucune demande ne reçoit de réponse."),
        (EN, "Minors may play.", "Play is forbidden to minors."),
        (FR, "Les enfants entrent librement.", "L'entrée est réservée aux majeurs."),
        (EN, "Your account stays open until you close it.", "Your account stays open as long as you have not missed a payment."),
        (EN, "Your account stays open as long as you want.", "Your account stays open until we close it."),
        (FR, "Votre nom est inconnu de l'agent.", "Votre nom est connu de l'agent."),
        (FR, "Vos lettres sont brûlées passé cinq ans.", "Vos lettres sont brûlées une fois quinze ans écoulés."),
        (FR, "Le vol du cycle met fin à la location.", "En cas de retard, la location prend fin."),
        (EN, "We keep the coat until you fetch it.", "We keep the coat for as long as you have not paid."),
        (EN, "Theft costs you £50.", "In the event of theft you owe us £90."),
    ],
)  # fmt: skip
def test_what_only_looks_the_same_is_told(language: Language, before: str, after: str) -> None:
    grounds = observe(before, after, rules.read(language)).grounds
    assert "same-told" not in {ground.rule for ground in grounds}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "The reader notes the time of entry.", "The reader, fixed beside the door, notes the time of entry."),
        (EN, "Postage is £5.", "Postage, worked out by weight, is £5."),
        (EN, "We get payment data from the bank.", "We get payment data from the bank, which is Rhône Bank."),
        (FR, "Nous partageons votre adresse avec le transporteur.", "Nous partageons votre adresse avec le transporteur, qui est Colisud."),
        (EN, "", "The camera described in section 3 is painted black."),
        (FR, "", "Le boîtier mentionné plus haut est alimenté par la batterie et clignote en vert."),
        (FR, "", "Le traceur de langue déjà mentionné porte le nom « lng »."),
        (EN, "Postage is £5. Bread is fresh.", "Postage, worked out by weight, is £5. Bread is warm."),
    ],
)  # fmt: skip
def test_what_only_describes_takes_nothing(language: Language, before: str, after: str) -> None:
    pack = rules.read(language)
    assert "described" in {ground.rule for ground in observe(before, after, pack).grounds}
    assert all(finding.level < Level.REDUCTION for finding in judge(before, after, pack))


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "The reader notes the time.", "The reader, linked to the police, notes the time."),
        (EN, "We keep the file.", "We keep the file, sent on to your employer, at hand."),
        (EN, "We keep the file.", "We keep the file, sent on and copied, at hand."),
        (EN, "The file is kept.", "The file, kept for two years, is kept."),
        (EN, "The file is kept.", "The file, kept at our sole discretion, is kept."),
        (EN, "The file is kept.", "The file, which we read, is kept."),
        (EN, "The file is kept.", "The file, kept here today is kept."),
        (EN, "", "The sensor mentioned above sends your readings to an insurer."),
        (EN, "", "The fee mentioned above is £5."),
        (EN, "", "The file mentioned above may be read."),
        (EN, "", "The pictures mentioned above are used."),
        (EN, "", "The sensor mentioned in passing hums."),
        (EN, "", "The sensor mentioned above films people."),
        (FR, "", "Les photos mentionnées plus haut sont vendues à des éditeurs."),
    ],
)  # fmt: skip
def test_a_description_that_does_more_is_told(language: Language, before: str, after: str) -> None:
    grounds = observe(before, after, rules.read(language)).grounds
    assert "described" not in {ground.rule for ground in grounds}
