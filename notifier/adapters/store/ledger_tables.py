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
"""What only grows; the migration that made it lets the databases refuse anything else."""
