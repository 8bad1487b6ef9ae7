"""A release on the first and the last day of each part of its life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import history, record
from plans import ADA, V1, first

from notifier.core.plan import withdrawable
from notifier.core.release import Stand, Version, Withdrawal, announced, in_force, stand
from notifier.errors import RecordRefused, ReleaseRefused

FIRST = record("1.0.0", effective=date(2025, 1, 1))
NEXT = record("2.0.0", published=date(2026, 3, 1), effective=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("on", "where"),
    [
        (date(2026, 2, 28), Stand.PLANNED),
        (date(2026, 3, 1), Stand.ANNOUNCED),
        (date(2026, 3, 31), Stand.ANNOUNCED),
        (date(2026, 4, 1), Stand.IN_FORCE),
    ],
)
def test_a_release_is_announced_from_its_first_day_to_the_eve_of_its_force(on: date, where: Stand) -> None:
    told = history(FIRST, NEXT)
    assert stand(told, NEXT, on) is where
    assert announced(told, on) == ((NEXT,) if where is Stand.ANNOUNCED else ())


def test_a_withdrawal_counts_from_its_day() -> None:
    gone = replace(NEXT, withdrawn=Withdrawal(on=date(2026, 3, 10), by="Ada Martin", reason="Too early."))
    told = history(FIRST, gone)
    assert stand(told, gone, date(2026, 3, 9)) is Stand.ANNOUNCED
    assert stand(told, gone, date(2026, 3, 10)) is Stand.WITHDRAWN
    assert announced(told, date(2026, 3, 20)) == ()


def test_the_nearest_day_comes_first_and_on_one_day_the_lower_number() -> None:
    day = date(2026, 3, 1)
    late = record("2.0.0", published=day, effective=date(2026, 6, 1))
    soon = record("3.0.0", published=day, effective=date(2026, 5, 1))
    same = record("4.0.0", published=day, effective=date(2026, 5, 1))
    assert announced(history(FIRST, late, same, soon), day) == (soon, same, late)


def test_a_release_lives_from_planned_to_superseded() -> None:
    one = replace(first(V1), published_on=date(2026, 1, 1), effective_on=date(2026, 2, 1))
    two = replace(one, version=Version(1, 1, 0), published_on=date(2026, 3, 1), effective_on=date(2026, 4, 1))
    past = history(one, two)
    assert [
        stand(past, one, on)
        for on in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1), date(2026, 4, 1))
    ] == [Stand.PLANNED, Stand.ANNOUNCED, Stand.IN_FORCE, Stand.SUPERSEDED]
    gone = replace(two, withdrawn=Withdrawal(on=date(2026, 3, 2), reason="no", by=ADA))
    assert stand(history(one, gone), gone, date(2026, 5, 1)) is Stand.WITHDRAWN
    assert in_force(history(one, gone), date(2026, 5, 1)) == one
    assert announced(history(one, gone), date(2026, 3, 3)) == ()
    with pytest.raises(ReleaseRefused, match=r"privacy 1\.1\.0 was withdrawn on 2026-03-02"):
        withdrawable(gone, date(2026, 3, 3))
    with pytest.raises(ReleaseRefused, match="is in force since 2026-02-01"):
        withdrawable(one, date(2026, 2, 1))
    withdrawable(two, date(2026, 3, 31))


@pytest.mark.parametrize("text", ["1", "1.0", "01.0.0", "1.0.0-rc1", "1.0.0\n", "٣.0.0", ""])
def test_anything_but_three_numbers_is_no_version(text: str) -> None:
    with pytest.raises(RecordRefused, match="is not a version; write three numbers"):
        Version.read(text)
