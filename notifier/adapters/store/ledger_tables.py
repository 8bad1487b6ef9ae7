"""The tables of the ledger. Rows are only ever added; the databases themselves refuse anything else.

Only what personal data goes with an entry may be deleted: that is how a person is forgotten.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint

from notifier.adapters.store.columns import Bytes, Moment, Number, Words
from notifier.adapters.store.tables import key, table

entry = table(
    "entry",
    key(),
    Column("person_id", Number, nullable=False),
    Column("policy", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("once", Bytes, nullable=False, unique=True),
    Column("previous", Words, nullable=False),
    Column("leaf", Words, nullable=False, unique=True),
    Column("body", Words, nullable=False),
    UniqueConstraint("person_id", "previous"),
    Index("ix_entry_person", "person_id", "id"),
)
"""One answer of one person. A person's entries form a chain without forks; `once` keeps an answer from being kept twice."""

private = table(
    "entry_private",
    Column("entry_id", Number, ForeignKey("entry.id"), primary_key=True, autoincrement=False),
    Column("salt", Bytes, nullable=False),
    Column("body", Words, nullable=False),
)
"""The personal data of an entry, and the salt of its commitment."""

seal = table(
    "seal",
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("size", Number, nullable=False),
    Column("root", Words, nullable=False),
    Column("previous", Words, nullable=False, unique=True),
    Column("hash", Words, nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("key", Words, nullable=False),
    Column("signature", Words, nullable=False),
)
"""A signed root over entries, chained to the seal before it."""

sealed = table(
    "sealed",
    Column("entry_id", Number, ForeignKey("entry.id"), primary_key=True, autoincrement=False),
    Column("seal_number", Number, ForeignKey("seal.number"), nullable=False),
    Column("place", Number, nullable=False),
    UniqueConstraint("seal_number", "place"),
)
"""Which seal covers an entry, and at which place: numbers of entries are no order on PostgreSQL."""

anchor = table(
    "anchor",
    Column("seal_number", Number, ForeignKey("seal.number"), primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("proof", Words, nullable=False),
    Column("at", Moment, nullable=False),
)
"""Where a copy of a seal was left with others: a commit, a time stamp."""

OWN = (entry, private, seal, sealed, anchor)

KEPT = {
    entry: ("UPDATE", "DELETE"),
    private: ("UPDATE",),
    seal: ("UPDATE", "DELETE"),
    sealed: ("UPDATE", "DELETE"),
    anchor: ("UPDATE", "DELETE"),
}
"""What the databases refuse for each table."""


def guards(dialect: str) -> tuple[str, ...]:
    """Give the statements that make a database refuse to change what is written."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def _sqlite() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"
        for table, verbs in KEPT.items()
        for verb in verbs
    )


def _postgresql() -> tuple[str, ...]:
    refuse = (
        "CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$"
    )
    rows = (
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_only_grows()"
        for table, verbs in KEPT.items()
        for verb in verbs
    )
    whole = (
        f"CREATE TRIGGER {table.name}_no_truncate BEFORE TRUNCATE ON {table.name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()"
        for table in KEPT
    )
    return (refuse, *rows, *whole)
