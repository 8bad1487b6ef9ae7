"""Which words bind a person: the tables a lawyer can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from answers import no, says, yes
from builders import history, record
from worlds import agreed, change

from notifier.core.alignment import Fate
from notifier.core.binding import Bound, Timeline, binding, floor, standing
from notifier.core.consent import Answer, Decision
from notifier.core.policy import Binding
from notifier.core.release import History, Record, ReductionId, Version, Withdrawal

LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


def versions(
    of: History,
    *decisions: Decision,
    baseline: str = "1.0.0",
    at: datetime = LATER,
    by: Binding = Binding.CLAUSE,
    zone: str = "Europe/Paris",
) -> dict[str, str]:
    """Clause → the release that binds; a clause that does not bind is told as a dash."""
    bound = binding(of, decisions, Version.read(baseline), at, by=by, zone=zone)
    return {one.clause: str(one.version) if one.present else "-" for one in bound}


FIRST = record("1.0.0", effective=day(1))


LONGER = record("2.0.0", effective=day(2), reduces=("retention-1",))


KIND = record("2.1.0", effective=day(3))


BACK = record("3.0.0", effective=day(4), lifts=("2.0.0/retention-1",))


AGAIN = record("3.0.0", effective=day(4), reduces=("retention-1",))


OTHER = record("3.0.0", effective=day(4), reduces=("retention-2",))


TAKEN_BACK = replace(LONGER, withdrawn=Withdrawal(on=day(1, 20), reason="a mistake", by="Ada"))


R2, R3 = "2.0.0/retention-1", "3.0.0/retention-1"


@pytest.mark.parametrize(
    ("of", "decisions", "expected"),
    [
        pytest.param((FIRST, LONGER), (), "1.0.0", id="silent, or the mail bounced"),
        pytest.param((FIRST, LONGER), (no(R2),), "1.0.0", id="declined"),
        pytest.param((FIRST, LONGER), (yes(R2),), "2.0.0", id="accepted before the day"),
        pytest.param(
            (FIRST, LONGER, KIND), (no(R2),), "1.0.0", id="kind words after a declined reduction do not apply"
        ),
        pytest.param((FIRST, LONGER, KIND), (yes(R2),), "2.1.0", id="kind words after an accepted one do"),
        pytest.param(
            (FIRST, LONGER, BACK), (no(R2),), "3.0.0", id="a lifted reduction frees who declined it"
        ),
        pytest.param((FIRST, LONGER, BACK), (), "3.0.0", id="and who was silent"),
        pytest.param((FIRST, LONGER, AGAIN), (yes(R2),), "2.0.0", id="the second of two is still open"),
        pytest.param((FIRST, LONGER, AGAIN), (yes(R2, R3),), "3.0.0", id="both accepted at once"),
        pytest.param(
            (FIRST, LONGER, AGAIN), (yes(R3),), "1.0.0", id="only the newer of two: the older still stands"
        ),
        pytest.param((FIRST, LONGER, OTHER), (no(R2),), "1.0.0", id="another clause does not free this one"),
        pytest.param((FIRST, LONGER), (yes(R2), no(R2, at=LATER)), "1.0.0", id="accepted, then declined"),
        pytest.param(
            (FIRST, LONGER),
            (yes(R2), says(Answer.WITHDRAWN, R2, at=LATER)),
            "1.0.0",
            id="accepted, then withdrawn",
        ),
        pytest.param((FIRST, LONGER), (no(R2), yes(R2, at=LATER)), "2.0.0", id="declined, then accepted"),
        pytest.param(
            (FIRST, LONGER),
            (yes(R2, at=LATER), no(R2)),
            "2.0.0",
            id="the last answer counts, in whatever order told",
        ),
        pytest.param((FIRST, LONGER), (yes(R2, at=LATER + timedelta(1)),), "1.0.0", id="not accepted yet"),
        pytest.param((FIRST, TAKEN_BACK), (yes(R2),), "1.0.0", id="a withdrawn release binds nobody"),
        pytest.param((FIRST, TAKEN_BACK, KIND), (), "2.1.0", id="and its reductions never stood"),
        pytest.param((FIRST, LONGER), (yes("9.9.9/nothing"),), "1.0.0", id="accepting something else"),
    ],
)
def test_the_table(of: tuple[Record, ...], decisions: tuple[Decision, ...], expected: str) -> None:
    told = versions(history(*of), *decisions)
    assert told["retention-1"] == expected
    assert told["retention"] == str(max(r.version for r in of if not r.withdrawn))
    agreed(history(*of), decisions, LATER)


def test_the_clause_that_lost_nothing_moves_on_alone() -> None:
    assert versions(history(FIRST, LONGER, KIND)) == {
        "retention": "2.1.0",
        "retention-1": "1.0.0",
        "retention-2": "2.1.0",
    }


def test_it_says_what_holds_a_clause() -> None:
    bound = binding(history(FIRST, LONGER, AGAIN), (), Version(1, 0, 0), LATER)
    assert [one.held_by for one in bound] == [(), (R2, R3), ()]


ANEW = record("4.0.0", effective=day(5), reduces=("retention-1",))


@pytest.mark.parametrize(
    "more", [(), (record("5.0.0", effective=day(5, 20), lifts=(R2,)),)], ids=["lifted once", "lifted twice"]
)
def test_between_two_reductions_the_words_that_lifted_the_first_still_bind(more: tuple[Record, ...]) -> None:
    bound = binding(history(FIRST, LONGER, BACK, ANEW, *more), (), Version(1, 0, 0), LATER)
    (held,) = (one for one in bound if one.held_by)
    assert (str(held.version), held.held_by) == ("3.0.0", ("4.0.0/retention-1",))


def test_of_two_reductions_the_one_that_the_newest_release_lifts_holds_nothing() -> None:
    lifting = record("4.0.0", effective=day(5), lifts=(R2,))
    bound = binding(history(FIRST, LONGER, AGAIN, lifting), (), Version(1, 0, 0), LATER)
    assert [one.held_by for one in bound] == [(), (R3,), ()]


def test_words_under_a_reduction_that_was_lifted_too_late_bind_nobody() -> None:
    second = record("2.5.0", effective=day(3), reduces=("retention-1",))
    assert versions(history(FIRST, LONGER, second, BACK))["retention-1"] == "1.0.0"


def test_a_reduction_that_its_own_release_lifts_never_stood() -> None:
    both = record("2.0.0", effective=day(2), reduces=("retention-1",), lifts=(R2,))
    assert versions(history(FIRST, both), no(R2))["retention-1"] == "2.0.0"


def test_what_stands_between_two_releases_is_what_none_of_them_lifted() -> None:
    of = history(FIRST, LONGER, KIND, BACK, ANEW)
    told = {
        until: [red.id for red in standing(of, Version(1, 0, 0), Version.read(until))]
        for until in ("2.1.0", "3.0.0", "4.0.0")
    }
    assert told == {"2.1.0": [R2], "3.0.0": [], "4.0.0": ["4.0.0/retention-1"]}
    assert standing(of, Version(2, 0, 0), Version(2, 1, 0)) == (), "who began with it was never asked"


def test_who_begins_later_is_not_asked_for_what_was_there() -> None:
    assert versions(history(FIRST, LONGER, KIND), baseline="2.0.0")["retention-1"] == "2.1.0"


def test_taking_back_what_the_baseline_had_does_not_fall_below_it() -> None:
    assert versions(history(FIRST, LONGER), no(R2), baseline="2.0.0")["retention-1"] == "2.0.0"


def test_a_baseline_that_was_withdrawn_is_the_release_before_it() -> None:
    assert versions(history(FIRST, TAKEN_BACK, AGAIN), baseline="2.0.0")["retention-1"] == "1.0.0"
    assert floor(history(TAKEN_BACK), Version(2, 0, 0)) is None
    assert versions(history(TAKEN_BACK), baseline="2.0.0") == {}


def test_nothing_binds_before_the_baseline_is_in_force() -> None:
    assert versions(history(FIRST, LONGER), baseline="2.0.0", at=datetime(2026, 1, 15, tzinfo=UTC)) == {}
    assert versions(history(FIRST), at=datetime(2025, 12, 1, tzinfo=UTC)) == {}


def test_an_acceptance_binds_from_its_moment_and_never_before() -> None:
    at = datetime(2026, 5, 5, 10, tzinfo=UTC)
    told = history(FIRST, LONGER)
    assert versions(told, yes(R2, at=at), at=at - timedelta(microseconds=1))["retention-1"] == "1.0.0"
    assert versions(told, yes(R2, at=at), at=at)["retention-1"] == "2.0.0"


@pytest.mark.parametrize(
    ("zone", "effective", "last_moment_before"),
    [
        pytest.param(
            "Europe/Paris", day(1), "2025-12-31T22:59:59+00:00", id="winter, at the turn of the year"
        ),
        pytest.param("Europe/Paris", day(7), "2026-06-30T21:59:59+00:00", id="summer"),
        pytest.param(
            "Europe/Paris", date(2026, 3, 29), "2026-03-28T22:59:59+00:00", id="clocks go forward that day"
        ),
        pytest.param(
            "Europe/Paris", date(2026, 10, 25), "2026-10-24T21:59:59+00:00", id="clocks go back that day"
        ),
        pytest.param("Asia/Tokyo", day(1), "2025-12-31T14:59:59+00:00", id="east"),
        pytest.param("America/New_York", day(1), "2026-01-01T04:59:59+00:00", id="west"),
        pytest.param(
            "America/Sao_Paulo", date(2018, 11, 4), "2018-11-04T02:59:59+00:00", id="a day without midnight"
        ),
    ],
)
def test_a_release_begins_with_its_day_in_the_zone_of_the_policy(
    zone: str, effective: date, last_moment_before: str
) -> None:
    told = history(record("1.0.0", effective=date(2000, 1, 1)), record("1.1.0", effective=effective))
    before = datetime.fromisoformat(last_moment_before)
    assert versions(told, at=before, zone=zone)["retention-1"] == "1.0.0"
    assert versions(told, at=before + timedelta(seconds=1), zone=zone)["retention-1"] == "1.1.0"


def test_the_moment_may_be_told_in_any_zone() -> None:
    told = history(FIRST, record("1.1.0", effective=day(7)))
    tokyo = datetime.fromisoformat("2026-07-01T07:00:00+09:00")
    assert versions(told, at=tokyo)["retention-1"] == "1.1.0"


REMOVED = record("2.0.0", effective=day(2), reduces=("retention-1",), clauses=("retention", "retention-2"))


NEW = record("2.0.0", effective=day(2), reduces=("selling",), clauses=("retention", "retention-1", "selling"))


SPLIT = replace(
    record(
        "2.0.0",
        effective=day(2),
        reduces=("retention-1",),
        clauses=("new-before", "retention", "retention-1", "retention-3", "retention-2", "told-apart"),
    ),
    changes=(
        change("retention-1", Fate.SPLIT),
        change("told-apart", Fate.ADDED),
        change("new-before", Fate.ADDED),
    ),
)


MERGED = replace(
    record(
        "2.0.0",
        effective=day(2),
        reduces=("retention-1", "retention-2"),
        clauses=("retention", "retention-1"),
    ),
    changes=(change("retention-1", Fate.MERGED),),
)


@pytest.mark.parametrize(
    ("second", "decisions", "expected"),
    [
        pytest.param(
            REMOVED,
            (),
            {"retention": "2.0.0", "retention-1": "1.0.0", "retention-2": "2.0.0"},
            id="a removed clause stays",
        ),
        pytest.param(
            REMOVED, (yes(R2),), {"retention": "2.0.0", "retention-2": "2.0.0"}, id="or goes, when accepted"
        ),
        pytest.param(
            NEW,
            (),
            {"retention": "2.0.0", "retention-1": "2.0.0", "selling": "-"},
            id="a new clause does not bind",
        ),
        pytest.param(
            NEW,
            (yes("2.0.0/selling"),),
            {"retention": "2.0.0", "retention-1": "2.0.0", "selling": "2.0.0"},
            id="or binds, when accepted",
        ),
        pytest.param(
            SPLIT,
            (),
            {
                "new-before": "2.0.0",
                "retention": "2.0.0",
                "retention-1": "1.0.0",
                "retention-3": "-",
                "retention-2": "2.0.0",
                "told-apart": "2.0.0",
            },
            id="the parts of a split are held together",
        ),
        pytest.param(
            SPLIT, (yes(R2),), dict.fromkeys((r.id for r in SPLIT.clauses), "2.0.0"), id="and go together"
        ),
        pytest.param(
            MERGED,
            (),
            {"retention": "2.0.0", "retention-1": "1.0.0", "retention-2": "1.0.0"},
            id="all that was merged stays apart",
        ),
        pytest.param(
            MERGED,
            (yes(R2),),
            {"retention": "2.0.0", "retention-1": "1.0.0", "retention-2": "1.0.0"},
            id="a merged clause needs every part of it accepted",
        ),
        pytest.param(
            MERGED,
            (yes(R2, "2.0.0/retention-2"),),
            {"retention": "2.0.0", "retention-1": "2.0.0"},
            id="merged, when all was accepted",
        ),
    ],
)
def test_clauses_that_come_go_split_and_merge(
    second: Record, decisions: tuple[Decision, ...], expected: dict[str, str]
) -> None:
    told = versions(history(FIRST, second), *decisions)
    assert told == expected
    assert list(told) == list(expected)
    agreed(history(FIRST, second), decisions, LATER)


def test_a_removed_first_clause_stands_first_again() -> None:
    gone = record("2.0.0", effective=day(2), reduces=("retention",), clauses=("retention-1", "retention-2"))
    assert list(versions(history(FIRST, gone))) == ["retention", "retention-1", "retention-2"]


def test_a_clause_that_came_and_went_unaccepted_is_not_told() -> None:
    gone = record("2.1.0", effective=day(3), clauses=("retention", "retention-1"))
    assert list(versions(history(FIRST, NEW, gone))) == ["retention", "retention-1"]


def test_by_release_one_open_reduction_holds_the_whole_text() -> None:
    told = history(FIRST, LONGER, KIND)
    assert set(versions(told, by=Binding.RELEASE).values()) == {"1.0.0"}
    assert set(versions(told, yes(R2), by=Binding.RELEASE).values()) == {"2.1.0"}
    assert set(versions(history(FIRST, LONGER, BACK), by=Binding.RELEASE).values()) == {"3.0.0"}


def test_a_clause_never_binds_twice() -> None:
    bound: tuple[Bound, ...] = binding(history(FIRST, LONGER, REMOVED), (), Version(1, 0, 0), LATER)
    assert len({one.clause for one in bound}) == len(bound)


def test_a_timeline_forgets_some_answers_and_gives_the_same_again() -> None:
    many = Timeline(history(FIRST, LONGER, AGAIN), at=LATER, most=2)
    agreed = [frozenset({ReductionId(name) for name in names}) for names in ([], [R2], [R2, R3], [R3])]
    before = [many.binding(one, Version(1, 0, 0)) for one in agreed]
    assert [many.binding(one, Version(1, 0, 0)) for one in agreed] == before
