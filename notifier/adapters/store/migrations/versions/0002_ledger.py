"""The ledger of answers: tables that only grow."""

from __future__ import annotations

from alembic import op

from notifier.adapters.store import ledger_tables
from notifier.adapters.store.tables import metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the ledger, and let nobody change what is in it."""
    connection = op.get_bind()
    metadata.create_all(connection, tables=list(ledger_tables.OWN))
    for guard in ledger_tables.guards(connection.dialect.name):
        connection.exec_driver_sql(guard)
