"""What a sentence takes back at its end is weighed by what stands before it, and by nothing in the tail."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.comparison import pair_up
from notifier.core.judgement import judge
from notifier.core.reading import read
from notifier.core.tails import tail
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


@pytest.mark.parametrize(
    ("language", "main", "end", "serves"),
    [
        (EN, "Reminder letters cost £5 each", ", up to a total of £10 a year", "takes"),
        (EN, "Parking costs £2 an hour", ", with a ceiling of £9 a day", "takes"),
        (EN, "A late library book costs 20p a day", ", and never more than £2 in all", "takes"),
        (
            EN,
            "We may suspend an account for a late payment",
            ", but not where less than £50 is owed",
            "takes",
        ),
        (EN, "The council may tow a car", ", but never at night", "takes"),
        (EN, "We do not refund tickets", ", except when the show is cancelled", "takes"),
        (EN, "We sell the address list", " (though not to parties)", "takes"),
        (EN, "You must show a ticket", ", unless you are under five", "takes"),
        (EN, "We refund your ticket", ", except on public holidays", "gives"),
        (EN, "We may refund your ticket", ", but not in cash", "gives"),
        (EN, "We pay your legal costs", ", up to £500", "gives"),
        (EN, "The app keeps no location", ", with the exception of your last stop", "gives"),
        (EN, "We do not sell your address", ", save to charities", "gives"),
        (EN, "Children travel free of charge", ", though not at weekends", "gives"),
        (FR, "Chaque rappel coûte 5 €", ", dans la limite de 10 € par an", "takes"),
        (FR, "La mairie peut enlever une voiture", ", mais jamais la nuit", "takes"),
        (FR, "L'application ne garde aucune position", ", à l'exception du dernier arrêt", "gives"),
        (FR, "Vous pouvez sous-louer le logement", ", mais pas en été", "gives"),
    ],
)
def test_a_tail_takes_from_a_promise_and_gives_to_a_power(
    language: Language, main: str, end: str, serves: str
) -> None:
    """It is adverse where it comes to what serves people or goes from what takes, else favourable."""
    pack = rules.read(language)
    for before, after, worse in ((main, main + end, "gives"), (main + end, main, "takes")):
        found = judge(before + ".", after + ".", pack)
        assert {finding.direction.value for finding in found} == {
            "adverse" if serves == worse else "favourable"
        }
        assert found[0].before + found[0].after in end + "."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We film the yard.", "We film the yard, except with your consent."),
        ("We film the yard.", "Except at night, we film the yard."),
        ("We film the yard.", "We film the yard at night."),
        ("We film the yard.", "We film the hall."),
        ("We film the yard.", "They film the yard, except at night."),
        ("We film the yard.", "We film the yard and nothing else."),
        ("We film the yard.", "We film the hall, except at night."),
        ("We film the yard and hall.", "We film the yard, except at night."),
        ("The bell is green.", "The bell is green, except at night."),
        ("You get £5.", "You get £5, up to the roof."),
    ],
)
def test_what_is_no_tail_is_left_to_other_rules(before: str, after: str) -> None:
    """An agreement, an opening, a mere place, another change beside it, and a fact that serves nobody."""
    pack = rules.read(EN)
    pairs, _, _ = pair_up(read(before, pack), read(after, pack), pack)
    assert [tail(pair, pack) for pair in pairs] == [None]


def test_whoever_is_kept_from_data_is_named_to_protect() -> None:
    """*No insurer will ever …* promises; *no insurer answers for …* shields."""
    text = "No insurer or broker will ever be able to buy your travel history from us."
    (came,), (went,) = judge("", text, rules.read(EN)), judge(text, "", rules.read(EN))
    assert (came.rule, went.rule) == ("added-promise", "removed-promise")
