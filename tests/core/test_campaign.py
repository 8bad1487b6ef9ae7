"""A campaign takes only the steps that its state allows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.campaign import Campaign, Kind, State, Step, after, manifest
from notifier.core.release import Version
from notifier.core.text import PolicyName, digest
from notifier.errors import CampaignRefused


def _refused(state: State, step: Step) -> bool:
    try:
        after(state, step)
    except CampaignRefused:
        return True
    return False


def test_a_campaign_goes_from_draft_to_completed() -> None:
    state = State.DRAFT
    for step in (Step.APPROVE, Step.EXPAND, Step.EXPANDED, Step.SEND, Step.PAUSE, Step.RESUME, Step.DRAIN):
        state = after(state, step)
    assert state is State.DRAINING
    assert after(state, Step.COMPLETE) is State.COMPLETED


@pytest.mark.parametrize("step", Step)
def test_what_was_cancelled_or_completed_takes_no_step(step: Step) -> None:
    for state in (State.CANCELLED, State.COMPLETED):
        with pytest.raises(CampaignRefused, match=f"cannot {step} a campaign that is {state}") as refused:
            after(state, step)
        assert refused.value.remedy


@given(st.lists(st.sampled_from(Step)))
def test_nothing_is_sent_that_was_not_approved(steps: list[Step]) -> None:
    state, approved = State.DRAFT, False
    for step in steps:
        if not _refused(state, step):
            state = after(state, step)
            approved |= step is Step.APPROVE
        assert approved or state in {State.DRAFT, State.CANCELLED}


@given(st.lists(st.text(), unique=True))
def test_a_manifest_does_not_depend_on_the_order_of_variants(words: list[str]) -> None:
    hashes = [digest(word) for word in words]
    assert manifest(hashes) == manifest(reversed(hashes))
    assert manifest(hashes) != manifest([*hashes, digest("one more \x1f")])


def test_a_campaign_has_a_label_that_files_can_carry() -> None:
    one = Campaign(
        id=1,
        policy=PolicyName("privacy"),
        version=Version(2, 0, 0),
        kind=Kind.NOTICE,
        ordinal=1,
        state=State.DRAFT,
        transport="outbox",
        created_by="Ada",
        created_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    assert one.label == "privacy-2.0.0-notice-1"
