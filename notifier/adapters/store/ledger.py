"""The ledger in the store: answers are added, read, and never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, null, select, union_all
from sqlalchemy.exc import IntegrityError

from notifier.adapters.store.engine import padded, reading
from notifier.adapters.store.ledger_tables import entry as entries
from notifier.adapters.store.ledger_tables import private as privates
from notifier.core import consent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from notifier.core.consent import Decision, Entry
    from notifier.core.text import PolicyName

_BATCH = 5_000
_TRIES = 5


_STAND = union_all(
    select(entries.c.person_id, entries.c.leaf, null().label("once")).where(
        entries.c.id.in_(
            select(func.max(entries.c.id))
            .where(entries.c.person_id.in_(bindparam("people", expanding=True)))
            .group_by(entries.c.person_id)
        )
    ),
    select(entries.c.person_id, entries.c.leaf, entries.c.once).where(
        entries.c.once.in_(bindparam("onces", expanding=True))
    ),
)
_ENTRY = insert(entries)
_PRIVATE = insert(privates).from_select(
    ["entry_id", "salt", "body"],
    select(
        entries.c.id,
        bindparam("its_salt", type_=privates.c.salt.type),
        bindparam("its_body", type_=privates.c.body.type),
    ).where(entries.c.leaf == bindparam("of")),
)


class Outcome(StrEnum):
    """What became of an answer that was handed over."""

    KEPT = "kept"
    SAME = "same"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer to be kept, all of it or nothing.

    Attributes:
        entries: what to write, in order; each names the one before it.
        once: names the answer, so that it is kept once however often it is handed over.
        salt: of the commitments.
        private: the personal data that goes with it, as canonical JSON.
    """

    entries: tuple[Entry, ...]
    once: bytes
    salt: bytes
    private: str


class Ledger:
    """The ledger of a store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        """Add answers in one transaction, each wholly or not at all.

        An answer is stale when the person's last entry is no longer the one it names: somebody answered in between.
        """
        for _ in range(_TRIES - 1):
            try:
                return self._append(batch)
            except IntegrityError:  # another host wrote for one of these people: look again
                continue
        return self._append(batch)

    def _append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        with self.engine.begin() as connection:
            heads, known = _stand(connection, batch)
            outcomes, fresh = _sorted(batch, known, heads)
            if fresh:
                _insert(connection, fresh)
        return outcomes

    def head(self, person: int) -> str:
        """Give the leaf of a person's last entry; empty when there is none."""
        with reading(self.engine).begin() as connection:
            newest = select(entries.c.leaf).where(entries.c.person_id == person).order_by(entries.c.id.desc())
            return connection.execute(newest.limit(1)).scalar() or ""

    def kept(self, once: bytes) -> tuple[Entry, ...]:
        """Give the entries of an answer that was handed over before; none when it is not kept."""
        own = entries.c.once.between(once, once + b"\xff\xff")
        found = select(entries.c.body).where(own).order_by(entries.c.id)
        with reading(self.engine).begin() as connection:
            return tuple(consent.read(body) for body in connection.execute(found).scalars())

    def of(self, person: int) -> tuple[Entry, ...]:
        """Give every entry of a person, oldest first."""
        found = select(entries.c.body).where(entries.c.person_id == person).order_by(entries.c.id)
        with reading(self.engine).begin() as connection:
            return tuple(consent.read(body) for body in connection.execute(found).scalars())

    def all(self) -> Iterator[Entry]:
        """Give every entry, as the store numbered them."""
        found = select(entries.c.body).order_by(entries.c.id)
        with reading(self.engine).connect() as connection, connection.begin():
            for body in connection.execution_options(yield_per=_BATCH).execute(found).scalars():
                yield consent.read(body)

    def count(self) -> int:
        """Count the entries."""
        with reading(self.engine).begin() as connection:
            return int(connection.execute(select(func.count()).select_from(entries)).scalar_one())

    def decisions(self, person: int, policy: PolicyName) -> tuple[Decision, ...]:
        """Give the decisions of a person on a policy, oldest first."""
        return tuple(one.decision for one in self.of(person) if one.policy == policy)

    def decided(self, policy: str) -> Iterator[tuple[int, tuple[Decision, ...]]]:
        """Give everybody who ever answered on a policy, with their decisions, by their number."""
        found = (
            select(entries.c.person_id, entries.c.body)
            .where(entries.c.policy == policy)
            .order_by(entries.c.person_id, entries.c.id)
        )
        with reading(self.engine).connect() as connection, connection.begin():
            rows = connection.execution_options(yield_per=_BATCH).execute(found)
            for person, group in groupby(rows, key=lambda row: row[0]):
                yield person, tuple(consent.read(body).decision for _, body in group)

    def private(self, person: int) -> tuple[Mapping[str, Any], ...]:
        """Give the personal data kept with the entries of a person, oldest first; nothing once they are forgotten."""
        found = (
            select(privates.c.body)
            .join(entries, entries.c.id == privates.c.entry_id)
            .where(entries.c.person_id == person)
            .order_by(entries.c.id)
        )
        with reading(self.engine).begin() as connection:
            return tuple(json.loads(body) for body in connection.execute(found).scalars())


def _stand(connection: Connection, batch: Sequence[Answered]) -> tuple[dict[int, str], set[bytes]]:
    """Give the last leaf of each person, and which of the answers are kept already, as they are at one moment."""
    told = {
        "people": padded({answered.entries[0].person for answered in batch}),
        "onces": padded([answered.once for answered in batch]),
    }
    heads, known = {}, set()
    for person, leaf, once in connection.execute(_STAND, told):
        if once is None:
            heads[person] = leaf
        else:
            known.add(once)
    return heads, known


def _sorted(
    batch: Sequence[Answered], known: set[bytes], heads: dict[int, str]
) -> tuple[tuple[Outcome, ...], list[Answered]]:
    """Tell what becomes of each answer, in the order they came."""
    outcomes, fresh = [], []
    for answered in batch:
        first = answered.entries[0]
        if answered.once in known:
            outcomes.append(Outcome.SAME)
        elif first.previous != heads.get(first.person, ""):
            outcomes.append(Outcome.STALE)
        else:
            outcomes.append(Outcome.KEPT)
            fresh.append(answered)
            known.add(answered.once)
            heads[first.person] = consent.leaf(consent.body(answered.entries[-1]))
    return tuple(outcomes), fresh


def _insert(connection: Connection, fresh: Sequence[Answered]) -> None:
    rows = [(row, answered) for answered in fresh for row in _rows(answered)]
    connection.execute(_ENTRY, [row for row, _ in rows])
    connection.execute(
        _PRIVATE,
        [
            {"of": row["leaf"], "its_salt": answered.salt, "its_body": answered.private}
            for row, answered in rows
        ],
    )


def _rows(answered: Answered) -> Iterator[dict[str, Any]]:
    """Give the rows of an answer; only the first of several carries the name of the answer itself."""
    for place, one in enumerate(answered.entries):
        written = consent.body(one)
        yield {
            "person_id": one.person,
            "policy": one.policy,
            "at": one.at,
            "once": answered.once if place == 0 else answered.once + place.to_bytes(2, "big"),
            "previous": one.previous,
            "leaf": consent.leaf(written),
            "body": written,
        }
