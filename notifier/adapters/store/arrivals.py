"""People who come in from a file: put down apart first, then brought into the store in order, in few steps.

What was put down is gone when an import is cut off, and doing it again leads to the same people: rows are found by the
external id, and one that says what is known already is not written.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Column, MetaData, Table, and_, bindparam, func, literal, select, text, update
from sqlalchemy import exists as there_is

from notifier.adapters.store.columns import Bytes, Moment, Number, Words
from notifier.adapters.store.engine import reading, scrub, writing
from notifier.adapters.store.people import baselines, profile_words, upsert
from notifier.adapters.store.tables import person, profile, tombstone
from notifier.core.subject import PersonState, beginnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

_STRIDE = 5_000
"""Rows that are put down at once."""

_STEP = 500_000
"""People who are brought in by one transaction; more would let the log of SQLite grow with the file."""


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
_come = Table(
    "arrival",
    _apart,
    Column("line", Number, nullable=False),
    Column("external_id", Words, nullable=False),
    Column("email", Words),
    Column("language", Words, nullable=False),
    Column("profile_id", Number, nullable=False),
    Column("address_key", Bytes),
    Column("id_key", Bytes),
    prefixes=["TEMPORARY"],
)
_later = _come.alias("later")

_FINAL = ~there_is().where(_later.c.external_id == _come.c.external_id, _later.c.line > _come.c.line)
_GONE = there_is().where((tombstone.c.key == _come.c.id_key) | (tombstone.c.key == _come.c.address_key))
_MINE = and_(_come.c.external_id > bindparam("after"), _come.c.external_id <= bindparam("upto"))


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
        with reading(self.engine).connect() as connection:
            with _table(connection):
                count = self._put_down(connection, arrivals)
                _sort(connection)
                doubled = _doubled(connection, count, twice)
                erased = self._erased(connection)
                self._begin_as_before(connection)
                self._bring_in(connection, _put(connection, now, doubled=doubled, erased=erased))
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
            found = select(func.count()).select_from(_come).where(_GONE, _FINAL)
            return int(connection.execute(found).scalar_one())

    def _begin_as_before(self, connection: Connection) -> None:
        """Leave people who are known where they began: a list never moves a beginning forward."""
        met = and_(person.c.external_id == _come.c.external_id, person.c.profile_id != _come.c.profile_id)
        pairs = (
            select(person.c.profile_id.label("known"), _come.c.profile_id.label("told")).where(met).distinct()
        )
        with connection.begin():
            found = connection.execute(pairs).all()
        for known, told in found:
            kept = self._kept(connection, known, told)
            if kept != told:
                same = select(person.c.external_id).where(person.c.profile_id == known)
                moved = update(_come).where(_come.c.profile_id == told, _come.c.external_id.in_(same))
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

    def _bring_in(self, connection: Connection, put: Any) -> None:
        """Write step after step; between them others may write, and the log of SQLite is given back."""
        after = ""
        writer = connection.execution_options(reading=False)
        while upto := _step(connection, after):
            with writer.begin():
                writer.execute(put, {"after": after, "upto": upto})
            scrub(self.engine)
            after = upto


@contextmanager
def _table(connection: Connection) -> Iterator[None]:
    """Make a table that only this connection sees, and that is gone with it."""
    with connection.begin():
        _come.create(connection)
    try:
        yield
    finally:
        with connection.begin():
            _come.drop(connection)


def _fill(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Put rows down in the way that is the fastest of each database."""
    raw: Any = connection.connection.driver_connection
    names = ", ".join(column.name for column in _come.columns)
    if connection.dialect.name == "postgresql":
        with raw.cursor() as cursor, cursor.copy(f"COPY arrival ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        places = ", ".join("?" * len(_come.columns))
        raw.executemany(f"INSERT INTO arrival ({names}) VALUES ({places})", rows)  # noqa: S608 - names of ours


def _sort(connection: Connection) -> None:
    with connection.begin():
        connection.execute(text("CREATE INDEX ix_arrival ON arrival (external_id, line)"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("ANALYZE arrival"))


def _doubled(connection: Connection, lines: int, twice: Callable[[int, int], None]) -> int:
    """Count the lines about a person of whom a later line tells, and name them."""
    everybody = select(func.count()).select_from(select(_come.c.external_id).distinct().subquery())
    with connection.begin():
        if connection.execute(everybody).scalar_one() == lines:
            return 0
    last = func.max(_later.c.line).label("last")
    found = (
        select(
            _come.c.line, select(last).where(_later.c.external_id == _come.c.external_id).scalar_subquery()
        )
        .where(~_FINAL)
        .order_by(_come.c.line)
    )
    count = 0
    with connection.begin():
        for line, later in connection.execution_options(yield_per=2_000).execute(found):
            twice(line, later)
            count += 1
    return count


def _step(connection: Connection, after: str) -> str | None:
    """Give the last external id of the next step; nothing when all are in."""
    ahead = (
        select(_come.c.external_id)
        .where(_come.c.external_id > after)
        .order_by(_come.c.external_id)
        .limit(_STEP)
        .subquery()
    )
    with connection.begin():
        found: str | None = connection.execute(select(func.max(ahead.c.external_id))).scalar()
        return found


def _put(connection: Connection, now: datetime, *, doubled: int, erased: int) -> Any:
    """Write the statement that brings a step in; it asks only what may be."""
    told = ("email", "address_key", "language", "profile_id")
    active = literal(str(PersonState.ACTIVE))
    at = literal(now, Moment())
    rows = (
        select(_come.c.external_id, active, *(_come.c[name] for name in told), at, at)
        .where(_MINE, *([_FINAL] if doubled else []), *([~_GONE] if erased else []))
        .order_by(_come.c.external_id)
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
