"""Measure answers, binding, checking and the page, each beside its peer in the same run.

    python -m tests.benchmarks.consent [--answers 1500] [--people 1000000] [--events 1000000] [--seconds 5]

The ledger and the rule of binding are measured in `ledger.py`. The page is timed over HTTP on loopback at a steady 200 requests a second, beside a bare Starlette that says hello.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

from desks import Clock, Hall, populate, release, settings  # noqa: E402 - beside the tests
from repositories import PEOPLE, make  # noqa: E402

from notifier.adapters.store.engine import open_store  # noqa: E402
from notifier.adapters.tokens import Tokens  # noqa: E402
from notifier.core.token import Purpose  # noqa: E402
from tests.benchmarks.consent import ledger  # noqa: E402
from tests.benchmarks.consent.ledger import line  # noqa: E402


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


def page(folder: Path, seconds: float) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    os.environ.update(PEOPLE)
    repo = make(folder / "repo")
    release(repo)
    config = settings(repo.path)
    engine = open_store(config.database)
    populate(engine, config)
    engine.dispose()
    link = Tokens(config, on=Clock().at.date()).mint(Purpose.CONSENT, (1 << 40) | 1)

    def front() -> Starlette:
        return Hall(repo, open_store(config.database), Clock(), config).front.app()

    hello = Starlette(routes=[Route("/", lambda _: PlainTextResponse("hello"))])
    told = {}
    for name, port, app, path in (
        ("hello", 8791, lambda: hello, "/"),
        ("page", 8792, front, f"/c/{link}"),
    ):
        pid = os.fork()
        if not pid:
            uvicorn.run(app(), port=port, log_level="critical", access_log=False)
            os._exit(0)
        try:
            time.sleep(1.5)
            steady(port, path, 1)
            told[name] = steady(port, path, seconds)
        finally:
            os.kill(pid, 15)
            os.waitpid(pid, 0)
    at = {
        name: (times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000)
        for name, times in told.items()
    }
    line(
        "Starlette saying hello at 200/s, median and p99",
        "{:.1f} and {:.1f} ms".format(*at["hello"]),
        "the peer",
    )
    line(
        "the decision page at 200/s, median and p99",
        "{:.1f} and {:.1f} ms".format(*at["page"]),
        f"p99 {at['page'][1] / at['hello'][1]:.1f} ×, to reach 4 ×",
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=1500)
    parser.add_argument(
        "--people", type=int, default=200_000, help="whose binding is exported; 1000000 in full"
    )
    parser.add_argument("--events", type=int, default=200_000, help="how many are checked; 1000000 in full")
    parser.add_argument("--seconds", type=float, default=5)
    given = parser.parse_args()
    print(
        f"load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {datetime.now(UTC):%Y-%m-%d %H:%M}"
    )
    ledger.measure(answers=given.answers, people=given.people, events=given.events)
    with tempfile.TemporaryDirectory(prefix="notifier-bench-") as told:
        page(Path(told), given.seconds)


if __name__ == "__main__":
    main()
