"""The rate that all workers of a campaign share, and the rest a provider asked for: one row says when the next may go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from notifier.adapters.store.engine import writing
from notifier.adapters.store.people import upsert
from notifier.adapters.store.tables import bucket

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from notifier.core.campaign import Campaign

LONGEST = timedelta(minutes=15)
"""No provider is given a longer rest."""

_SPEND = update(bucket).where(bucket.c.key == bindparam("name")).values(due_at=bindparam("due"))
_STILL = select(bucket.c.due_at).where(bucket.c.key == bindparam("name")).with_for_update()


def key(one: Campaign) -> str:
    """Name the row of a campaign."""
    return f"campaign {one.id}"


def hold_still(connection: Connection, one: Campaign, *, now: datetime) -> None:
    """Where there is a rate, let nobody else of the campaign take a chunk until this one is taken."""
    if one.rate:
        row = {"key": key(one), "due_at": now}
        connection.execute(upsert(connection, bucket).on_conflict_do_nothing(), row)
        connection.execute(_STILL, {"name": key(one)}).scalar()


def due(one: Campaign, told: datetime | None, size: int, *, now: datetime) -> datetime:
    """Give the moment at which a chunk may leave; a moment that is too far off was written by a clock set back since."""
    furthest = max(LONGEST, _takes(one, one.chunk_size), _takes(one, size))
    return told if told and told <= now + furthest else now


def spend(connection: Connection, one: Campaign, mails: int, *, now: datetime) -> None:
    """Write down that so many mails leave now: the next chunk waits for as long as they take at the rate."""
    if one.rate:
        connection.execute(_SPEND, {"name": key(one), "due": now + _takes(one, mails)})


def rest(engine: Engine, one: Campaign, *, until: datetime) -> None:
    """Let every worker rest, as the provider asked."""
    with writing(engine) as connection:
        put = upsert(connection, bucket)
        put = put.on_conflict_do_update(index_elements=["key"], set_={"due_at": put.excluded.due_at})
        connection.execute(put, {"key": key(one), "due_at": until})


def _takes(one: Campaign, mails: int) -> timedelta:
    return timedelta(seconds=mails / one.rate) if one.rate else timedelta()
