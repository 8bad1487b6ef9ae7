"""The ledger only grows, keeps each answer once, and names every row that somebody touched; on both databases alike."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from ledgers import NOON, R2, answer, answered, insider
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from notifier.adapters.store import ledger_tables as t
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.ledger import Answered, Ledger, Outcome
from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.seals import Signer, all_seals, seal
from notifier.core.consent import Answer, body, leaf
from notifier.core.text import PolicyName

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

PRIVACY = PolicyName("privacy")
SIGNER = Signer(b"k" * 32)


def faults(store: Engine) -> list[str]:
    return [str(fault) for fault in check(store)]


def test_an_answer_is_kept_and_read_back(store: Engine) -> None:
    ledger = Ledger(store)
    first = answered(7)
    assert ledger.append([first]) == (Outcome.KEPT,)
    assert ledger.of(7) == first.entries
    assert ledger.head(7) == leaf(body(first.entries[0]))
    assert [d.answer for d in ledger.decisions(7, PRIVACY)] == [Answer.ACCEPTED]
    assert ledger.private(7) == ({"email": "person7@example.org"},)
    assert ledger.of(8) == ()
    assert faults(store) == []


def test_the_same_answer_is_kept_once(store: Engine) -> None:
    ledger = Ledger(store)
    assert ledger.append([answered(7)]) == (Outcome.KEPT,)
    assert ledger.append([answered(7)]) == (Outcome.SAME,)
    assert ledger.append([answered(8), answered(8)]) == (Outcome.KEPT, Outcome.SAME)
    assert len(ledger.of(7)) == len(ledger.of(8)) == 1


def test_an_answer_to_a_page_that_was_answered_meanwhile_is_stale(store: Engine) -> None:
    ledger = Ledger(store)
    answer(ledger, 7)
    assert ledger.append([answered(7, Answer.DECLINED)]) == (Outcome.STALE,)
    assert len(ledger.of(7)) == 1


def test_a_change_of_mind_follows_the_answer_before(store: Engine) -> None:
    ledger = Ledger(store)
    first = answer(ledger, 7)
    second = answer(ledger, 7, Answer.WITHDRAWN, at=NOON + timedelta(days=1))
    assert [entry.previous for entry in ledger.of(7)] == ["", first]
    assert ledger.head(7) == second
    assert [d.answer for d in ledger.decisions(7, PRIVACY)] == [Answer.ACCEPTED, Answer.WITHDRAWN]
    assert ledger.decisions(7, PolicyName("cookies")) == ()


def test_several_answers_on_one_page_are_kept_together(store: Engine) -> None:
    one = answered(7)
    (first,) = one.entries
    second = replace(first, answer=Answer.DECLINED, previous=leaf(body(first)))
    ledger = Ledger(store)
    both = replace(one, entries=(first, second))
    assert ledger.append([both]) == (Outcome.KEPT,)
    assert ledger.append([both]) == (Outcome.SAME,)
    assert ledger.of(7) == (first, second)
    assert faults(store) == []


def test_fifty_posts_at_once_of_one_answer_are_one_entry(store: Engine) -> None:
    told: list[Outcome] = []
    gate = threading.Barrier(10)

    def post() -> None:
        gate.wait()
        for _ in range(5):
            told.extend(Ledger(store).append([answered(7)]))

    threads = [threading.Thread(target=post) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [Outcome.KEPT, *[Outcome.SAME] * 49]
    assert len(Ledger(store).of(7)) == 1


def test_of_two_different_answers_at_once_one_is_stale(store: Engine) -> None:
    told: list[Outcome] = []
    gate = threading.Barrier(2)

    def post(one: Answered) -> None:
        gate.wait()
        told.extend(Ledger(store).append([one]))

    threads = [
        threading.Thread(target=post, args=[answered(7, said)]) for said in (Answer.ACCEPTED, Answer.DECLINED)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [Outcome.KEPT, Outcome.STALE]


def test_everybody_is_read_in_order(store: Engine) -> None:
    ledger = Ledger(store)
    answer(ledger, 9)
    answer(ledger, 7, Answer.DECLINED)
    answer(ledger, 9, Answer.WITHDRAWN)
    ledger.append([answered(8, policy="cookies")])
    told = [(person, [d.answer for d in decisions]) for person, decisions in ledger.decided("privacy")]
    assert told == [(7, [Answer.DECLINED]), (9, [Answer.ACCEPTED, Answer.WITHDRAWN])]


@pytest.mark.parametrize("name", [table.name for table in t.OWN])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_database_refuses_to_change_what_is_written(store: Engine, name: str, verb: str) -> None:
    if verb == "TRUNCATE" and store.dialect.name == "sqlite":
        verb = "DELETE"  # SQLite has no other way to empty a table
    if (verb, name) == ("DELETE", "entry_private"):
        return  # forgetting a person is the one thing that may be done
    filled(store)
    column = {"entry": "body", "entry_private": "body", "seal": "root", "sealed": "place", "anchor": "proof"}[
        name
    ]
    told = {"UPDATE": f"UPDATE {name} SET {column} = {column}", "DELETE": f"DELETE FROM {name}"}
    with store.begin() as connection, pytest.raises(DBAPIError, match="only grows"):
        connection.execute(text(told.get(verb, f"TRUNCATE {name} CASCADE")))
    assert faults(store) == []


def filled(store: Engine) -> Ledger:
    """Four answers of three people, sealed in two seals, the second anchored, and one answer not sealed yet."""
    ledger = Ledger(store)
    answer(ledger, 7)
    answer(ledger, 8, Answer.DECLINED)
    seal(store, SIGNER, now=NOON)
    answer(ledger, 7, Answer.WITHDRAWN)
    answer(ledger, 9)
    made = seal(store, SIGNER, now=NOON + timedelta(minutes=1))
    assert made is not None
    with store.begin() as connection:
        connection.execute(insert(t.anchor), {"seal_number": 2, "kind": "git", "proof": "abc", "at": NOON})
    answer(ledger, 10)
    return ledger


def test_seals_cover_every_entry_once_and_follow_each_other(store: Engine) -> None:
    filled(store)
    first, second = all_seals(store)
    assert (first.size, second.size) == (2, 2)
    assert second.previous
    third = seal(store, SIGNER, now=NOON)
    assert third is not None
    assert third.size == 1
    assert seal(store, SIGNER, now=NOON) is None
    assert faults(store) == []


def test_a_large_ledger_is_sealed_in_parts(store: Engine) -> None:
    ledger = Ledger(store)
    ledger.append([answered(person) for person in range(1, 6)])
    sizes = [made.size for _ in range(4) if (made := seal(store, SIGNER, now=NOON, largest=2))]
    assert sizes == [2, 2, 1]
    assert faults(store) == []


def test_two_hosts_may_seal_at_once(store: Engine) -> None:
    Ledger(store).append([answered(person) for person in range(1, 6)])
    gate, made = threading.Barrier(4), []

    def work() -> None:
        gate.wait()
        made.append(seal(store, SIGNER, now=NOON))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in made if one]) == 1
    assert faults(store) == []


def edited(connection: Connection, **columns: object) -> None:
    connection.execute(update(t.entry).where(t.entry.c.id == 2).values(**columns))


def rewritten(connection: Connection) -> None:
    """Change a refusal into an acceptance, and hash it anew."""
    told = connection.execute(select(t.entry.c.body).where(t.entry.c.id == 2)).scalar_one()
    forged = told.replace("declined", "accepted")
    edited(connection, body=forged, leaf=leaf(forged))


def swapped(connection: Connection) -> None:
    connection.execute(update(t.sealed).where(t.sealed.c.entry_id == 1).values(place=99))
    connection.execute(update(t.sealed).where(t.sealed.c.entry_id == 2).values(place=0))
    connection.execute(update(t.sealed).where(t.sealed.c.entry_id == 1).values(place=1))


def taken_out(connection: Connection, number: int) -> None:
    connection.execute(delete(t.private).where(t.private.c.entry_id == number))
    connection.execute(delete(t.sealed).where(t.sealed.c.entry_id == number))
    connection.execute(delete(t.entry).where(t.entry.c.id == number))


def put_in(connection: Connection) -> None:
    """Let somebody have answered before the first seal."""
    (entry,) = answered(11).entries
    written = body(entry)
    columns = {"person_id": 11, "policy": "privacy", "at": NOON, "once": b"x", "previous": ""}
    connection.execute(insert(t.entry), {"id": 99, **columns, "leaf": leaf(written), "body": written})
    connection.execute(insert(t.sealed), {"entry_id": 99, "seal_number": 1, "place": 2})


def resealed(connection: Connection) -> None:
    """Sign a seal anew with a key of one's own, without the seals after it."""
    row = connection.execute(select(t.seal).where(t.seal.c.number == 1)).one()
    connection.execute(update(t.seal).where(t.seal.c.number == 1).values(root=row.root[::-1]))


