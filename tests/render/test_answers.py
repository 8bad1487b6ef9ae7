"""Both answers are sentences in the person's own mouth, and say from when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from answers import FIRST, LONGER, asked

from notifier.adapters import words
from notifier.core.text import EN, FR, Language
from notifier.render.answers import flat, statements
from notifier.render.words import moment

if TYPE_CHECKING:
    from notifier.core.question import Sheet


@pytest.fixture
def told() -> Sheet:
    return asked(FIRST, LONGER)


@pytest.mark.parametrize(
    ("today", "accept"),
    [
        (date(2026, 1, 31), "I accept this change. The new words apply to me from 1 February 2026."),
        (date(2026, 2, 1), "I accept this change. The new words apply to me from now on."),
    ],
)
def test_the_sentences(told: Sheet, today: date, accept: str) -> None:
    keep = "I keep my current terms. The words of version 1.0.0 go on applying to me."
    assert flat(statements(told, words.read(EN), today=today)) == (accept, keep)


@pytest.mark.parametrize(
    ("language", "at", "expected"),
    [
        (EN, datetime(2027, 1, 1, 8, 5, tzinfo=UTC), "1 January 2027, 09:05 CET"),
        (FR, datetime(2027, 1, 1, 8, 5, tzinfo=UTC), "1er janvier 2027, 09:05 CET"),
        (EN, datetime(2027, 6, 30, 22, 5, tzinfo=UTC), "1 July 2027, 00:05 CEST"),
    ],
)
def test_a_moment_is_told_where_the_policy_lives(language: Language, at: datetime, expected: str) -> None:
    assert moment(at, language, "Europe/Paris") == expected
