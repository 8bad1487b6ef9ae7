"""Measure sending, beside peers, in one run against one sink that parses every call and counts who was told twice.

    python -m tests.benchmarks.notify [--people N] [--postgres] [--peers PYTHON]

PYTHON is an interpreter that has Django and Anymail; without one their line says so.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1]
sys.path.insert(0, str(TESTS))

import stores  # noqa: E402 - the folder of tests is on the path only now


@contextmanager
def sink(script: Path) -> Iterator[int]:
    """Run a sink and give its port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(script), str(port)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def run(
    name: str, people: int, port: int, database: str = "", python: str = sys.executable
) -> dict[str, float]:
    """Run a contender in a process of its own."""
    command = [python, str(HERE / "contenders.py"), name, str(people), str(port)]
    done = subprocess.run(
        [*command, *([database] if database else [])], capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        print(f"{name}: did not run ({''.join(last)})")
        return {}
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def seen(port: int) -> dict[str, int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/stats") as answer:
        told: dict[str, int] = json.load(answer)
        return told


def line(name: str, people: int, told: dict[str, float], more: str = "") -> float:
    """Print one line; give the rate."""
    if not told:
        return 0.0
    rate = people / told["send_s"]
    print(
        f"{name:<46}{people:>9}  {rate:>9,.0f}/s  {told['cpu_ms']:>8.4f} ms CPU  {told['rss_mb']:>5.0f} MB  {more}"
    )
    return rate


def calls(people: int, databases: dict[str, str], peers: str) -> None:
    """Compare what goes through SendGrid's API."""
    rates = {}
    for name, database in databases.items():
        with sink(TESTS / "sendgrid_stand_in.py") as port:
            told = run("ours", people, port, database)
            counted = seen(port)
        lost, twice = people - counted["people"], counted["twice"]
        more = f"planned in {told.get('plan_s', 0):.1f} s, lost {lost}, twice {twice}"
        rates[name] = line(f"ours, {name}, durable rows", people, told, more)
    few = max(people // 50, 1000)
    with sink(TESTS / "sendgrid_stand_in.py") as port:
        bulk = line("Django + Anymail, bulk merge_data", few * 5, run("anymail", few * 5, port, python=peers))
    with sink(TESTS / "sendgrid_stand_in.py") as port:
        each = line("sendgrid Mail helper, one call a person", few // 2, run("helper", few // 2, port))
    for name, rate in rates.items():
        beside = f"{rate / bulk:.1f} × Anymail bulk, " if bulk else ""
        print(f"  {name}: {beside}{rate / each:.0f} × the helper" if each else name)


def letters(people: int) -> None:
    """Compare what goes over SMTP."""
    with sink(HERE / "smtp_sink.py") as port:
        mine = line("ours, SMTP, one connection", people, run("smtp-ours", people, port))
    with sink(HERE / "smtp_sink.py") as port:
        each = line(
            "smtplib, one connection, EmailMessage", people // 10, run("smtp-each", people // 10, port)
        )
    print(f"  SMTP: {mine / each:.1f} ×" if each else "")


def main() -> None:
    """Run what was asked for."""
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--postgres", action="store_true", help="also on a PostgreSQL that the tests start")
    options.add_argument("--peers", default=os.environ.get("NOTIFIER_BENCH_PEERS", sys.executable))
    asked = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="notifier-bench-") as folder,
        postgres(run_it=asked.postgres) as uri,
    ):
        databases = {"SQLite": f"sqlite:///{folder}/store.db"}
        events = {"SQLite": f"sqlite:///{folder}/events.db"}
        if uri:
            databases["PostgreSQL"] = stores.create(uri, "bench_calls")
            events["PostgreSQL"] = stores.create(uri, "bench_events")
        calls(asked.people, databases, asked.peers)
        letters(min(asked.people // 10, 10_000))
        for name, database in events.items():
            line(f"signed events, {name}", 50_000, run("webhook", 50_000, 0, database))


@contextmanager
def postgres(*, run_it: bool) -> Iterator[str]:
    """Run a PostgreSQL when it is asked for."""
    if run_it:
        yield from stores.server()
    else:
        yield ""


if __name__ == "__main__":
    main()
