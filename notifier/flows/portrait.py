"""Everything the store keeps about one person, for the person who asks for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.letters import letters
from notifier.adapters.store.tables import person, suppression
from notifier.core import consent
from notifier.flows.bind import bind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.store.letters import Letter
    from notifier.core.subject import Person


def portrait(catalog: Catalog, engine: Engine, who: Person, *, now: datetime) -> dict[str, Any]:
    """Tell what was sent to a person, what became of it, what they answered, and what binds them now."""
    ledger = Ledger(engine)
    with reading(engine).begin() as connection:
        silenced = list(_suppressed(connection, who.id))
    return {
        "mails": [letter(one) for one in letters(engine, who.id)],
        "unreachable": silenced,
        "answers": [json.loads(consent.body(entry)) for entry in ledger.of(who.id)],
        "kept_with_answers": [dict(told) for told in ledger.private(who.id)],
        "binding": dict(_bindings(catalog, engine, who, now)),
    }


def letter(one: Letter) -> dict[str, Any]:
    """Tell of a mail and what became of it; its words stand elsewhere."""
    return {
        "delivery": one.delivery,
        "message_id": f"{one.delivery:x}.notice",
        "campaign": one.campaign,
        "language": one.language,
        "subject": one.subject,
        "sha256": one.sha256,
        "state": one.state,
        "steps": [{"what": s.what, "at": s.at.isoformat(), "told": s.told} for s in one.steps],
    }


def _suppressed(connection: Connection, number: int) -> Iterator[dict[str, Any]]:
    """Tell why mail no longer reaches the person's address."""
    found = (
        select(suppression.c.reason, suppression.c.source, suppression.c.at)
        .join(person, person.c.address_key == suppression.c.key)
        .where(person.c.id == number, suppression.c.lifted_at.is_(None))
    )
    for reason, source, at in connection.execute(found):
        yield {"reason": reason, "source": source, "at": at.isoformat()}


def _bindings(
    catalog: Catalog, engine: Engine, who: Person, now: datetime
) -> Iterator[tuple[str, dict[str, str | None]]]:
    for name, _ in who.subject.baselines if who.subject else ():
        answer = bind(catalog, engine, who, name, at=now)
        yield (
            str(name),
            {bound.clause: str(bound.version) if bound.present else None for bound in answer.bound},
        )
