"""The pages under a role that may only add: people answer, and the role can change nothing of it."""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import desks
import provider
import psycopg
import pytest
import stores
import watching
from applications import App, person
from click.testing import CliRunner
from listeners import listening
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from notifier.adapters.store import ledger_tables as t
from notifier.adapters.store import tables
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.keys import Hooks
from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.people import People
from notifier.adapters.store.seals import all_seals
from notifier.adapters.store.writer import Together
from notifier.cli import group
from notifier.core.errand import Happening
from notifier.core.token import Purpose
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
def owner(repo: PolicyRepo, owned: str) -> Iterator[Engine]:
    """The store as the operator opens it."""
    desks.release(repo)
    engine = open_store(owned)
    desks.populate(engine, desks.settings(repo.path))
    yield engine
    engine.dispose()


@contextmanager
def under_role(repo: PolicyRepo, owner: Engine, owned: str, *options: str) -> Iterator[Engine]:
    """Open the store as the pages do, under the role that the command made, and brought up to date once more."""
    name = f"web_{uuid.uuid4().hex[:8]}"
    for _ in range(2):
        done = run(repo, owned, name, *options)
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
        connection.execute(text(f"DROP TRIGGER {name}_begins ON person"))
        connection.execute(text(f"DROP ROLE {name}"))


@pytest.fixture
def web(repo: PolicyRepo, owner: Engine, owned: str) -> Iterator[Engine]:
    """The store as the pages open it."""
    with under_role(repo, owner, owned) as engine:
        yield engine


@pytest.fixture
def house(repo: PolicyRepo, web: Engine) -> desks.Hall:
    """The pages under the role."""
    return desks.Hall(repo, web, desks.Clock(), desks.settings(repo.path))


def shop(house: desks.Hall, owner: Engine) -> App:
    """An application whose key the operator made."""
    made = desks.Hall(house.repo, owner, house.clock, house.settings)
    app = App(made)
    app.house = house
    return app


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
        "DELETE FROM person",
        "UPDATE person SET external_id = 'x'",
        "UPDATE profile SET baselines = ''",
        "UPDATE delivery SET chunk_id = 1",
        "DELETE FROM event",
        "UPDATE suppression SET lifted_at = now()",
        "INSERT INTO api_key (name, digest, scopes, created_at, created_by) VALUES ('x', 'x', '', now(), 'x')",
        "UPDATE hook SET url = 'https://example.org'",
        "INSERT INTO campaign (policy) VALUES ('x')",
        "SELECT * FROM retained",
        "SELECT * FROM audit",
        "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY as_granted ON person",
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


def test_watchers_ask_say_yes_and_leave(house: desks.Hall, owner: Engine) -> None:
    watching.joined(house)
    assert watching.told(house) == 1
    assert house.client.post(f"/u/{house.link(5, purpose=Purpose.UNSUBSCRIBE)}").status_code == 200
    assert watching.told(house) == 0
    with owner.begin() as connection:
        assert connection.execute(text("SELECT email, address_key FROM person WHERE id = 5")).one() == (
            None,
            None,
        )


def test_what_the_provider_tells_moves_deliveries_and_suppresses(house: desks.Hall, owner: Engine) -> None:
    house.desk.settings = house.settings.model_copy(update={"sendgrid_webhook_key": provider.PUBLIC})
    for _ in range(2):
        assert provider.post(house, provider.body(house)).text == "1\n"
    with owner.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM event")).scalar() == 1
        assert connection.execute(text("SELECT source FROM suppression")).scalars().all() == ["events"]


def test_applications_ask_decide_and_hand_people_over(house: desks.Hall, owner: Engine) -> None:
    app = shop(house, owner)
    assert app.get("/binding", person="p1").status_code == 200
    asked = app.questions("p1")
    house.clock.on()
    assert app.send("POST", "/decisions", app.decision(asked)).status_code == 201
    fresh = person(person="new")
    assert app.send("PUT", "/people", {"people": [fresh]}).json() == {"kept": 1, "erased": 0}
    changed = person(person="new", email="other@example.org", services=["accounts"])
    assert app.send("PUT", "/people", {"people": [changed]}).status_code == 200
    assert app.get("/people", person="new").json() == changed
    People(owner, secret=house.settings.address_secret).erase(5, actor="Ada", now=house.clock())
    assert app.send("PUT", "/people", {"people": [fresh]}).json() == {"kept": 0, "erased": 1}


