"""Erasing keeps the evidence apart until a day, or nothing; the ledger holds and others are bound as before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import desks
import pytest
from ledgers import NOON, answer
from sqlalchemy import select, text

from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.people import People
from notifier.adapters.store.seals import Signer, seal
from notifier.adapters.store.tables import audit, retained
from notifier.core.binding import accepted
from notifier.core.consent import Answer
from notifier.core.subject import PersonState
from notifier.core.text import PolicyName

if TYPE_CHECKING:
    from sqlalchemy import Engine

PRIVACY = PolicyName("privacy")
LAST = NOON + timedelta(days=30)


@pytest.fixture
def people(store: Engine) -> People:
    """Three people who answered, sealed."""
    told = People(store, secret=b"s" * 32)
    told.take([desks.subject(number) for number in (1, 2, 3)], now=NOON)
    for number, said in ((1, Answer.ACCEPTED), (2, Answer.DECLINED), (3, Answer.ACCEPTED)):
        answer(Ledger(store), number, said)
    seal(store, Signer(b"k" * 32), now=NOON)
    return told


def everything(store: Engine) -> str:
    """Every word in every table, as somebody with a copy of the database reads it."""
    with store.begin() as connection:
        if store.dialect.name == "sqlite":
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        else:
            names = connection.execute(
                text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ).scalars()
        return "".join(str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in names.all())


def test_shredding_leaves_no_word_of_the_person(people: People, store: Engine) -> None:
    assert "person1@example.org" in everything(store)
    people.erase(1, actor="Ada", now=NOON)
    told = everything(store)
    assert "person1@example.org" not in told
    assert "'p1'" not in told
    assert "person2@example.org" in told
    assert people.remembered("p1") is None
    assert list(check(store)) == []


def test_evidence_is_kept_apart_until_its_day(people: People, store: Engine) -> None:
    people.erase(1, actor="Ada", now=NOON, until=LAST)
    assert people.find("p1") == ()
    assert people.find("person1@example.org") == ()
    erased = people.get(1)
    assert erased
    assert erased.subject is None
    for word in ("p1", "person 1", "1"):
        kept = people.remembered(word)
        assert kept
        assert (kept.state, kept.subject) == (PersonState.ERASED, desks.subject(1))
    assert people.remembered("p2") is None
    assert len(Ledger(store).private(1)) == 1
    assert people.take([desks.subject(1)], now=NOON).erased == 1
    assert list(check(store)) == []


def test_of_who_was_never_told_and_never_answered_nothing_is_kept(people: People, store: Engine) -> None:
    people.take([desks.subject(4)], now=NOON)
    assert people.erase(4, actor="Ada", now=NOON, until=LAST) is None
    assert people.remembered("p4") is None
    assert "person4@example.org" not in everything(store)
    assert people.erase(1, actor="Ada", now=NOON, until=LAST) == LAST


def test_when_its_day_has_come_the_evidence_goes(people: People, store: Engine) -> None:
    people.erase(1, actor="Ada", now=NOON, until=LAST)
    people.erase(2, actor="Ada", now=NOON, until=LAST + timedelta(days=1))
    assert people.expired(LAST - timedelta(seconds=1)) == ()
    assert people.expired(LAST) == (1,)
    people.shred([1], actor="Ada", now=LAST)
    assert people.expired(LAST) == ()
    assert Ledger(store).private(1) == ()
    assert people.remembered("p1") is None
    assert "person1@example.org" not in everything(store)
    assert people.remembered("p2")
    assert people.take([desks.subject(1)], now=NOON).erased == 1
    assert list(check(store)) == []


def test_erasing_changes_nothing_for_others(people: People, store: Engine) -> None:
    def agreed() -> dict[int, frozenset[str]]:
        return {who: accepted(told, LAST) for who, told in Ledger(store).decided("privacy")}

    before = agreed()
    people.erase(1, actor="Ada", now=NOON)
    people.erase(2, actor="Ada", now=NOON, until=LAST)
    assert agreed() == before
    assert [one.decision.answer for one in Ledger(store).of(1)] == [Answer.ACCEPTED]
    assert len(Ledger(store).private(3)) == 1


def test_erasing_twice_is_erasing_once(people: People, store: Engine) -> None:
    for _ in range(2):
        people.erase(1, actor="Ada", now=NOON, until=LAST)
    with store.begin() as connection:
        assert len(connection.execute(select(retained)).all()) == 1
    people.erase(1, actor="Ada", now=NOON)
    assert people.remembered("p1") is None


def test_who_erased_whom_is_written_down_without_a_name(people: People, store: Engine) -> None:
    people.erase(1, actor="Ada", now=NOON, until=LAST)
    people.shred([1], actor="Ben", now=LAST)
    with store.begin() as connection:
        rows = connection.execute(select(audit.c.actor, audit.c.action, audit.c.object, audit.c.told)).all()
    assert [tuple(row) for row in rows] == [
        ("Ada", "erase", "person 1", "evidence until 2026-12-23"),
        ("Ben", "shred", "person 1", ""),
    ]
