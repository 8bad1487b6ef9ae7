"""People who come in from a file: put down apart first, then sorted, then brought into the store in order, in few steps.

In order, because a store that is asked for one place after the other reads and writes each page once; for people in the
order of a file it would look for every one of them anew. What was put down is gone when an import is cut off, and doing
it again leads to the same people: rows are found by the external id, and one that says what is known already is not
written.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    Column,
    Identity,
    MetaData,
    Table,
    and_,
    bindparam,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy import exists as there_is
from sqlalchemy.schema import AddConstraint, DropConstraint

from notifier.adapters.store.columns import Bytes, Moment, Number, Words
from notifier.adapters.store.engine import reading, scrub, writing
from notifier.adapters.store.people import baselines, profile_words, upsert
from notifier.adapters.store.tables import person, profile, tombstone
from notifier.core.subject import PersonState, beginnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

_STRIDE = 5_000
"""Rows that are put down at once."""

_STEP = 500_000
"""People who are brought in by one transaction beside others; more would let everybody else wait."""

_ROOM = {
    "sqlite": ("PRAGMA cache_size=-16384",),
    "postgresql": ("SET work_mem = '64MB'", "SET maintenance_work_mem = '64MB'"),
}
"""Memory to sort in: too little lets a database write everything it sorts again and again."""

_NARROW = {
    "sqlite": ("PRAGMA cache_size=-1024",),
    "postgresql": ("RESET work_mem", "RESET maintenance_work_mem"),
}


class Arrival(NamedTuple):
    """One person of a file.

    Attributes:
        line: where they stand in it; of two lines about one person the later counts.
        external_id: how the client's systems name them.
        email: where warnings go; nothing when unknown.
        language: in which they go.
        services: what the person uses, as the store keeps it.
        baselines: where the person began, as the store keeps it.
    """

    line: int
    external_id: str
    email: str | None
    language: str
    services: str
    baselines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of people that were handed over.

    Attributes:
        kept: people who are in the store now.
        erased: people who were erased once, and stay so.
        twice: lines about a person of whom a later line tells.
    """

    kept: int
    erased: int
    twice: int = 0


_apart = MetaData()


def _told() -> tuple[Column[Any], ...]:
    """Give the columns of what a file tells of a person."""
    return (
        Column("line", Number, nullable=False),
        Column("external_id", Words, nullable=False),
        Column("email", Words),
        Column("language", Words, nullable=False),
        Column("profile_id", Number, nullable=False),
        Column("address_key", Bytes),
        Column("id_key", Bytes),
    )


_come = Table("arrival", _apart, *_told(), prefixes=["TEMPORARY"])
"""People in the order of the file."""

_ordered = Table(
    "arrival_in_order",
    _apart,
    Column("place", Number, Identity(), primary_key=True),
    *_told(),
    prefixes=["TEMPORARY"],
)
"""The same, in the order of their external ids, and of their lines where two are about one person."""

_later = _ordered.alias("later")

_NEXT = (_later.c.place == _ordered.c.place + 1) & (_later.c.external_id == _ordered.c.external_id)
_FINAL = ~there_is().where(_NEXT)
_GONE = there_is().where((tombstone.c.key == _ordered.c.id_key) | (tombstone.c.key == _ordered.c.address_key))
_STRETCH = (_ordered.c.place > bindparam("after")) & (_ordered.c.place <= bindparam("upto"))


