"""People, campaigns and deliveries."""

from __future__ import annotations

from alembic import op

from notifier.adapters.store import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    own = [
        tables.profile,
        tables.person,
        tables.tombstone,
        tables.watcher,
        tables.suppression,
        tables.campaign,
        tables.variant,
        tables.route,
        tables.detour,
        tables.chunk,
        tables.delivery,
        tables.attempt,
        tables.event,
        tables.bucket,
        tables.audit,
    ]
    tables.metadata.create_all(op.get_bind(), tables=own)
