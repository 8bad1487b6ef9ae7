"""The ledger of answers: tables that only grow.

What is written here stays as it is: stores were made by it. A change of the tables is a new file.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the ledger, and let nobody change what is in it."""
    _tables()
    guards = _postgresql() if op.get_bind().dialect.name == "postgresql" else _sqlite()
    for guard in guards:
        op.execute(guard)


def _tables() -> None:
    """Answers, what is personal of them, and their seals."""
    op.create_table(
        "entry",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("once", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("leaf", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("leaf", name=op.f("uq_entry_leaf")),
        sa.UniqueConstraint("once", name=op.f("uq_entry_once")),
        sa.UniqueConstraint("person_id", "previous", name=op.f("uq_entry_person_id_previous")),
        sqlite_strict=True,
    )
    op.create_index("ix_entry_person", "entry", ["person_id", "id"], unique=False)
    op.create_table(
        "entry_private",
        sa.Column("entry_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_private_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_private")),
        sqlite_strict=True,
    )
    op.create_table(
        "seal",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seal")),
        sa.UniqueConstraint("hash", name=op.f("uq_seal_hash")),
        sa.UniqueConstraint("previous", name=op.f("uq_seal_previous")),
        sqlite_strict=True,
    )
    op.create_table(
        "sealed",
        sa.Column("entry_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seal_number", NUMBER, nullable=False),
        sa.Column("place", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_sealed_entry_id")),
        sa.ForeignKeyConstraint(["seal_number"], ["seal.number"], name=op.f("fk_sealed_seal_number")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_sealed")),
        sa.UniqueConstraint("seal_number", "place", name=op.f("uq_sealed_seal_number_place")),
        sqlite_strict=True,
    )
    op.create_table(
        "anchor",
        sa.Column("seal_number", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["seal_number"], ["seal.number"], name=op.f("fk_anchor_seal_number")),
        sa.PrimaryKeyConstraint("seal_number", "kind", name=op.f("pk_anchor")),
        sqlite_strict=True,
    )


_KEPT = {
    "entry": ("UPDATE", "DELETE"),
    "entry_private": ("UPDATE",),
    "seal": ("UPDATE", "DELETE"),
    "sealed": ("UPDATE", "DELETE"),
    "anchor": ("UPDATE", "DELETE"),
}


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"
        for table, verbs in _KEPT.items()
        for verb in verbs
    ]


def _postgresql() -> list[str]:
    refuse = (
        "CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$"
    )
    rows = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_only_grows()"
        for table, verbs in _KEPT.items()
        for verb in verbs
    ]
    whole = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()"
        for table in _KEPT
    ]
    return [refuse, *rows, *whole]
