"""Workers on as many hosts as wanted: Procrastinate hands each chunk's job to one of them."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import DeleteJobCondition, Status

from notifier.adapters.store.hints import QUEUE, TASK

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate.jobs import Job

EVERY = "* * * * * */15"
"""When every worker's host is looked after; whoever comes first does it for all."""

DEAD = 30
"""Seconds after which a worker that gave no sign is taken for dead."""


class Later(Exception):
    """A chunk may go from a moment on, and not before."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class AsAsked(BaseRetryStrategy):
    """Come back for a chunk when it may go; after anything else the sweeper points at it again."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Say when a job that ended early comes back."""
        del job
        return RetryDecision(retry_at=exception.at) if isinstance(exception, Later) else None


def app(
    url: str, *, send: Callable[[int, int], datetime | None], sweep: Callable[[], None], at_once: int
) -> App:
    """Give the queue: `send` gets a campaign and a chunk and may say when to come back, `sweep` looks after all."""
    # Procrastinate tells what it does with jobs at INFO; our own words tell it better.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    queue = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=at_once + 3))

    @queue.task(name=TASK, queue=QUEUE, retry=AsAsked())
    def send_chunk(campaign: int, chunk: int) -> None:
        if (at := send(campaign, chunk)) is not None:
            raise Later(at.astimezone(UTC))

    @queue.periodic(cron=EVERY)
    @queue.task(name="sweep", queue=QUEUE, queueing_lock="sweep", priority=10)
    async def sweeping(timestamp: int) -> None:
        del timestamp
        for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD):
            # Its chunk tells how far it came; a job that died is not needed for that.
            await queue.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
        await asyncio.to_thread(sweep)

    return queue


def run(queue: App, *, name: str, at_once: int, until_empty: bool = False) -> None:
    """Work until a signal says to stop; what is on its way is finished first."""
    options: dict[str, Any] = {
        "name": name,
        "queues": [QUEUE],
        "concurrency": at_once,
        "wait": not until_empty,
        "delete_jobs": DeleteJobCondition.SUCCESSFUL.value,
        "update_heartbeat_interval": 10,
        "stalled_worker_timeout": DEAD,
        "shutdown_graceful_timeout": 60,
        "fetch_job_polling_interval": 2,
    }
    queue.run_worker(**options)
