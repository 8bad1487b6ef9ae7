"""Things that are told once, whatever breaks on the way: what each is, where it stands, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(minutes=5)
"""How long whoever took an errand may be silent before it is looked at again."""

WAITS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 172_800)
)
"""How long to wait after each try: five days in all, as the Standard Webhooks recommend."""


class Kind(StrEnum):
    """What is told: a receipt to a person, or an event to a system of the client."""

    RECEIPT = "receipt"
    CALL = "call"


class State(StrEnum):
    """Where an errand stands; `VOID` has nobody left to tell, of `UNKNOWN` nobody knows whether it arrived."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    UNKNOWN = "unknown"
    VOID = "void"
    GIVEN_UP = "given_up"


class Happening(StrEnum):
    """What an application can be told of."""

    DECIDED = "decision.recorded"
    PUBLISHED = "release.published"
    IN_FORCE = "release.in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing to be told.

    Attributes:
        id: its number.
        kind: what it is.
        target: the hook it goes to; 0 for a receipt.
        name: of what: the leaf of an answer, or `release.published privacy 2.0.0`.
        state: where it stands.
        tries: how often it was tried.
        due_at: when it is tried next, or looked at again.
        told: why the last try failed; empty otherwise.
    """

    id: int
    kind: Kind
    target: int
    name: str
    state: State
    tries: int
    due_at: datetime
    told: str = ""


def later(tries: int, now: datetime) -> tuple[State, datetime]:
    """Say what becomes of an errand that failed so often: it waits longer each time, and in the end is given up."""
    if tries > len(WAITS):
        return State.GIVEN_UP, now
    return State.WAITING, now + WAITS[tries - 1]
