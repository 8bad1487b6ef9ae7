"""Chunks and deliveries while they are sent. The rows are the truth; whatever else runs is a hint."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from notifier.adapters.store.engine import reading
from notifier.adapters.store.pace import Pace
from notifier.adapters.store.tables import attempt, campaign, chunk, delivery, person
from notifier.core.campaign import State
from notifier.core.delivery import (
    PERSON_BITS,
    PLACE_BITS,
    ChunkId,
    ChunkState,
    DeliveryId,
    Outcome,
    Reason,
    Status,
    Turn,
    after,
    variant_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from notifier.core.campaign import Campaign

LEASE = timedelta(minutes=5)
"""A sender that has not told of a chunk for so long is taken for dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A chunk that this sender alone may send.

    Attributes:
        chunk: its id.
        variant: the mail it gets.
        attempt: which try this is, from 1.
        addresses: the deliveries that are still to be made, with their addresses.
    """

    chunk: ChunkId
    variant: int
    attempt: int
    addresses: tuple[tuple[DeliveryId, str], ...]


def worker_name() -> str:
    """Name this process so that, after a crash, its chunks are known to be nobody's: host, process, start."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def dead(worker: str) -> bool:
    """Say whether a worker of this host surely runs no more; of other hosts nothing is known."""
    host, _, rest = worker.partition("/")
    process, _, started = rest.partition("/")
    return host == socket.gethostname() and _started(int(process)) != started


