"""Open the store."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from notifier.core.said import say
from notifier.errors import SettingsRefused, StoreAway

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=15000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-1024",
    "PRAGMA temp_store=FILE",
    "PRAGMA secure_delete=FAST",
)
AWAY = (OperationalError, NoConnection)
"""What both databases raise when they are locked, full, restarting or gone, or have no connection left; trying again may help."""

_QUEUES: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()
_USED = "used"
_RESTED = 2.0
_LOCK = 0x706F6C69  # any number will do, as long as all hosts take the same one while migrating


def open_store(url: str, *, patience: float = 0) -> Engine:
    """Open a store and bring its tables up to date.

    On PostgreSQL `patience` is how many seconds to wait for a lock that another holds; 0 waits for ever, as who does
    long work may. SQLite waits fifteen.

    SQLite keeps every commit through a power cut (WAL, FULL) and takes its write lock when a transaction begins, so that
    two writers wait for each other and never fail half-way. Use `reading(engine)` for transactions that only read.
    """
    parsed = _parsed(url)
    engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed, patience)
    try:
        _migrate(engine)
    except OperationalError as error:
        engine.dispose()
        raise SettingsRefused(
            say("the database cannot be opened ({cause})", cause=_cause(error)),
            source="NOTIFIER_DATABASE_URL",
            remedy=say("check the address and that the database runs"),
        ) from error
    return engine


def reading(engine: Engine) -> Engine:
    """Give the same store for transactions that only read: on SQLite they take no write lock."""
    return engine.execution_options(reading=True)


def glancing(engine: Engine) -> Engine:
    """Give the same store for one statement that only reads: PostgreSQL needs no transaction around it."""
    alone = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {}
    return engine.execution_options(reading=True, **alone)


def padded(values: Collection[Any]) -> list[Any]:
    """Give values for an IN, the last one again and again: lists of few lengths are few statements, made ready once."""
    told = list(values)
    return told + told[-1:] * ((1 << (len(told) - 1).bit_length()) - len(told)) if told else told


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that writes; threads of this process that share a SQLite wait for each other in a queue.

    SQLite itself lets whoever finds it locked sleep and ask again, which is slow where many short writes meet.
    """
    queue = _QUEUES.setdefault(engine, Lock()) if engine.dialect.name == "sqlite" else nullcontext()
    with queue, engine.begin() as connection:
        yield connection


def scrub(engine: Engine) -> None:
    """Let nothing that was deleted linger in SQLite's log; PostgreSQL's own vacuum does it there."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            with closing(connection.cursor()) as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsRefused(
            say("this is not a database address"),
            source="NOTIFIER_DATABASE_URL",
            remedy=say("write sqlite:///folder/notifier.db or postgresql://host/database"),
        ) from error
    match parsed.get_backend_name():
        case "sqlite":
            return parsed
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise SettingsRefused(
                say("{other} is not supported", other=other),
                source="NOTIFIER_DATABASE_URL",
                remedy=say("use sqlite:/// or postgresql://"),
            )


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise SettingsRefused(
            say("a store in memory forgets whom it told"),
            source="NOTIFIER_DATABASE_URL",
            remedy=say("name a file: sqlite:///.notifier/notifier.db"),
        )
    _private(Path(url.database))
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 15})

    def prepare(connection: Any, _record: Any) -> None:
        # The driver must not open transactions of its own: we say BEGIN ourselves.
        connection.isolation_level = None
        with closing(connection.cursor()) as cursor:
            for pragma in _PRAGMAS:
                cursor.execute(pragma)

    def begin(connection: Connection) -> None:
        only_reads = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _private(path: Path) -> None:
    """Let only the owner read people's addresses.

    A file that is there is not opened here: to close it again would give up every lock this process holds on it (POSIX),
    and another process would take the store for its own.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise SettingsRefused(
            say("the database file cannot be opened ({strerror})", strerror=error.strerror),
            source=str(path),
            remedy=say("check NOTIFIER_DATABASE_URL and the rights of the folder"),
        ) from error


def _postgresql(url: URL, patience: float) -> Engine:
    try:
        told = {"connect_timeout": 10, "options": f"-c lock_timeout={int(patience * 1000)}"}
        engine = create_engine(url, connect_args=told)
    except ModuleNotFoundError as error:
        raise SettingsRefused(
            say("PostgreSQL needs psycopg"),
            source="NOTIFIER_DATABASE_URL",
            remedy="pip install 'policy-notifier[postgres]'",
        ) from error
    event.listen(engine, "checkin", _put_back)
    event.listen(engine, "checkout", _taken_up)
    return engine


def _put_back(connection: Any, record: ConnectionPoolEntry) -> None:
    del connection
    record.info[_USED] = monotonic()


def _taken_up(connection: Any, record: ConnectionPoolEntry, proxy: Any) -> None:
    """Ask a connection that rested whether it is still there; one that was used just now need not be asked."""
    del proxy
    if monotonic() - record.info.get(_USED, 0.0) < _RESTED or connection is None:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except connection.OperationalError as error:
        raise DisconnectionError from error


def _migrate(engine: Engine) -> None:
    """Run the migrations this store has not seen; nothing is loaded when there are none."""
    from notifier.adapters.store.migrations import HEAD, upgrade

    with reading(engine).connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        upgrade(connection)


def _revision(connection: Connection) -> str | None:
    try:
        with connection.begin():
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return found
    except DBAPIError:  # the table is not there: a new store, or none at all, which migrating will tell
        return None


_SPOILT = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


def away(error: Exception) -> StoreAway | None:
    """Say in one line that the database is locked, full, read-only, spoilt or gone; nothing for any other error."""
    if not isinstance(error, DBAPIError):
        return None
    if getattr(error.orig, "sqlite_errorcode", None) in _SPOILT:
        return StoreAway(
            say("the database file is damaged, or is no database ({cause})", cause=_cause(error)),
            source="NOTIFIER_DATABASE_URL",
            remedy=say("put a backup in its place, or name another file"),
        )
    if not (isinstance(error, AWAY) or _refuses(error)):
        return None
    return StoreAway(
        say("the database cannot be used now ({cause})", cause=_cause(error)),
        source="NOTIFIER_DATABASE_URL",
        remedy=say("what was written stays; mend it, then run the command again"),
    )


def _refuses(error: DBAPIError) -> bool:
    """Say whether a PostgreSQL takes no writes: it is read-only."""
    return getattr(error.orig, "sqlstate", None) == "25006"


def _cause(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]
