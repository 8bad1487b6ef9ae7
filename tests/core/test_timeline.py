from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from builders import history, record
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.release import Withdrawal
from notifier.core.timeline import State, stays

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def histories(draw: st.DrawFn):
    effective = sorted(draw(st.lists(DAYS, min_size=1, max_size=6)))
    return history(
        *(
            record(f"1.{place}.0", effective=day, published=FIRST - timedelta(days=1))
            for place, day in enumerate(effective)
        )
    )


@given(told=histories(), day=DAYS)
def test_each_day_from_the_first_on_belongs_to_exactly_one_release(told, day) -> None:
    owners = [
        stay
        for stay in stays(told, day)
        if stay.since <= day and (stay.until is None or day <= stay.until) and stay.state is not State.NEVER
    ]
    assert len(owners) == (1 if day >= told.records[0].effective_on else 0)


@given(told=histories(), day=DAYS)
def test_at_most_one_release_is_in_force_and_it_is_the_owner_of_the_day(told, day) -> None:
    force = [stay for stay in stays(told, day) if stay.state is State.FORCE]
    assert len(force) == (1 if day >= told.records[0].effective_on else 0)
    assert all(stay.since <= day and (stay.until is None or day <= stay.until) for stay in force)


def test_every_state_has_its_release() -> None:
    withdrawn = replace(
        record("1.2.0", effective=date(2026, 6, 1), published=date(2026, 3, 1)),
        withdrawn=Withdrawal(on=date(2026, 4, 1), reason="The partner left.", by="Ada"),
    )
    told = stays(
        history(
            record("1.0.0", effective=date(2026, 1, 1)),
            record("1.0.1", effective=date(2026, 2, 1)),
            record("1.1.0", effective=date(2026, 2, 1)),
            withdrawn,
            record("2.0.0", effective=date(2026, 9, 1), published=date(2026, 5, 1)),
            record("3.0.0", effective=date(2027, 9, 1), published=date(2026, 12, 1)),
        ),
        date(2026, 5, 15),
    )
    assert [(str(stay.record.version), stay.state) for stay in told] == [
        ("1.0.0", State.PAST),
        ("1.0.1", State.NEVER),
        ("1.1.0", State.FORCE),
        ("1.2.0", State.WITHDRAWN),
        ("2.0.0", State.ANNOUNCED),
    ]
    assert told[0].until == date(2026, 1, 31)
    assert told[2].until == date(2026, 8, 31)


def test_a_change_is_told_from_the_release_before_that_was_not_withdrawn() -> None:
    withdrawn = replace(
        record("2.0.0", effective=date(2026, 6, 1), published=date(2026, 3, 1)),
        withdrawn=Withdrawal(on=date(2026, 4, 1), reason="The partner left.", by="Ada"),
    )
    told = stays(
        history(
            record("1.0.0", effective=date(2026, 1, 1)),
            withdrawn,
            record("2.0.1", effective=date(2026, 5, 1)),
        ),
        date(2026, 5, 15),
    )
    assert [stay.previous and str(stay.previous.version) for stay in told] == [None, "1.0.0", "1.0.0"]
