"""Measure the web side over HTTP on loopback: the page beside a bare Starlette, and answers together beside one by one.

    python -m tests.benchmarks.consent.web [--seconds 5] [--answers 600]

The page is asked for at a steady 200 requests a second. Answers come from 32 people at a time, each with a page shown before; every
way gets a fresh store and the same routes, checks and tokens, so that only the writing differs. Each way also is measured without HTTP.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
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
from tests.benchmarks.consent.ledger import OneChain, line  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from repositories import PolicyRepo

    from notifier.adapters.settings import Settings
    from notifier.flows.agree import Writer

PEOPLE_AT_ONCE = 32


def verdict(measured: float, target: float, *, most: bool) -> str:
    """Say whether a figure is what was to be reached."""
    good = measured <= target if most else measured >= target
    return f"to reach {'<=' if most else '>='} {target:g} x: {'ok' if good else 'not'}"


def serve(app: Callable[[], object], port: int) -> int:
    """Run an application in a process of its own; give its number."""
    import uvicorn

    pid = os.fork()
    if not pid:
        uvicorn.run(app(), port=port, log_level="critical", access_log=False)  # type: ignore[arg-type]
        os._exit(0)
    for _ in range(100):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return pid
    raise RuntimeError("the server did not start")


def stop(pid: int) -> None:
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
            pid = serve(app, port)
            try:
                steady(port, path, 1)
                told[name] += steady(port, path, seconds / 3)
            finally:
                stop(pid)
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


def answers(
    repo: PolicyRepo, config: Settings, url: str, *, count: int, peer: type[Ledger], name: str
) -> None:
    """Measure answers through HTTP, one by one as the peer and together as we do."""
    rates = {}
    for turn, (what, port) in enumerate(((name, 8793), ("written together", 8794))):
        people = range(turn * count + 1, (turn + 1) * count + 1)
        rates[what] = through_http(repo, config, url, port, people, writer=_together if turn else peer)
        line(f"answers/s through HTTP, {what}", f"{rates[what]:,.0f}", "the peer" if not turn else "")
    ratio = rates["written together"] / rates[name]
    line("", f"{ratio:.1f} x", verdict(ratio, 3.5, most=False))


def _together(engine: object) -> Writer:
    return Together(Ledger(engine))  # type: ignore[arg-type]


def through_http(
    repo: PolicyRepo, config: Settings, url: str, port: int, people: range, *, writer: Callable[..., Writer]
) -> float:
    """Give answers a second of people who have their pages open."""

    def front() -> object:
        engine = open_store(url)
        hall = Hall(repo, engine, Clock(), config, writer=writer(engine))
        hall.desk.dwell = timedelta(0)
        return hall.front.app()

    mint = Tokens(config, on=Clock().at.date()).minter(Purpose.CONSENT)
    links = [f"/c/{told}" for told in mint((1 << 40) | number for number in people)]
    local = threading.local()

    def ask(method: str, path: str, body: str = "") -> tuple[int, str]:
        if not hasattr(local, "wire"):
            local.wire = HTTPConnection("127.0.0.1", port, timeout=60)
        local.wire.request(
            method, path, body, {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        )
        answer = local.wire.getresponse()
        return answer.status, answer.read().decode()

    def form(link: str) -> tuple[str, str]:
        _, page = ask("GET", link)
        told = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        return link, urlencode({**told, "answer.0": "accept", "own": "yes"})

    pid = serve(front, port)
    try:
        with ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool:
            forms = list(pool.map(form, links))
            start = time.perf_counter()
            told = list(pool.map(lambda one: ask("POST", *one)[0], forms))
            spent = time.perf_counter() - start
    finally:
        stop(pid)
    assert set(told) == {303}, set(told)
    return len(forms) / spent


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
            crowd = (subject(number) for number in range(5, 2 * count + 5))
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
