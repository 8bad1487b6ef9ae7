"""The mails to one person: what they said, when they left, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from notifier.adapters.store.engine import reading
from notifier.adapters.store.tables import attempt, campaign, chunk, delivery, event, variant
from notifier.core.delivery import DeliveryId, Status, campaign_of, delivery_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from notifier.core.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a mail: we sent it, or a provider told of it."""

    what: str
    at: datetime
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one person, without the personal link.

    Attributes:
        delivery: its name in the store, and in the header `Message-ID` (in hexadecimal).
        campaign: the number of the campaign.
        language: of the mail.
        subject: its subject.
        html: its words.
        text: the same as plain text.
        sha256: of both, as it was approved.
        state: what is written of it.
        steps: what happened to it, oldest first.
    """

    delivery: int
    campaign: int
    language: Language
    subject: str
    html: str
    text: str
    sha256: str
    state: str
    steps: tuple[Step, ...]


def letters(engine: Engine, person: int) -> tuple[Letter, ...]:
    """Give every mail to a person, oldest campaign first."""
    with reading(engine).begin() as connection:
        campaigns = connection.execute(select(campaign.c.id)).scalars().all()
        found = (
            select(delivery.c.id, delivery.c.state, delivery.c.chunk_id, variant)
            .join(chunk, chunk.c.id == delivery.c.chunk_id)
            .join(variant, variant.c.id == chunk.c.variant_id)
            .where(delivery.c.id.in_([delivery_id(number, person) for number in campaigns]))
            .order_by(delivery.c.id)
        )
        return tuple(
            Letter(
                delivery=row[0],
                campaign=campaign_of(DeliveryId(row[0])),
                language=row.language,
                subject=row.subject,
                html=row.html,
                text=row.text,
                sha256=row.sha256,
                state=Status(row.state).name.lower(),
                steps=_steps(connection, row[0], row.chunk_id),
            )
            for row in connection.execute(found).all()
        )


def _steps(connection: Connection, number: int, of_chunk: int) -> tuple[Step, ...]:
    """Give what happened to one delivery: the tries of its chunk, and its own events."""
    tries = select(attempt.c.phase, attempt.c.at, attempt.c.message).where(attempt.c.chunk_id == of_chunk)
    events = select(event.c.kind, event.c.at, event.c.reason).where(event.c.delivery_id == number)
    steps = [
        Step(what=what, at=at, told=told or "")
        for found in (tries, events)
        for what, at, told in connection.execute(found)
    ]
    return tuple(sorted(steps, key=lambda step: step.at))
