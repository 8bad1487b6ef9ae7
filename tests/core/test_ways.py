"""A list grew or shrank: ways to turn to the company, things to do, sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import judge
from notifier.core.text import EN, FR, Language

SEEN = [
    (
        EN,
        "We know your height from the papers that you send us.",
        "We know your height from the papers that you send us or, failing these, from a parish clerk.",
        "source-added",
    ),
    (
        FR,
        "Les oppositions se font par courrier, par courriel ou à la mairie.",
        "Les oppositions se font par courrier.",
        "ways-fewer",
    ),
    (
        EN,
        "Lost property can be claimed at the desk, by telephone or through a friend.",
        "Lost property can be claimed at the desk.",
        "ways-fewer",
    ),
    (
        EN,
        "Bookings are cancelled in the app, on the site or with a call.",
        "Bookings are cancelled in the app.",
        "ways-fewer",
    ),
    (
        EN,
        "Complaints are heard in German, French or Italian.",
        "Complaints are heard in German.",
        "ways-fewer",
    ),
    (
        FR,
        "Les plaintes sont entendues en allemand, en français ou en italien.",
        "Les plaintes sont entendues en allemand.",
        "ways-fewer",
    ),
    (
        FR,
        "Vous joignez le veilleur par sonnette, par sifflet ou par cordon.",
        "Vous joignez le veilleur par le panneau mural.",
        "ways-fewer",
    ),
    (
        FR,
        "Le campeur trie ses déchets.",
        "Le campeur trie ses déchets, ratisse l'emplacement et vide le bac de douche.",
        "duty-longer",
    ),
    (
        EN,
        "Parcels are handed to anyone who shows the slip and a passport.",
        "Parcels are handed to anyone who shows the slip.",
        "circle-wider",
    ),
    (
        FR,
        "Les colis sont remis à qui montre l'avis et un passeport.",
        "Les colis sont remis à qui montre l'avis.",
        "circle-wider",
    ),
    (
        EN,
        "You reach the warden by bell, by voice or by cord.",
        "You reach the warden through the panel on the wall.",
        "ways-fewer",
    ),
]

LEFT = [
    (EN, "The rider wears a helmet.", "The rider wears a hat."),
    (
        FR,
        "Vous réglez une rayure sauf si vous établissez qu'elle est antérieure.",
        "Vous réglez une rayure si nous établissons qu'elle est récente.",
    ),
    (EN, "Bookings are taken at the desk.", "Bookings are taken at the desk or by telephone."),
    (FR, "Les réservations se font au guichet.", "Les réservations se font au guichet ou par téléphone."),
    (EN, "The rider wears a helmet, gloves and a vest.", "The rider wears a helmet."),
    (EN, "We gather opinions by form, by telephone and at the door.", "We gather opinions by form."),
    (
        FR,
        "Nous recueillons les avis par formulaire, par téléphone et à la porte.",
        "Nous recueillons les avis par formulaire.",
    ),
    (EN, "Our choir sings in Bern, Basel and Biel.", "Our choir sings in Bern and Basel."),
    (FR, "Notre chœur chante à Berne, à Bâle et à Bienne.", "Notre chœur chante à Berne et à Bâle."),
    (EN, "Wardens write down the plate, the street and the hour.", "Wardens write down the plate."),
    (FR, "Les agents notent la plaque, la rue et l'heure.", "Les agents notent la plaque."),
    (EN, "Our guides wear a badge and a vest.", "Our guides wear a badge, a vest and a cap."),
    (
        FR,
        "Nos guides portent un badge et un gilet.",
        "Nos guides portent un badge, un gilet et une casquette.",
    ),
    (EN, "Passengers may not bring dogs, cats or birds.", "Passengers may not bring dogs."),
    (
        FR,
        "Les passagers ne peuvent amener ni chien, ni chat, ni oiseau.",
        "Les passagers ne peuvent amener de chien.",
    ),
    (
        EN,
        "We pass your address to the carrier, the customs office or the insurer.",
        "We pass your address to the carrier.",
    ),
    (
        FR,
        "Nous communiquons votre adresse au transporteur, à la douane ou à l'assureur.",
        "Nous communiquons votre adresse au transporteur.",
    ),
    (
        EN,
        "The camper sorts the waste, rakes the pitch and empties the shower tray.",
        "The camper sorts the waste.",
    ),
    (
        EN,
        "Faults are reported from the app.",
        "Faults are reported from the app, by telephone or at the kiosk.",
    ),
    (
        FR,
        "Les pannes se signalent depuis l'application.",
        "Les pannes se signalent depuis l'application, par téléphone ou au kiosque.",
    ),
    (EN, "Our gardeners rake, water and prune.", "Our gardeners rake, water, prune and mow."),
    (
        FR,
        "Nos jardiniers ratissent, arrosent et taillent.",
        "Nos jardiniers ratissent, arrosent, taillent et tondent.",
    ),
    (
        FR,
        "Les vols sont constatés par caméra, par capteur et par des gardiens.",
        "Les vols sont constatés par caméra.",
    ),
    (EN, "You are filmed by camera and by drone.", "You are filmed by camera."),
]


@pytest.mark.parametrize(("language", "before", "after", "rule"), SEEN, ids=lambda part: str(part)[:40])
def test_a_list_that_grows_or_shrinks_is_weighed_by_what_it_is_of(
    language: Language, before: str, after: str, rule: str
) -> None:
    assert rule in {finding.rule for finding in judge(before, after, rules.read(language))}


OUTWEIGHED = ("Vous réglez une rayure", "Les passagers ne peuvent", "The camper sorts")
"""What the rules see as no loss, and what was learned takes for one."""


@pytest.mark.parametrize(("language", "before", "after"), LEFT, ids=lambda part: str(part)[:40])
def test_other_lists_take_nothing_away(language: Language, before: str, after: str) -> None:
    pack = rules.read(language)
    found = judge(before, after, replace(pack, weights={}) if before.startswith(OUTWEIGHED) else pack)
    assert Direction.ADVERSE not in {finding.direction for finding in found}