class Arrivals:
    """Bring people into a store."""

    def __init__(self, engine: Engine, *, key: Callable[[str], bytes]) -> None:
        self.engine = engine
        self.key = key
        self._profiles: dict[tuple[str, str], int] = {}

    def take(
        self,
        arrivals: Iterable[Arrival],
        *,
        now: datetime,
        twice: Callable[[int, int], None] = lambda *_: None,
    ) -> Taken:
        """Add people, or bring those that are there up to date; whoever was erased stays erased.

        `twice` is told of each line that does not count, and of the later one that does.
        """
        with reading(self.engine).connect() as connection, _room(connection):
            count = self._put_down(connection, arrivals)
            _sort(connection)
            doubled = _doubled(connection, twice)
            erased = self._erased(connection)
            self._begin_as_before(connection)
            self._bring_in(connection, _put(connection, now, doubled=doubled, erased=erased), count)
            return Taken(kept=count - doubled - erased, erased=erased, twice=doubled)

    def _put_down(self, connection: Connection, arrivals: Iterable[Arrival]) -> int:
        coming = iter(arrivals)
        erased = self._any_erased()
        count = 0
        while batch := list(islice(coming, _STRIDE)):
            rows = [self._row(one, erased=erased) for one in batch]
            with connection.begin():
                _fill(connection, rows)
            count += len(rows)
        return count

    def _row(self, one: Arrival, *, erased: bool) -> tuple[Any, ...]:
        line, external_id, email, language, services, baselines = one
        known = self._profiles.get((services, baselines)) or self._profile(services, baselines)
        address = self.key(email) if email else None
        return line, external_id, email, language, known, address, self.key(external_id) if erased else None

    def _any_erased(self) -> bool:
        with reading(self.engine).begin() as connection:
            return connection.execute(select(tombstone.c.key).limit(1)).first() is not None

    def _profile(self, services: str, baselines: str) -> int:
        """Find what many people share, or keep it; few such things are new."""
        found = select(profile.c.id).where(profile.c.services == services, profile.c.baselines == baselines)
        with writing(self.engine) as connection:
            row = {"services": services, "baselines": baselines}
            connection.execute(upsert(connection, profile).on_conflict_do_nothing(), row)
            number = int(connection.execute(found).scalar_one())
        self._profiles[services, baselines] = number
        return number

    def _erased(self, connection: Connection) -> int:
        if not self._any_erased():
            return 0
        with connection.begin():
            found = select(func.count()).select_from(_ordered).where(_GONE, _FINAL)
            return int(connection.execute(found).scalar_one())

    def _begin_as_before(self, connection: Connection) -> None:
        """Leave people who are known where they began: a list never moves a beginning forward."""
        met = and_(
            person.c.external_id == _ordered.c.external_id, person.c.profile_id != _ordered.c.profile_id
        )
        pairs = (
            select(person.c.profile_id.label("known"), _ordered.c.profile_id.label("told"))
            .where(met)
            .distinct()
        )
        with connection.begin():
            found = connection.execute(pairs).all()
        for known, told in found:
            kept = self._kept(connection, known, told)
            if kept != told:
                same = select(person.c.external_id).where(person.c.profile_id == known)
                moved = update(_ordered).where(
                    _ordered.c.profile_id == told, _ordered.c.external_id.in_(same)
                )
                with connection.begin():
                    connection.execute(moved.values(profile_id=kept))

    def _kept(self, connection: Connection, known: int, told: int) -> int:
        """Find the profile with the services that are told, and the beginnings that hold."""
        wanted = select(profile.c.id, profile.c.services, profile.c.baselines)
        with connection.begin():
            rows = {row.id: row for row in connection.execute(wanted.where(profile.c.id.in_([known, told])))}
        hold = beginnings(baselines(rows[known].baselines), baselines(rows[told].baselines))
        _, words = profile_words((), hold)
        return told if words == rows[told].baselines else self._profile(rows[told].services, words)

    def _bring_in(self, connection: Connection, put: Any, count: int) -> None:
        """Write step after step, between which others may write, and the log of SQLite is given back.

        Where nobody is yet, nobody waits either: all come at once, and what the store looks people up by is made
        after them, which is quicker than to keep it in order all the while. Cut off, nobody came.
        """
        writer = connection.execution_options(reading=False)
        if _nobody(connection) and _ours(connection):
            with writer.begin(), _bare(writer):
                writer.execute(put, {"after": 0, "upto": count})
            _look_at(writer, person)
            scrub(self.engine)
            return
        for after in range(0, count, _STEP):
            with writer.begin():
                writer.execute(put, {"after": after, "upto": after + _STEP})
            scrub(self.engine)


@contextmanager
def _room(connection: Connection) -> Iterator[None]:
    """Make the tables that only this connection sees, with memory to sort in; both are gone afterwards."""
    _say(connection, _ROOM)
    with connection.begin():
        _apart.create_all(connection, checkfirst=False)
    try:
        yield
    finally:
        with connection.begin():
            _apart.drop_all(connection)
        _say(connection, _NARROW)


