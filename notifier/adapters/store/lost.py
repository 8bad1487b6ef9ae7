"""Chunks of which nobody knows whether they were sent; evidence settles them, or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from notifier.adapters.store.engine import reading, writing
from notifier.adapters.store.sending import LEASE, Claim, late, mark
from notifier.adapters.store.tables import attempt, chunk, delivery
from notifier.adapters.store.workers import dead
from notifier.core.delivery import ChunkId, ChunkState, DeliveryId, Status, Turn, after, variant_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from notifier.adapters.store.sending import Sending
    from notifier.core.campaign import Campaign


def sweep(sending: Sending, one: Campaign, *, now: datetime) -> int:
    """Set aside the chunks of senders that are gone: nobody knows whether those were sent."""
    found = select(chunk.c.id, chunk.c.attempt, chunk.c.worker, chunk.c.lease_until).where(
        chunk.c.campaign_id == one.id, chunk.c.state == ChunkState.IN_FLIGHT
    )
    with writing(sending.engine) as connection:
        lost = 0
        for row in connection.execute(found.with_for_update(skip_locked=True)).all():
            if row.lease_until <= now or dead(row.worker):
                _lose(sending, connection, row.id, row.attempt, told=f"{row.worker} is gone", now=now)
                lost += 1
            elif row.lease_until > now + LEASE:
                # The clock was set back: a lease never ends later than if it began now.
                connection.execute(update(chunk).where(chunk.c.id == row.id).values(lease_until=now + LEASE))
        return lost


def _lose(
    sending: Sending, connection: Connection, number: int, tried: int, *, told: str, now: datetime
) -> None:
    moved = (
        update(chunk)
        .where(chunk.c.id == number)
        .values(state=after(ChunkState.IN_FLIGHT, Turn.LOST), worker=None, lease_until=None, not_before=None)
    )
    connection.execute(moved)
    sending.note(connection, number, tried, "unknown", late(connection, now), told=told)


def unknown(sending: Sending, one: Campaign) -> tuple[tuple[Claim, datetime], ...]:
    """Give the chunks of which nobody knows whether they were sent, and since when."""
    lost = (
        (attempt.c.chunk_id == chunk.c.id)
        & (attempt.c.attempt == chunk.c.attempt)
        & (attempt.c.phase == "unknown")
    )
    with reading(sending.engine).begin() as connection:
        rows = connection.execute(
            select(chunk.c.id, chunk.c.attempt, attempt.c.at)
            .join(attempt, lost)
            .where(chunk.c.campaign_id == one.id, chunk.c.state == ChunkState.UNKNOWN)
            .order_by(chunk.c.id)
        ).all()
        return tuple((_again(connection, ChunkId(row.id), row.attempt), row.at) for row in rows)


def _again(connection: Connection, number: ChunkId, tried: int) -> Claim:
    found = select(delivery.c.id).where(delivery.c.chunk_id == number, delivery.c.state == Status.PLANNED)
    numbers = connection.execute(found.order_by(delivery.c.id)).scalars()
    return Claim(chunk=number, variant=variant_of(number), attempt=tried, deliveries=tuple(numbers))


def prove(sending: Sending, claim: Claim, sent: Sequence[DeliveryId], *, now: datetime) -> None:
    """Settle an unknown chunk by evidence: these were sent, the others surely were not."""
    left = set(claim.deliveries) - set(sent)
    with writing(sending.engine) as connection:
        if not _moved(connection, claim, Turn.DISPROVED if left else Turn.PROVED):
            return
        if sent and left:
            mark(connection, sent, Status.ACCEPTED, None)
        told = f"{len(sent)} sent, {len(left)} not"
        sending.note(connection, claim.chunk, claim.attempt, "reconciled", now, told=told)


def give_up(sending: Sending, claim: Claim, *, now: datetime, told: str) -> None:
    """Set an unknown chunk aside for good: its people are listed as those of whom nobody knows."""
    with writing(sending.engine) as connection:
        if _moved(connection, claim, Turn.GIVEN_UP):
            mark(connection, claim.deliveries, Status.UNKNOWN, None)
            sending.note(connection, claim.chunk, claim.attempt, "reconciled", now, told=told)


def _moved(connection: Connection, claim: Claim, turn: Turn) -> bool:
    """Move a chunk that is still unknown since this try; say whether it was."""
    moved = connection.execute(
        update(chunk)
        .where(
            chunk.c.id == claim.chunk,
            chunk.c.state == ChunkState.UNKNOWN,
            chunk.c.attempt == claim.attempt,
        )
        .values(state=after(ChunkState.UNKNOWN, turn))
    )
    return bool(moved.rowcount)
