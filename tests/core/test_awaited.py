"""Whose a time is, told by plain words: more of it is better, worse, or nobody can tell."""

import pytest

from notifier.adapters import rules
from notifier.core.awaited import awaited
from notifier.core.reading import read
from notifier.core.text import EN, FR, Language

CASES = [
    # An answer comes within it.
    (EN, "You hear back about a leaking gutter in six weeks.", -1),
    (FR, "Vous avez notre réponse sous six semaines.", -1),
    (EN, "Spare coins reach your purse nine days after you leave.", -1),
    (EN, "We supply the map you ask for within nine days.", None),
    (FR, "Un jardinier vous demande une photo sous neuf jours.", None),
    # Somebody makes use of something within it.
    (EN, "A cancelled walk is refunded if you claim within sixty days.", 1),
    (EN, "Members may contest a mark within nine days.", 1),
    (EN, "We lower the fine if you pay within nine days.", 1),
    (FR, "Un bon de location se consomme dans les neuf mois.", 1),
    (FR, "Vous payez l'amende réduite dans les neuf jours.", 1),
    (EN, "Fines are paid within nine days.", None),
    (EN, "Paint dries within nine days.", None),
    # Handed back so long ahead.
    (EN, "An unwanted seat can be handed back up to two days before the play.", -1),
    (FR, "Une place peut être échangée jusqu'à deux jours avant la pièce.", -1),
    (EN, "The company may exchange a seat, which is returned, up to two days before the play.", None),
    (EN, "An unwanted seat can be handed back up to two days late.", None),
    # Traces stay.
    (EN, "The pixel lives for two years.", -1),
    (FR, "Les images du parking restent un mois.", -1),
    (EN, "Your pictures stay with you for two years.", None),
    (EN, "A ladder stays for two years.", None),
    (EN, "You keep files that stay for two years.", None),
    # Something waits.
    (EN, "Your parcel waits in the locker for up to seven days.", 1),
    (FR, "Votre colis vous attend pendant sept jours.", 1),
    (EN, "Your parcel waits, and seven days pass.", None),
    (EN, "The tower stood for seven years.", None),
    # A cell of a table.
    (EN, "| Coat stubs | ten years |", -1),
    (FR, "| Souches de vestiaire | dix ans |", -1),
    (EN, "| Guarantee on saddles | ten years |", None),
    (EN, "| You may object | ten days |", None),
    (EN, "| Stubs for ten years | paper |", None),
]


@pytest.mark.parametrize(("language", "text", "good"), CASES, ids=[text for _, text, _ in CASES])
def test_plain_words_tell_whose_a_time_is(language: Language, text: str, good: int | None) -> None:
    pack = rules.read(language)
    statement = read(text, pack)[0]
    time = statement.quantities[0]
    assert awaited(time, statement, statement.head_at(time.start), pack) == good
