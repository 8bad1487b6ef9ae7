"""The pages under a role that may only add: people answer, and the role can change nothing of it."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import desks
import psycopg
import pytest
import stores
from click.testing import CliRunner
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from notifier.adapters.store import ledger_tables as t
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.seals import all_seals
from notifier.adapters.store.writer import Together
from notifier.cli import group
from notifier.errors import SettingsRefused
from notifier.web.chores import Chores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result
    from repositories import PolicyRepo
    from sqlalchemy import Engine

pytestmark = pytest.mark.postgres
SECRET = "the password of the role in tests"


@pytest.fixture
def owned(postgres: str, template: str) -> Iterator[str]:
    """Give the address of a store as its owner opens it."""
    name = f"t_{uuid.uuid4().hex[:12]}"
    yield stores.create(postgres, name, template=template)
    stores.drop(postgres, name)


def run(repo: PolicyRepo, url: str, *arguments: str) -> Result:
    env = {"NOTIFIER_KEY": desks.KEY, "NOTIFIER_DATABASE_URL": url}
    return CliRunner(env=env).invoke(group, ["--repo", str(repo.path), "consent", "role", *arguments])


@pytest.fixture
def web(repo: PolicyRepo, owned: str) -> Iterator[Engine]:
    """The store as the pages open it, under the role that the command made."""
    desks.release(repo)
    owner = open_store(owned)
    desks.populate(owner, desks.settings(repo.path))
    name = f"web_{uuid.uuid4().hex[:8]}"
    for _ in range(2):
        done = run(repo, owned, name)
        assert done.exit_code == 0, done.output
    assert "CREATE ROLE" not in done.output
    with owner.begin() as connection:
        connection.execute(text(f"ALTER ROLE {name} PASSWORD '{SECRET}'"))
    engine = open_store(
        make_url(owned).set(username=name, password=SECRET).render_as_string(hide_password=False)
    )
    yield engine
    engine.dispose()
    with owner.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))
    owner.dispose()


def test_people_answer_and_receipts_leave(
    repo: PolicyRepo, web: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    config = desks.settings(repo.path)
    writer = Together(desks.Ledger(web))
    hall = desks.Hall(repo, web, desks.Clock(), config, writer)
    assert hall.say("keep").status_code == 303
    assert hall.say("accept", 2).status_code == 303
    writer.close()
    Chores(hall.desk)(hall.clock())
    assert not caplog.records, caplog.text
    assert [one.size for one in all_seals(web)] == [2]
    assert len(list(config.outbox_folder.rglob("*.eml"))) == 2
    assert hall.count() == 2


@pytest.mark.parametrize("table", [table.name for table in t.OWN])
@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_the_role_cannot_change_the_ledger(web: Engine, table: str, verb: str) -> None:
    column = {"entry_private": "body", "entry": "body", "seal": "root", "sealed": "place", "anchor": "proof"}
    with web.begin() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(verb.format(table, column[table])))


@pytest.mark.parametrize(
    "deed",
    [
        "SELECT body FROM entry_private",
        "UPDATE person SET email = 'x@example.org'",
        "DELETE FROM person",
        "INSERT INTO tombstone (key, erased_at) VALUES ('x', now())",
        "INSERT INTO anchor (seal_number, kind, proof, at) VALUES (1, 'git', 'x', now())",
        "DROP TABLE entry",
        "DROP TRIGGER entry_no_update ON entry",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
    ],
)
def test_nor_read_or_undo_what_is_not_its_own(web: Engine, deed: str) -> None:
    with (
        web.begin() as connection,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner|already exists"),
    ):
        connection.execute(text(deed))


def test_a_dry_run_shows_the_sql_and_makes_no_role(repo: PolicyRepo, owned: str) -> None:
    done = run(repo, owned, "notifier_dry", "--dry-run")
    assert "GRANT INSERT ON entry_private TO notifier_dry;" in done.output.splitlines()
    with psycopg.connect(owned.replace("postgresql+psycopg", "postgresql")) as connection:
        assert connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'notifier_dry'").fetchone() is None


def test_a_name_that_would_need_quotes_is_refused(repo: PolicyRepo, owned: str) -> None:
    for name in ('x"; DROP TABLE entry; --', "Web", "", "a" * 64):
        told = run(repo, owned, name)
        assert isinstance(told.exception, SettingsRefused)
        assert "is not a plain name" in str(told.exception)


def test_sqlite_has_no_roles(repo: PolicyRepo) -> None:
    told = run(repo, f"sqlite:///{repo.path / 'x.db'}", "web")
    assert "SQLite has no roles" in str(told.exception)


def test_what_was_written_under_the_role_verifies(repo: PolicyRepo, web: Engine, owned: str) -> None:
    hall = desks.Hall(repo, web, desks.Clock(), desks.settings(repo.path))
    hall.say("keep")
    owner = open_store(owned)
    assert list(check(owner)) == []
    owner.dispose()
    assert os.environ.get("NOTIFIER_DATABASE_URL") is None
