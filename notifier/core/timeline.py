"""When each release of a policy stood: from which day, until which day, and what it is today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core.release import in_force

if TYPE_CHECKING:
    from notifier.core.release import History, Record


class State(StrEnum):
    """What a release is on a day."""

    FORCE = "in-force"
    ANNOUNCED = "announced"
    PAST = "past"
    NEVER = "never-in-force"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The time of one release.

    Attributes:
        record: the release.
        state: what it is on the day that was asked about.
        since: the day it comes (or came, or would have come) into force.
        until: its last day in force, as far as it is known.
        previous: the release its changes are told from; nothing for the first.
    """

    record: Record
    state: State
    since: date
    until: date | None
    previous: Record | None


def stays(history: History, on: date) -> tuple[Stay, ...]:
    """Give the time of every release published by a day, oldest first.

    Law: of all releases that are not withdrawn, each day from the first effective one on belongs to exactly one.
    """
    known = [record for record in history.records if record.published_on <= on]
    standing = sorted((r for r in known if not r.withdrawn), key=lambda r: (r.effective_on, r.version))
    following = dict(zip((r.version for r in standing), standing[1:], strict=False))
    current = in_force(history, on)
    told: list[Stay] = []
    previous: Record | None = None
    for record in known:
        successor = following.get(record.version)
        until = successor.effective_on - timedelta(days=1) if successor else None
        state = _state(record, current, until, on)
        told.append(
            Stay(record=record, state=state, since=record.effective_on, until=until, previous=previous)
        )
        if not record.withdrawn:
            previous = record
    return tuple(told)


def _state(record: Record, current: Record | None, until: date | None, on: date) -> State:
    if record.withdrawn:
        return State.WITHDRAWN
    if until is not None and until < record.effective_on:
        return State.NEVER
    if record.effective_on > on:
        return State.ANNOUNCED
    return State.FORCE if record == current else State.PAST