def _say(connection: Connection, words: Mapping[str, Sequence[str]]) -> None:
    with connection.begin():
        for one in words[connection.dialect.name]:
            connection.execute(text(one))


@contextmanager
def _bare(connection: Connection) -> Iterator[None]:
    """Take away what would be kept in order with every person, and make it anew from all of them at once."""
    keys = person.foreign_key_constraints if connection.dialect.name == "postgresql" else ()
    for index in person.indexes:
        index.drop(connection)
    for key in keys:
        connection.execute(DropConstraint(key))
    yield
    for index in person.indexes:
        index.create(connection)
    for key in keys:
        connection.execute(AddConstraint(key, isolate_from_table=False))


def _nobody(connection: Connection) -> bool:
    with connection.begin():
        return connection.execute(select(person.c.id).limit(1)).first() is None


def _ours(connection: Connection) -> bool:
    """Say whether the table is ours to take apart: the pages may run under a role that owns nothing."""
    if connection.dialect.name == "sqlite":
        return True
    owned = text("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'person'::regclass")
    with connection.begin():
        return bool(connection.execute(owned).scalar())


def _fill(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Put rows down in the way that is the fastest of each database."""
    raw: Any = connection.connection.driver_connection
    names = ", ".join(_come.c.keys())
    if connection.dialect.name == "postgresql":
        with raw.cursor() as cursor, cursor.copy(f"COPY arrival ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        places = ", ".join("?" * len(_come.c))
        raw.executemany(f"INSERT INTO arrival ({names}) VALUES ({places})", rows)  # noqa: S608 - names of ours


def _sort(connection: Connection) -> None:
    """Bring the rows in order, and leave those of the file's order behind."""
    ordered = select(_come).order_by(_come.c.external_id, _come.c.line)
    with connection.begin():
        connection.execute(insert(_ordered).from_select(_come.c.keys(), ordered))
        _come.drop(connection)
    _look_at(connection, _ordered)


def _look_at(connection: Connection, table: Table) -> None:
    """Let PostgreSQL see how much there is in a table now; its plans are bad while it thinks of an empty one."""
    if connection.dialect.name == "postgresql":
        with connection.begin():
            connection.execute(text(f"ANALYZE {table.name}"))


def _doubled(connection: Connection, twice: Callable[[int, int], None]) -> int:
    """Count the lines about a person of whom a later line tells, and name them."""
    with connection.begin():
        count = connection.execute(
            select(func.count()).select_from(_ordered.join(_later, _NEXT))
        ).scalar_one()
        if count:
            connection.execute(
                text(f"CREATE INDEX ix_{_ordered.name} ON {_ordered.name} (external_id, line)")
            )
    last = select(func.max(_later.c.line)).where(_later.c.external_id == _ordered.c.external_id)
    found = select(_ordered.c.line, last.scalar_subquery()).where(~_FINAL).order_by(_ordered.c.line)
    if count:
        with connection.begin():
            for line, later in connection.execute(found, execution_options={"yield_per": 2_000}):
                twice(line, later)
    return int(count)


def _put(connection: Connection, now: datetime, *, doubled: int, erased: int) -> Any:
    """Write the statement that brings a step in; it asks only what may be."""
    told = ("email", "address_key", "language", "profile_id")
    active = literal(str(PersonState.ACTIVE))
    at = literal(now, Moment())
    rows = (
        select(_ordered.c.external_id, active, *(_ordered.c[name] for name in told), at, at)
        .where(_STRETCH, *([_FINAL] if doubled else []), *([~_GONE] if erased else []))
        .order_by(_ordered.c.place)
    )
    put = upsert(connection, person).from_select(
        ["external_id", "state", *told, "created_at", "updated_at"], rows
    )
    news = (*told, "state")
    changed = [person.c[name].is_distinct_from(put.excluded[name]) for name in news]
    differs = changed[0]
    for one in changed[1:]:
        differs = differs | one
    return put.on_conflict_do_update(
        index_elements=["external_id"],
        set_={name: put.excluded[name] for name in (*news, "updated_at")},
        where=differs,
    )
