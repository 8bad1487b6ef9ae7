"""Addresses that no mail goes to any more, by keyed hash: brought in from lists, and lifted by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, update

from notifier.adapters import addresses
from notifier.adapters.store.engine import reading
from notifier.adapters.store.people import upsert
from notifier.adapters.store.tables import suppression

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Engine

_BATCH = 1_000
_SCOPE = "address"


class Suppressions:
    """The suppressed addresses of a store.

    Attributes:
        secret: the key of address hashes.
    """

    def __init__(self, engine: Engine, *, secret: bytes) -> None:
        self.engine = engine
        self.secret = secret

    def add(self, told: Iterable[tuple[str, str]], *, source: str, now: datetime) -> int:
        """Suppress addresses, each with its reason; one that was lifted is suppressed again. Give how many were named."""
        fresh = {"source": source, "at": now, "lifted_at": None}
        rows = [
            {"key": addresses.key(address, self.secret), "scope": _SCOPE, "reason": reason, **fresh}
            for address, reason in told
        ]
        with self.engine.begin() as connection:
            put = upsert(connection, suppression)
            again = put.on_conflict_do_update(
                index_elements=["key", "scope"],
                set_={name: put.excluded[name] for name in ("reason", *fresh)},
                where=suppression.c.lifted_at.is_not(None),
            )
            for first in range(0, len(rows), _BATCH):
                connection.execute(again, rows[first : first + _BATCH])
        return len({row["key"] for row in rows})

    def lift(self, told: Iterable[str], *, now: datetime) -> int:
        """Let mails go to addresses again; give how many were suppressed."""
        keys = [{"named": addresses.key(address, self.secret), "now": now} for address in told]
        lifted = 0
        with self.engine.begin() as connection:
            for one in keys:
                wanted = (
                    update(suppression)
                    .where(suppression.c.key == bindparam("named"), suppression.c.lifted_at.is_(None))
                    .values(lifted_at=bindparam("now", type_=suppression.c.lifted_at.type))
                )
                lifted += connection.execute(wanted, one).rowcount
        return lifted

    def count(self) -> int:
        """Count the addresses that no mail goes to."""
        found = select(func.count()).select_from(suppression).where(suppression.c.lifted_at.is_(None))
        with reading(self.engine).begin() as connection:
            return int(connection.execute(found).scalar_one())
