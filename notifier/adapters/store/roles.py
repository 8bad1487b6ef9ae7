"""A role on PostgreSQL for the web pages: it may add to the ledger and change nothing in it, whatever happens to the pages.

Triggers refuse changes to everybody; whoever owns the tables could drop them. The web role owns nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text

from notifier.core.said import say
from notifier.core.watch import PREFIX
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

GRANTS = {
    "alembic_version": "SELECT",
    "entry": "SELECT, INSERT",
    "entry_private": "INSERT",
    "seal": "SELECT, INSERT",
    "sealed": "SELECT, INSERT",
    "person": "SELECT, INSERT, UPDATE (state, email, address_key, language, profile_id, updated_at)",
    "profile": "SELECT, INSERT",
    "tombstone": "SELECT",
    "campaign": "SELECT",
    "variant": "SELECT",
    "delivery": "SELECT, UPDATE (rank, event_at, reason)",
    "event": "SELECT, INSERT",
    "suppression": "SELECT, INSERT",
    "watcher": "SELECT, INSERT, UPDATE, DELETE",
    "api_key": "SELECT",
    "hook": "SELECT",
    "errand": "SELECT, INSERT, UPDATE",
}
"""What the pages need, table by table; what is not here they cannot even read."""

_ALL_BUT_ERASED = "state <> 'erased'"
_WATCHERS = f"external_id LIKE '{PREFIX}%'"

_BEGINNINGS = """
    SELECT split_part(one, '=', 1) AS policy, string_to_array(split_part(one, '=', 2), '.')::int[] AS version
    FROM public.profile, unnest(string_to_array(baselines, ' ')) AS one WHERE id = {which}.profile_id
"""

_GUARD = f"""
CREATE OR REPLACE FUNCTION public.nobody_begins_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM ({_BEGINNINGS.format(which="OLD")}) AS before
    LEFT JOIN ({_BEGINNINGS.format(which="NEW")}) AS after USING (policy)
    WHERE after.version IS NULL OR after.version > before.version
  ) THEN RAISE EXCEPTION 'nobody begins later than they began' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$
""".strip()
"""Refuses to move a person's beginning forward: it would bind them to reductions that they never accepted."""

_TRIGGER = (
    "CREATE TRIGGER {name}_begins BEFORE UPDATE OF profile_id ON person FOR EACH ROW "
    "WHEN (current_user = '{name}') EXECUTE FUNCTION public.nobody_begins_later()"
)

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,50}")


def statements(connection: Connection, name: str, *, people: bool = True) -> tuple[str, ...]:
    """Give what makes the role, or brings it up to date: everything it had is taken back first.

    Without `people` the role takes nobody from applications: of people it changes those only who asked to be told.

    Raises:
        SettingsRefused: on SQLite, which has no roles, and for a name that would need quotes.
    """
    if connection.dialect.name != "postgresql":
        raise SettingsRefused(
            say("SQLite has no roles"),
            source="NOTIFIER_DATABASE_URL",
            remedy=say("use PostgreSQL where the pages must not own the ledger"),
        )
    if not _NAME.fullmatch(name):
        raise SettingsRefused(
            say("'{name}' is not a plain name of a role", name=name[:80]),
            remedy=say("use small letters, digits and underscores, like notifier_web"),
        )
    there = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}).scalar()
    database = connection.dialect.identifier_preparer.quote(
        connection.execute(text("SELECT current_database()")).scalar_one()
    )
    return (
        *(() if there else (f"CREATE ROLE {name} LOGIN",)),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        *(f"GRANT {verbs} ON {table} TO {name}" for table, verbs in GRANTS.items()),
        *_rows(name, _ALL_BUT_ERASED if people else _WATCHERS),
    )


def _rows(name: str, whom: str) -> tuple[str, ...]:
    """Give what keeps the role from rows of people that are none of its business; others see them as before."""
    return (
        "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
        "DROP POLICY IF EXISTS as_granted ON person",
        "CREATE POLICY as_granted ON person USING (true) WITH CHECK (true)",
        f"DROP POLICY IF EXISTS {name}_adds ON person",
        f"CREATE POLICY {name}_adds ON person AS RESTRICTIVE FOR INSERT TO {name} WITH CHECK ({whom})",
        f"DROP POLICY IF EXISTS {name}_changes ON person",
        f"CREATE POLICY {name}_changes ON person AS RESTRICTIVE FOR UPDATE TO {name} USING ({whom})",
        _GUARD,
        f"DROP TRIGGER IF EXISTS {name}_begins ON person",
        _TRIGGER.format(name=name),
    )


def make(engine: Engine, name: str, *, people: bool = True) -> tuple[str, ...]:
    """Make the role, or bring it up to date, all at once or not at all; gives what was said to the database."""
    with engine.begin() as connection:
        told = statements(connection, name, people=people)
        for statement in told:
            connection.exec_driver_sql(statement.replace("%", "%%"))
    return told


def planned(engine: Engine, name: str, *, people: bool = True) -> tuple[str, ...]:
    """Give what `make` would say."""
    with engine.begin() as connection:
        return statements(connection, name, people=people)
