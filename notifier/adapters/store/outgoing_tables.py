"""The tables of what leaves besides warnings: receipts and calls to the client's systems; and of who may ask us."""

from __future__ import annotations

from sqlalchemy import Column, Index, UniqueConstraint, text

from notifier.adapters.store.columns import Bytes, Moment, Number, Words
from notifier.adapters.store.tables import key, one_of, table

api_key = table(
    "api_key",
    key(),
    Column("name", Words, nullable=False, unique=True),
    Column("digest", Bytes, nullable=False),
    Column("scopes", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", Words, nullable=False),
    Column("revoked_at", Moment),
)
"""Who may use the interface for applications; the key itself is shown once and kept as a keyed hash."""

hook = table(
    "hook",
    key(),
    Column("url", Words, nullable=False),
    Column("kinds", Words, nullable=False),
    Column("internal", Number, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", Words, nullable=False),
    Column("ended_at", Moment),
)
"""Where the client's systems are told of events; only an operator adds one."""

errand = table(
    "errand",
    key(),
    Column("kind", Words, nullable=False),
    Column("target", Number, nullable=False),
    Column("name", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("tries", Number, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("told", Words, nullable=False),
    UniqueConstraint("kind", "target", "name"),
    one_of("kind", "receipt", "call"),
    one_of("state", "waiting", "taken", "done", "unknown", "void", "given_up"),
    Index(
        "ix_errand_open",
        "kind",
        "due_at",
        sqlite_where=text("state IN ('waiting','taken')"),
        postgresql_where=text("state IN ('waiting','taken')"),
    ),
)
"""One thing to be told once: a receipt by mail, or an event to a hook (`target`).

`name` says of what: the leaf of an answer, or a release. No words and no address are kept; they are read when it leaves.
"""
