"""The application as a server starts it: `uvicorn --factory notifier.web.server:app`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from notifier.adapters import settings as deployment
from notifier.adapters import words
from notifier.adapters.catalog import Catalog
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.ledger import Ledger
from notifier.flows.agree import Desk
from notifier.web.app import Front

if TYPE_CHECKING:
    from starlette.applications import Starlette

REPO = "NOTIFIER_REPO"
"""Names the repository of policies; the current folder when it says nothing."""


def clock() -> datetime:
    """Give the moment it is."""
    return datetime.now(UTC)


def app() -> Starlette:
    """Open the repository, the settings and the store, and give the pages."""
    root = Catalog(Path(os.environ.get(REPO, "."))).root
    settings = deployment.read(root)
    engine = open_store(settings.database)
    desk = Desk(root=root, engine=engine, settings=settings, writer=Ledger(engine), words=words.read)
    return Front(desk, clock=clock).app()
