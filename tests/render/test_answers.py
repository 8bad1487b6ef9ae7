"""Both answers are sentences in the person's own mouth, and say from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from answers import FIRST, LONGER, asked

from notifier.adapters import words
from notifier.core.consent import Answer
from notifier.core.question import Said
from notifier.core.release import Version
from notifier.core.text import EN, FR, Language
from notifier.render.answers import bound, flat, heard, masked, statements
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


def test_who_agreed_may_stand_by_it_or_take_it_back(told: Sheet) -> None:
    agreed = replace(told, asks=tuple(replace(ask, agreed=True) for ask in told.asks))
    assert flat(statements(agreed, words.read(EN), today=date(2026, 2, 1))) == (
        "I stand by my acceptance of this change.",
        "I take my acceptance back. The words of version 1.0.0 apply to me.",
    )


@pytest.mark.parametrize(
    ("answer", "language", "expected"),
    [
        (Answer.ACCEPTED, EN, "You accepted this change on 1 March 2026, 10:00 CET."),
        (Answer.DECLINED, EN, "You chose to keep your current terms on 1 March 2026, 10:00 CET."),
        (Answer.WITHDRAWN, EN, "You took your acceptance back on 1 March 2026, 10:00 CET."),
        (Answer.DECLINED, FR, "Vous avez choisi de garder vos termes actuels le 1er mars 2026, 10:00 CET."),
    ],
)
def test_an_answer_is_said_back(answer: Answer, language: Language, expected: str) -> None:
    said = Said(answer=answer, at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert heard(said, words.read(language), "Europe/Paris") == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (False, "On 1 March 2026, version 2.0.0 binds you."),
        (True, "On 1 March 2026, version 2.0.0 binds you, except where an earlier one still does:"),
    ],
)
def test_what_binds_is_said_for_the_day_where_the_policy_lives(*, held: bool, expected: str) -> None:
    at = datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert bound(at, Version(2, 0, 0), words.read(EN), "Europe/Paris", held=held) == expected


@pytest.mark.parametrize(
    ("email", "expected"),
    [("ada@example.org", "a•••@example.org"), ("@example.org", "•••@example.org"), ("", "")],
)
def test_only_the_owner_knows_an_address_again(email: str, expected: str) -> None:
    assert masked(email) == expected


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
