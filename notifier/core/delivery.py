"""One person in one campaign: identity, states, and what a transport may conclude."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

DeliveryId = NewType("DeliveryId", int)
"""Derived from campaign and person, so that planning again names the same delivery."""

ChunkId = NewType("ChunkId", int)
"""Derived from variant and place."""

PERSON_BITS = 40
PLACE_BITS = 20
LANE_BITS = 12
LANES = 1 << LANE_BITS


def delivery_id(campaign: int, person: int) -> DeliveryId:
    """Name the delivery of a campaign to a person."""
    if not (0 < person < 1 << PERSON_BITS and 0 < campaign < 1 << (62 - PERSON_BITS)):
        raise ValueError(f"no delivery of campaign {campaign} to person {person}")
    return DeliveryId(campaign << PERSON_BITS | person)


def person_of(delivery: DeliveryId) -> int:
    """Give the person a delivery is for."""
    return delivery & ((1 << PERSON_BITS) - 1)


def campaign_of(delivery: DeliveryId) -> int:
    """Give the campaign a delivery belongs to."""
    return delivery >> PERSON_BITS


def chunk_id(variant: int, place: int, *, lane: int = 0) -> ChunkId:
    """Name the chunk at a place of a lane of a variant, both from 0.

    People who share an address stand in different lanes, so that no chunk holds an address twice.
    """
    if not (0 < variant < 1 << 30 and 0 <= lane < LANES and 0 <= place < 1 << PLACE_BITS):
        raise ValueError(f"no chunk {place} in lane {lane} of variant {variant}")
    return ChunkId((variant << LANE_BITS | lane) << PLACE_BITS | place)


def variant_of(chunk: ChunkId) -> int:
    """Give the variant a chunk belongs to."""
    return chunk >> (LANE_BITS + PLACE_BITS)


class Status(IntEnum):
    """What is written of a delivery; a planned one shares the fate of its chunk once that was accepted."""

    PLANNED = 0
    ACCEPTED = 1
    REJECTED = 2
    UNREACHABLE = 3
    UNKNOWN = 4


class Event(StrEnum):
    """What a provider tells of a mail, in one vocabulary for all providers."""

    PROCESSED = "processed"
    DEFERRED = "deferred"
    DELIVERED = "delivered"
    DROPPED = "dropped"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


RANKS: Mapping[Event, int] = {
    Event.PROCESSED: 1,
    Event.DEFERRED: 2,
    Event.DELIVERED: 3,
    Event.DROPPED: 4,
    Event.BOUNCED: 5,
    Event.COMPLAINED: 6,
}
"""Events come twice and out of order; a delivery only moves up."""

SUPPRESSING = frozenset({Event.BOUNCED, Event.COMPLAINED})
"""After these, no mail goes to the address again; the person is told by post or in the service."""


class Reason(StrEnum):
    """Why a person cannot be told by mail."""

    NO_ADDRESS = "no-address"
    SUPPRESSED = "suppressed"
    CROWDED = "address-shared-by-too-many"
    GONE = "gone-since-planned"


class ChunkState(StrEnum):
    """Where a chunk stands."""

    READY = "ready"
    IN_FLIGHT = "in_flight"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    SPLIT = "split"
    FAILED = "failed"


class Turn(StrEnum):
    """What happens to a chunk."""

    CLAIMED = "claimed"
    SENT = "sent"
    RETURNED = "returned"
    HALVED = "halved"
    LOST = "lost"
    PROVED = "proved"
    DISPROVED = "disproved"
    GIVEN_UP = "given-up"


_TURNS: Mapping[tuple[ChunkState, Turn], ChunkState] = {
    (ChunkState.READY, Turn.CLAIMED): ChunkState.IN_FLIGHT,
    (ChunkState.IN_FLIGHT, Turn.SENT): ChunkState.ACCEPTED,
    (ChunkState.IN_FLIGHT, Turn.RETURNED): ChunkState.READY,
    (ChunkState.IN_FLIGHT, Turn.HALVED): ChunkState.SPLIT,
    (ChunkState.IN_FLIGHT, Turn.LOST): ChunkState.UNKNOWN,
    (ChunkState.IN_FLIGHT, Turn.GIVEN_UP): ChunkState.FAILED,
    # An answer that comes late is still the answer.
    (ChunkState.UNKNOWN, Turn.SENT): ChunkState.ACCEPTED,
    (ChunkState.UNKNOWN, Turn.RETURNED): ChunkState.READY,
    (ChunkState.UNKNOWN, Turn.HALVED): ChunkState.SPLIT,
    (ChunkState.UNKNOWN, Turn.PROVED): ChunkState.ACCEPTED,
    (ChunkState.UNKNOWN, Turn.DISPROVED): ChunkState.READY,
    (ChunkState.UNKNOWN, Turn.GIVEN_UP): ChunkState.FAILED,
}


def after(state: ChunkState, turn: Turn) -> ChunkState:
    """Give the state of a chunk after a turn; a turn that is not in the table moves nothing.

    Above all, an unknown chunk is never claimed: only evidence moves it, or a person who gives up.
    """
    return _TURNS.get((state, turn), state)


class Recipient(NamedTuple):
    """One person of a batch: the delivery, the address, and the personal link of their mail.

    A tuple, because a million of them are made while a campaign is sent.
    """

    delivery: DeliveryId
    address: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a transport knows after it handed a batch over; a recipient it does not name was accepted.

    Attributes:
        message: how the provider calls the hand-over; may be empty.
        rejected: recipients that were surely not told and never will be, with the reason.
        deferred: recipients that were surely not told and can be tried again.
        unknown: recipients of whom nobody knows.
    """

    message: str = ""
    rejected: tuple[tuple[DeliveryId, str], ...] = ()
    deferred: tuple[DeliveryId, ...] = ()
    unknown: tuple[DeliveryId, ...] = ()
