"""The application as a server starts it: `uvicorn --factory notifier.web.server:app`."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool

from notifier.adapters import settings as deployment
from notifier.adapters import words
from notifier.adapters.catalog import Catalog
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.seals import Signer, seal
from notifier.adapters.store.writer import Together
from notifier.flows.agree import Desk
from notifier.web.app import Front

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Engine
    from starlette.applications import Starlette

REPO = "NOTIFIER_REPO"
"""Names the repository of policies; the current folder when it says nothing."""

EVERY = 5.0
"""Seconds between two seals."""


def clock() -> datetime:
    """Give the moment it is."""
    return datetime.now(UTC)


def app() -> Starlette:
    """Open the repository, the settings and the store, and give the pages."""
    root = Catalog(Path(os.environ.get(REPO, "."))).root
    settings = deployment.read(root)
    engine = open_store(settings.database)
    writer = Together(Ledger(engine))
    desk = Desk(root=root, engine=engine, settings=settings, writer=writer, words=words.read)

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        """Seal new answers while the pages are open; write what waits before they close."""
        del app
        sealing = asyncio.create_task(_sealing(engine, Signer.of(settings)))
        yield
        sealing.cancel()
        await asyncio.gather(sealing, return_exceptions=True)
        await run_in_threadpool(writer.close)

    return Front(desk, clock=clock).app(lifespan=living)


async def _sealing(engine: Engine, signer: Signer) -> None:
    while True:
        await asyncio.sleep(EVERY)
        try:
            await run_in_threadpool(seal, engine, signer, now=clock())
        except DBAPIError:
            logging.getLogger(__name__).warning("the ledger could not be sealed; trying again")