def _started(process: int) -> str:
    """Give when a process started, in ticks since boot; empty when it does not run."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[19]
    except FileNotFoundError:
        return ""


class Sending:
    """The chunks of a campaign, seen by one worker."""

    def __init__(self, engine: Engine, *, worker: str) -> None:
        self.engine = engine
        self.worker = worker
        self.pace = Pace(engine)

    def claim(self, one: Campaign, *, now: datetime) -> Claim | None:
        """Take the next chunk and write down the intent, in one transaction, before anything is sent."""
        with self.engine.begin() as connection:
            waiting = (
                select(chunk.c.id)
                .join(campaign, campaign.c.id == chunk.c.campaign_id)
                .where(
                    chunk.c.campaign_id == one.id,
                    chunk.c.state == ChunkState.READY,
                    campaign.c.state == State.SENDING,
                    chunk.c.not_before.is_(None) | (chunk.c.not_before <= now),
                )
                .order_by(chunk.c.id)
                .limit(1)
                .with_for_update(of=chunk, skip_locked=True)
            )
            number = connection.execute(waiting).scalar()
            return None if number is None else self._claimed(connection, ChunkId(number), now)

    def _claimed(self, connection: Connection, number: ChunkId, now: datetime) -> Claim | None:
        tried = connection.execute(
            update(chunk)
            .where(chunk.c.id == number, chunk.c.state == ChunkState.READY)
            .values(
                state=after(ChunkState.READY, Turn.CLAIMED),
                attempt=chunk.c.attempt + 1,
                worker=self.worker,
                lease_until=now + LEASE,
            )
            .returning(chunk.c.attempt, chunk.c.campaign_id)
        ).first()
        if tried is None:
            return None
        self._note(connection, number, tried.attempt, "intent", now)
        rows = connection.execute(
            select(delivery.c.id, person.c.email)
            .outerjoin(person, person.c.id == delivery.c.id - (tried.campaign_id << PERSON_BITS))
            .where(delivery.c.chunk_id == number, delivery.c.state == Status.PLANNED)
            .order_by(delivery.c.id)
        ).all()
        gone = [row.id for row in rows if row.email is None]
        if gone:
            _mark(connection, gone, Status.UNREACHABLE, Reason.GONE)
        return Claim(
            chunk=number,
            variant=variant_of(number),
            attempt=tried.attempt,
            addresses=tuple((DeliveryId(row.id), row.email) for row in rows if row.email is not None),
        )

    def settle(
        self, claim: Claim, outcome: Outcome, *, now: datetime, again_at: datetime | None = None
    ) -> None:
        """Write down what the transport knows; recipients it deferred are tried again."""
        with self.engine.begin() as connection:
            for number, reason in outcome.rejected:
                _mark(connection, [number], Status.REJECTED, reason)
            if outcome.unknown:
                _mark(connection, outcome.unknown, Status.UNKNOWN, None)
            accepted = update(delivery).where(
                delivery.c.chunk_id == claim.chunk, delivery.c.state == Status.PLANNED
            )
            if outcome.deferred:
                accepted = accepted.where(delivery.c.id.not_in(outcome.deferred))
            connection.execute(accepted.values(state=Status.ACCEPTED))
            turn = Turn.RETURNED if outcome.deferred else Turn.SENT
            self._move(connection, claim, turn, not_before=again_at)
            self._note(connection, claim.chunk, claim.attempt, "result", now, message=outcome.message)

    def give_back(self, claim: Claim, *, now: datetime, again_at: datetime | None, told: str) -> None:
        """Return a chunk that was surely not sent."""
        with self.engine.begin() as connection:
            self._move(connection, claim, Turn.RETURNED, not_before=again_at)
            self._note(connection, claim.chunk, claim.attempt, "result", now, told=told)

    def split(self, claim: Claim, *, now: datetime, told: str) -> int:
        """Halve a chunk that was refused as a whole; a single recipient is rejected. Say how many were rejected."""
        numbers = [number for number, _ in claim.addresses]
        with self.engine.begin() as connection:
            self._move(connection, claim, Turn.HALVED)
            self._note(connection, claim.chunk, claim.attempt, "result", now, told=told)
            if len(numbers) == 1:
                _mark(connection, numbers, Status.REJECTED, told)
                return 1
            self._halve(connection, claim.chunk, numbers)
        return 0

    def _halve(self, connection: Connection, old: ChunkId, numbers: Sequence[DeliveryId]) -> None:
        """Put each half into a new chunk of the same lane; whoever halves holds the campaign's row meanwhile."""
        row = connection.execute(
            select(chunk.c.campaign_id, chunk.c.variant_id).where(chunk.c.id == old)
        ).one()
        connection.execute(select(campaign.c.id).where(campaign.c.id == row.campaign_id).with_for_update())
        lane = old >> PLACE_BITS
        last = connection.execute(
            select(func.max(chunk.c.id)).where(
                chunk.c.id >= lane << PLACE_BITS, chunk.c.id < (lane + 1) << PLACE_BITS
            )
        ).scalar_one()
        middle = len(numbers) // 2
        for place, half in enumerate((numbers[:middle], numbers[middle:]), 1):
            fresh = {
                "id": last + place,
                "campaign_id": row.campaign_id,
                "variant_id": row.variant_id,
                "size": len(half),
                "state": ChunkState.READY,
                "attempt": 0,
            }
            connection.execute(insert(chunk), fresh)
            connection.execute(update(delivery).where(delivery.c.id.in_(half)).values(chunk_id=last + place))

    def next_at(self, one: Campaign) -> datetime | None:
        """Give the moment the next resting chunk may go; nothing when none waits or the campaign does not run."""
        with reading(self.engine).begin() as connection:
            found: datetime | None = connection.execute(
                select(func.min(chunk.c.not_before))
                .join(campaign, campaign.c.id == chunk.c.campaign_id)
                .where(
                    chunk.c.campaign_id == one.id,
                    chunk.c.state == ChunkState.READY,
                    campaign.c.state == State.SENDING,
                )
            ).scalar()
            return found

    def fail(self, claim: Claim, *, now: datetime, told: str) -> None:
        """Set a chunk aside that was surely not sent and never can be."""
        with self.engine.begin() as connection:
            self._move(connection, claim, Turn.GIVEN_UP)
            self._note(connection, claim.chunk, claim.attempt, "result", now, told=told)

    def lose(self, claim: Claim, *, now: datetime, told: str) -> None:
        """Set a chunk aside of which nobody knows whether it was sent; only evidence moves it on."""
        with self.engine.begin() as connection:
            self._move(connection, claim, Turn.LOST)
            self._note(connection, claim.chunk, claim.attempt, "unknown", now, told=told)

    def _move(
        self, connection: Connection, claim: Claim, turn: Turn, *, not_before: datetime | None = None
    ) -> None:
        state = after(ChunkState.IN_FLIGHT, turn)
        connection.execute(
            update(chunk)
            .where(
                chunk.c.id == claim.chunk,
                chunk.c.state == ChunkState.IN_FLIGHT,
                chunk.c.attempt == claim.attempt,
            )
            .values(state=state, worker=None, lease_until=None, not_before=not_before)
        )

    def _note(
        self,
        connection: Connection,
        number: ChunkId,
        tried: int,
        phase: str,
        now: datetime,
        *,
        message: str = "",
        told: str = "",
    ) -> None:
        connection.execute(
            insert(attempt),
            {
                "chunk_id": number,
                "attempt": tried,
                "phase": phase,
                "at": now,
                "worker": self.worker,
                "message": message or None,
                "told": told or None,
            },
        )

    def sweep(self, one: Campaign, *, now: datetime) -> int:
        """Set aside the chunks of senders that are gone: nobody knows whether those were sent."""
        with self.engine.begin() as connection:
            rows = connection.execute(
                select(chunk.c.id, chunk.c.attempt, chunk.c.worker, chunk.c.lease_until).where(
                    chunk.c.campaign_id == one.id, chunk.c.state == ChunkState.IN_FLIGHT
                )
            ).all()
            lost = [row for row in rows if row.lease_until <= now or dead(row.worker)]
            for row in lost:
                claim = Claim(chunk=ChunkId(row.id), variant=0, attempt=row.attempt, addresses=())
                self._move(connection, claim, Turn.LOST)
                self._note(
                    connection, claim.chunk, claim.attempt, "unknown", now, told=f"{row.worker} is gone"
                )
            return len(lost)

    def unknown(self, one: Campaign) -> tuple[tuple[Claim, datetime], ...]:
        """Give the chunks of which nobody knows whether they were sent, and since when."""
        lost = (
            (attempt.c.chunk_id == chunk.c.id)
            & (attempt.c.attempt == chunk.c.attempt)
            & (attempt.c.phase == "unknown")
        )
        with reading(self.engine).begin() as connection:
            rows = connection.execute(
                select(chunk.c.id, chunk.c.attempt, attempt.c.at)
                .join(attempt, lost)
                .where(chunk.c.campaign_id == one.id, chunk.c.state == ChunkState.UNKNOWN)
                .order_by(chunk.c.id)
            ).all()
            return tuple((self._again(connection, one, ChunkId(row.id), row.attempt), row.at) for row in rows)

    def _again(self, connection: Connection, one: Campaign, number: ChunkId, tried: int) -> Claim:
        rows = connection.execute(
            select(delivery.c.id, person.c.email)
            .outerjoin(person, person.c.id == delivery.c.id - (one.id << PERSON_BITS))
            .where(delivery.c.chunk_id == number, delivery.c.state == Status.PLANNED)
            .order_by(delivery.c.id)
        )
        return Claim(
            chunk=number,
            variant=variant_of(number),
            attempt=tried,
            addresses=tuple((DeliveryId(row.id), row.email or "") for row in rows),
        )

    def prove(self, claim: Claim, sent: Sequence[DeliveryId], *, now: datetime) -> None:
        """Settle an unknown chunk by evidence: these were sent, the others surely were not."""
        with self.engine.begin() as connection:
            if sent:
                _mark(connection, sent, Status.ACCEPTED, None)
            left = {number for number, _ in claim.addresses} - set(sent)
            turn = Turn.DISPROVED if left else Turn.PROVED
            moved = connection.execute(
                update(chunk)
                .where(
                    chunk.c.id == claim.chunk,
                    chunk.c.state == ChunkState.UNKNOWN,
                    chunk.c.attempt == claim.attempt,
                )
                .values(state=after(ChunkState.UNKNOWN, turn))
            )
            if moved.rowcount:
                told = f"{len(sent)} sent, {len(left)} not"
                self._note(connection, claim.chunk, claim.attempt, "reconciled", now, told=told)

    def give_up(self, claim: Claim, *, now: datetime, told: str) -> None:
        """Set an unknown chunk aside for good: its people are listed as those of whom nobody knows."""
        with self.engine.begin() as connection:
            moved = connection.execute(
                update(chunk)
                .where(chunk.c.id == claim.chunk, chunk.c.state == ChunkState.UNKNOWN)
                .values(state=after(ChunkState.UNKNOWN, Turn.GIVEN_UP))
            )
            if moved.rowcount:
                _mark(connection, [number for number, _ in claim.addresses], Status.UNKNOWN, None)
                self._note(connection, claim.chunk, claim.attempt, "reconciled", now, told=told)

    def open_chunks(self, one: Campaign) -> dict[str, int]:
        """Count chunks by state."""
        with reading(self.engine).begin() as connection:
            rows = connection.execute(
                select(chunk.c.state, func.count())
                .where(chunk.c.campaign_id == one.id)
                .group_by(chunk.c.state)
            )
            return {str(row[0]): int(row[1]) for row in rows}


def _mark(connection: Connection, numbers: Sequence[int], status: Status, reason: str | None) -> None:
    connection.execute(update(delivery).where(delivery.c.id.in_(numbers)).values(state=status, reason=reason))
