"""Whose a time is by how the sentence puts it: to act in, to pay in, to be warned, to qualify, to wait."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.bearing import bearing
from notifier.core.finding import Direction
from notifier.core.judgement import judge
from notifier.core.reading import read
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        (EN, "The sharing of addresses has thirty days to run.", -1),
        (EN, "Your photos are sold two weeks after a reminder.", -1),
        (EN, "Objections must reach us within ten days.", 1),
        (EN, "A complaint has to arrive within ten days.", 1),
        (EN, "Requests must be made within ten days.", 1),
        (EN, "Losses must be reported within ten days.", 1),
        (EN, "We must make a choice within ten days.", -1),
        (EN, "Complaints must be heard within ten days.", -1),
        (EN, "Objections must be examined within ten days.", -1),
        (EN, "Objections must be examined, or you may reach us within ten days.", 1),
        (EN, "Complaints are lodged within ten days.", 1),
        (EN, "An appeal against a refused claim is decided within ten days.", -1),
        (EN, "Your claim lapses after three months.", 1),
        (EN, "Your consent to this claim lapses after three months.", -1),
        (EN, "The bill is payable within ten days.", 1),
        (EN, "Payment is due within ten days.", 1),
        (EN, "The refund is due within ten days.", -1),
        (EN, "You wait ten days for a card.", -1),
        (EN, "Water is cut off one week after a second reminder.", 1),
        (EN, "The line is blocked one week after the bill falls due.", 1),
        (EN, "Tents are closed one week after the last warning.", 1),
        (EN, "We film your face one week after the feast.", -1),
        (EN, "We bill you for six months after you leave.", -1),
        (EN, "Cashback reaches your account 30 days after the purchase.", -1),
        (EN, "A bike that stands at the rack for one week is given to another.", 1),
        (EN, "A bike that stands at the rack for one week is thrown away.", 1),
        (EN, "A tenant who has lived here for one year may sublet.", -1),
        (EN, "A parcel that we hold for one year is sold.", -1),
        (EN, "A bell that hangs here for one year is green.", 0),
        (EN, "Prices may rise after a ten-day warning.", 1),
        (EN, "Before any rise you get ten days' written warning.", 1),
        (EN, "To leave, give us ten days' notice.", -1),
        (EN, "You get a warning within ten days.", -1),
        (EN, "These rules bind residents from 5 January.", 0),
        (EN, "The counter opens from 9 am.", 0),
        (FR, "Les oppositions doivent nous parvenir dans les dix jours.", 1),
        (FR, "Les réclamations doivent être traitées dans les dix jours.", -1),
        (FR, "Le paiement est dû dans les dix jours.", 1),
        (FR, "La ligne est bloquée sept jours après l'échéance.", 1),
        (FR, "Les prix augmentent après un avertissement de dix jours.", 1),
        (FR, "Un vélo qui reste garé pendant sept jours est enlevé.", 1),
        (FR, "Ce règlement lie les riverains à compter du 5 janvier.", 0),
    ],
)
def test_whose_a_time_is_follows_from_how_the_sentence_puts_it(
    language: Language, text: str, sign: int
) -> None:
    """Longer is better where it is the person's to act in or keeps a loss off, worse where they wait."""
    pack = rules.read(language)
    (statement,) = read(text, pack)
    assert bearing(statement.quantities[0], statement, pack) == sign


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("You can collect parcels at 152 shops.", "You can collect parcels at 140 shops.", Direction.NEUTRAL),
        ("You can collect parcels at 152 shops.", "You can collect parcels at 14 shops.", Direction.ADVERSE),
        ("You can collect parcels at 3 shops.", "You can collect parcels at 2 shops.", Direction.ADVERSE),
        ("You may borrow 50 books.", "You may borrow 45 books.", Direction.ADVERSE),
    ],
)
def test_about_as_many_places_of_a_kind_are_no_loss(before: str, after: str, direction: Direction) -> None:
    """Among many shops some always open and others close."""
    assert {finding.direction for finding in judge(before, after, rules.read(EN))} == {direction}
