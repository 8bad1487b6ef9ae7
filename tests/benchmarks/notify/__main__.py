"""Measure sending, beside peers, in one run against one sink that parses every call and counts who was told twice.

    python -m tests.benchmarks.notify [--people N] [--rows N] [--few]

The peers, Django with Anymail and the `Mail` helper of the provider's library, come with the dependency group `bench`.
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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1]
sys.path.insert(0, str(TESTS))

import stores  # noqa: E402 - the folder of tests is on the path only now

Told = dict[str, float]


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


def started(name: str, people: int, port: int = 0, database: str = "") -> subprocess.Popen[str]:
    """Start a contender in a process of its own."""
    command = [sys.executable, str(HERE / "contenders.py"), name, str(people), str(port), database]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(name: str, process: subprocess.Popen[str]) -> Told:
    """Wait for a contender and give what it told; without an answer its rows say so."""
    out, fault = process.communicate()
    if process.returncode:
        print(f"{name}: did not run ({''.join(fault.strip().splitlines()[-1:])})")
        return {}
    told: Told = json.loads(out.splitlines()[-1])
    return told


def run(name: str, people: int, port: int = 0, database: str = "") -> Told:
    return ended(name, started(name, people, port, database))


def seen(port: int) -> dict[str, int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/stats") as answer:
        told: dict[str, int] = json.load(answer)
        return told


def row(what: str, peer: str, ours: str, ratio: str, asked: str, *, met: bool) -> None:
    print(f"{what:<44}{peer:>16}{ours:>18}{ratio:>9}  {asked:<16}{'ok' if met else 'NOT MET'}", flush=True)


def least(what: str, peer: float, ours: float, times: float, unit: str = "/s") -> None:
    """Print a row in which ours is asked to be so many times the peer's."""
    ratio = ours / peer if peer else 0.0
    row(
        what,
        f"{peer:,.0f}{unit}",
        f"{ours:,.0f}{unit}",
        f"{ratio:.1f} ×",
        f"≥ {times:g} ×",
        met=ratio >= times,
    )


def at_most(what: str, ours: float, most: float, unit: str, *, peer: str = "", form: str = ",.1f") -> None:
    """Print a row in which ours is asked to stay below a bound."""
    row(what, peer, f"{ours:{form}} {unit}", "", f"≤ {most:g} {unit}", met=0 < ours <= most)


@dataclass(frozen=True)
class Peers:
    """What the peers reached: mails a second, and milliseconds of a processor for each."""

    bulk: float
    bulk_cpu: float
    each: float