@pytest.mark.parametrize(
    ("deed", "named"),
    [
        pytest.param(lambda c: edited(c, body="{}"), "ledger entry 2: its words are not", id="words edited"),
        pytest.param(
            lambda c: edited(c, body="{}", leaf=leaf("{}")),
            "ledger entry 2: this is not an entry",
            id="no entry at all",
        ),
        pytest.param(rewritten, "ledger seal 1: entries under it are not those", id="words and hash edited"),
        pytest.param(
            lambda c: edited(c, person_id=12), "ledger entry 2: its columns", id="given to somebody else"
        ),
        pytest.param(
            lambda c: edited(c, at=NOON - timedelta(9)), "ledger entry 2: its columns", id="back-dated"
        ),
        pytest.param(
            lambda c: taken_out(c, 1), "ledger entry 3: the entry of this person before", id="taken out"
        ),
        pytest.param(
            lambda c: taken_out(c, 2), "ledger seal 1: entries under it are missing", id="taken out alone"
        ),
        pytest.param(put_in, "ledger seal 1: entries under it are missing or were put in", id="put in"),
        pytest.param(swapped, "ledger seal 1: entries under it are not those", id="swapped"),
        pytest.param(resealed, "ledger seal 1: it is not what was signed", id="seal edited"),
        pytest.param(
            lambda c: c.execute(update(t.seal).where(t.seal.c.number == 2).values(signature="00")),
            "ledger seal 2: it is not what was signed",
            id="signature edited",
        ),
        pytest.param(
            lambda c: (
                c.execute(delete(t.sealed).where(t.sealed.c.seal_number == 1)),
                c.execute(delete(t.seal).where(t.seal.c.number == 1)),
            ),
            "ledger seal 2: it does not follow",
            id="seal taken out",
        ),
        pytest.param(
            lambda c: c.execute(update(t.private).where(t.private.c.entry_id == 2).values(body="{}")),
            "ledger entry 2: its personal data",
            id="personal data edited",
        ),
    ],
)
def test_what_an_insider_did_is_named(
    store: Engine, deed: Callable[[Connection], object], named: str
) -> None:
    filled(store)
    assert faults(store) == []
    insider(store, deed)
    assert any(named in fault for fault in faults(store)), faults(store)


