"""What is to be told is tried again for days, each time later, and then given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from notifier.core.errand import WAITS, State, later

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_each_try_waits_longer_and_the_last_is_the_last() -> None:
    told = [later(tries, NOW) for tries in range(1, len(WAITS) + 1)]
    assert {state for state, _ in told} == {State.WAITING}
    moments = [due for _, due in told]
    assert moments == sorted(set(moments))
    assert moments[0] - NOW == timedelta(seconds=5)
    assert later(len(WAITS) + 1, NOW) == (State.GIVEN_UP, NOW)


def test_a_receiver_may_be_away_for_days() -> None:
    assert sum(WAITS, timedelta()) > timedelta(days=3)
