"""A campaign tells one release to all its recipients; its states are a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core.said import say
from notifier.core.text import Digest, digest
from notifier.errors import CampaignRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from notifier.core.release import Version
    from notifier.core.text import PolicyName


class Kind(StrEnum):
    """Why a campaign is sent."""

    NOTICE = "notice"
    REMINDER = "reminder"
    CORRECTION = "correction"


class State(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    EXPANDING = "expanding"
    READY = "ready"
    SENDING = "sending"
    PAUSED = "paused"
    DRAINING = "draining"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What is done with a campaign."""

    APPROVE = "approve"
    EXPAND = "expand"
    EXPANDED = "expanded"
    SEND = "send"
    PAUSE = "pause"
    RESUME = "resume"
    DRAIN = "drain"
    COMPLETE = "complete"
    CANCEL = "cancel"


_STEPS: Mapping[tuple[State, Step], State] = {
    (State.DRAFT, Step.APPROVE): State.APPROVED,
    (State.APPROVED, Step.EXPAND): State.EXPANDING,
    (State.EXPANDING, Step.EXPAND): State.EXPANDING,
    (State.EXPANDING, Step.EXPANDED): State.READY,
    (State.READY, Step.SEND): State.SENDING,
    (State.SENDING, Step.SEND): State.SENDING,
    (State.DRAINING, Step.SEND): State.SENDING,
    (State.SENDING, Step.PAUSE): State.PAUSED,
    (State.READY, Step.PAUSE): State.PAUSED,
    (State.DRAINING, Step.PAUSE): State.PAUSED,
    (State.PAUSED, Step.RESUME): State.SENDING,
    (State.SENDING, Step.DRAIN): State.DRAINING,
    (State.DRAINING, Step.DRAIN): State.DRAINING,
    (State.SENDING, Step.COMPLETE): State.COMPLETED,
    (State.DRAINING, Step.COMPLETE): State.COMPLETED,
    **{
        (state, Step.CANCEL): State.CANCELLED
        for state in State
        if state not in {State.COMPLETED, State.CANCELLED}
    },
}

_REMEDIES: Mapping[State, str] = {
    State.DRAFT: say(
        "look at it with policy notify preview, then let a second person run policy notify approve"
    ),
    State.APPROVED: say("run policy notify send"),
    State.EXPANDING: say("run policy notify send, which goes on where planning stopped"),
    State.READY: say("run policy notify send"),
    State.SENDING: say("policy notify status shows how far it is"),
    State.PAUSED: say("run policy notify resume when the cause is mended"),
    State.DRAINING: say("run policy notify reconcile when the provider's events have come"),
    State.COMPLETED: say("policy notify report tells who was reached"),
    State.CANCELLED: say("plan a correction when people must still be told"),
}


def after(state: State, step: Step) -> State:
    """Give the state after a step.

    Raises:
        CampaignRefused: when the campaign cannot take this step from where it stands.
    """
    if (state, step) not in _STEPS:
        raise CampaignRefused(
            say("cannot {step} a campaign that is {state}", step=step, state=state), remedy=_REMEDIES[state]
        )
    return _STEPS[state, step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One release told to all its recipients.

    Attributes:
        id: its number in the store.
        policy: whose release is told.
        version: the release.
        kind: notice, reminder or correction.
        ordinal: counts campaigns of one kind for one release, from 1.
        state: where it stands.
        transport: how its mail leaves.
        created_by: who planned it.
        created_at: when.
        approved_by: who approved it; empty until then.
        manifest: the hash of all variants that was approved; empty until then.
        chunk_size: deliveries in a call.
        rate: mails a second over all workers; 0 for as fast as it goes.
        max_error_ppm: rejections in a million at which it pauses by itself.
        expanded: the last person planned.
        why: why it was paused or cancelled; else empty.
    """

    id: int
    policy: PolicyName
    version: Version
    kind: Kind
    ordinal: int
    state: State
    transport: str
    created_by: str
    created_at: datetime
    approved_by: str = ""
    manifest: str = ""
    chunk_size: int = 1_000
    rate: int = 0
    max_error_ppm: int = 50_000
    expanded: int = 0
    why: str = ""

    @property
    def label(self) -> str:
        """Name it for files and people: `privacy-2.0.0-notice-1`."""
        return f"{self.policy}-{self.version}-{self.kind}-{self.ordinal}"


def manifest(hashes: Iterable[Digest]) -> Digest:
    """Give the hash that approval freezes: of every variant, whatever their order."""
    return digest("\n".join(sorted(hashes)))
