"""Times, ages and reservations told without a word of whose they are."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.bearing import bearing
from notifier.core.decision import DOUBTFUL
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.quantities import Measure
from notifier.core.reading import read
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        (EN, "Damage must be reported to us within ten days.", 1),
        (EN, "If the boat leaks, write to us within ten days.", 1),
        (EN, "If the play is moved, claim the fare back within ten days.", 1),
        (EN, "Wishes for the menu have to be in our hands within ten days.", 1),
        (EN, "Appeals must arrive within ten days.", 1),
        (EN, "Appeals must be heard within ten days.", -1),
        (EN, "Every ten days the lawn is cut for us.", -1),
        (EN, "We hold these recordings for ten days.", -1),
        (EN, "We hold your table for ten days.", 1),
        (EN, "We hold the fort for ten days.", -1),
        (FR, "Votre couchette est retenue pendant dix jours.", 1),
        (FR, "Ces enregistrements sont détenus pendant dix jours.", -1),
        (EN, "Families hear of a new fee at least ten days beforehand.", 1),
        (EN, "We know of it ten days beforehand.", 1),
        (EN, "You are signed out after ten minutes of inactivity.", -1),
        (EN, "Members must be at least 14.", -1),
        (EN, "Drivers need to be at least 19 years old.", -1),
        (EN, "Staff who come in must be at least 18.", 0),
        (EN, "A parent must agree for anyone under 13.", 1),
        (EN, "A parent must come along for anyone under 13.", -1),
        (EN, "We show no advertising to members under 16.", 1),
        (FR, "La panne doit nous être déclarée dans les dix jours.", 1),
        (FR, "En cas de panne, écrivez au guichet dans les dix jours.", 1),
        (FR, "Les recours sont à former dans les dix jours.", 1),
        (FR, "Nous répondons dans les dix jours.", -1),
        (FR, "Les familles l'apprennent dix jours à l'avance.", 1),
        (FR, "Les candidats doivent avoir au moins 16 ans.", -1),
    ],
)
def test_a_time_or_an_age_is_good_or_bad_by_whom_it_binds(language: Language, text: str, sign: int) -> None:
    pack = rules.read(language)
    (statement,) = read(text, pack)
    assert bearing(statement.quantities[0], statement, pack) == sign


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Members must be at least 14.", Measure.AGE),
        ("Members must be at least 14 to row.", Measure.AGE),
        ("The rope must be at least 14 metres long.", Measure.COUNT),
    ],
)
def test_what_is_at_least_so_much_is_an_age_where_nothing_is_counted(text: str, measure: Measure) -> None:
    (statement,) = read(text, rules.read(EN))
    assert statement.quantities[0].measure is measure


WORSE, BETTER, NEITHER = Direction.ADVERSE, Direction.FAVOURABLE, None


@pytest.mark.parametrize(
    ("language", "before", "after", "direction"),
    [
        # What a service waits for.
        (EN, "A nurse explains the result.", "A nurse explains, if staffing allows, the result.", WORSE),
        (
            EN,
            "We send you the minutes.",
            "We will try, resources permitting, to send you the minutes.",
            WORSE,
        ),
        (EN, "We send you the minutes, resources permitting.", "We send you the minutes.", BETTER),
        (FR, "Nous vous rappelons le soir.", "Nous vous rappelons le soir, si le temps le permet.", WORSE),
        (EN, "Your notes are never read out.", "Your notes are not at present read out.", WORSE),
        (EN, "The kiosk sells soup.", "The kiosk currently sells soup.", NEITHER),
        # How much it takes.
        (
            EN,
            "We refund it unless you were grossly negligent.",
            "We refund it unless you were careless.",
            WORSE,
        ),
        (
            EN,
            "We refund it unless you were careless.",
            "We refund it unless you were grossly negligent.",
            BETTER,
        ),
        (
            FR,
            "Un compte est fermé en cas d'abus grave.",
            "Un compte est fermé en cas d'abus éventuel.",
            WORSE,
        ),
        (EN, "If our fault is serious, you may leave.", "If our fault is possible, you may leave.", NEITHER),
        # What silence is taken for.
        (
            EN,
            "If you leave our letter unanswered, we take it that you decline.",
            "If you leave our letter unanswered, we take it that you accept.",
            WORSE,
        ),
        # Rows of what a person may do.
        (
            EN,
            "You may ask us for a copy, a correction, a pause in use or deletion.",
            "You may ask us for a copy, a correction, or deletion.",
            WORSE,
        ),
        (
            EN,
            "You are entitled to view, amend, export or block your file.",
            "You are entitled to view, amend or block your file.",
            WORSE,
        ),
        (
            FR,
            "Vous avez le droit de consulter, exporter ou bloquer votre fiche.",
            "Vous avez le droit de consulter ou bloquer votre fiche.",
            WORSE,
        ),
        (
            EN,
            "No list is drawn up by faith, union membership, shoe size or health.",
            "No list is drawn up by faith, union membership, or health.",
            WORSE,
        ),
        (
            EN,
            "You may borrow skis, boots, poles, and helmets.",
            "You may borrow skis, poles, and helmets.",
            WORSE,
        ),
    ],
)
def test_what_is_promised_waits_for_more_or_is_left_out(
    language: Language, before: str, after: str, direction: Direction | None
) -> None:
    seen = observe(before, after, rules.read(language))
    found = {ground.direction for ground in seen.grounds} - {Direction.NEUTRAL}
    if direction is None:
        assert WORSE not in {g.direction for g in seen.grounds if g.rule not in DOUBTFUL}
    else:
        assert direction in found


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (
            "You may borrow skis, boots, poles and helmets.",
            "You may borrow skis, boots and helmets.",
            "item-removed",
        ),
        (
            "You may borrow skis, wax, boots, poles and helmets.",
            "You may borrow skis, boots, poles and helmets.",
            "item-removed",
        ),
    ],
)
def test_an_item_from_the_middle_of_a_list_is_an_item(before: str, after: str, rule: str) -> None:
    seen = observe(before, after, rules.read(EN))
    assert rule in {ground.rule for ground in seen.grounds}
