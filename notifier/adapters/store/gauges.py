"""What a store can tell of itself in numbers: cheap ones, at any size, and none about one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import entry, seal, sealed
from notifier.adapters.store.outgoing_tables import errand
from notifier.adapters.store.tables import campaign, chunk

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

Row = tuple[tuple[str, ...], float]
"""The values of the labels, and the number."""

_OVER = ("draft", "completed", "cancelled")


class Gauges:
    """The numbers of a store, read anew each time they are asked for."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def campaigns(self) -> list[Row]:
        """Count campaigns by state."""
        return self._rows(select(campaign.c.state, func.count()).group_by(campaign.c.state))

    def waiting(self) -> list[Row]:
        """Count the people in chunks of campaigns that are under way: policy, version, kind, state of the chunk."""
        named = (campaign.c.policy, campaign.c.version, campaign.c.kind, chunk.c.state)
        return self._rows(
            select(*named, func.sum(chunk.c.size))
            .join(chunk, chunk.c.campaign_id == campaign.c.id)
            .where(campaign.c.state.not_in(_OVER))
            .group_by(*named)
        )

    def errands(self) -> list[Row]:
        """Count receipts and calls by kind and state."""
        named = (errand.c.kind, errand.c.state)
        return self._rows(select(*named, func.count()).group_by(*named))

    def answers(self) -> list[Row]:
        """Count the entries of the ledger, which has no gaps."""
        return self._rows(select(func.coalesce(func.max(entry.c.id), 0)))

    def unsealed(self) -> list[Row]:
        """Count the entries that no seal covers yet."""
        open_ = select(func.count()).select_from(entry.outerjoin(sealed, sealed.c.entry_id == entry.c.id))
        last = select(func.coalesce(func.max(sealed.c.entry_id), 0)).scalar_subquery()
        return self._rows(open_.where(entry.c.id > last))

    def sealed_at(self) -> datetime | None:
        """Tell when the ledger was last sealed."""
        with reading(self.engine).begin() as connection:
            found: datetime | None = connection.execute(select(func.max(seal.c.at))).scalar()
            return found

    def _rows(self, query: Any) -> list[Row]:
        with reading(self.engine).begin() as connection:
            return [
                (tuple(str(label) for label in labels), float(count))
                for *labels, count in connection.execute(query)
            ]
