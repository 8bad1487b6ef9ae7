from __future__ import annotations

from typing import TYPE_CHECKING

import desks
import pytest
import stores

from notifier.adapters.store.engine import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repositories import PolicyRepo
    from sqlalchemy import Engine


@pytest.fixture
def hall(repo: PolicyRepo) -> Iterator[desks.Hall]:
    """The decision pages over the embedded store."""
    desks.release(repo)
    config = desks.settings(repo.path)
    engine: Engine = open_store(stores.embedded(config.folder / "notifier.db"))
    desks.populate(engine, config)
    yield desks.Hall(repo, engine, desks.Clock(), config)
    engine.dispose()


@pytest.fixture
def house(repo: PolicyRepo, store: Engine) -> desks.Hall:
    """The decision pages over an empty store, once on each database."""
    desks.release(repo)
    config = desks.settings(repo.path)
    desks.populate(store, config)
    return desks.Hall(repo, store, desks.Clock(), config)
