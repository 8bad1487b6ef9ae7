"""How far a campaign is, and whom it did not reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from notifier.adapters.store import planning
from notifier.adapters.store.deliveries import of, stands, with_chunks
from notifier.adapters.store.engine import reading
from notifier.adapters.store.tables import attempt, chunk, delivery, person
from notifier.core.delivery import LANE_BITS, PERSON_BITS, PLACE_BITS, RANKS, ChunkState, Event, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

    from notifier.core.campaign import Campaign

LATELY = timedelta(minutes=1)
"""How far back a rate looks."""

_NAMES = {rank: event.value for event, rank in RANKS.items()}
_FAILED = RANKS[Event.DROPPED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a campaign is.

    Attributes:
        chunks: chunks by state.
        deliveries: deliveries by status.
        reasons: deliveries that were not made, by reason.
        events: deliveries by the highest event told of them.
    """

    chunks: dict[str, int]
    deliveries: dict[str, int]
    reasons: dict[str, int]
    events: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a campaign is.

    Attributes:
        rate: mails a second that were handed over, over the last minute.
        left: people in chunks that are still to be handed over.
    """

    rate: float
    left: int

    @property
    def seconds(self) -> float | None:
        """Give how long the rest takes at this rate; nothing while it stands still."""
        return self.left / self.rate if self.rate else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What a campaign has still to send.

    Attributes:
        people: how many get each variant, by its number.
        calls: in how many calls.
        reasons: people who will not be reached, by reason.
    """

    people: dict[int, int]
    calls: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """A person whom a campaign did not reach, or nobody knows; to be told by post or in the service."""

    person: int
    external_id: str
    language: str
    status: str
    reason: str


class Progresses:
    """Count and list the deliveries of campaigns."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, one: Campaign) -> Progress:
        """Count how far a campaign is."""
        with reading(self.engine).begin() as connection:
            chunks = connection.execute(
                select(chunk.c.state, func.count())
                .where(chunk.c.campaign_id == one.id)
                .group_by(chunk.c.state)
            ).all()
            told = (stands().label("stands"), delivery.c.reason, delivery.c.rank)
            rows = connection.execute(
                select(*told, func.count()).select_from(with_chunks()).where(of(one)).group_by(*told)
            ).all()
        deliveries: dict[str, int] = {}
        reasons: dict[str, int] = {}
        events: dict[str, int] = {}
        for state, reason, rank, count in rows:
            _count(deliveries, Status(state).name.lower(), count)
            if reason and Status(state) is not Status.ACCEPTED:
                _count(reasons, reason, count)
            if rank:
                _count(events, _NAMES[rank], count)
        return Progress(
            chunks={str(state): int(count) for state, count in chunks},
            deliveries=deliveries,
            reasons=reasons,
            events=events,
        )

    def pace(self, one: Campaign, *, now: datetime) -> Pace:
        """Measure how fast a campaign is, whichever workers send it."""
        lately = (
            select(func.coalesce(func.sum(chunk.c.size), 0))
            .join(attempt, attempt.c.chunk_id == chunk.c.id)
            .where(chunk.c.campaign_id == one.id, attempt.c.phase == "result", attempt.c.at > now - LATELY)
        )
        open_ = select(func.coalesce(func.sum(chunk.c.size), 0)).where(
            chunk.c.campaign_id == one.id, chunk.c.state.in_([ChunkState.READY, ChunkState.IN_FLIGHT])
        )
        with reading(self.engine).begin() as connection:
            done = int(connection.execute(lately).scalar_one())
            left = int(connection.execute(open_).scalar_one())
        return Pace(rate=done / LATELY.total_seconds(), left=left)

    def ahead(self, one: Campaign) -> Ahead:
        """Count what is still to be sent, whether it was planned to the person or not; nothing is written."""
        planned = planning.planned(one, one.expanded, 1 << PERSON_BITS).subquery()
        reached = planned.c.chunk_id.is_not(None)
        variant = planned.c.chunk_id // (1 << (LANE_BITS + PLACE_BITS))
        coming = select(variant, func.count(), func.count(planned.c.chunk_id.distinct()))
        ready = select(chunk.c.variant_id, func.sum(chunk.c.size), func.count()).where(
            chunk.c.campaign_id == one.id, chunk.c.state == ChunkState.READY
        )
        nowhere = select(planned.c.reason, func.count()).where(~reached).group_by(planned.c.reason)
        people: dict[int, int] = {}
        calls = 0
        with reading(self.engine).begin() as connection:
            for found in (coming.where(reached).group_by(variant), ready.group_by(chunk.c.variant_id)):
                for number, count, parts in connection.execute(found):
                    people[number] = people.get(number, 0) + int(count)
                    calls += int(parts)
            reasons = {str(why): int(count) for why, count in connection.execute(nowhere)}
        return Ahead(people=people, calls=calls, reasons=reasons)

    def unreached(self, one: Campaign) -> Iterator[Unreached]:
        """Give everybody who was surely or maybe not reached, with constant memory."""
        missed = or_(
            delivery.c.state.in_([Status.REJECTED, Status.UNREACHABLE, Status.UNKNOWN]),
            delivery.c.rank >= _FAILED,
        )
        found = (
            select(delivery, person.c.external_id, person.c.language)
            .join(person, person.c.id == delivery.c.id - (one.id << PERSON_BITS))
            .where(of(one), missed, person.c.external_id.is_not(None))
            .order_by(delivery.c.id)
        )
        with reading(self.engine).connect() as connection, connection.begin():
            for row in connection.execution_options(yield_per=2_000).execute(found):
                yield Unreached(
                    person=row.id - (one.id << PERSON_BITS),
                    external_id=row.external_id,
                    language=row.language,
                    status=_NAMES[row.rank] if row.rank >= _FAILED else Status(row.state).name.lower(),
                    reason=row.reason or "",
                )


def _count(counts: dict[str, int], name: str, more: int) -> None:
    counts[name] = counts.get(name, 0) + more
