"""Chunks and deliveries while they are sent. The rows are the truth; whatever else runs is a hint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import compress
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, cast, func, insert, select, text, update

from notifier.adapters.store import hints, pace
from notifier.adapters.store.columns import Words
from notifier.adapters.store.engine import reading, writing
from notifier.adapters.store.tables import attempt, bucket, campaign, chunk, delivery, person
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

    from sqlalchemy import Connection, Engine, Row, Select

    from notifier.core.campaign import Campaign

LEASE = timedelta(minutes=5)
"""A sender that has not told of a chunk for so long is taken for dead."""

FURTHEST = timedelta(hours=1)
"""No chunk rests longer than this by design; one that seems to was put aside before the clock was set back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A chunk that this sender alone may send.

    Attributes:
        chunk: its id.
        variant: the mail it gets.
        attempt: which try this is, from 1.
        deliveries: those that are still to be made.
        addresses: the address of each; empty once a chunk was lost, when they are no longer needed.
    """

    chunk: ChunkId
    variant: int
    attempt: int
    deliveries: tuple[DeliveryId, ...] = ()
    addresses: tuple[str, ...] = ()


# Said with the words of the index of open chunks, so that the chunks that are done are not looked at again and again.
_OPEN = text("chunk.state IN ('ready','in_flight','unknown')")


def _next(*, any_of: bool) -> Select[Any]:
    """Find a chunk of a running campaign that is ready, with the moment from which its campaign may send."""
    rested = chunk.c.not_before.is_(None) | (
        (chunk.c.not_before <= bindparam("now")) | (chunk.c.not_before > bindparam("absurd"))
    )
    found = (
        select(chunk.c.id, chunk.c.size, chunk.c.attempt, bucket.c.due_at)
        .select_from(
            chunk.join(campaign, campaign.c.id == chunk.c.campaign_id).outerjoin(
                bucket, bucket.c.key == bindparam("bucket")
            )
        )
        .where(
            chunk.c.campaign_id == bindparam("campaign"),
            _OPEN,
            chunk.c.state == ChunkState.READY,
            campaign.c.state == State.SENDING,
            rested,
        )
    )
    if not any_of:
        found = found.where(chunk.c.id == bindparam("chunk"))
    return found.order_by(chunk.c.id).limit(1).with_for_update(of=chunk, skip_locked=True)


# Statements are made once: making one anew takes longer than many of them run.
_NEXT, _THIS = _next(any_of=True), _next(any_of=False)
_TAKE = (
    update(chunk)
    .where(chunk.c.id == bindparam("number"), chunk.c.state == ChunkState.READY)
    .values(
        state=after(ChunkState.READY, Turn.CLAIMED),
        attempt=chunk.c.attempt + 1,
        worker=bindparam("by"),
        lease_until=bindparam("until"),
    )
)
_IN = (
    select(delivery.c.id, func.coalesce(person.c.email, "").label("email"))
    .outerjoin(person, person.c.id == delivery.c.id - bindparam("base"))
    .where(delivery.c.chunk_id == bindparam("chunk"), delivery.c.state == Status.PLANNED)
    .order_by(delivery.c.id)
    .subquery()
)
# One row for a thousand people: with a row for each, threads would take turns a thousand times. No address has a line end.
_PEOPLE = select(
    func.aggregate_strings(cast(_IN.c.id, Words), "\n"), func.aggregate_strings(_IN.c.email, "\n")
)
_MOVE = (
    update(chunk)
    .where(
        chunk.c.id == bindparam("number"),
        chunk.c.state.in_(bindparam("known", expanding=True)),
        chunk.c.attempt == bindparam("tried"),
    )
    .values(state=bindparam("to"), worker=None, lease_until=None, not_before=bindparam("rest"))
)
_NOTE = insert(attempt)
_WAKES = (
    select(func.min(chunk.c.not_before))
    .join(campaign, campaign.c.id == chunk.c.campaign_id)
    .where(
        chunk.c.campaign_id == bindparam("campaign"),
        _OPEN,
        chunk.c.state == ChunkState.READY,
        campaign.c.state == State.SENDING,
    )
)
_LEFT = (
    select(chunk.c.id)
    .where(
        chunk.c.campaign_id == bindparam("campaign"),
        _OPEN,
        chunk.c.state.in_((ChunkState.READY, ChunkState.IN_FLIGHT)),
    )
    .limit(1)
)
_RESTS = select(chunk.c.not_before).where(
    chunk.c.id == bindparam("number"), chunk.c.state == ChunkState.READY
)


class Sending:
    """The chunks of a campaign, seen by one worker."""

    def __init__(self, engine: Engine, *, worker: str) -> None:
        self.engine = engine
        self.worker = worker

    def claim(self, one: Campaign, *, now: datetime, chunk: ChunkId | None = None) -> Claim | datetime | None:
        """Take the next chunk, or the one that is named, and write down the intent before anything is sent.

        Gives the moment at which to ask again where a rate or a rest is in the way, and nothing where no chunk is left.
        Whoever waits holds no chunk meanwhile, so that no lease runs out over it.
        """
        asked = {
            "campaign": one.id,
            "bucket": pace.key(one),
            "now": now,
            "absurd": now + FURTHEST,
            **({} if chunk is None else {"chunk": chunk}),
        }
        with writing(self.engine) as connection:
            pace.hold_still(connection, one, now=now)
            row = connection.execute(_NEXT if chunk is None else _THIS, asked).first()
            if row is not None:
                if (due := pace.due(one, row.due_at, row.size, now=now)) > now:
                    return due
                self._take(connection, row, now)
                pace.spend(connection, one, row.size, now=now)
        return self._people(one, row) if row is not None else self._wakes(one)

    def _take(self, connection: Connection, row: Row[Any], now: datetime) -> None:
        connection.execute(_TAKE, {"number": row.id, "by": self.worker, "until": now + LEASE})
        self.note(connection, row.id, row.attempt + 1, "intent", now)

    def _people(self, one: Campaign, row: Row[Any]) -> Claim:
        """Read who is in a chunk; it is ours by now, so that nobody else waits while we read."""
        with reading(self.engine).begin() as connection:
            asked = {"base": one.id << PERSON_BITS, "chunk": row.id}
            numbers, told = connection.execute(_PEOPLE, asked).one()
        deliveries = tuple(map(DeliveryId, map(int, numbers.split("\n")))) if numbers else ()
        addresses = tuple(told.split("\n")) if numbers else ()
        if "" in addresses:
            deliveries, addresses = self._without_gone(deliveries, addresses)
        number = ChunkId(row.id)
        return Claim(
            chunk=number,
            variant=variant_of(number),
            attempt=row.attempt + 1,
            deliveries=deliveries,
            addresses=addresses,
        )

    def _without_gone(
        self, deliveries: tuple[DeliveryId, ...], addresses: tuple[str, ...]
    ) -> tuple[tuple[DeliveryId, ...], tuple[str, ...]]:
        """Write down who has no address any more since planning, and leave them out."""
        with writing(self.engine) as connection:
            gone = [one for one, address in zip(deliveries, addresses, strict=True) if not address]
            mark(connection, gone, Status.UNREACHABLE, Reason.GONE)
        return tuple(compress(deliveries, addresses)), tuple(filter(None, addresses))

    def _wakes(self, one: Campaign) -> datetime | None:
        with reading(self.engine).begin() as connection:
            found: datetime | None = connection.execute(_WAKES, {"campaign": one.id}).scalar()
            return found

    def settle(
        self, claim: Claim, outcome: Outcome, *, now: datetime, again_at: datetime | None = None
    ) -> None:
        """Write down what the transport knows; recipients it deferred are tried again.

        Where a chunk was accepted as a whole, its row says so for all of its people; only exceptions have words of
        their own. A million rows need not be written again to say what a thousand say. An answer that came so late
        that the chunk was taken for lost still counts: nobody knows better.
        """
        with writing(self.engine) as connection:
            for number, reason in outcome.rejected:
                mark(connection, [number], Status.REJECTED, reason)
            if outcome.unknown:
                mark(connection, outcome.unknown, Status.UNKNOWN, None)
            if outcome.deferred:
                accepted = update(delivery).where(
                    delivery.c.chunk_id == claim.chunk,
                    delivery.c.state == Status.PLANNED,
                    delivery.c.id.not_in(outcome.deferred),
                )
                connection.execute(accepted.values(state=Status.ACCEPTED))
            turn = Turn.RETURNED if outcome.deferred else Turn.SENT
            self._move(connection, claim, turn, rest=again_at)
            self.note(connection, claim.chunk, claim.attempt, "result", now, message=outcome.message)

    def give_back(self, claim: Claim, *, now: datetime, again_at: datetime | None, told: str) -> None:
        """Return a chunk that was surely not sent."""
        with writing(self.engine) as connection:
            self._move(connection, claim, Turn.RETURNED, rest=again_at)
            self.note(connection, claim.chunk, claim.attempt, "result", now, told=told)

    def split(self, claim: Claim, *, now: datetime, told: str) -> int:
        """Halve a chunk that was refused as a whole; a single recipient is rejected. Say how many were rejected."""
        numbers = claim.deliveries
        with writing(self.engine) as connection:
            moved = self._move(connection, claim, Turn.HALVED)
            self.note(connection, claim.chunk, claim.attempt, "result", now, told=told)
            if moved and len(numbers) == 1:
                mark(connection, numbers, Status.REJECTED, told)
                return 1
            if moved:
                hints.add(connection, _halve(connection, claim.chunk, numbers))
        return 0

    def lose(self, claim: Claim, *, now: datetime, told: str) -> None:
        """Set a chunk aside of which nobody knows whether it was sent; only evidence moves it on."""
        with writing(self.engine) as connection:
            if self._move(connection, claim, Turn.LOST):
                self.note(connection, claim.chunk, claim.attempt, "unknown", late(connection, now), told=told)

    def rests(self, number: ChunkId) -> datetime | None:
        """Give the moment from which a chunk that came back may go again; nothing for one that is not ready."""
        with reading(self.engine).begin() as connection:
            found: datetime | None = connection.execute(_RESTS, {"number": number}).scalar()
            return found

    def any_left(self, one: Campaign) -> bool:
        """Say whether a chunk is ready or on its way."""
        with reading(self.engine).begin() as connection:
            return connection.execute(_LEFT, {"campaign": one.id}).first() is not None

    def accepted(self, one: Campaign) -> int:
        """Count the mails of chunks that were accepted whole."""
        found = select(func.coalesce(func.sum(chunk.c.size), 0)).where(
            chunk.c.campaign_id == one.id, chunk.c.state == ChunkState.ACCEPTED
        )
        with reading(self.engine).begin() as connection:
            return int(connection.execute(found).scalar_one())

    def open_chunks(self, one: Campaign) -> dict[str, int]:
        """Count chunks by state."""
        found = select(chunk.c.state, func.count()).where(chunk.c.campaign_id == one.id)
        with reading(self.engine).begin() as connection:
            rows = connection.execute(found.group_by(chunk.c.state))
            return {str(state): int(count) for state, count in rows}

    def _move(
        self, connection: Connection, claim: Claim, turn: Turn, *, rest: datetime | None = None
    ) -> bool:
        """Move a chunk of this try, also one that was taken for lost meanwhile; say whether it moved."""
        state = after(ChunkState.IN_FLIGHT, turn)
        moved = {"number": claim.chunk, "tried": claim.attempt, "to": state, "rest": rest}
        return bool(connection.execute(_MOVE, moved | {"known": _known(turn)}).rowcount)

    def note(
        self,
        connection: Connection,
        number: int,
        tried: int,
        phase: str,
        now: datetime,
        *,
        message: str = "",
        told: str = "",
    ) -> None:
        """Write down what was tried, or what came of it."""
        row = {
            "chunk_id": number,
            "attempt": tried,
            "phase": phase,
            "at": now,
            "worker": self.worker,
            "message": message or None,
            "told": told or None,
        }
        connection.execute(_NOTE, row)


def _known(turn: Turn) -> list[ChunkState]:
    """Give the states of a chunk that a turn of its own sender moves."""
    return [state for state in (ChunkState.IN_FLIGHT, ChunkState.UNKNOWN) if after(state, turn) is not state]


def late(connection: Connection, now: datetime) -> datetime:
    """Give the moment it is, but none before what was written already: a clock may have been set back.

    From here on a grace is counted, and one that began too early would end too early.
    """
    written: datetime | None = connection.execute(select(func.max(attempt.c.at))).scalar()
    return max(written, now) if written else now


def mark(connection: Connection, numbers: Sequence[int], status: Status, reason: str | None) -> None:
    """Write of some deliveries what is not true of their whole chunk."""
    connection.execute(update(delivery).where(delivery.c.id.in_(numbers)).values(state=status, reason=reason))


def _halve(connection: Connection, old: ChunkId, numbers: Sequence[DeliveryId]) -> int:
    """Put each half into a new chunk of the same lane and name the campaign, whose row is held meanwhile."""
    row = connection.execute(select(chunk.c.campaign_id, chunk.c.variant_id).where(chunk.c.id == old)).one()
    connection.execute(select(campaign.c.id).where(campaign.c.id == row.campaign_id).with_for_update())
    lane = old >> PLACE_BITS
    own = (chunk.c.id >= lane << PLACE_BITS) & (chunk.c.id < (lane + 1) << PLACE_BITS)
    last = connection.execute(select(func.max(chunk.c.id)).where(own)).scalar_one()
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
    return int(row.campaign_id)
