"""Everything the store keeps about one person, for the person who asks for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.tables import campaign, delivery, event, person, suppression, variant
from notifier.adapters.store.tables import chunk as chunks
from notifier.core import consent
from notifier.core.delivery import DeliveryId, campaign_of, delivery_id
from notifier.flows.bind import bind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from notifier.adapters.catalog import Catalog
    from notifier.core.subject import Person


def portrait(catalog: Catalog, engine: Engine, who: Person, *, now: datetime) -> dict[str, Any]:
    """Tell what was sent to a person, what became of it, what they answered, and what binds them now."""
    ledger = Ledger(engine)
    with reading(engine).begin() as connection:
        mails = list(_mails(connection, who.id))
        silenced = list(_suppressed(connection, who.id))
    return {
        "mails": mails,
        "unreachable": silenced,
        "answers": [json.loads(consent.body(entry)) for entry in ledger.of(who.id)],
        "kept_with_answers": [dict(told) for told in ledger.private(who.id)],
        "binding": dict(_bindings(catalog, engine, who, now)),
    }


def _mails(connection: Connection, number: int) -> Iterator[dict[str, Any]]:
    """Give every mail with its events, oldest first."""
    campaigns = connection.execute(select(campaign.c.id)).scalars().all()
    ids = [delivery_id(one, number) for one in campaigns]
    found = (
        select(delivery.c.id, variant.c.subject, variant.c.language)
        .join(chunks, chunks.c.id == delivery.c.chunk_id)
        .join(variant, variant.c.id == chunks.c.variant_id)
        .where(delivery.c.id.in_(ids))
        .order_by(delivery.c.id)
    )
    for row in connection.execute(found).all():
        events = select(event.c.kind, event.c.at, event.c.reason).where(event.c.delivery_id == row.id)
        yield {
            "campaign": campaign_of(DeliveryId(row.id)),
            "subject": row.subject,
            "language": row.language,
            "events": [
                {"kind": kind, "at": at.isoformat(), "reason": reason}
                for kind, at, reason in connection.execute(events.order_by(event.c.at))
            ],
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
