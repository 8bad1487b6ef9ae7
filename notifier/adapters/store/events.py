"""What providers tell of mails, and what follows for deliveries and addresses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from notifier.adapters.store import many
from notifier.adapters.store.deliveries import of
from notifier.adapters.store.engine import reading, writing
from notifier.adapters.store.tables import delivery, event, person, suppression
from notifier.core.delivery import PERSON_BITS, RANKS, SUPPRESSING, ChunkId, DeliveryId, Event, person_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from notifier.core.campaign import Campaign

# Said with the words of the index of these events, which are few.
_FAILED = text("event.kind IN ('dropped','bounced','complained')")
_BOUNCED = RANKS[Event.BOUNCED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event.

    Attributes:
        name: the provider's name of the event; the same event may be told again.
        kind: what happened.
        delivery: to which mail; nothing when it does not say.
        chunk: in which chunk; nothing when it does not say.
        attempt: in which try of the chunk.
        at: when.
        reason: why, without an address.
    """

    name: str
    kind: Event
    delivery: DeliveryId | None
    chunk: ChunkId | None
    attempt: int
    at: datetime
    reason: str = ""

    @property
    def key(self) -> bytes:
        """Name the event in 16 bytes."""
        return hashlib.sha256(self.name.encode("utf-8")).digest()[:16]


class Events:
    """The events of a store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def take(self, told: Sequence[Told]) -> None:
        """Keep events, each once, and move deliveries up; events that come twice or late change nothing."""
        if not told:
            return
        rows = [
            {
                "key": one.key,
                "delivery_id": one.delivery,
                "chunk_id": one.chunk,
                "attempt": one.attempt,
                "kind": one.kind,
                "at": one.at,
                "reason": one.reason or None,
            }
            for one in told
        ]
        highest: dict[DeliveryId, Told] = {}
        for one in told:
            if one.delivery is not None and RANKS[one.kind] > _rank(highest.get(one.delivery)):
                highest[one.delivery] = one
        # In the order of their ids, so that two posts at once do not wait for each other in a circle.
        moves = [
            {"id": number, "rank": RANKS[one.kind], "event_at": one.at, "reason": one.reason or None}
            for number, one in sorted(highest.items())
        ]
        with writing(self.engine) as connection:
            many.add(connection, event, rows)
            many.raise_to(connection, delivery, moves, by="id", height="rank")
            self._suppress(connection, [one for one in highest.values() if one.kind in SUPPRESSING])

    def _suppress(self, connection: Connection, told: Sequence[Told]) -> None:
        """Write down addresses that bounced or complained; later campaigns tell those people by other ways."""
        numbers = {person_of(one.delivery): one for one in told if one.delivery is not None}
        if not numbers:
            return
        keys = connection.execute(
            select(person.c.id, person.c.address_key).where(
                person.c.id.in_(numbers), person.c.address_key.is_not(None)
            )
        ).all()
        rows = [
            {
                "key": row.address_key,
                "scope": "address",
                "reason": numbers[row.id].kind,
                "source": "events",
                "at": numbers[row.id].at,
            }
            for row in keys
        ]
        many.add(connection, suppression, rows)

    def proved(self, chunk: ChunkId, attempt: int) -> bool:
        """Say whether any event tells that this try was accepted; a provider accepts a call whole or not at all."""
        found = select(event.c.key).where(event.c.chunk_id == chunk, event.c.attempt == attempt).limit(1)
        with reading(self.engine).begin() as connection:
            return connection.execute(found).first() is not None

    def failed(self, one: Campaign) -> int:
        """Count the deliveries of a campaign that bounced, were dropped or complained of."""
        mine = (event.c.delivery_id > one.id << PERSON_BITS) & (
            event.c.delivery_id < (one.id + 1) << PERSON_BITS
        )
        found = select(func.count(event.c.delivery_id.distinct())).where(mine, _FAILED)
        with reading(self.engine).begin() as connection:
            return int(connection.execute(found).scalar_one())

    def latest(self) -> datetime | None:
        """Give the moment of the last event, whatever it was about."""
        with reading(self.engine).begin() as connection:
            found: datetime | None = connection.execute(select(func.max(event.c.at))).scalar()
            return found

    def counts(self, one: Campaign) -> dict[str, int]:
        """Count the deliveries of a campaign by the highest event that was told of them."""
        names = {rank: kind.value for kind, rank in RANKS.items()}
        found = (
            select(delivery.c.rank, func.count())
            .where(of(one), delivery.c.rank > 0)
            .group_by(delivery.c.rank)
        )
        with reading(self.engine).begin() as connection:
            return {names[rank]: count for rank, count in connection.execute(found)}


def _rank(told: Told | None) -> int:
    return RANKS[told.kind] if told else 0
