"""Find the events of mails that failed without reading all of them.

What is written here stays as it is: stores were made by it. A change of the tables is a new file.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

FAILED = "kind IN ('dropped','bounced','complained')"


def upgrade() -> None:
    """Index the few events that tell of a failure."""
    op.create_index(
        "ix_event_failed",
        "event",
        ["delivery_id"],
        sqlite_where=sa.text(FAILED),
        postgresql_where=sa.text(FAILED),
    )
