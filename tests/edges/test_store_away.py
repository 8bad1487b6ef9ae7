"""A PostgreSQL that is locked, full, out of connections or restarted: nothing is said to be recorded that is not."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import desks
import pytest
import stores
from applications import App, problem
from sqlalchemy import create_engine, text

from notifier.adapters.store.engine import open_store
from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.writer import Together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx import Response
    from repositories import PolicyRepo
    from sqlalchemy import Engine

pytestmark = pytest.mark.postgres


@pytest.fixture
def owned(postgres: str, template: str) -> Iterator[str]:
    name = f"t_{uuid.uuid4().hex[:12]}"
    yield stores.create(postgres, name, template=template)
    stores.drop(postgres, name)


@pytest.fixture
def other(owned: str) -> Iterator[Engine]:
    """Somebody else at the same database."""
    engine = create_engine(owned)
    yield engine
    engine.dispose()


@pytest.fixture
def hall(repo: PolicyRepo, owned: str) -> Iterator[desks.Hall]:
    """The pages, written together as on a server, that wait half a second for a lock."""
    desks.release(repo)
    config = desks.settings(repo.path)
    engine = open_store(owned, patience=0.5)
    desks.populate(engine, config)
    writer = Together(desks.Ledger(engine))
    yield desks.Hall(repo, engine, desks.Clock(), config, writer)
    writer.close()
    engine.dispose()


def refused(told: Response) -> None:
    assert told.status_code == 503
    assert "We could not record your answer" in told.text
    assert "Your answer is recorded" not in told.text
    assert told.headers["retry-after"]


@pytest.mark.parametrize("mode", ["EXCLUSIVE", "ACCESS EXCLUSIVE"])
def test_a_lock_that_another_holds_for_long(hall: desks.Hall, other: Engine, mode: str) -> None:
    forms = [hall.form(person, _0="accept") for person in (1, 2, 3)]
    app = App(hall)
    asked = app.questions("p4")
    hall.clock.on()
    with other.begin() as connection:
        connection.execute(text(f"LOCK TABLE entry IN {mode} MODE"))
        with ThreadPoolExecutor(3) as pool:
            for told in pool.map(hall.post, forms, (1, 2, 3)):
                refused(told)
        problem(app.send("POST", "/decisions", app.decision(asked)), 503, "unavailable")
    assert hall.ledger.count() == 0
    assert hall.post(forms[0]).status_code == 303
    assert list(check(hall.engine)) == []


def test_a_full_disk(hall: desks.Hall, other: Engine) -> None:
    form = hall.form(_0="accept")
    with other.begin() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ "
                "BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$"
            )
        )
        connection.execute(
            text("CREATE TRIGGER full_disk BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION full_disk()")
        )
    refused(hall.post(form))
    with other.begin() as connection:
        connection.execute(text("DROP TRIGGER full_disk ON entry"))
    assert hall.ledger.count() == 0
    assert hall.post(form).status_code == 303


def test_a_server_that_was_restarted_is_found_again(hall: desks.Hall, other: Engine) -> None:
    form = hall.form(_0="accept")
    with other.begin() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(ended))
    told = [hall.post(form) for _ in range(2)]
    if told[0].status_code != 303:
        refused(told[0])
    assert told[1].status_code == 303
    assert hall.ledger.count() == 1


def test_a_connection_that_rested_is_asked_before_it_is_used(hall: desks.Hall, other: Engine) -> None:
    form = hall.form(_0="accept")
    with other.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    for record in list(hall.engine.pool._pool.queue):  # type: ignore[attr-defined]
        record.info["used"] -= 3_600
    assert hall.post(form).status_code == 303


def test_when_all_connections_are_taken(hall: desks.Hall, repo: PolicyRepo, owned: str) -> None:
    form = hall.form(_0="accept")
    small = create_engine(owned, pool_size=1, max_overflow=0, pool_timeout=0.2)
    crowded = desks.Hall(repo, small, hall.clock, hall.settings)
    with small.connect():
        refused(crowded.post(form))
    assert crowded.post(form).status_code == 303
    small.dispose()
