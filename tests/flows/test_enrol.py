"""A file of people is read with constant memory, line by line, and an import that was cut off is simply done again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from campaigns import SECRET, START, enrolled, subjects
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select

from notifier.adapters import addresses
from notifier.adapters.sheet import LONGEST, Sheet
from notifier.adapters.store import tables
from notifier.adapters.store.arrivals import Arrival
from notifier.adapters.store.people import People, profile_words
from notifier.core.release import Version
from notifier.core.text import PolicyName
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from notifier.core.subject import Subject

HEAD = b"external_id,email\n"
PATH = os.pathsep.join(str(Path(__file__).parents[n]) for n in (1, 2))


def read(place: Path, content: bytes) -> list[tuple[int, list[str] | None]]:
    place.write_bytes(HEAD + content)
    return [(line.number, line.cells) for line in Sheet(place).rows(("external_id", "email"))]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n\nc,d", [(2, ["a", "b"]), (4, ["c", "d"])]),
        (b"a,b\r\nc,d\r\n", [(2, ["a", "b"]), (3, ["c", "d"])]),
        (b'"a,1","b ""x"""\nc,d', [(2, ["a,1", 'b "x"']), (3, ["c", "d"])]),
        (b'"a\nb",c\nd,e', [(2, ["a\nb", "c"]), (4, ["d", "e"])]),
        (b'"a,b\nc,d\ne,f', [(2, None), (3, ["c", "d"]), (4, ["e", "f"])]),
        (b'"a"b,c\nd,e', [(2, None), (3, ["d", "e"])]),
        (b"\xe9,b\nd,e", [(2, None), (3, ["d", "e"])]),
        (b"x" * 10_000_000 + b",b\nd,e", [(2, None), (3, ["d", "e"])]),
        (b'"' + b"x" * 10_000_000 + b"\nd,e", [(2, None), (3, ["d", "e"])]),
    ],
)
def test_a_bad_line_spoils_no_other(
    tmp_path: Path, content: bytes, told: list[tuple[int, list[str] | None]]
) -> None:
    assert read(tmp_path / "people.csv", content) == told


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_every_line_is_told_once(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    place = tmp_path_factory.getbasetemp() / "any.csv"
    numbers = [number for number, _ in read(place, content)]
    assert numbers == sorted(set(numbers))
    assert all(number <= content.count(b"\n") + 2 for number in numbers)


def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SubjectRefused, match="cannot be read"):
        list(Sheet(tmp_path).rows(("external_id",)))


@pytest.mark.parametrize(
    "told",
    [
        "ada@example.org", "Ada.B+x@Example.ORG", "a@b\u00fccher.example", "a..b@example.org", ".a@example.org", "a@", "@b",
        "a@b", "a@exa mple.org", f"{'a' * 64}@example.org", f"{'a' * 65}@example.org", f"a@{'b' * 63}.org",
        f"a@{'b' * 64}.org", f"a@{'.'.join(['b' * 60] * 4)}.org", "o'neil@example.org", "\u00e9@example.org", "a@b@example.org",
        "a@[127.0.0.1]", "a@example.org.", "a@-b.org", "a@localhost", "a@x.test", "a b@example.org", "a@example.org\n",
    ],
)  # fmt: skip
def test_the_short_way_reads_an_address_as_the_long_one(told: str) -> None:
    def said(reading) -> str:  # type: ignore[no-untyped-def]
        try:
            return str(reading(told))
        except SubjectRefused:
            return "refused"

    assert said(addresses.read) == said(addresses._checked)


def test_doing_it_again_writes_nothing_and_what_changed_is_brought_up_to_date(store: Engine) -> None:
    people = enrolled(store, subjects(30))
    later = START + timedelta(days=1)
    assert people.take(subjects(30), now=later).kept == 30
    with store.connect() as connection:
        assert set(connection.execute(select(tables.person.c.updated_at)).scalars()) == {START}
    people.take([replace(one, email="new@example.org") for one in subjects(1)], now=later)
    with store.connect() as connection:
        changed = select(tables.person.c.email).where(tables.person.c.updated_at == later)
        assert connection.execute(changed).scalars().all() == ["new@example.org"]
        assert connection.execute(select(func.count()).select_from(tables.person)).scalar_one() == 30


def test_a_list_never_moves_a_beginning_forward_and_forgets_none(store: Engine) -> None:
    """A later beginning would bind people to reductions that they never accepted."""
    privacy, terms = PolicyName("privacy"), PolicyName("terms")

    def told(number: int, *began: tuple[PolicyName, Version], services: str = "mail") -> Subject:
        one = next(iter(subjects(1)))
        return replace(one, external_id=f"x{number}", services=(services,), baselines=began)

    old, new = Version(1, 0, 0), Version(3, 0, 0)
    people = People(store, secret=SECRET)
    people.take([told(1, (privacy, old)), told(2, (privacy, new)), told(3, (terms, old))], now=START)
    again = [told(number, (privacy, new), services="shop") for number in (1, 2, 3, 4)]
    assert people.take(again, now=START).kept == 4
    known = {one.subject.external_id: one.subject for one in people.all() if one.subject}
    assert {name: one.baselines for name, one in known.items()} == {
        "x1": ((privacy, old),),
        "x2": ((privacy, new),),
        "x3": ((privacy, new), (terms, old)),
        "x4": ((privacy, new),),
    }
    assert {one.services for one in known.values()} == {("shop",)}
    people.take([told(2, (privacy, old))], now=START)
    assert people.find("x2")[0].subject == told(2, (privacy, old))


