"""Workers on one PostgreSQL: each chunk has one job, everybody is told once, and whoever dies is replaced."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from datetime import date
from typing import TYPE_CHECKING

import pytest
import stores
from campaigns import START, approved, enrolled, post, subjects
from repositories import lengthened
from sendgrid_stand_in import Faults, Running, StandIn
from sqlalchemy import select, text

from notifier.adapters.store import hints, tables
from notifier.adapters.store.engine import open_store
from notifier.core.campaign import Step
from notifier.flows import deliver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repositories import PolicyRepo
    from sqlalchemy import Engine

POLICY = [sys.executable, "-c", "from notifier.cli import main; main()"]
PEOPLE = "external_id,email,language,services,baseline"


@pytest.fixture
def shared(postgres: str, template: str) -> Iterator[str]:
    """Give the address of a fresh PostgreSQL store."""
    name = f"w_{uuid.uuid4().hex[:12]}"
    yield stores.create(postgres, name, template=template)
    stores.drop(postgres, name)


@pytest.fixture
def engine(shared: str) -> Iterator[Engine]:
    opened = open_store(shared)
    yield opened
    opened.dispose()


def waiting(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = text(
            "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'send_chunk'"
        )
        return list(connection.execute(found).scalars())


def until(true: Callable[[], bool], *, seconds: float = 90) -> None:
    """Watch for something that another process does; it is a failure when it does not come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def test_each_chunk_has_one_job_made_with_it_or_not_at_all(engine: Engine) -> None:
    hints.prepare(engine)
    hints.prepare(engine)
    enrolled(engine, subjects(95))
    one = approved(engine)
    sender = post(engine, None)  # type: ignore[arg-type]
    sender.campaigns.step(one, Step.EXPAND, actor="Ada", now=START)
    row = {"id": 1 << 33, "campaign_id": one.id, "variant_id": 1, "size": 1, "state": "ready", "attempt": 0}
    with engine.connect() as connection:
        connection.execute(tables.chunk.insert(), row)
        assert hints.add(connection, one.id) == 1
        connection.rollback()
    assert waiting(engine) == [], "a chunk that is not there has no job"
    deliver.expand(sender, one, actor="Ada")
    with engine.connect() as connection:
        chunks = {f"chunk {number}" for number in connection.execute(select(tables.chunk.c.id)).scalars()}
    assert sorted(waiting(engine)) == sorted(chunks)
    with engine.begin() as connection:
        assert hints.add(connection, one.id) == 0, "nobody points twice"


def test_without_a_queue_nothing_is_hinted_at(store: Engine) -> None:
    enrolled(store, subjects(20))
    one = deliver.expand(post(store, None), approved(store), actor="Ada")  # type: ignore[arg-type]
    with store.begin() as connection:
        assert hints.add(connection, one.id) == 0


class House:
    """A repository whose second release is told over a stand-in of SendGrid, from several processes."""

    def __init__(self, repo: PolicyRepo, database: str, port: int) -> None:
        self.repo = repo
        self.env = os.environ | {
            "NOTIFIER_DATABASE_URL": database,
            "NOTIFIER_TRANSPORT": "sendgrid",
            "NOTIFIER_SENDGRID_API_KEY": "SG.test",
            "NOTIFIER_SENDGRID_HOST": f"http://127.0.0.1:{port}",
            "NOTIFIER_MAIL_FROM": "privacy@example.org",
            "NOTIFIER_KEY": "k" * 43,
            "LC_ALL": "C.UTF-8",
        }

    def command(self, *arguments: str) -> list[str]:
        return [*POLICY, "--repo", str(self.repo.path), *arguments]

    def run(self, *arguments: str, by: str = "Ada") -> str:
        done = subprocess.run(
            self.command(*arguments),
            check=False,
            capture_output=True,
            text=True,
            env=self.env | {"NOTIFIER_OPERATOR": by},
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worker(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command("worker", *arguments), env=self.env, stderr=subprocess.PIPE, text=True
        )

    def started(self, people: int) -> None:
        rows = [f"c{n},c{n}@example.org,{'en' if n % 3 else 'fr'},accounts,1.0.0" for n in range(people)]
        (self.repo.path / "people.csv").write_text("\n".join([PEOPLE, *rows, ""]), "utf-8")
        self.run("subjects", "import", str(self.repo.path / "people.csv"))
        self.run("notify", "plan", "--chunk-size", "10")
        self.run("notify", "approve", by="Ben")
        assert "being sent" in self.run("notify", "send", "--leave-to-workers", "--links-unchecked")

    def stands(self) -> dict[str, object]:
        told: dict[str, object] = json.loads(self.run("notify", "status", "--format", "json"))
        return told


@pytest.fixture
def provider() -> StandIn:
    return StandIn()


@pytest.fixture
def house(repo: PolicyRepo, shared: str, provider: StandIn) -> Iterator[House]:
    lengthened(repo, effective=date(2999, 1, 15))
    with Running(provider) as running:
        yield House(repo, shared, running.port)


def test_two_workers_share_a_campaign_and_tell_everybody_once(
    house: House, engine: Engine, provider: StandIn
) -> None:
    provider.faults = Faults(latency=0.05, refused=frozenset({"c7@example.org"}))
    house.started(400)
    workers = [house.worker("--at-once", "2") for _ in range(2)]
    try:
        until(lambda: len(provider.seen.people) == 399 and not waiting(engine))
        until(lambda: house.stands()["state"] == "completed")
    finally:
        for one in workers:
            one.send_signal(signal.SIGTERM)
    assert [one.wait(60) for one in workers] == [0, 0], [one.communicate()[1] for one in workers]
    assert set(provider.seen.people.values()) == {1}, "nobody is told twice"
    assert house.stands()["deliveries"] == {"accepted": 399, "rejected": 1}
    with engine.connect() as connection:
        names = set(connection.execute(select(tables.attempt.c.worker)).scalars())
    assert len(names) == 2, "both of them worked"


def test_a_worker_that_is_killed_leaves_no_chunk_and_no_job_behind(
    house: House, engine: Engine, provider: StandIn
) -> None:
    provider.faults = Faults(latency=0.3)
    house.started(300)
    doomed = house.worker("--at-once", "2")
    until(lambda: len(provider.seen.people) >= 40)
    doomed.kill()
    doomed.wait()
    provider.faults = Faults()
    with house.worker("--at-once", "2") as other:
        until(lambda: house.stands()["state"] in {"draining", "completed"})
        until(lambda: not waiting(engine))
        other.send_signal(signal.SIGTERM)
        assert other.wait(60) == 0
    told = house.stands()
    lost = told["chunks"].get("unknown", 0)  # type: ignore[attr-defined]
    assert lost <= 2, "no more than what was on its way"
    assert set(provider.seen.people.values()) == {1}, "nobody is told twice"
    assert len(provider.seen.people) + 10 * lost >= 300, "whoever was not told is known to be unknown"


def test_a_worker_that_has_no_postgresql_says_so(repo: PolicyRepo) -> None:
    done = subprocess.run(
        [*POLICY, "--repo", str(repo.path), "worker"], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "workers share a PostgreSQL" in done.stderr
    assert done.stderr.count("\n") == 1
