"""Jobs that point workers at chunks that are ready: one each, made in the transaction that made the chunk ready.

They are hints and no more. One may be lost, come twice or come late: the row of the chunk is the truth, a job that finds
it taken ends, and a chunk that is ready and has none is given another. Only a PostgreSQL that workers have prepared
holds any; elsewhere whoever runs `send` sends all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from notifier.adapters.store.tables import chunk
from notifier.core.delivery import ChunkState

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

QUEUE = "mail"
TASK = "send_chunk"

_LOCK = 0x68696E74  # any number will do, as long as all hosts take the same one
_WAITING = text(
    "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(:names)"
)


def prepare(engine: Engine) -> None:
    """Make the tables of the queue where they are missing; hosts that start together make them once."""
    from procrastinate.schema import SchemaManager

    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if not _prepared(connection):
            _raw(connection).execute(SchemaManager.get_schema())


def add(connection: Connection, campaign: int) -> int:
    """Point workers at every chunk of a campaign that is ready and that nothing points at; say at how many."""
    if not _prepared(connection):
        return 0
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock, :one)"), {"lock": _LOCK, "one": campaign})
    found = select(chunk.c.id).where(chunk.c.campaign_id == campaign, chunk.c.state == ChunkState.READY)
    names = {_name(number): number for number in connection.execute(found.order_by(chunk.c.id)).scalars()}
    waiting = set(connection.execute(_WAITING, {"names": list(names)}).scalars())
    fresh = {name: number for name, number in names.items() if name not in waiting}
    if fresh:
        _defer(connection, campaign, fresh)
    return len(fresh)


def _prepared(connection: Connection) -> bool:
    if connection.dialect.name != "postgresql":
        return False
    return bool(connection.execute(text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")).scalar())


def _defer(connection: Connection, campaign: int, numbers: dict[str, int]) -> None:
    from procrastinate import App, SyncPsycopgConnector

    shape = App(connector=SyncPsycopgConnector()).configure_task(TASK, queue=QUEUE)
    jobs = [
        shape.job.evolve(queueing_lock=name, task_kwargs={"campaign": campaign, "chunk": number})
        for name, number in numbers.items()
    ]
    shape.job_manager.batch_defer_jobs(jobs, connection=_raw(connection))


def _raw(connection: Connection) -> Any:
    """Give the driver's own connection: what goes over it belongs to the same transaction."""
    return connection.connection.driver_connection


def _name(number: int) -> str:
    return f"chunk {number}"
