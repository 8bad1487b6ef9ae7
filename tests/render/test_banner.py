"""A banner asks whom something is taken from, and tells everybody else for as long as it is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from answers import LONGER, POLICY
from typography import faults

from notifier.adapters import words
from notifier.core.finding import Level
from notifier.core.text import EN, FR
from notifier.render.banner import asking, telling

SITE = "https://policies.example.org/"


@pytest.mark.parametrize(
    ("level", "today", "shown", "sentence"),
    [
        (Level.REDUCTION, date(2026, 1, 15), True, "Privacy: a new version applies from 1 February 2026."),
        (Level.MATERIAL, date(2026, 2, 1), True, "Privacy: a new version has applied since 1 February 2026."),
        (Level.MATERIAL, date(2026, 3, 2), True, "Privacy: a new version has applied since 1 February 2026."),
        (
            Level.MATERIAL,
            date(2026, 3, 3),
            False,
            "Privacy: a new version has applied since 1 February 2026.",
        ),
        (Level.EDITORIAL, date(2026, 1, 15), False, "Privacy: a new version applies from 1 February 2026."),
    ],
)
def test_everybody_is_told_while_it_is_news(level: Level, today: date, *, shown: bool, sentence: str) -> None:
    record = replace(LONGER, level=level, effective_on=date(2026, 2, 1))
    told = telling(POLICY, record, words.read(EN), today=today, site=SITE)
    assert (told.shown, told.sentence, told.asks) == (shown, sentence, False)
    assert told.link == f"{SITE}privacy/changes/2.0.0/"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (
            1,
            "Privacy: a change needs your answer.",
            "Confidentialité\u00a0: une modification attend votre réponse.",
        ),
        (
            2,
            "Privacy: 2 changes need your answer.",
            "Confidentialité\u00a0: 2 modifications attendent votre réponse.",
        ),
    ],
)
def test_a_person_is_asked_in_their_language(count: int, english: str, french: str) -> None:
    for language, sentence in ((EN, english), (FR, french)):
        told = asking(
            POLICY, LONGER, words.read(language), count=count, link="https://decide.example.org/p/x"
        )
        assert (told.sentence, told.shown, told.asks) == (sentence, True, True)
        if language == FR:
            spoken = (told.label, told.sentence, told.detail, told.action, told.close)
            assert [fault for line in spoken for fault in faults(line)] == []
