"""Watchers in the store: asked, confirmed, gone. Whoever left keeps no address here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from notifier.adapters import addresses
from notifier.adapters.store.engine import reading
from notifier.adapters.store.people import upsert
from notifier.adapters.store.tables import person, profile, suppression, watcher
from notifier.core.subject import PersonState
from notifier.core.text import Language, PolicyName
from notifier.core.watch import Watcher, service

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row


class Watchers:
    """The watchers of a store.

    Attributes:
        secret: the key of address hashes.
    """

    def __init__(self, engine: Engine, *, secret: bytes) -> None:
        self.engine = engine
        self.secret = secret

    def get(self, number: int) -> Watcher | None:
        """Find a watcher by number."""
        return self._one(watcher.c.id == number)

    def known(self, policy: PolicyName, email: str) -> Watcher | None:
        """Find what became of an address that was put in before."""
        key = addresses.key(email, self.secret)
        return self._one((watcher.c.policy == policy) & (watcher.c.address_key == key))

    def of_person(self, number: int) -> Watcher | None:
        """Find the watcher whom the planner knows as this person."""
        named = select(person.c.external_id).where(person.c.id == number)
        with reading(self.engine).begin() as connection:
            name = connection.execute(named).scalar() or ""
        last = str(name).rpartition(":")[2]
        found = self.get(int(last)) if last.isdigit() else None
        return found if found and found.name == name else None

    def suppressed(self, email: str) -> bool:
        """Say whether an address bounced or complained."""
        found = select(suppression.c.key).where(
            suppression.c.key == addresses.key(email, self.secret), suppression.c.lifted_at.is_(None)
        )
        with reading(self.engine).begin() as connection:
            return connection.execute(found).first() is not None

    def ask(self, policy: PolicyName, email: str, language: Language, *, now: datetime) -> Watcher:
        """Write down that somebody put an address in; it is told nothing before its owner says yes."""
        key = addresses.key(email, self.secret)
        fresh = {"email": email, "language": language, "asked_at": now, "confirmed_at": None, "left_at": None}
        with self.engine.begin() as connection:
            wanted = upsert(connection, watcher).values(policy=policy, address_key=key, **fresh)
            row = connection.execute(
                wanted.on_conflict_do_update(index_elements=["policy", "address_key"], set_=fresh).returning(
                    watcher
                )
            ).one()
        return _read(row)

    def forget(self, one: Watcher) -> None:
        """Take back that an address was put in: its invitation never left."""
        with self.engine.begin() as connection:
            connection.execute(
                delete(watcher).where(watcher.c.id == one.id, watcher.c.confirmed_at.is_(None))
            )

    def confirm(self, one: Watcher, *, now: datetime) -> None:
        """Tell this address from now on; saying yes twice changes nothing."""
        with self.engine.begin() as connection:
            connection.execute(
                update(watcher)
                .where(watcher.c.id == one.id, watcher.c.confirmed_at.is_(None))
                .values(confirmed_at=now)
            )
            self._enrol(connection, one, now)

    def _enrol(self, connection: Connection, one: Watcher, now: datetime) -> None:
        shared = {"services": service(one.policy), "baselines": ""}
        connection.execute(upsert(connection, profile).on_conflict_do_nothing(), shared)
        number = connection.execute(
            select(profile.c.id).where(profile.c.services == shared["services"], profile.c.baselines == "")
        ).scalar_one()
        told = {
            "state": PersonState.ACTIVE,
            "email": one.email,
            "address_key": addresses.key(one.email, self.secret),
            "language": one.language,
            "profile_id": number,
            "updated_at": now,
        }
        put = upsert(connection, person).values(external_id=one.name, created_at=now, **told)
        connection.execute(put.on_conflict_do_update(index_elements=["external_id"], set_=told))

    def leave(self, one: Watcher, *, now: datetime) -> None:
        """Tell this address nothing any more, and forget it; leaving twice changes nothing."""
        with self.engine.begin() as connection:
            connection.execute(
                update(watcher)
                .where(watcher.c.id == one.id, watcher.c.left_at.is_(None))
                .values(left_at=now, email="")
            )
            connection.execute(
                update(person)
                .where(person.c.external_id == one.name, person.c.state == PersonState.ACTIVE)
                .values(state=PersonState.CLOSED, email=None, address_key=None, updated_at=now)
            )

    def _one(self, where: Any) -> Watcher | None:
        with reading(self.engine).begin() as connection:
            row = connection.execute(select(watcher).where(where)).first()
        return _read(row) if row else None


def _read(row: Row[Any]) -> Watcher:
    return Watcher(
        id=row.id,
        policy=PolicyName(row.policy),
        email=row.email,
        language=Language(row.language),
        asked_at=row.asked_at,
        confirmed_at=row.confirmed_at,
        left_at=row.left_at,
    )
