"""The store keeps what it is told, on both databases alike."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from notifier.adapters.store import ledger_tables, outgoing_tables, tables
from notifier.adapters.store.engine import open_store, reading
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

NOON = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)


def test_the_migrations_make_the_tables_that_the_code_uses(store: Engine) -> None:
    with store.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert {ledger_tables.entry.metadata, outgoing_tables.hook.metadata} == {tables.metadata}
        assert compare_metadata(context, tables.metadata) == []
        assert set(tables.metadata.tables) <= set(inspect(connection).get_table_names())


def test_opening_twice_changes_nothing(database: str) -> None:
    first = open_store(database)
    with first.begin() as connection:
        connection.execute(insert(tables.tombstone), [{"key": b"k", "erased_at": NOON}])
    first.dispose()
    second = open_store(database)
    with second.connect() as connection:
        assert connection.execute(select(tables.tombstone.c.erased_at)).scalar() == NOON
    second.dispose()


def test_two_hosts_may_open_a_new_store_at_once(database: str) -> None:
    faults: list[BaseException] = []

    def open_it() -> None:
        try:
            open_store(database).dispose()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
            faults.append(error)

    hosts = [threading.Thread(target=open_it) for _ in range(4)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    assert faults == []


def test_a_moment_comes_back_in_utc_and_a_naive_one_is_a_bug(store: Engine) -> None:
    paris = NOON.astimezone(timezone(timedelta(hours=1)))
    with store.begin() as connection:
        connection.execute(insert(tables.bucket), {"key": "rate", "due_at": paris})
    with reading(store).begin() as connection:
        found = connection.execute(select(tables.bucket.c.due_at)).scalar()
    assert found == NOON
    assert found is not None
    assert found.tzinfo is UTC
    with store.begin() as connection, pytest.raises(StatementError, match="without a zone"):
        connection.execute(insert(tables.bucket), {"key": "naive", "due_at": paris.replace(tzinfo=None)})


def test_a_word_outside_its_list_is_refused(store: Engine) -> None:
    row = {"external_id": "1", "state": "lost", "created_at": NOON, "updated_at": NOON}
    with store.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(insert(tables.person), row)


def test_sqlite_survives_a_power_cut_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "notifier.db"
    engine = open_store(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        strict = connection.execute(text("SELECT count(*) FROM pragma_table_list WHERE strict = 1")).scalar()
    assert strict == len(tables.metadata.tables)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not a database address"),
        ("mysql://host/database", "mysql is not supported"),
        ("sqlite://", "a store in memory forgets"),
        ("sqlite:////proc/none/notifier.db", "cannot be opened"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_in_one_line(url: str, said: str) -> None:
    with pytest.raises(SettingsRefused, match=said) as refused:
        open_store(url)
    assert "\n" not in str(refused.value)
    assert "NOTIFIER_DATABASE_URL" in str(refused.value)
