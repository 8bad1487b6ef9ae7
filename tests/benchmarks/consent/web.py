"""Measure the web side over HTTP on loopback: the page beside a bare Starlette, and answers together beside one by one.

    python -m tests.benchmarks.consent.web [--seconds 5] [--answers 600]

The page is asked for at a steady 200 requests a second. Answers come over 32 connections at a time from people who have their page
open; all are sent by one small client, so that the machine is the server's. The peer is the same server with the same routes, checks,
tokens and HTTP, but it does what servers do by themselves: each request finds its person and writes its answer alone, in a thread and a
transaction of its own. On PostgreSQL it also keeps one hash chain over everybody, whose head each answer has to lock.
"""

from __future__ import annotations

import argparse
import os
import re
import selectors
import socket
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

import stores  # noqa: E402 - beside the tests
from desks import Clock, Hall, populate, release, settings, subject  # noqa: E402
from repositories import PEOPLE, make  # noqa: E402
from sqlalchemy import text  # noqa: E402

from notifier.adapters.store.engine import open_store  # noqa: E402
from notifier.adapters.store.ledger import Ledger  # noqa: E402
from notifier.adapters.store.people import People  # noqa: E402
from notifier.adapters.store.writer import Together  # noqa: E402
from notifier.adapters.tokens import Tokens  # noqa: E402
from notifier.core.token import Purpose  # noqa: E402
from notifier.flows.settle import settle  # noqa: E402
from tests.benchmarks.consent.ledger import OneChain, line  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from repositories import PolicyRepo

    from notifier.adapters.settings import Settings
    from notifier.errors import DecisionRefused
    from notifier.flows.agree import Desk, Receipt
    from notifier.flows.settle import Handed

PEOPLE_AT_ONCE = 32


def verdict(measured: float, target: float, *, most: bool) -> str:
    """Say whether a figure is what was to be reached."""
    good = measured <= target if most else measured >= target
    return f"to reach {'<=' if most else '>='} {target:g} x: {'ok' if good else 'not'}"


def serve(app: Callable[[], object], port: int, *, workers: int = 1) -> list[int]:
    """Run an application as `policy serve` runs it, each worker in a process of its own; give their numbers."""
    import uvicorn

    from notifier.adapters.patience import Impatient

    with socket.create_server(("127.0.0.1", port), backlog=256) as door:
        pids = []
        for _ in range(workers):
            if not (pid := os.fork()):
                config = uvicorn.Config(app(), log_level="critical", access_log=False, http=Impatient)  # type: ignore[arg-type]
                uvicorn.Server(config).run([door])
                os._exit(0)
            pids.append(pid)
    for _ in range(100):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return pids
    raise RuntimeError("the server did not start")


def stop(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, 15)
        os.waitpid(pid, 0)


def steady(port: int, path: str, seconds: float, per_second: int = 200) -> list[float]:
    """Latencies at a steady rate: each request has its moment, whether or not the one before is back."""
    start, times, lock = time.perf_counter() + 0.2, [], threading.Lock()
    turns = iter(range(int(seconds * per_second)))

    def visit() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        while True:
            with lock:
                turn = next(turns, None)
            if turn is None:
                return
            due = start + turn / per_second
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            with lock:
                times.append(time.perf_counter() - due)

    visitors = [threading.Thread(target=visit) for _ in range(16)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sorted(times)


def page(repo: PolicyRepo, config: Settings, seconds: float) -> None:
    """Measure the page at a steady rate."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    link = Tokens(config, on=Clock().at.date()).mint(Purpose.CONSENT, (1 << 40) | 1)
    hello = Starlette(routes=[Route("/{rest:path}", lambda _: PlainTextResponse("hello"))])

    def front() -> Starlette:
        return Hall(repo, open_store(config.database), Clock(), config).front.app()

    told: dict[str, list[float]] = {"hello": [], "page": []}
    for _ in range(3):  # in turns, so that what else the machine does falls on both
        for name, port, app, path in (
            ("hello", 8791, lambda: hello, "/"),
            ("page", 8792, front, f"/c/{link}"),
        ):
            pids = serve(app, port)
            try:
                steady(port, path, 1)
                told[name] += steady(port, path, seconds / 3)
            finally:
                stop(pids)
    at = {
        name: [sorted(times)[int(len(times) * part)] * 1000 for part in (0.5, 0.99)]
        for name, times in told.items()
    }
    line(
        "Starlette saying hello at 200/s, median and p99",
        "{:.1f} and {:.1f} ms".format(*at["hello"]),
        "the peer",
    )
    ratio = at["page"][1] / at["hello"][1]
    line(
        "the decision page at 200/s, median and p99",
        "{:.1f} and {:.1f} ms".format(*at["page"]),
        f"p99 {ratio:.1f} x, {verdict(ratio, 4, most=True)}",
    )


class Alone:
    """The peer's way to take answers: each in a thread of its own, with nobody else's."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.threads = ThreadPoolExecutor(40)

    def hand(self, handed: Handed) -> Future[Receipt | DecisionRefused]:
        return self.threads.submit(lambda: settle(self.desk, [handed])[0])


def answers(
    repo: PolicyRepo, config: Settings, url: str, *, count: int, peer: type[Ledger], name: str
) -> None:
    """Measure answers through HTTP, one by one as the peer and together as we do."""
    people = iter(range(1, 4 * count + 1))
    ways = (
        (name, 8793, peer, 1),
        ("written together", 8794, None, 1),
        (f"{name}, two workers", 8795, peer, 2),
        ("written together, two workers", 8796, None, 2),
    )
    rates = []
    for what, port, alone, workers in ways:
        crowd = list(islice(people, count))
        rate, busy = through_http(repo, config, url, port, crowd, alone=alone, workers=workers)
        rates.append(rate)
        line(f"answers/s through HTTP, {what}", f"{rate:,.0f}", f"{busy:.2f} ms CPU each")
        if alone is None:
            ratio = rates[-1] / rates[-2]
            line("", f"{ratio:.1f} x", verdict(ratio, 3.5, most=False))


def through_http(
    repo: PolicyRepo,
    config: Settings,
    url: str,
    port: int,
    people: list[int],
    *,
    alone: type[Ledger] | None,
    workers: int,
) -> tuple[float, float]:
    """Give answers a second of people who have their pages open, and milliseconds of the server's processor for each."""

    def front() -> object:
        engine = open_store(url)
        ledger = (alone or Ledger)(engine)
        hall = Hall(repo, engine, Clock(), config, writer=ledger if alone else Together(ledger))
        hall.desk.dwell = timedelta(0)
        if alone:
            hall.front.counter = Alone(hall.desk)  # type: ignore[assignment]
        return hall.front.app()

    links = Tokens(config, on=Clock().at.date()).minter(Purpose.CONSENT)((1 << 40) | one for one in people)
    pids = serve(front, port, workers=workers)
    try:
        pages, _ = ask(port, [request("GET", f"/c/{link}") for link in links])
        posts = [
            request("POST", f"/c/{link}", form(page.decode()))
            for link, page in zip(links, pages, strict=True)
        ]
        before = cpu(pids)
        told, spent = ask(port, posts)
        busy = cpu(pids) - before
    finally:
        stop(pids)
    kept = sum(one.startswith(b"HTTP/1.1 303 ") for one in told)
    assert kept == len(people), kept
    return len(people) / spent, 1000 * busy / len(people)


def cpu(pids: list[int]) -> float:
    """Give the seconds of processor that processes took so far."""
    told = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids)
    return sum(int(ticks) for one in told for ticks in one) / os.sysconf("SC_CLK_TCK")


