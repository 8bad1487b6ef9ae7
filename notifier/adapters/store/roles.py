"""A role on PostgreSQL for the web pages: it may add to the ledger and change nothing in it, whatever happens to the pages.

Triggers refuse changes to everybody; whoever owns the tables could drop them. The web role owns nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text

from notifier.core.said import say
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

GRANTS = {
    "alembic_version": "SELECT",
    "entry": "SELECT, INSERT",
    "entry_private": "INSERT",
    "seal": "SELECT, INSERT",
    "sealed": "SELECT, INSERT",
    "person": "SELECT",
    "profile": "SELECT",
    "campaign": "SELECT",
    "variant": "SELECT",
    "delivery": "SELECT",
    "suppression": "SELECT",
    "api_key": "SELECT",
    "hook": "SELECT",
    "errand": "SELECT, INSERT, UPDATE",
}
"""What the pages need, table by table; what is not here they cannot even read."""

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def statements(connection: Connection, name: str) -> tuple[str, ...]:
    """Give what makes the role, or brings it up to date: everything it had is taken back first.

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
        f"GRANT CONNECT ON DATABASE {database} TO {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        *(f"GRANT {verbs} ON {table} TO {name}" for table, verbs in GRANTS.items()),
    )


def make(engine: Engine, name: str) -> tuple[str, ...]:
    """Make the role, or bring it up to date, all at once or not at all; gives what was said to the database."""
    with engine.begin() as connection:
        told = statements(connection, name)
        for statement in told:
            connection.execute(text(statement))
    return told


def planned(engine: Engine, name: str) -> tuple[str, ...]:
    """Give what `make` would say."""
    with engine.begin() as connection:
        return statements(connection, name)