def peers(people: int) -> Peers:
    """Measure the peers."""
    with sink(TESTS / "sendgrid_stand_in.py") as port:
        bulk = run("anymail", people, port)
    few = max(people // 200, 500)
    with sink(TESTS / "sendgrid_stand_in.py") as port:
        each = run("helper", few, port)
    return Peers(
        bulk=people / bulk["send_s"] if bulk else 0.0,
        bulk_cpu=bulk.get("cpu_ms", 0.0),
        each=few / each["send_s"] if each else 0.0,
    )


def told_once(people: int, port: int) -> None:
    """Print what the sink counted."""
    counted = seen(port)
    lost, twice = people - counted["people"], counted["twice"]
    row("  lost, told twice", "", f"{lost}, {twice}", "", "0, 0", met=(lost, twice) == (0, 0))


def alone(people: int, database: str, beside: Peers) -> None:
    """Send from one process, on SQLite."""
    run("fill", people, 0, database)
    with sink(TESTS / "sendgrid_stand_in.py") as port:
        planned = run("plan", people, port, database)
        told = run("send", people, port, database)
        if not told:
            return
        rate = people / told["send_s"]
        least(f"{people:,} mails, SQLite, beside bulk", beside.bulk, rate, 6)
        told_once(people, port)
    least("  beside one call of the helper a person", beside.each, rate, 60)
    at_most("  CPU a mail", told["cpu_ms"], 0.015, "ms", peer=f"{beside.bulk_cpu:.4f} ms", form=".4f")
    at_most("  memory, most", told["rss_mb"], 64, "MB")
    growth = told["late_mb"] - told["early_mb"]
    row(
        "  memory, from a tenth to the end",
        "",
        f"+{growth:.1f} MB",
        "",
        "flat (± 4 MB)",
        met=abs(growth) <= 4,
    )
    at_most(f"  planned, {people:,}", planned.get("plan_s", 0), 10 * people / 1e6, "s")


def together(people: int, database: str, beside: Peers) -> None:
    """Send from two workers that share a PostgreSQL."""
    run("fill", people, 0, database)
    with sink(TESTS / "sendgrid_stand_in.py") as port:
        planned = run("plan", people, port, database)
        workers = [started("worker", people, port, database) for _ in range(2)]
        told = [ended("worker", one) for one in workers]
        whole = run("took", people, 0, database)
        if not whole:
            return
        least(
            f"{people:,} mails, PostgreSQL, {whole['workers']} workers",
            beside.bulk,
            people / whole["send_s"],
            4,
        )
        told_once(people, port)
    cpu = sum(one.get("cpu_ms", 0) for one in told)
    at_most("  CPU a mail, both workers", cpu, 0.015, "ms", peer=f"{beside.bulk_cpu:.4f} ms", form=".4f")
    print(f"  memory of a worker: {max(one.get('rss_mb', 0) for one in told):.0f} MB")
    at_most(f"  planned, {people:,}, with jobs", planned.get("plan_s", 0), 20 * people / 1e6, "s")


def letters(people: int) -> None:
    """Compare what goes over SMTP."""
    with sink(HERE / "smtp_sink.py") as port:
        mine = run("smtp-ours", people, port)
    with sink(HERE / "smtp_sink.py") as port:
        each = run("smtp-each", people // 10, port)
    if mine and each:
        least("SMTP, one connection kept", people / 10 / each["send_s"], people / mine["send_s"], 10)


def events(count: int, name: str, database: str) -> None:
    """Take signed events in."""
    told = run("webhook", count, 0, database)
    rate = count / told["send_s"] if told else 0
    row(f"signed events, {name}", "", f"{rate:,.0f}/s", "", "≥ 15,000/s", met=rate >= 15_000)


def brought_in(rows: int, name: str, database: str) -> None:
    """Bring a file of people in."""
    told = run("bring", rows, 0, database)
    if told:
        at_most(f"{rows:,} rows of CSV, {name}", told["send_s"], 250 * rows / 1e7, "s")
        at_most("  memory, most", told["rss_mb"], 160, "MB")


def stormy(people: int, name: str, database: str) -> None:
    """Send while 5 % of calls fail, 8 % lose their answer and a limit is in the way."""
    run("fill", people, 0, database)
    told = run("storm", people, 0, database)
    if told:
        lost, twice = people - told["people"], told["twice"]
        print(
            f"{people:,} mails through a storm, {name}: {told['broken']:.0f} calls failed or lost their answer, "
            f"{told['limited']:.0f} were limited; {told['state']} in {told['send_s']:.0f} s"
        )
        row("  lost, told twice", "", f"{lost:.0f}, {twice:.0f}", "", "0, 0", met=(lost, twice) == (0, 0))


def main() -> None:
    """Measure everything."""
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=1_000_000)
    options.add_argument(
        "--rows", type=int, default=1_000_000, help="of the file of people; 10000000 takes minutes"
    )
    options.add_argument("--few", action="store_true", help="a tenth of everything, to see that it runs")
    asked = options.parse_args()
    part = 10 if asked.few else 1
    people, rows = asked.people // part, asked.rows // part
    print(
        f"load when it began: {os.getloadavg()[0]:.1f}; asked times are for a million (ten million rows), in proportion"
    )
    print(f"{'':<44}{'peer':>16}{'ours':>18}{'':>9}  {'asked':<16}", flush=True)
    with tempfile.TemporaryDirectory(prefix="notifier-bench-", dir="/tmp") as folder, postgres() as uri:

        def lite(name: str) -> str:
            return f"sqlite:///{folder}/{name}.db"

        beside = peers(200_000 // part)
        alone(people, lite("calls"), beside)
        together(people, stores.create(uri, "bench_calls"), beside)
        letters(10_000 // part)
        both = [("SQLite", lite), ("PostgreSQL", lambda name: stores.create(uri, f"bench_{name}"))]
        for name, place in both:
            events(50_000 // part, name, place("events"))
        for name, place in both:
            brought_in(rows, name, place("rows"))
        for name, place in both:
            stormy(100_000 // part, name, place("storm"))


postgres = contextmanager(stores.server)

if __name__ == "__main__":
    main()