def form(page: str) -> str:
    told = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return urlencode({**told, "answer.0": "accept", "own": "yes"})


def request(method: str, path: str, body: str = "") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if body:
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return f"{head}\r\n{body}".encode()


def ask(port: int, requests: list[bytes]) -> tuple[list[bytes], float]:
    """Send requests over 32 connections, each as soon as one is free; give the answers in order, and the seconds it took."""
    told = [b""] * len(requests)
    turns = iter(range(len(requests)))
    open_ = selectors.DefaultSelector()
    for _ in range(min(PEOPLE_AT_ONCE, len(requests))):
        open_.register(socket.create_connection(("127.0.0.1", port), timeout=60), selectors.EVENT_READ)
    start = time.perf_counter()
    at: dict[object, int] = {}
    for key in list(open_.get_map().values()):
        at[key.fileobj] = next(turns)
        key.fileobj.sendall(requests[at[key.fileobj]])  # type: ignore[union-attr]
    while at:
        ready = open_.select(60)
        assert ready, "no answer within a minute"
        for key, _ in ready:
            wire, turn = key.fileobj, at[key.fileobj]
            part = wire.recv(262_144)  # type: ignore[union-attr]
            assert part, "hung up"
            told[turn] += part
            if not whole(told[turn]):
                continue
            del at[wire]
            if (following := next(turns, None)) is not None:
                at[wire] = following
                wire.sendall(requests[following])  # type: ignore[union-attr]
    spent = time.perf_counter() - start
    for key in list(open_.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    open_.close()
    return told, spent


def whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    return bool(end) and len(body) == (int(length[1]) if length else 0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=9)
    given = parser.parse_args()
    print(
        f"load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {datetime.now(UTC):%Y-%m-%d %H:%M}"
    )
    measure(count=given.answers, seconds=given.seconds)


def measure(*, count: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="notifier-bench-") as told:
        folder = Path(told)
        os.environ.update(PEOPLE)
        repo = make(folder / "repo")
        release(repo)
        config = settings(repo.path)
        for url, peer, name in _stores(folder):
            engine = open_store(url)
            if engine.dialect.name == "postgresql":
                with engine.begin() as connection:
                    connection.execute(text("CREATE TABLE head (leaf text)"))
                    connection.execute(text("INSERT INTO head VALUES ('')"))
            populate(engine, config)
            crowd = (subject(number) for number in range(5, 4 * count + 5))
            People(engine, secret=config.address_secret).take(crowd, now=Clock().at)
            engine.dispose()
            answers(repo, config, url, count=count, peer=peer, name=name)
        engine = open_store(config.database)
        populate(engine, config)
        engine.dispose()
        page(repo, config, seconds)


def _stores(folder: Path):  # type: ignore[no-untyped-def]
    yield f"sqlite:///{folder / 'a.db'}", Ledger, "SQLite FULL, one transaction each"
    server = stores.server()
    uri = next(server)
    try:
        yield stores.create(uri, "bench"), OneChain, "PostgreSQL, one global hash chain"
    finally:
        server.close()


if __name__ == "__main__":
    main()
