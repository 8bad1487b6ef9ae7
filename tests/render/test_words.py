from __future__ import annotations

from datetime import date

import pytest

from notifier.core.text import EN, FR, Language
from notifier.render.words import day


@pytest.mark.parametrize(
    ("language", "on", "told"),
    [
        (EN, date(2027, 1, 1), "1 January 2027"),
        (FR, date(2027, 1, 1), "1er janvier 2027"),
        (FR, date(2027, 1, 11), "11 janvier 2027"),
    ],
)
def test_a_day_is_written_in_full_as_its_language_writes_it(language: Language, on: date, told: str) -> None:
    assert day(on, language) == told
