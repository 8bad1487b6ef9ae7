"""Stores only go forward: one that is old becomes what a new one is, and what the code expects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import stores
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from notifier.adapters.store import ledger_tables, outgoing_tables, tables
from notifier.adapters.store import migrations as chain
from notifier.adapters.store.engine import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

OLD = Path(__file__).parents[1] / "cases" / "store"
OLDEST = "0002"
TRIGGERS = {
    "sqlite": "SELECT tbl_name || '.' || name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT DISTINCT event_object_table || '.' || trigger_name || ' ' || event_manipulation"
    " FROM information_schema.triggers",
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """Give the addresses of two empty databases, once on each kind."""
    if request.param == "sqlite":
        yield [f"sqlite:///{tmp_path / name}" for name in ("one.db", "two.db")]
        return
    uri = request.getfixturevalue("postgres")
    names = [f"m_{abs(hash(tmp_path)):x}_{n}" for n in range(2)]
    yield [stores.create(uri, name).replace("postgresql://", "postgresql+psycopg://") for name in names]
    for name in names:
        stores.drop(uri, name)


def schema(engine: Engine) -> dict[str, Any]:
    """Tell everything that a database says of its tables, in no order."""
    found = inspect(engine)
    told = {
        name: {
            "columns": sorted(
                (str(one["name"]), str(one["type"]), one["nullable"], str(one["default"]))
                for one in found.get_columns(name)
            ),
            "key": found.get_pk_constraint(name),
            "foreign": sorted(found.get_foreign_keys(name), key=str),
            "unique": sorted(found.get_unique_constraints(name), key=str),
            "checks": sorted(found.get_check_constraints(name), key=str),
            "indexes": sorted(_plainly(one) for one in found.get_indexes(name)),
            "options": found.get_table_options(name) if engine.dialect.name == "postgresql" else {},
        }
        for name in found.get_table_names()
        if name != "alembic_version"
    }
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            strict = connection.execute(text("SELECT name, strict FROM pragma_table_list")).all()
        for name, is_strict in strict:
            if name in told:
                told[name]["options"] = {"strict": is_strict}
    return told


def _plainly(one: Any) -> str:
    """Write an index out; conditions are equal when their words are."""
    return str({**one, "dialect_options": {k: str(v) for k, v in one.get("dialect_options", {}).items()}})


def triggers(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(text(TRIGGERS[engine.dialect.name])).scalars())


def old_store(url: str) -> Engine:
    """Make a store as an earlier version of ours left it."""
    engine = create_engine(make_url(url))
    script = (OLD / f"{OLDEST}.{engine.dialect.name}.sql").read_text("utf-8")
    with engine.begin() as connection:
        for statement in script.split("\n--\n"):
            connection.exec_driver_sql(statement)
    return engine


def test_an_old_store_becomes_what_a_new_one_is(empty: list[str]) -> None:
    old, new = old_store(empty[0]), open_store(empty[1])
    open_store(empty[0]).dispose()
    assert schema(old) == schema(new)
    assert triggers(old) == triggers(new) != set()
    for engine in (old, new):
        engine.dispose()


def test_a_new_store_has_the_tables_that_the_code_writes(empty: list[str]) -> None:
    migrated, direct = open_store(empty[0]), create_engine(make_url(empty[1]))
    tables.metadata.create_all(direct)
    told = schema(migrated)
    assert {ledger_tables.entry.name, outgoing_tables.errand.name} <= set(told)
    assert told == schema(direct)
    for engine in (migrated, direct):
        engine.dispose()


def test_what_an_old_store_holds_is_still_there(empty: list[str]) -> None:
    old = old_store(empty[0])
    with old.begin() as connection:
        connection.execute(
            text("INSERT INTO profile (id, services, baselines) VALUES (7, 'mail', 'p=1.0.0')")
        )
        connection.execute(
            text(
                "INSERT INTO person (id, external_id, state, profile_id, created_at, updated_at) VALUES"
                " (9, 'x9', 'active', 7, '2026-11-23T12:00:00.000000+00:00', '2026-11-23T12:00:00.000000+00:00')"
            )
        )
    old.dispose()
    store = open_store(empty[0])
    with store.connect() as connection:
        found = connection.execute(
            text("SELECT p.id, p.external_id, q.services FROM person p JOIN profile q ON q.id = p.profile_id")
        )
        assert [tuple(row) for row in found] == [(9, "x9", "mail")]
    store.dispose()


def test_the_migrations_are_one_chain_and_the_code_knows_its_end() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(chain.__file__).parent))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [chain.HEAD]
    assert [one.revision for one in scripts.walk_revisions()] == sorted(
        (one.revision for one in scripts.walk_revisions()), reverse=True
    )


def test_no_migration_reads_the_definitions_of_today() -> None:
    folder = Path(chain.__file__).parent / "versions"
    for file in folder.glob("0*.py"):
        assert "notifier" not in file.read_text("utf-8"), f"{file.name} would change with the code"
