"""People in the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select, update

from notifier.adapters import addresses
from notifier.adapters.store.engine import reading, scrub
from notifier.adapters.store.ledger_tables import entry, private
from notifier.adapters.store.tables import (
    audit,
    campaign,
    delivery,
    person,
    profile,
    retained,
    tombstone,
    watcher,
)
from notifier.core.delivery import delivery_id
from notifier.core.release import Version
from notifier.core.subject import Person, PersonState, Subject
from notifier.core.text import Language, PolicyName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row, Table

    from notifier.adapters.store.arrivals import Arrival, Taken


def upsert(connection: Connection, table: Table) -> Any:
    """Give an insert that can say what happens when the row is there."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def profile_words(
    services: Iterable[str], baselines: Iterable[tuple[PolicyName, Version]]
) -> tuple[str, str]:
    """Write what people share as the store keeps it."""
    return " ".join(services), " ".join(f"{name}={version}" for name, version in baselines)


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
        from notifier.adapters.store.arrivals import Arrival

        return self.bring(
            (
                Arrival(
                    line,
                    one.external_id,
                    one.email or None,
                    one.language,
                    *profile_words(one.services, one.baselines),
                )
                for line, one in enumerate(subjects, 1)
            ),
            now=now,
        )

    def bring(
        self,
        arrivals: Iterable[Arrival],
        *,
        now: datetime,
        twice: Callable[[int, int], None] = lambda *_: None,
    ) -> Taken:
        """Take people as a file tells of them, however many; `twice` hears of lines that do not count."""
        from notifier.adapters.store.arrivals import Arrivals

        return Arrivals(self.engine, key=self.key).take(arrivals, now=now, twice=twice)

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

    def named(self, names: Sequence[str]) -> tuple[Person, ...]:
        """Find people by external id only."""
        found = joined().where(person.c.external_id.in_(list(names))).order_by(person.c.id)
        with reading(self.engine).begin() as connection:
            return tuple(read(row) for row in connection.execute(found).all())

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

    def erase(
        self, number: int, *, actor: str, now: datetime, until: datetime | None = None
    ) -> datetime | None:
        """Forget who a person is; an import does not bring the person back.

        The row and the answers stay, without a name. What went with the answers goes with its salts, so that nobody can
        try whose they were, and the ledger still holds. `until` keeps it, and who the person was, apart until that moment;
        of somebody who was never told anything and never answered there is nothing to keep. Gives until when it is kept.
        """
        with self.engine.begin() as connection:
            until = until if until and _proves(connection, number) else None
            row = connection.execute(joined().where(person.c.id == number)).one()
            words = [word for word in (row.external_id, row.email) if word]
            if words:
                keys = [{"key": self.key(word), "erased_at": now} for word in words]
                connection.execute(upsert(connection, tombstone).on_conflict_do_nothing(), keys)
            mailed = [self.key(row.email)] if row.email else []
            connection.execute(delete(watcher).where(watcher.c.address_key.in_(mailed)))
            if until and row.external_id:
                connection.execute(insert(retained), self._kept(row, until))
            elif not until:
                _shred(connection, number)
            empty = dict.fromkeys(("external_id", "email", "address_key", "language", "profile_id"))
            connection.execute(
                update(person)
                .where(person.c.id == number)
                .values(**empty, state=PersonState.ERASED, updated_at=now)
            )
            told = f"evidence until {until:%Y-%m-%d}" if until else ""
            connection.execute(
                insert(audit),
                {"at": now, "actor": actor, "action": "erase", "object": f"person {number}", "told": told},
            )
        scrub(self.engine)
        return until

    def _kept(self, row: Row[Any], until: datetime) -> dict[str, Any]:
        """Give what is kept of a person for a dispute: who it was, and where they began."""
        told = {
            "external_id": row.external_id,
            "email": row.email,
            "language": row.language,
            "services": row.services,
            "baselines": row.baselines,
        }
        return {
            "person_id": row.id,
            "key": self.key(row.external_id),
            "until": until,
            "body": json.dumps(told, ensure_ascii=False),
        }

    def remembered(self, word: str) -> Person | None:
        """Find an erased person whose evidence is still kept, by external id or by `person 17`."""
        number = word.removeprefix("person ")
        wanted = retained.c.key == self.key(word)
        if number.isascii() and number.isdigit():
            wanted = or_(wanted, retained.c.person_id == int(number))
        found = select(retained.c.body, person.c.id, person.c.created_at).join(
            person, person.c.id == retained.c.person_id
        )
        with reading(self.engine).begin() as connection:
            row = connection.execute(found.where(wanted)).first()
        if row is None:
            return None
        told = json.loads(row.body)
        return Person(
            id=row.id,
            state=PersonState.ERASED,
            subject=Subject(
                external_id=told["external_id"],
                email=told["email"] or "",
                language=Language(told["language"]),
                services=tuple(told["services"].split()),
                baselines=baselines(told["baselines"]),
            ),
            since=row.created_at,
        )

    def expired(self, now: datetime) -> tuple[int, ...]:
        """Give the numbers of erased people whose evidence need not be kept any longer."""
        found = select(retained.c.person_id).where(retained.c.until <= now).order_by(retained.c.person_id)
        with reading(self.engine).begin() as connection:
            return tuple(connection.execute(found).scalars())

    def shred(self, numbers: Sequence[int], *, actor: str, now: datetime) -> None:
        """Let what was kept of erased people go for good."""
        for number in numbers:
            with self.engine.begin() as connection:
                _shred(connection, number)
                connection.execute(
                    insert(audit),
                    {"at": now, "actor": actor, "action": "shred", "object": f"person {number}", "told": ""},
                )
        if numbers:
            scrub(self.engine)

    def readmit(self, word: str) -> bool:
        """Lift a tombstone, when a person comes back of their own will."""
        with self.engine.begin() as connection:
            gone = connection.execute(delete(tombstone).where(tombstone.c.key == self.key(word)))
            return bool(gone.rowcount)


def _proves(connection: Connection, number: int) -> bool:
    """Say whether a person ever answered, or was told anything."""
    campaigns = connection.execute(select(campaign.c.id)).scalars().all()
    answers = select(entry.c.id).where(entry.c.person_id == number).limit(1)
    mails = select(delivery.c.id).where(delivery.c.id.in_([delivery_id(one, number) for one in campaigns]))
    return any(connection.execute(found.limit(1)).first() for found in (answers, mails))


def _shred(connection: Connection, number: int) -> None:
    """Delete the personal data of a person's answers, with its salts, and who the person was."""
    own = select(entry.c.id).where(entry.c.person_id == number)
    connection.execute(delete(private).where(private.c.entry_id.in_(own)))
    connection.execute(delete(retained).where(retained.c.person_id == number))


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