def test_erased_people_stay_erased_by_id_and_by_address(store: Engine) -> None:
    people = enrolled(store, subjects(5))
    people.erase(people.find("x2")[0].id, actor="Ada", now=START)
    again = [*subjects(5), replace(next(iter(subjects(1))), external_id="another", email="P2@example.org")]
    done = people.take(again, now=START)
    assert (done.kept, done.erased, people.count()) == (4, 2, 4)
    assert people.readmit("x2")
    assert people.readmit("p2@example.org")
    assert people.take(again, now=START).kept == 6


IMPORTING = """
import os, signal, sys
from campaigns import SECRET, START, subjects
from sqlalchemy import Index
from notifier.adapters.store import arrivals
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.people import People

arrivals._STRIDE, arrivals._STEP = 50, 100
database, point, turn = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0

def dying(name, done):
    def run(*given, **named):
        global seen
        told = done(*given, **named)
        if name == point:
            seen += 1
            if seen == turn:
                os.kill(os.getpid(), signal.SIGKILL)
        return told
    return run

arrivals._fill = dying("put down", arrivals._fill)
arrivals.scrub = dying("brought in", arrivals.scrub)
Index.create = dying("made anew", Index.create)
People(open_store(database), secret=SECRET).take(subjects(430), now=START)
"""


@pytest.mark.parametrize(
    ("known", "point", "turn", "there"),
    [(0, "put down", 3, 0), (0, "made anew", 1, 0), (1, "put down", 3, 1), (1, "brought in", 2, 200)],
)
def test_an_import_that_is_killed_is_simply_done_again(  # noqa: PLR0917 - what a parametrized test is told
    store: Engine, database: str, known: int, point: str, turn: int, there: int
) -> None:
    people = enrolled(store, subjects(known))
    looked_up = indexes(store)
    command = [sys.executable, "-c", IMPORTING, database]
    env = os.environ | {"PYTHONPATH": PATH}
    dead = subprocess.run([*command, point, str(turn)], check=False, capture_output=True, env=env)
    assert dead.returncode == -signal.SIGKILL, dead.stderr.decode()
    assert people.count() == there
    assert indexes(store) == looked_up
    done = subprocess.run([*command, "nowhere", "0"], check=False, capture_output=True, env=env)
    assert done.returncode == 0, done.stderr.decode()
    assert people.count() == 430
    assert {one.subject.external_id for one in people.all() if one.subject} == {f"x{n}" for n in range(430)}
    assert indexes(store) == looked_up


def indexes(store: Engine) -> tuple[object, ...]:
    """What people are looked up by, and what their rows are tied to."""
    seen = inspect(store)
    return (
        seen.get_indexes("person"),
        seen.get_unique_constraints("person"),
        seen.get_foreign_keys("person"),
    )


@pytest.mark.parametrize("known", [0, 3])
def test_of_several_lines_about_a_person_the_last_counts_and_the_others_are_named(
    store: Engine, known: int
) -> None:
    """Whether they are the first people of a store or come to others."""
    people = enrolled(store, subjects(known))
    one, two = islice(subjects(2), 2)
    lines = [one, two, replace(one, email="b@example.org"), replace(one, email="c@example.org"), two]
    named: list[tuple[int, int]] = []
    told = (
        Arrival(
            line, each.external_id, each.email, each.language, *profile_words(each.services, each.baselines)
        )
        for line, each in enumerate(lines, 2)
    )
    done = people.bring(told, now=START, twice=lambda line, later: named.append((line, later)))
    assert (done.kept, done.twice, named) == (2, 3, [(2, 5), (3, 6), (4, 5)])
    assert [kept.subject.email for kept in people.named(["x0", "x1"]) if kept.subject] == [
        "c@example.org",
        two.email,
    ]


def test_no_line_is_kept_whole_that_is_longer_than_a_person(tmp_path: Path) -> None:
    place = tmp_path / "people.csv"
    with place.open("wb") as file:
        file.write(HEAD)
        file.seek(300_000_000)  # a hole: one line of 300 MB that takes no room on the disk
        file.write(b"\nlast,b\n")
    code = (
        "import resource, sys; from pathlib import Path; from notifier.adapters.sheet import Sheet\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "rows = list(Sheet(Path(sys.argv[1])).rows(('external_id', 'email')))\n"
        "assert [row.cells for row in rows] == [None, ['last', 'b']], rows\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(place)], check=True, capture_output=True, text=True
    )
    assert int(done.stdout) * 1024 < 20 * LONGEST
