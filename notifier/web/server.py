"""The application as a server starts it: `uvicorn --factory notifier.web.server:app`."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from notifier.adapters import logs, words
from notifier.adapters import settings as deployment
from notifier.adapters.catalog import Catalog
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.writer import Together
from notifier.flows.agree import Desk
from notifier.web.app import Front
from notifier.web.chores import Chores

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.applications import Starlette

REPO = "NOTIFIER_REPO"
"""Names the repository of policies; the current folder when it says nothing."""

LOG = "NOTIFIER_LOG"
"""Says how the lines of this process are written, where a command started it."""

EVERY = 5.0
"""Seconds between two rounds of chores."""

PATIENCE = 15.0
"""Seconds that a page waits for a lock in the database before it says that nothing was recorded."""

CHORES = "NOTIFIER_CHORES"
"""Says `no` where the chores are done elsewhere: by `policy errands --watch` and `policy consent seal`."""


def clock() -> datetime:
    """Give the moment it is."""
    return datetime.now(UTC)


def app() -> Starlette:
    """Open the repository, the settings and the store, and give the pages."""
    if form := os.environ.get(LOG):
        logs.set_up("json" if form == "json" else "text")
    root = Catalog(Path(os.environ.get(REPO, "."))).root
    settings = deployment.read(root)
    engine = open_store(settings.database, patience=PATIENCE)
    writer = Together(Ledger(engine))
    desk = Desk(root=root, engine=engine, settings=settings, writer=writer, words=words.read)

    chores = Chores(desk) if os.environ.get(CHORES) != "no" else None

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        """Do chores while the pages are open; write what waits before they close."""
        del app
        working = [asyncio.create_task(_working(chores))] if chores else []
        yield
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        await run_in_threadpool(writer.close)

    return Front(desk, clock=clock).app(lifespan=living)


async def _working(chores: Chores) -> None:
    while True:
        await asyncio.sleep(EVERY)
        await run_in_threadpool(chores, clock())
