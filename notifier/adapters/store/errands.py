"""Errands in the store: what is to be told follows from the ledger, so that nothing is lost between two writes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select, update

from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import entry
from notifier.adapters.store.outgoing_tables import errand
from notifier.adapters.store.people import upsert
from notifier.core.errand import LEASE, Errand, Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Engine, Row

RECENT = timedelta(days=2)
"""Answers that are older make no errand: a store that was moved here does not write to everybody again."""

_FIRST = 32
"""Bytes in the name of an answer; only the first of its entries carries it without a suffix."""


class Errands:
    """The errands of a store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def collect(self, kind: Kind, *, target: int, since: datetime, now: datetime) -> int:
        """Make an errand of every answer since a moment that has none yet; give how many."""
        told = select(errand.c.name).where(
            errand.c.kind == kind, errand.c.target == target, errand.c.name == entry.c.leaf
        )
        fresh = select(
            literal(str(kind)),
            literal(target),
            entry.c.leaf,
            literal(str(State.WAITING)),
            literal(0),
            literal(now, entry.c.at.type),
            literal(""),
        ).where(entry.c.at >= max(since, now - RECENT), func.length(entry.c.once) == _FIRST, ~told.exists())
        columns = ["kind", "target", "name", "state", "tries", "due_at", "told"]
        with reading(self.engine).begin() as connection:
            if connection.execute(fresh.limit(1)).first() is None:
                return 0
        with self.engine.begin() as connection:
            put = upsert(connection, errand).from_select(columns, fresh)
            return int(connection.execute(put.on_conflict_do_nothing()).rowcount)

    def add(self, kind: Kind, *, target: int, names: Iterable[str], now: datetime) -> None:
        """Make errands by name; those that are there stay as they are."""
        rows = [
            {
                "kind": kind,
                "target": target,
                "name": name,
                "state": State.WAITING,
                "tries": 0,
                "due_at": now,
                "told": "",
            }
            for name in names
        ]
        if not rows:
            return
        with self.engine.begin() as connection:
            connection.execute(upsert(connection, errand).on_conflict_do_nothing(), rows)

    def names(self, kind: Kind, target: int) -> frozenset[str]:
        """Give the names of the errands to a target."""
        found = select(errand.c.name).where(errand.c.kind == kind, errand.c.target == target)
        with reading(self.engine).begin() as connection:
            return frozenset(connection.execute(found).scalars())

    def take(self, kind: Kind, *, now: datetime, most: int) -> tuple[Errand, ...]:
        """Take errands that are due; nobody else takes them while the lease lasts."""
        due = (
            select(errand.c.id)
            .where(errand.c.kind == kind, errand.c.state == State.WAITING, errand.c.due_at <= now)
            .order_by(errand.c.due_at, errand.c.id)
            .limit(most)
        )
        with reading(self.engine).begin() as connection:
            numbers = list(connection.execute(due).scalars())
        if not numbers:
            return ()
        with self.engine.begin() as connection:
            taken = connection.execute(
                update(errand)
                .where(errand.c.id.in_(numbers), errand.c.state == State.WAITING)
                .values(state=State.TAKEN, tries=errand.c.tries + 1, due_at=now + LEASE)
                .returning(errand)
            ).all()
        return tuple(_read(row) for row in sorted(taken, key=lambda row: row.id))

    def silent(self, kind: Kind, *, now: datetime) -> tuple[Errand, ...]:
        """Give the errands whose lease ended without a word."""
        found = select(errand).where(
            errand.c.kind == kind, errand.c.state == State.TAKEN, errand.c.due_at <= now
        )
        with reading(self.engine).begin() as connection:
            return tuple(_read(row) for row in connection.execute(found).all())

    def settle(self, one: Errand, state: State, *, due_at: datetime, told: str = "") -> None:
        """Write down what became of an errand that was taken."""
        with self.engine.begin() as connection:
            connection.execute(
                update(errand)
                .where(errand.c.id == one.id, errand.c.state == State.TAKEN, errand.c.tries == one.tries)
                .values(state=state, due_at=due_at, told=told[:300])
            )

    def again(self, kind: Kind, *, now: datetime) -> int:
        """Let everything that was given up be tried once more; give how many."""
        with self.engine.begin() as connection:
            done = connection.execute(
                update(errand)
                .where(errand.c.kind == kind, errand.c.state == State.GIVEN_UP)
                .values(state=State.WAITING, tries=0, due_at=now)
            )
            return int(done.rowcount)

    def counts(self) -> dict[tuple[Kind, int, State], int]:
        """Count the errands of each kind and target by where they stand."""
        found = select(errand.c.kind, errand.c.target, errand.c.state, func.count()).group_by(
            errand.c.kind, errand.c.target, errand.c.state
        )
        with reading(self.engine).begin() as connection:
            return {
                (Kind(kind), int(target), State(state)): int(count)
                for kind, target, state, count in connection.execute(found).all()
            }

    def failures(self, kind: Kind, target: int, *, most: int = 5) -> tuple[Errand, ...]:
        """Give the last errands that failed, with what was told."""
        found = (
            select(errand)
            .where(errand.c.kind == kind, errand.c.target == target, errand.c.told != "")
            .order_by(errand.c.id.desc())
            .limit(most)
        )
        with reading(self.engine).begin() as connection:
            return tuple(_read(row) for row in connection.execute(found).all())


def _read(row: Row[Any]) -> Errand:
    return Errand(
        id=row.id,
        kind=Kind(row.kind),
        target=row.target,
        name=row.name,
        state=State(row.state),
        tries=row.tries,
        due_at=row.due_at,
        told=row.told,
    )
