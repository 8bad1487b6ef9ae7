"""Any history of releases and answers, and the rule of what binds as the program of an evidence pack has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from answers import says
from builders import history, record
from hypothesis import strategies as st

from notifier.adapters import records
from notifier.core.alignment import Fate
from notifier.core.assessment import Category, Direction, Level
from notifier.core.binding import ZONE, Bound, binding
from notifier.core.consent import Answer, Decision
from notifier.core.policy import Binding
from notifier.core.release import ChangeRef, History, Record, Version, Withdrawal
from notifier.core.text import EN, ClauseId, Digest
from notifier.proof import rule


def change(clause: str, fate: Fate) -> ChangeRef:
    return ChangeRef(
        clause=ClauseId(clause),
        language=EN,
        fate=fate,
        key=Digest("0" * 64),
        assessed=Level.REDUCTION,
        level=Level.REDUCTION,
        direction=Direction.ADVERSE,
        category=Category.OTHER,
        rules=(),
    )


CLAUSES = [f"c{n}" for n in range(4)]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Any history: reductions of any clause, clauses that come and go, lifts, withdrawals, days that stand still."""
    records: list[Record] = []
    on = date(2026, 1, 1)
    for major in range(1, draw(st.integers(1, 7)) + 1):
        names = tuple(draw(st.lists(st.sampled_from(CLAUSES), min_size=1, unique=True)))
        known = [red.id for r in records for red in r.reduces]
        one = record(
            f"{major}.0.0",
            effective=on,
            reduces=tuple(draw(st.lists(st.sampled_from(CLAUSES), unique=True, max_size=3)))
            if records
            else (),
            lifts=tuple(draw(st.lists(st.sampled_from(known), unique=True, max_size=2))) if known else (),
            clauses=names,
        )
        if draw(st.integers(0, 5)) == 0:
            one = replace(one, withdrawn=Withdrawal(on=on, reason="a mistake", by="Ada"))
        fates = [Fate.SPLIT, Fate.MERGED, Fate.EDITED]
        if names and draw(st.booleans()):
            one = replace(one, changes=(change(draw(st.sampled_from(names)), draw(st.sampled_from(fates))),))
        records.append(one)
        on += timedelta(days=draw(st.integers(0, 40)))
    return history(*records)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[History, tuple[Decision, ...], Version, datetime]:
    told = draw(histories())
    names = [red.id for r in told.records for red in r.reduces] or ["9.9.9/nothing"]
    moments = st.datetimes(datetime(2025, 12, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
    decisions = st.builds(
        lambda answer, covers, at: says(answer, *covers, at=at),
        st.sampled_from(Answer),
        st.lists(st.sampled_from(names), unique=True, min_size=1),
        moments,
    )
    baseline = draw(st.sampled_from([r.version for r in told.records]))
    return told, tuple(draw(st.lists(decisions, max_size=6))), baseline, draw(moments)


def as_the_verifier_says(
    told: History, decisions: tuple[Decision, ...], baseline: Version, at: datetime, by: Binding
) -> dict[str, dict[str, object]]:
    """What the program of an evidence pack makes of the records as they are written, and of the answers."""
    return rule.bound(
        [rule.release(records.write(one)) for one in told.records if not one.withdrawn],
        [{"covers": one.covers, "answer": one.answer, "at": one.at.isoformat()} for one in decisions],
        str(baseline),
        at.isoformat(),
        rule.day_of(at.isoformat(), ZONE) or "",
        whole=by is Binding.RELEASE,
    )


def as_we_say(bound: tuple[Bound, ...]) -> dict[str, dict[str, object]]:
    return {
        one.clause: {
            "version": str(one.version),
            "held_by": list(one.held_by),
            "present": one.present,
        }
        for one in bound
    }


def agreed(told: History, decisions: tuple[Decision, ...], at: datetime) -> None:
    """Fail where the rule that is written a second time binds anybody otherwise."""
    for by in Binding:
        ours = binding(told, decisions, Version(1, 0, 0), at, by=by)
        assert as_the_verifier_says(told, decisions, Version(1, 0, 0), at, by) == as_we_say(ours)