def test_a_ledger_sealed_anew_with_another_key_is_seen_by_who_knows_ours(store: Engine) -> None:
    Ledger(store).append([answered(7)])
    seal(store, Signer(b"x" * 32), now=NOON)
    assert faults(store) == []
    told = [str(fault) for fault in check(store, keys=frozenset({SIGNER.public}))]
    assert told == ["ledger seal 1: it was signed with a key that is not ours"]


def test_forgetting_personal_data_leaves_the_ledger_whole(store: Engine) -> None:
    ledger = filled(store)
    with store.begin() as connection:
        connection.execute(delete(t.private).where(t.private.c.entry_id.in_([1, 3])))
    assert ledger.private(7) == ()
    assert faults(store) == []
    assert R2 in ledger.of(7)[0].covers


def test_a_full_store_keeps_nothing_of_an_answer_and_takes_it_later(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'full.db'}")
    ledger = Ledger(engine)
    answer(ledger, 7)
    large = replace(answered(8), private="x" * 100_000)

    def limit(pages: int) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    with engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit(used)
    with pytest.raises(OperationalError, match="full"):
        ledger.append([large])
    assert ledger.count() == 1
    assert faults(engine) == []
    limit(1_000_000)
    assert ledger.append([answered(8)]) == (Outcome.KEPT,)
    engine.dispose()


def test_a_store_that_only_reads_keeps_nothing_and_still_tells(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'kept.db'}")
    ledger = Ledger(engine)
    answer(ledger, 7)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(OperationalError, match="readonly"):
        ledger.append([answered(8)])
    assert [one.person for one in ledger.all()] == [7]
    assert faults(engine) == []
    engine.dispose()
