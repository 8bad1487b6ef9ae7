"""An answer by its name, with the person who gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from notifier.adapters.store import people
from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import entry
from notifier.adapters.store.tables import person, suppression
from notifier.core import consent
from notifier.core.subject import PersonState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from notifier.core.consent import Entry
    from notifier.core.subject import Person

_SUPPRESSED = (
    select(person.c.id)
    .join(suppression, person.c.address_key == suppression.c.key)
    .where(
        person.c.id.in_(bindparam("people", expanding=True)),
        suppression.c.scope == "address",
        suppression.c.lifted_at.is_(None),
    )
)


def answered(engine: Engine, leaf: str) -> tuple[tuple[Entry, ...], Person | None, str]:
    """Give the entries of the answer whose first entry has this leaf, the person, and the address that reaches them."""
    with reading(engine).begin() as connection:
        first = connection.execute(
            select(entry.c.person_id, entry.c.once).where(entry.c.leaf == leaf)
        ).first()
        if first is None:
            return (), None, ""
        found = select(entry.c.body).where(entry.c.once.between(first.once, first.once + b"\xff\xff"))
        bodies = connection.execute(found.order_by(entry.c.id)).scalars().all()
        row = connection.execute(people.joined().where(person.c.id == first.person_id)).first()
        who = people.read(row) if row else None
        address = reachable(connection, who) if who else ""
    return tuple(consent.read(body) for body in bodies), who, address


def reachable(connection: Connection, who: Person) -> str:
    """Give the address that mail reaches a person at; nothing without one, or where it bounced."""
    return who.subject.email if who.subject and unsuppressed(connection, [who]) else ""


def unsuppressed(connection: Connection, people: Sequence[Person]) -> set[int]:
    """Give those of these people whom mail reaches: who have an address, and it did not bounce."""
    mailed = {one.id for one in people if _mailed(one)}
    if not mailed:
        return set()
    return mailed - set(connection.execute(_SUPPRESSED, {"people": list(mailed)}).scalars())


def _mailed(who: Person) -> bool:
    return who.state is PersonState.ACTIVE and bool(who.subject and who.subject.email)
