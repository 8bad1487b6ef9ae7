"""Where deliveries stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, literal

from notifier.adapters.store.tables import chunk, delivery
from notifier.core.delivery import PERSON_BITS, ChunkState, Status

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    from notifier.core.campaign import Campaign


def stands() -> ColumnElement[int]:
    """Give the status of a delivery, of a query that reads `with_chunks()`: its own, or that of an accepted chunk."""
    told = (delivery.c.state == Status.PLANNED) & (chunk.c.state == ChunkState.ACCEPTED)
    return case((told, literal(int(Status.ACCEPTED))), else_=delivery.c.state)


def with_chunks() -> FromClause:
    """Join deliveries to the chunks they are sent in; whoever is unreachable is in none."""
    return delivery.outerjoin(chunk, chunk.c.id == delivery.c.chunk_id)


def of(one: Campaign) -> ColumnElement[bool]:
    """Choose the deliveries of a campaign, which stand together."""
    base = one.id << PERSON_BITS
    return (delivery.c.id > base) & (delivery.c.id < base + (1 << PERSON_BITS))
