"""Laws of what binds a person, which no history of releases and answers breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from answers import no, yes
from hypothesis import given
from hypothesis import strategies as st
from repeats import again
from worlds import as_the_verifier_says, as_we_say, worlds

from notifier.core.binding import Timeline, accepted, binding, floor, standing
from notifier.core.policy import Binding

if TYPE_CHECKING:
    from notifier.core.consent import Decision
    from notifier.core.release import History, Record, Version


def in_force(told: History, at: datetime) -> list[Record]:
    return [r for r in told.records if not r.withdrawn and r.effective_on <= (at + timedelta(hours=1)).date()]


@given(world=worlds(), by=st.sampled_from(Binding))
def test_gitlab_345524_nobody_is_bound_by_a_reduction_they_did_not_accept(
    world: tuple[History, tuple[Decision, ...], Version, datetime], by: Binding
) -> None:
    told, decisions, baseline, at = world
    agreed = accepted(decisions, at)
    begun = floor(told, baseline)
    for bound in binding(told, decisions, baseline, at, by=by):
        assert begun is not None
        open_ = {r.id for r in standing(told, begun, bound.version) if r.id not in agreed}
        mine = {name for name in open_ if by is Binding.RELEASE or name.endswith(f"/{bound.clause}")}
        assert not mine


@given(world=worlds(), by=st.sampled_from(Binding))
def test_what_binds_is_in_force_stands_and_is_not_below_the_baseline(
    world: tuple[History, tuple[Decision, ...], Version, datetime], by: Binding
) -> None:
    told, decisions, baseline, at = world
    reached = {r.version: {ref.id for ref in r.clauses} for r in told.records if not r.withdrawn}
    begun = floor(told, baseline)
    for bound in binding(told, decisions, baseline, at, by=by, zone="UTC"):
        one = next(r for r in told.records if r.version == bound.version)
        assert one.effective_on <= at.date()
        assert begun is not None
        assert bound.version >= begun
        assert bound.present == (bound.clause in reached[bound.version])


@given(world=worlds(), by=st.sampled_from(Binding))
def test_accepting_never_lowers(
    world: tuple[History, tuple[Decision, ...], Version, datetime], by: Binding
) -> None:
    told, decisions, baseline, at = world
    everything = yes(*(red.id for r in told.records for red in r.reduces), at=at)
    before = {b.clause: b.version for b in binding(told, decisions, baseline, at, by=by)}
    after = {b.clause: b.version for b in binding(told, (*decisions, everything), baseline, at, by=by)}
    assert all(after[clause] >= version for clause, version in before.items() if clause in after)
    newest = max((r.version for r in in_force(told, at)), default=None)
    assert all(version == newest for version in after.values())


@given(world=worlds(), by=st.sampled_from(Binding))
def test_bootstrap_academy_720_declining_and_silence_bind_alike(
    world: tuple[History, tuple[Decision, ...], Version, datetime], by: Binding
) -> None:
    told, _, baseline, at = world
    refused = no(*(red.id for r in told.records for red in r.reduces), at=at - timedelta(days=1))
    assert binding(told, (refused,), baseline, at, by=by) == binding(told, (), baseline, at, by=by)


@again
@given(world=worlds(), by=st.sampled_from(Binding))
def test_the_rule_written_a_second_time_says_the_same(
    world: tuple[History, tuple[Decision, ...], Version, datetime], by: Binding
) -> None:
    told, decisions, baseline, at = world
    ordered = replace(told, records=tuple(sorted(told.records, key=lambda one: one.version)))
    ours = binding(told, decisions, baseline, at, by=by)
    assert as_the_verifier_says(ordered, decisions, baseline, at, by) == as_we_say(ours)


@given(world=worlds())
def test_it_is_the_greatest_release_that_may_bind(
    world: tuple[History, tuple[Decision, ...], Version, datetime],
) -> None:
    """Tried the slow way: every release, for every clause, without splits and merges."""
    told, decisions, baseline, at = world
    told = replace(told, records=tuple(replace(r, changes=()) for r in told.records))
    agreed = accepted(decisions, at)
    begun = floor(told, baseline)
    for bound in binding(told, decisions, baseline, at, zone="UTC"):
        assert begun is not None
        may = [
            r.version
            for r in told.records
            if not r.withdrawn
            and r.version >= begun
            and r.effective_on <= at.date()
            and not any(
                red.clause == bound.clause and red.id not in agreed
                for red in standing(told, begun, r.version)
            )
        ]
        assert bound.version == max(may)


@given(world=worlds(), by=st.sampled_from(Binding))
def test_a_timeline_answers_everybody_as_if_alone(
    world: tuple[History, tuple[Decision, ...], Version, datetime], by: Binding
) -> None:
    told, decisions, _, at = world
    many = Timeline(told, at=at, by=by)
    for one in told.records:
        alone = binding(told, decisions, one.version, at, by=by)
        assert many.binding(accepted(decisions, at), one.version) == alone
        assert many.binding(accepted(decisions, at), one.version) == alone