def test_the_first_people_of_an_empty_store_are_taken_too(
    repo: PolicyRepo, owned: str, house: desks.Hall, owner: Engine
) -> None:
    app = shop(house, owner)
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM person"))
    assert app.send("PUT", "/people", {"people": [person()]}).json() == {"kept": 1, "erased": 0}
    with owner.begin() as connection:
        indexes = connection.execute(
            text("SELECT count(*) FROM pg_indexes WHERE tablename = 'person'")
        ).scalar()
    assert indexes == len(tables.person.indexes) + 2


def test_hooks_are_called(house: desks.Hall, owner: Engine) -> None:
    with listening() as listener:
        Hooks(owner).add(listener.url, tuple(Happening), internal=True, actor="Ada", now=house.clock())
        house.clock.on()
        house.say("keep")
        Chores(house.desk)(house.clock())
    assert [heard.told["type"] for heard in listener.heard] == ["decision.recorded"]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE person SET profile_id = (SELECT id FROM profile WHERE baselines = 'privacy=2.0.0') WHERE id = 1",
        "UPDATE person SET profile_id = (SELECT id FROM profile WHERE baselines = '') WHERE id = 1",
        "UPDATE person SET profile_id = NULL WHERE id = 1",
        "UPDATE person SET state = 'erased' WHERE id = 1",
        "INSERT INTO person (state, created_at, updated_at) VALUES ('erased', now(), now())",
    ],
)
def test_nobodys_beginning_moves_forward_and_only_the_operator_erases(
    web: Engine, owner: Engine, deed: str
) -> None:
    with owner.begin() as connection:
        connection.execute(
            text("INSERT INTO profile (services, baselines) VALUES ('x', 'privacy=2.0.0'), ('x', '')")
        )
    with (
        web.begin() as connection,
        pytest.raises(ProgrammingError, match=r"nobody begins later|violates row-level security"),
    ):
        connection.execute(text(deed))


def test_a_beginning_may_be_told_as_earlier(web: Engine, owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(
            text("INSERT INTO profile (services, baselines) VALUES ('x', 'privacy=0.9.10 terms=1.0.0')")
        )
    with web.begin() as connection:
        moved = "UPDATE person SET profile_id = (SELECT id FROM profile WHERE services = 'x') WHERE id = 1"
        assert connection.execute(text(moved)).rowcount == 1


def test_who_was_erased_stays_so(web: Engine, owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text("UPDATE person SET state = 'erased' WHERE id = 1"))
    with web.begin() as connection:
        back = "UPDATE person SET state = 'active', email = 'x@example.org' WHERE id = 1"
        assert connection.execute(text(back)).rowcount == 0


def test_without_people_the_pages_change_watchers_only(repo: PolicyRepo, owner: Engine, owned: str) -> None:
    with under_role(repo, owner, owned, "--no-people") as web:
        house = desks.Hall(repo, web, desks.Clock(), desks.settings(repo.path))
        watching.joined(house)
        assert watching.told(house) == 1
        assert house.say("keep").status_code == 303
        told = shop(house, owner).send("PUT", "/people", {"people": [person(person="new")]})
        assert told.status_code == 503
        with web.begin() as connection:
            stolen = "UPDATE person SET email = 'x@example.org' WHERE external_id = 'p1'"
            assert connection.execute(text(stolen)).rowcount == 0
    with owner.begin() as connection:
        assert (
            connection.execute(text("SELECT email FROM person WHERE id = 1")).scalar()
            == "person1@example.org"
        )


def test_other_roles_see_people_as_before(web: Engine, owner: Engine) -> None:
    name = f"reader_{uuid.uuid4().hex[:8]}"
    with owner.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name}"))
        connection.execute(text(f"GRANT SELECT ON person TO {name}"))
        connection.execute(text(f"SET LOCAL ROLE {name}"))
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 4
    with owner.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))
