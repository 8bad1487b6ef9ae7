"""Measure the ledger and the rule of binding, each beside its peer or its bound in the same run.

Answers are timed from the ready-made answer to its commit (no HTTP, form or token), 32 people at a time; each way gets a
fresh store. Everybody's binding is exported by the command itself, from a store with that many people. Checking is measured
on exactly as many answers as it says, never multiplied up.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

import desks  # noqa: E402 - beside the tests
import stores  # noqa: E402
from builders import history, record  # noqa: E402
from ledgers import NOON, answered  # noqa: E402
from repositories import PEOPLE, make  # noqa: E402
from sqlalchemy import text  # noqa: E402

from notifier.adapters.store import ledger as parts  # noqa: E402
from notifier.adapters.store.engine import open_store  # noqa: E402
from notifier.adapters.store.ledger import Ledger  # noqa: E402
from notifier.adapters.store.ledger_check import check  # noqa: E402
from notifier.adapters.store.people import People  # noqa: E402
from notifier.adapters.store.seals import Signer, seal  # noqa: E402
from notifier.adapters.store.writer import Together  # noqa: E402
from notifier.core.alignment import Fate  # noqa: E402
from notifier.core.assessment import Category, Direction, Level  # noqa: E402
from notifier.core.binding import binding  # noqa: E402
from notifier.core.consent import Answer, Decision  # noqa: E402
from notifier.core.release import ChangeRef, ReductionId, Version  # noqa: E402
from notifier.core.text import EN, FR, ClauseId, Digest, PolicyName  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Engine

    from notifier.adapters.store.ledger import Answered, Outcome
    from notifier.core.release import History, Record
    from notifier.core.subject import Subject

PEOPLE_AT_ONCE = 32
BATCH = 5_000


def line(what: str, measured: str, target: str = "", *, ok: bool | None = None) -> None:
    verdict = "" if ok is None else ("ok" if ok else "NOT REACHED")
    print(f"  {what:58} {measured:>18}  {target} {verdict}".rstrip(), flush=True)


class OneChain(Ledger):
    """The peer on PostgreSQL: one hash chain over everybody, whose head each answer has to lock."""

    def _append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        with self.engine.begin() as connection:
            connection.execute(
                text("UPDATE head SET leaf = md5(leaf || :once)"), {"once": batch[0].once.hex()}
            )
            heads, known = parts._stand(connection, batch)
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
        ok=ours >= 3.5 * alone and not faults,
    )


def lived() -> History:
    """A hundred releases of 300 clauses, each with thirty changes in two languages and two reductions; every tenth splits clauses."""
    names = tuple(f"clause-{number}" for number in range(300))
    start = date(2000, 1, 1)

    def told(number: int) -> Record:
        touched = [names[(number * 31 + step) % 300] for step in range(30)]
        one = record(
            f"{number}.0.0",
            effective=start + timedelta(days=30 * number),
            clauses=names,
            reduces=(names[number % 300], names[(number * 7) % 300]) if number > 1 else (),
        )
        fates = (Fate.EDITED, Fate.MOVED, Fate.EDITED if number % 10 else Fate.SPLIT)
        changes = (
            _change(name, language, fates[place % 3])
            for place, name in enumerate(touched)
            for language in (EN, FR)
        )
        return replace(one, changes=tuple(changes) if number > 1 else ())

    return history(*(told(number) for number in range(1, 101)))


def _change(clause: str, language: str, fate: Fate) -> ChangeRef:
    return ChangeRef(
        clause=ClauseId(clause),
        language=EN if language == EN else FR,
        fate=fate,
        key=Digest("0" * 64),
        assessed=Level.MATERIAL,
        level=Level.MATERIAL,
        direction=Direction.NEUTRAL,
        category=Category.OTHER,
        rules=(),
    )


def bound() -> None:
    told = lived()
    said = tuple(
        Decision(
            policy=PolicyName("privacy"),
            version=Version(2, 0, 0),
            answer=Answer.ACCEPTED if place % 2 else Answer.DECLINED,
            covers=(ReductionId(red.id),),
            language=EN,
            shown=Digest("0" * 64),
            at=NOON - timedelta(days=1),
        )
        for place, red in enumerate(red for one in told.records for red in one.reduces)
    )
    times = []
    for _ in range(100):
        begin = time.process_time()
        binding(told, said, Version(1, 0, 0), NOON)
        times.append(time.process_time() - begin)
    median = sorted(times)[50] * 1000
    line(
        "binding of one person, 100 releases, 300 clauses",
        f"{median:.2f} ms CPU",
        "to reach 1 ms",
        ok=median <= 1,
    )


def exported(folder: Path, count: int) -> None:
    """Export the binding of everybody with the command; the memory of a tenth of them is the measure of flatness."""
    os.environ.update(PEOPLE)
    repo = make(folder / "repo")
    desks.release(repo)
    config = desks.settings(repo.path)
    most = []
    for people in (count // 10, count):
        engine = open_store(config.database)
        store = People(engine, secret=config.address_secret)
        store.take(_subjects(store.count() + 1, people), now=NOON)
        ledger = Ledger(engine)
        answers = [answered(n, (Answer.ACCEPTED, Answer.DECLINED)[n % 2]) for n in range(1, people + 1, 10)]
        for first in range(0, len(answers), BATCH):
            ledger.append(answers[first : first + BATCH])
        engine.dispose()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        with (folder / "out.jsonl").open("w") as out:
            subprocess.run(
                [sys.executable, "-c", _SCRIPT, str(repo.path)],
                check=True,
                stdout=out,
                cwd=HERE.parents[3],
                env={**os.environ, "NOTIFIER_KEY": desks.KEY},
            )
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        with (folder / "out.jsonl").open() as out:
            lines = sum(1 for _ in out)
        peak = int((folder / "peak").read_text())
        most.append(peak)
        assert lines == people, lines
        line(
            f"binding of {people:,} people written out by the command",
            f"{wall:.1f} s",
            f"{cpu:.1f} s CPU, at most {peak} MB; to reach 60 s for 1,000,000",
            ok=wall <= 60 if people >= 1_000_000 else None,
        )
    grown = most[1] - most[0]
    line(
        "memory for ten times as many people", f"{grown:+d} MB", "to stay flat (within 16 MB)", ok=grown <= 16
    )


_SCRIPT = """
import re, sys
from pathlib import Path
from notifier.cli import group
repo = sys.argv[1]
try:
    group(["--repo", repo, "binding", "--on", "2026-06-01"])
