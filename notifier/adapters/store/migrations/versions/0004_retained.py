"""What is kept of erased people for a dispute, until a day.

What is written here stays as it is: stores were made by it. A change of the tables is a new file.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "retained",
        sa.Column("person_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_retained")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_retained_key"), "retained", ["key"], unique=False)
    op.create_index(op.f("ix_retained_until"), "retained", ["until"], unique=False)
