"""Answers for tests of the ledger, with the parts that a test does not care about filled in."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import text

from notifier.adapters.store.ledger import Answered
from notifier.core.consent import Answer, Entry, Method, body, canonical, commitment, leaf
from notifier.core.release import ReductionId, Version
from notifier.core.text import EN, Digest, PolicyName

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

    from notifier.adapters.store.ledger import Ledger

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
R2 = "2.0.0/retention-1"


def answered(
    person: int,
    answer: Answer = Answer.ACCEPTED,
    *covers: str,
    previous: str = "",
    at: datetime = NOON,
    once: str = "",
    policy: str = "privacy",
) -> Answered:
    """One answer of a person who gave no other."""
    salt, private = b"s" * 16, canonical({"email": f"person{person}@example.org"})
    entry = Entry(
        person=person,
        delivery=(1 << 40) | person,
        policy=PolicyName(policy),
        version=Version(2, 0, 0),
        since=Version(1, 0, 0),
        answer=answer,
        covers=tuple(ReductionId(name) for name in covers or (R2,)),
        language=EN,
        shown=Digest("1" * 64),
        statement=Digest("2" * 64),
        page=Digest("3" * 64),
        method=Method.PAGE,
        at=at,
        commitment=commitment(salt, private),
        previous=previous,
    )
    key = hashlib.sha256((once or body(entry)).encode()).digest()
    return Answered(entries=(entry,), once=key, salt=salt, private=private)


def answer(
    ledger: Ledger, person: int, said: Answer = Answer.ACCEPTED, *covers: str, at: datetime = NOON
) -> str:
    """Let a person answer now, and give the leaf."""
    one = answered(person, said, *covers, previous=ledger.head(person), at=at)
    assert ledger.append([one]) == ("kept",)
    return leaf(body(one.entries[0]))


def insider(store: Engine, deed: Callable[[Connection], object]) -> None:
    """Do something to the ledger as one who owns the database can: without the triggers."""
    with store.begin() as connection:
        if store.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            deed(connection)
            return
        names = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        )
        for name in names:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        deed(connection)
