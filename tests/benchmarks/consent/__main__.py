"""Measure answers, binding, checking and the page, each beside its peer in the same run.

    python -m tests.benchmarks.consent [--answers 1500] [--seconds 5]

Answers are timed from the ready-made answer to its commit (no HTTP, form or token), 32 people at a time; each way gets a
fresh store. The page is timed over HTTP on loopback at a steady 200 requests a second, beside a bare Starlette that says hello.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

import stores  # noqa: E402 - beside the tests
from builders import history, record  # noqa: E402
from desks import Clock, Hall, populate, release, settings  # noqa: E402
from ledgers import NOON, answered  # noqa: E402
from repositories import PEOPLE, make  # noqa: E402
from sqlalchemy import text  # noqa: E402

from notifier.adapters.store import ledger as parts  # noqa: E402
from notifier.adapters.store.engine import open_store  # noqa: E402
from notifier.adapters.store.ledger import Ledger  # noqa: E402
from notifier.adapters.store.ledger_check import check  # noqa: E402
from notifier.adapters.store.seals import Signer, seal  # noqa: E402
from notifier.adapters.store.writer import Together  # noqa: E402
from notifier.adapters.tokens import Tokens  # noqa: E402
from notifier.core.binding import Timeline, accepted, binding  # noqa: E402
from notifier.core.consent import Answer, Decision  # noqa: E402
from notifier.core.release import ReductionId, Version  # noqa: E402
from notifier.core.text import EN, Digest, PolicyName  # noqa: E402
from notifier.core.token import Purpose  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

    from notifier.adapters.store.ledger import Answered, Outcome

PEOPLE_AT_ONCE = 32


def line(what: str, measured: str, note: str = "") -> None:
    print(f"  {what:58} {measured:>18}  {note}", flush=True)


class OneChain(Ledger):
    """The peer on PostgreSQL: one hash chain over everybody, whose head each answer has to lock."""

    def _append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        with self.engine.begin() as connection:
            connection.execute(
                text("UPDATE head SET leaf = md5(leaf || :once)"), {"once": batch[0].once.hex()}
            )
            known = parts._known(connection, [one.once for one in batch])
            heads = parts._heads(connection, {one.entries[0].person for one in batch})
            outcomes, fresh = parts._sorted(batch, known, heads)
            parts._insert(connection, fresh)
        return outcomes


def rate(append: Callable[[Sequence[Answered]], object], first: int, count: int) -> float:
    """Answers a second, 32 at a time."""
    made = [answered(person) for person in range(first, first + count)]
    start = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool:
        list(pool.map(lambda one: append([one]), made))
    return count / (time.perf_counter() - start)


def decisions(url: str, count: int, peer: Callable[[Engine], Ledger], name: str) -> None:
    engine = open_store(url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE head (leaf text)"))
            connection.execute(text("INSERT INTO head VALUES ('')"))
    alone = rate(peer(engine).append, 1, count // 4)
    together = Together(Ledger(engine))
    ours = rate(together.append, 1_000_000, count)
    together.close()
    faults = len(list(check(engine)))
    engine.dispose()
    line(f"answers/s, {name}", f"{alone:,.0f}", "the peer")
    line(
        f"answers/s, {engine.dialect.name}, written together",
        f"{ours:,.0f}",
        f"{ours / alone:.1f} ×, to reach 3.5 ×; {faults} faults",
    )


def bound() -> None:
    names = tuple(f"clause-{number}" for number in range(300))
    start = date(2000, 1, 1)
    told = history(
        *(
            record(
                f"{number}.0.0",
                effective=start + timedelta(days=30 * number),
                clauses=names,
                reduces=(names[number % 300], names[(number * 7) % 300]) if number > 1 else (),
            )
            for number in range(1, 101)
        )
    )
    reductions = [red.id for one in told.records for red in one.reduces]
    said = tuple(
        Decision(
            policy=PolicyName("privacy"),
            version=Version(2, 0, 0),
            answer=Answer.ACCEPTED if number % 2 else Answer.DECLINED,
            covers=(ReductionId(name),),
            language=EN,
            shown=Digest("0" * 64),
            at=NOON - timedelta(days=1),
        )
        for number, name in enumerate(reductions)
    )
    times = []
    for _ in range(50):
        begin = time.process_time()
        binding(told, said, Version(1, 0, 0), NOON)
        times.append(time.process_time() - begin)
    line(
        "binding of one person, 100 releases, 300 clauses",
        f"{sorted(times)[25] * 1000:.2f} ms CPU",
        "to reach 1 ms",
    )

    many = Timeline(told, at=NOON)
    answers = [accepted(said[:number], NOON) for number in range(0, len(said), 4)]
    begin, wall = time.process_time(), time.perf_counter()
    with Path(os.devnull).open("w") as out:
        written: dict[object, str] = {}
        for person in range(1_000_000):
            agreed = answers[person % len(answers)]
            key = (agreed, person % 3)
            if key not in written:
                one = many.binding(agreed, Version(1 + person % 3, 0, 0))
                written[key] = json.dumps({each.clause: str(each.version) for each in one if each.held_by})
            out.write(f'{{"person":{person},"newest":"100.0.0","held":{written[key]}}}\n')
    flat = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line(
        "binding of 1,000,000 people written out",
        f"{time.process_time() - begin:.1f} s CPU",
        f"{time.perf_counter() - wall:.1f} s, at most {flat} MB, {len(written)} ways to be bound; to reach 60 s",
    )


def checked(url: str, count: int) -> None:
    engine = open_store(url)
    ledger = Ledger(engine)
    for first in range(1, count, 5_000):
        ledger.append([answered(person) for person in range(first, first + 5_000)])
    while seal(engine, Signer(b"k" * 32), now=NOON):
        pass
    begin = time.process_time()
    faults = len(list(check(engine)))
    spent = time.process_time() - begin
    engine.dispose()
    line(
        f"checking {count:,} answers, personal data and seals",
        f"{spent:.1f} s CPU",
        f"{faults} faults; {spent / count * 1e6:.0f} s for 1,000,000, to reach 30 s",
    )


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
    parser.add_argument("--checked", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=5)
    given = parser.parse_args()
    print(
        f"load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {datetime.now(UTC):%Y-%m-%d %H:%M}"
    )
    with tempfile.TemporaryDirectory(prefix="notifier-bench-") as told:
        folder = Path(told)
        decisions(f"sqlite:///{folder / 'a.db'}", given.answers, Ledger, "SQLite FULL, one transaction each")
        server = stores.server()
        uri = next(server)
        try:
            decisions(
                stores.create(uri, "bench"), given.answers, OneChain, "PostgreSQL, one global hash chain"
            )
        finally:
            server.close()
        bound()
        checked(f"sqlite:///{folder / 'c.db'}", given.checked)
        page(folder, given.seconds)


if __name__ == "__main__":
    main()