finally:
    # The kernel's own mark of this program: ru_maxrss would still tell of the one that started it.
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
    (Path(repo).parent / "peak").write_text(str(peak))
"""


def _subjects(first: int, last: int) -> Iterator[Subject]:
    return (desks.subject(number) for number in range(first, last + 1))


def checked(url: str, count: int) -> None:
    """Check a ledger of so many answers; it is filled by plain inserts of what the ledger itself would write."""
    engine = open_store(url)
    engine.dispose()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for first in range(1, count + 1, BATCH):
            _fill(
                connection,
                [answered(person) for person in range(first, min(first + BATCH, count + 1))],
                first,
            )
    connection.close()
    engine = open_store(url)
    begin = time.process_time()
    while seal(engine, Signer(b"k" * 32), now=NOON):
        pass
    line(f"sealing {count:,} answers", f"{time.process_time() - begin:.1f} s CPU")
    begin, wall = time.process_time(), time.perf_counter()
    faults = len(list(check(engine)))
    spent = time.process_time() - begin
    engine.dispose()
    line(
        f"checking {count:,} answers, personal data and seals",
        f"{spent:.1f} s CPU",
        f"{time.perf_counter() - wall:.1f} s, {faults} faults; to reach {30 * count / 1e6:.1f} s CPU",
        ok=spent <= 30 * count / 1e6 and not faults,
    )


def _fill(connection: sqlite3.Connection, batch: Sequence[Answered], first: int) -> None:
    rows = [row for one in batch for row in parts._rows(one)]
    told = [
        (
            number,
            row["person_id"],
            row["policy"],
            row["at"].isoformat(timespec="microseconds"),
            row["once"],
            row["previous"],
            row["leaf"],
            row["body"],
        )
        for number, row in enumerate(rows, first)
    ]
    connection.executemany(
        "INSERT INTO entry (id, person_id, policy, at, once, previous, leaf, body) VALUES (?,?,?,?,?,?,?,?)",
        told,
    )
    kept = [(number, one.salt, one.private) for number, one in enumerate(batch, first)]
    connection.executemany("INSERT INTO entry_private (entry_id, salt, body) VALUES (?,?,?)", kept)
    connection.commit()


def measure(*, answers: int, people: int, events: int) -> None:
    """Measure everything of this part."""
    with tempfile.TemporaryDirectory(prefix="notifier-bench-") as told:
        folder = Path(told)
        decisions(f"sqlite:///{folder / 'a.db'}", answers, Ledger, "SQLite FULL, one transaction each")
        server = stores.server()
        uri = next(server)
        try:
            decisions(stores.create(uri, "bench"), answers, OneChain, "PostgreSQL, one global hash chain")
        finally:
            server.close()
        bound()
        checked(f"sqlite:///{folder / 'c.db'}", events)
        exported(folder, people)
