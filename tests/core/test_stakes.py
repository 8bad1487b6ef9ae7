"""Whose a time, a sum or a burden is: what the words around a number and around a burden tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notifier.adapters import rules
from notifier.core.bearing import bearing
from notifier.core.finding import Direction
from notifier.core.judgement import judge, observe
from notifier.core.quantities import Measure, quantities
from notifier.core.reading import read
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        (EN, "Letters of members stay with us for two years.", -1),
        (EN, "What you ask for stays reserved for two days.", 1),
        (EN, "We store your letters for two years so that you can prove it.", 1),
        (EN, "Your agreement is valid for two years.", -1),
        (EN, "A badge may be swapped until two days before the fair.", -1),
        (EN, "We tell you two days before the fair.", 1),
        (EN, "You must tell us two days before the fair.", -1),
        (EN, "To quit the band, two weeks' notice is enough.", -1),
        (EN, "A complaint can be lodged within two weeks.", 1),
        (EN, "The price rises every two years.", 0),
        (EN, "Boats are serviced every two years.", -1),
        (EN, "Your letters are read every two years.", 1),
        (EN, "You are filmed five days a week.", -1),
        (EN, "The desk is open five days a week.", 1),
        (EN, "The guides speak for two hours.", 0),
        (EN, "Names stand there for two years.", -1),
        (EN, "We never write to you for two years.", 1),
        (EN, "Losses under £50 are covered.", 1),
        (EN, "A fee of up to £50 is due.", -1),
        (EN, "We film up to 20 faces.", -1),
        (EN, "You get 20 % of it back as a rebate.", 1),
        (EN, "The 20 % are mixed with sand.", 0),
        (EN, "On May 9 the hall is shut.", 0),
        (EN, "Each flat may have two bicycles.", 1),
        (EN, "Each camera may take two pictures.", 0),
        (EN, "Parents agree for children under the age of 16.", 1),
        (EN, "We ask for your consent below the age of 16.", 1),
        (EN, "You have two weeks for it.", 1),
        (EN, "Swimmers are aged 16 here.", -1),
        (EN, "From the age of 16 children come with a parent.", 1),
        (EN, "Nobody under sixteen sees the posters.", 1),
        (EN, "Riders under sixteen are not refunded.", -1),
        (EN, "Children under sixteen come here.", 1),
        (EN, "Riders under sixteen come here.", 0),
        (EN, "From the age of sixteen all faces are filmed.", 1),
        (EN, "From the age of sixteen visitors pay the fare.", 1),
        (EN, "Children of the age of twelve come here.", 1),
        (EN, "From the age of twelve children come here.", -1),
        (EN, "The plan binds you for two years.", -1),
        (EN, "Riders who come more than two hours late get a refund.", -1),
        (EN, "Bags left for more than two days are sold.", 1),
        (EN, "Bags left for more than two days rest here.", 0),
        (EN, "An account left idle for two years is closed.", 1),
        (EN, "The mechanic has two days for it.", -1),
        (EN, "The company has two days for it.", -1),
        (EN, "The reader gives notice two days before it.", -1),
        (EN, "The reader has to warn us two days before it.", -1),
        (EN, "The reader has notice two days before it.", 1),
        (EN, "Notice of two days is given to the reader.", 1),
        (FR, "Préavis du locataire : deux mois.", -1),
        (FR, "Préavis du bailleur : deux mois.", 1),
        (FR, "L'enregistrement reste deux jours ici.", -1),
        (FR, "Le colis reste deux jours ici.", 1),
        (FR, "Les joueurs de moins de seize ans ne peuvent pas voter.", -1),
        (FR, "Une course se décommande jusqu'à deux heures avant le départ.", -1),
        (FR, "La note se conteste sous deux jours.", 1),
        (FR, "Une photo se partage sous deux jours.", -1),
    ],
)
def test_more_of_a_number_is_good_or_bad_by_whose_it_is(language: Language, text: str, sign: int) -> None:
    pack = rules.read(language)
    (statement,) = read(text, pack)
    assert bearing(statement.quantities[0], statement, pack) == sign


@pytest.mark.parametrize(
    ("language", "text", "measure", "value"),
    [
        (EN, "half a year", Measure.DURATION, 182.625),
        (EN, "half a loaf and a year", Measure.DURATION, 365.25),
        (EN, "a two-week trial", Measure.DURATION, 14),
        (EN, "a two-tone coat for a week", Measure.DURATION, 7),
        (EN, "a half-day", Measure.DURATION, 0.5),
        (EN, "three months' notice", Measure.DURATION, 91.3125),
        (EN, "a week's notice", Measure.DURATION, 7),
        (EN, "one in ten", Measure.PERCENT, 10),
        (EN, "ten in one", Measure.COUNT, 10),
        (EN, "£50 a claim", Measure.MONEY, 50),
        (EN, "forty per cent", Measure.PERCENT, 40),
        (EN, "after ten days", Measure.DURATION, 10),
        (EN, "after a short lesson", Measure.DURATION, 0.05),
        (FR, "9 000 € par an", Measure.MONEY, 9000),
        (FR, "deux heures avant", Measure.DURATION, 0.0833334),
        (FR, "quarante pour cent", Measure.PERCENT, 40),
        (FR, "un cours sur dix", Measure.PERCENT, 10),
    ],
)
def test_quantities_are_read_as_they_are_written(
    language: Language, text: str, measure: Measure, value: float
) -> None:
    found = next(
        iter(quantities(text.replace("£", "£ ").replace("'", " '").split(), rules.read(language).numerals))
    )
    assert (found.measure, found.value) == (measure, pytest.approx(value))


@pytest.mark.parametrize(
    ("before", "after", "rule", "seen"),
    [
        ("The trip is paid by us.", "The trip is paid by our partner.", "burden-shifted", False),
        ("The trip is paid by us.", "The trip is paid by the mayor.", "burden-shifted", True),
        ("The trip is paid by us.", "The trip is paid for by us.", "burden-shifted", False),
        ("The trip is paid by you.", "The trip is paid by a guest.", "burden-shifted", False),
        ("The trip is free.", "The trip is paid by you.", "burden-shifted", False),
        ("A call stops it.", "A phone call stops it.", "effort-more", False),
        ("A letter from a notary opens the file.", "A letter from a bailiff opens the file.", "effort-more", False),
        ("We share it on request.", "We share it with proof of address.", "effort-more", False),
        ("The price is fixed.", "The price is fixed in advance.", "price-freed", False),
        ("The garden is fixed.", "The garden is reviewed.", "price-freed", False),
        ("It is sent at once.", "It is sent at once to you.", "later", False),
        ("It is sent at once.", "It is sent gladly.", "later", False),
        ("You must pay at once.", "You must pay within two days.", "later", True),
        ("The guarantee ends by then.", "The guarantee goes on by then.", "no-end", True),
        ("It ends by then.", "It goes on and ends by then.", "no-end", False),
        ("Two days to act run from the fair.", "Two days to act run from the feast.", "term-start", True),
        ("Two days to act run from the fair.",
         "Two days to act (as it is to be for you and for us) run from the feast.", "term-start", False),
        ("Two days to act, from now on and here, as is told in the book.",
         "Two days to act, from now on and here, as is told in the hall.", "term-start", False),
        ("You may leave in two days if you like red, brown or green doors, from the hill.",
         "You may leave in two days if you like red, brown or green doors, from the vale.", "term-start", False),
    ],
)  # fmt: skip
def test_who_bears_what_when_is_seen_and_no_more(before: str, after: str, rule: str, *, seen: bool) -> None:
    assert (rule in {ground.rule for ground in observe(before, after, rules.read(EN)).grounds}) is seen


def test_what_serves_may_go_on() -> None:
    pack = replace(rules.read(EN), weights={})
    (finding,) = judge("Your guarantee ends in May.", "Your guarantee goes on in May.", pack)
    assert finding.explain(EN) == (
        "What you had ended by itself, and now goes on: “Your guarantee ends in May” is now “Your guarantee goes on in May”."
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Gloves are held for their owners for three months.", "Gloves are held for their owners for three weeks.",
         "You had “three months”, now “three weeks”."),
        ("Boats are serviced every two years.", "Boats are serviced every five years.",
         "It was done “every two years”, now “every five years”."),
        ("Losses over £50 are covered.", "Losses over £400 are covered.", "It was “£50”, now “£400”."),
        ("A badge may be swapped until two days before.", "A badge may be swapped until ten days before.",
         "You had to act so long ahead: “two days before”, now “ten days”."),
    ],
)  # fmt: skip
def test_a_number_is_quoted_whole_in_its_own_sentence(before: str, after: str, told: str) -> None:
    assert judge(before, after, rules.read(EN))[0].explain(EN) == told


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("The rules apply on the day they are posted.", "The rules apply thirty days after they are posted.", "later"),
        ("The desk is open from 8 to 12.", "The desk is open from 9 to 13.", "number-changed"),
        ("We keep it two days after section 3.", "We keep it two days after section 5.", None),
        ("We keep it two days after 3 letters.", "We keep it two days after 5 visits.", "term-start"),
    ],
)  # fmt: skip
def test_a_time_moves_by_what_it_is_the_time_of(before: str, after: str, rule: str | None) -> None:
    found = {f.rule: f.direction for f in judge(before, after, rules.read(EN))}
    assert rule in found if rule else "term-start" not in found
    assert found.get("later") in {None, Direction.FAVOURABLE}
