"""People in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from notifier.adapters import addresses
from notifier.adapters.store.engine import reading, scrub
from notifier.adapters.store.ledger_tables import entry, private
from notifier.adapters.store.tables import audit, person, profile, tombstone, watcher
from notifier.core.release import Version
from notifier.core.subject import Person, PersonState, Subject
from notifier.core.text import Language, PolicyName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row, Table

_BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of subjects that were handed over."""

    kept: int
    erased: int


def upsert(connection: Connection, table: Table) -> Any:
    """Give an insert that can say what happens when the row is there."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def profile_words(subject: Subject) -> tuple[str, str]:
    """Write what people share as the store keeps it."""
    baselines = " ".join(f"{name}={version}" for name, version in subject.baselines)
    return " ".join(subject.services), baselines


class People:
    """The people of a store.

    Attributes:
        secret: the key of address hashes.
    """

    def __init__(self, engine: Engine, *, secret: bytes) -> None:
        self.engine = engine
        self.secret = secret

    def key(self, word: str) -> bytes:
        """Give the keyed hash of an address or an external id."""
        return addresses.key(word, self.secret)

    def take(self, subjects: Iterable[Subject], *, now: datetime) -> Taken:
        """Add people, or bring those that are there up to date; whoever was erased stays erased."""
        kept = erased = 0
        batch: list[Subject] = []
        for subject in subjects:
            batch.append(subject)
            if len(batch) == _BATCH:
                done = self._take(batch, now)
                kept, erased = kept + done.kept, erased + done.erased
                batch = []
        done = self._take(batch, now)
        return Taken(kept=kept + done.kept, erased=erased + done.erased)

    def _take(self, batch: list[Subject], now: datetime) -> Taken:
        if not batch:
            return Taken(kept=0, erased=0)
        with self.engine.begin() as connection:
            gone = self._gone(connection, batch)
            staying = {
                one.external_id: one
                for one in batch
                if not {self.key(one.external_id), self.key(one.email)} & gone
            }
            if staying:
                profiles = self._profiles(connection, staying.values())
                self._write(connection, staying.values(), profiles, now)
            return Taken(kept=len(staying), erased=sum(one.external_id not in staying for one in batch))

    def _gone(self, connection: Connection, batch: list[Subject]) -> set[bytes]:
        if not connection.execute(select(tombstone.c.key).limit(1)).first():
            return set()
        keys = {self.key(word) for one in batch for word in (one.external_id, one.email) if word}
        found = select(tombstone.c.key).where(tombstone.c.key.in_(bindparam("keys", expanding=True)))
        return set(connection.execute(found, {"keys": list(keys)}).scalars())

    def _profiles(self, connection: Connection, subjects: Iterable[Subject]) -> dict[tuple[str, str], int]:
        wanted = {profile_words(one) for one in subjects}
        put = upsert(connection, profile).on_conflict_do_nothing()
        connection.execute(put, [{"services": s, "baselines": b} for s, b in sorted(wanted)])
        rows = connection.execute(select(profile.c.id, profile.c.services, profile.c.baselines))
        return {(row.services, row.baselines): row.id for row in rows}

    def _write(
        self,
        connection: Connection,
        subjects: Iterable[Subject],
        profiles: Mapping[tuple[str, str], int],
        now: datetime,
    ) -> None:
        put = upsert(connection, person)
        changed = ("email", "address_key", "language", "profile_id", "state", "updated_at")
        put = put.on_conflict_do_update(
            index_elements=["external_id"], set_={name: put.excluded[name] for name in changed}
        )
        rows = [
            {
                "external_id": one.external_id,
                "state": PersonState.ACTIVE,
                "email": one.email or None,
                "address_key": self.key(one.email) if one.email else None,
                "language": one.language,
                "profile_id": profiles[profile_words(one)],
                "created_at": now,
                "updated_at": now,
            }
            for one in subjects
        ]
        connection.execute(put, rows)

    def count(self) -> int:
        """Count the people who are with us."""
        with reading(self.engine).begin() as connection:
            found = select(func.count()).select_from(person).where(person.c.state == PersonState.ACTIVE)
            return int(connection.execute(found).scalar_one())

    def find(self, word: str) -> tuple[Person, ...]:
        """Find people by external id or by address; several may share an address."""
        wanted = or_(person.c.external_id == word, person.c.address_key == self.key(word))
        with reading(self.engine).begin() as connection:
            rows = connection.execute(joined().where(wanted).order_by(person.c.id)).all()
        return tuple(read(row) for row in rows)

    def get(self, number: int) -> Person | None:
        """Find a person by number."""
        with reading(self.engine).begin() as connection:
            row = connection.execute(joined().where(person.c.id == number)).first()
        return read(row) if row else None

    def profile(self, number: int) -> tuple[tuple[str, ...], str, Language] | None:
        """Give services, beginnings and language of a person; nothing when the person is not with us."""
        with reading(self.engine).begin() as connection:
            row = connection.execute(joined().where(person.c.id == number)).first()
        if row is None or row.state != PersonState.ACTIVE:
            return None
        return tuple(row.services.split()), row.baselines, Language(row.language)

    def all(self) -> Iterator[Person]:
        """Give everybody, in the order of their numbers, with constant memory."""
        with reading(self.engine).connect() as connection, connection.begin():
            rows = connection.execution_options(yield_per=2_000).execute(joined().order_by(person.c.id))
            yield from (read(row) for row in rows)

    def erase(self, number: int, *, actor: str, now: datetime) -> None:
        """Forget who a person is; an import does not bring the person back.

        The row and the answers stay, without a name: what went with the answers goes with its salts, so that nobody can
        try whose they were, and the ledger still holds.
        """
        with self.engine.begin() as connection:
            row = connection.execute(
                select(person.c.external_id, person.c.email).where(person.c.id == number)
            ).one()
            keys = [
                {"key": self.key(word), "erased_at": now} for word in (row.external_id, row.email) if word
            ]
            if keys:
                connection.execute(upsert(connection, tombstone).on_conflict_do_nothing(), keys)
            mailed = [self.key(row.email)] if row.email else []
            connection.execute(delete(watcher).where(watcher.c.address_key.in_(mailed)))
            empty = dict.fromkeys(("external_id", "email", "address_key", "language", "profile_id"))
            connection.execute(
                update(person)
                .where(person.c.id == number)
                .values(**empty, state=PersonState.ERASED, updated_at=now)
            )
            own = select(entry.c.id).where(entry.c.person_id == number)
            connection.execute(delete(private).where(private.c.entry_id.in_(own)))
            connection.execute(
                insert(audit),
                {"at": now, "actor": actor, "action": "erase", "object": f"person {number}", "told": ""},
            )
        scrub(self.engine)

    def readmit(self, word: str) -> bool:
        """Lift a tombstone, when a person comes back of their own will."""
        with self.engine.begin() as connection:
            gone = connection.execute(delete(tombstone).where(tombstone.c.key == self.key(word)))
            return bool(gone.rowcount)


def joined() -> Any:
    """Give the query for people with what they share."""
    return select(
        person.c.id,
        person.c.state,
        person.c.external_id,
        person.c.email,
        person.c.language,
        person.c.created_at,
        profile.c.services,
        profile.c.baselines,
    ).select_from(person.outerjoin(profile, profile.c.id == person.c.profile_id))


def read(row: Row[Any]) -> Person:
    """Read a person from a row."""
    subject = None
    if row.state != PersonState.ERASED:
        subject = Subject(
            external_id=row.external_id,
            email=row.email or "",
            language=Language(row.language),
            services=tuple(row.services.split()),
            baselines=baselines(row.baselines),
        )
    return Person(id=row.id, state=PersonState(row.state), subject=subject, since=row.created_at)


def baselines(told: str) -> tuple[tuple[PolicyName, Version], ...]:
    """Read baselines as the store keeps them."""
    pairs = (part.partition("=") for part in told.split())
    return tuple((PolicyName(name), Version.read(number)) for name, _, number in pairs)
