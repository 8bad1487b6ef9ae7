"""Receipts, calls to the client's systems, and the keys of applications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_key",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("name", name=op.f("uq_api_key_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "hook",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("internal", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook")),
        sqlite_strict=True,
    )
    op.create_table(
        "errand",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('receipt', 'call')", name=op.f("ck_errand_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'taken', 'done', 'unknown', 'void', 'given_up')",
            name=op.f("ck_errand_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sa.UniqueConstraint("kind", "target", "name", name=op.f("uq_errand_kind_target_name")),
        sqlite_strict=True,
    )
    still_open = sa.text("state IN ('waiting','taken')")
    op.create_index(
        "ix_errand_open", "errand", ["kind", "due_at"], sqlite_where=still_open, postgresql_where=still_open
    )
