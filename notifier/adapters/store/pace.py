"""The rate that all workers of a campaign share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from notifier.adapters.store.engine import reading
from notifier.adapters.store.people import upsert
from notifier.adapters.store.tables import bucket

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from notifier.core.campaign import Campaign


class Pace:
    """When the next mails of a campaign may leave."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def turn(self, one: Campaign, mails: int, *, now: datetime) -> datetime:
        """Give the moment at which so many mails may leave, at the rate that all workers share."""
        key = f"campaign {one.id}"
        with reading(self.engine).begin() as connection:
            resting: datetime | None = connection.execute(
                select(bucket.c.due_at).where(bucket.c.key == key)
            ).scalar()
        if not one.rate:
            return resting or now
        with self.engine.begin() as connection:
            connection.execute(
                upsert(connection, bucket).on_conflict_do_nothing(), {"key": key, "due_at": now}
            )
            due = connection.execute(
                select(bucket.c.due_at).where(bucket.c.key == key).with_for_update()
            ).scalar_one()
            start: datetime = max(due, now)
            end = start + timedelta(seconds=mails / one.rate)
            connection.execute(update(bucket).where(bucket.c.key == key).values(due_at=end))
        return start

    def hold(self, one: Campaign, *, until: datetime) -> None:
        """Let every worker rest, as the provider asked."""
        row = {"key": f"campaign {one.id}", "due_at": until}
        with self.engine.begin() as connection:
            put = upsert(connection, bucket)
            connection.execute(
                put.on_conflict_do_update(index_elements=["key"], set_={"due_at": put.excluded.due_at}), row
            )
