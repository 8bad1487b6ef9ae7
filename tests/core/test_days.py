from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from notifier.core.binding import day_at


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Paris", date(2026, 11, 24)),
        ("UTC", date(2026, 11, 23)),
        ("America/Montreal", date(2026, 11, 23)),
    ],
)
def test_a_day_begins_at_midnight_where_the_policy_lives(zone: str, day: date) -> None:
    assert day_at(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), zone) == day
