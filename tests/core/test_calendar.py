"""Days of a release: nobody is told too late, and nothing is back-dated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import history
from hypothesis import given
from hypothesis import strategies as st
from plans import ADA, PRIVACY, SHORTER, V1, WRITTEN, first, planned, told

from notifier.core.assessment import Level
from notifier.core.calendar import earliest, proposed
from notifier.core.release import Withdrawal


@pytest.mark.parametrize(
    ("published", "effective", "refused"),
    [
        (date(2026, 1, 5), date(2026, 1, 19), ""),
        (date(2026, 1, 6), date(2026, 1, 20), ""),
        (
            date(2026, 1, 5),
            date(2026, 1, 18),
            (
                "effective 2026-01-18 gives people 13 of the 14 days' notice that “people should know” needs; "
                "write effective_on = 2026-01-19 or later"
            ),
        ),
        (
            date(2026, 1, 5),
            date(2026, 1, 5),
            (
                "effective 2026-01-05 gives people 0 of the 14 days' notice that “people should know” needs; "
                "write effective_on = 2026-01-19 or later"
            ),
        ),
        (
            date(2026, 1, 4),
            date(2026, 3, 1),
            (
                "published_on 2026-01-04 is past: a release is never back-dated; run policy draft privacy, "
                "or policy release privacy --historic for a past release"
            ),
        ),
        (
            date(2026, 3, 1),
            date(2026, 2, 1),
            "effective 2026-02-01 before it is published 2026-03-01; write a later effective_on",
        ),
        (None, date(2026, 2, 1), "published_on is open; write published_on = 2026-01-05 or later"),
        (None, None, "published_on is open; write published_on = 2026-01-05 or later"),
        (date(2026, 1, 5), None, "effective_on is open; write effective_on = 2026-01-05 or later"),
    ],
)
def test_facebook_goes_back_in_time_days_are_checked_against_the_promise(
    published: date | None, effective: date | None, refused: str
) -> None:
    draft = replace(WRITTEN, published_on=published, effective_on=effective)
    lines = told(planned(SHORTER, V1, draft=draft, agreed=True))
    assert lines == ([f"next.toml: {refused}"] if refused else [])


def test_an_announced_release_comes_first() -> None:
    waiting = replace(first(V1), published_on=date(2026, 1, 1), effective_on=date(2026, 2, 1))
    lines = told(planned(SHORTER, V1, past=history(waiting), agreed=True))
    assert lines == [
        (
            "next.toml: 1.0.0 is announced for 2026-02-01 and comes first; "
            "wait for its day, or run policy withdraw privacy 1.0.0"
        )
    ]


def test_no_release_takes_effect_before_the_one_it_follows() -> None:
    later = replace(first(V1), published_on=date(2026, 1, 9), effective_on=date(2026, 6, 1))
    lines = told(planned(SHORTER, V1, past=history(later), agreed=True))
    assert "next.toml: effective 2026-03-01 before 1.0.0 (2026-06-01); write a later effective_on" in lines


def test_a_release_may_take_effect_on_the_day_of_the_one_it_follows() -> None:
    late = replace(first(V1), published_on=date(2026, 1, 9), effective_on=WRITTEN.effective_on)
    assert not told(planned(SHORTER, V1, past=history(late), agreed=True))


def test_what_was_withdrawn_holds_nobody_back() -> None:
    gone = Withdrawal(on=date(2026, 1, 4), reason="Too early.", by=ADA)
    later = replace(first(V1), published_on=date(2026, 1, 2), effective_on=date(2026, 6, 1), withdrawn=gone)
    assert not told(planned(SHORTER, V1, past=history(later), agreed=True))


@pytest.mark.parametrize(
    ("published", "effective", "refused"),
    [
        (date(2016, 1, 1), date(2016, 1, 1), []),
        (date(2015, 10, 1), date(2015, 10, 1), []),
        (date(2026, 1, 5), date(2026, 1, 5), []),
        (
            date(2016, 1, 1),
            date(2027, 1, 1),
            ["--historic is for past releases, 2027-01-01 is to come; run policy release privacy without it"],
        ),
        (
            date(2014, 1, 1),
            date(2014, 1, 1),
            [
                "published 2014-01-01 before 1.0.0 (2015-10-01); enter past releases in their order",
                "effective 2014-01-01 before 1.0.0 (2015-10-01); enter past releases in their order",
            ],
        ),
    ],
)
def test_past_releases_enter_in_their_order(published: date, effective: date, refused: list[str]) -> None:
    draft = replace(WRITTEN, published_on=published, effective_on=effective)
    lines = told(planned(SHORTER, V1, draft=draft, agreed=True, historic=True))
    assert lines == [f"next.toml: {line}" for line in refused]


@given(
    published=st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    effective=st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    level=st.sampled_from(Level),
)
def test_proposed_days_keep_every_promise(
    published: date | None, effective: date | None, level: Level
) -> None:
    today = date(2026, 1, 5)
    told_on, binds_on = proposed(PRIVACY, level, published_on=published, effective_on=effective, today=today)
    assert today <= told_on <= earliest(PRIVACY, level, told_on) <= binds_on
    assert proposed(PRIVACY, level, published_on=told_on, effective_on=binds_on, today=today) == (
        told_on,
        binds_on,
    )


@pytest.mark.parametrize(
    ("published", "effective", "kept"),
    [
        (date(2026, 2, 1), date(2026, 5, 1), (date(2026, 2, 1), date(2026, 5, 1))),
        (date(2026, 2, 1), None, (date(2026, 2, 1), date(2026, 2, 15))),
        (None, date(2026, 5, 1), (date(2026, 1, 5), date(2026, 5, 1))),
        (date(2025, 2, 1), date(2025, 5, 1), (date(2026, 1, 5), date(2026, 1, 19))),
    ],
    ids=["both may stand", "first day open", "last day open", "both are past"],
)
def test_days_that_people_chose_are_kept_where_they_may_stand(
    published: date | None, effective: date | None, kept: tuple[date, date]
) -> None:
    days = {"published_on": published, "effective_on": effective}
    assert proposed(PRIVACY, Level.MATERIAL, **days, today=date(2026, 1, 5)) == kept
