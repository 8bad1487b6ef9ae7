"""The tables. Releases live in git; here they are named by policy and version.

Two ids are derived, so that planning twice writes the same rows: a delivery's is `campaign << 40 | person`, a chunk's is
`variant << 32 | place`. That also spares the two widest indexes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from notifier.adapters.store.columns import Bytes, Moment, Number, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""All tables of the store; the ledger adds its own."""


def table(name: str, *parts: Any, **options: Any) -> Table:
    """Make a table that is strict on SQLite."""
    return Table(name, metadata, *parts, sqlite_strict=True, **options)


def key() -> Column[int]:
    """Make a primary key that the database counts."""
    return Column("id", Number, Identity(always=False), primary_key=True)


def one_of(column: str, *words: str) -> CheckConstraint:
    """Allow only these words in a column."""
    told = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({told})", name=column)


profile = table(
    "profile",
    key(),
    Column("services", Words, nullable=False),
    Column("baselines", Words, nullable=False),
    UniqueConstraint("services", "baselines"),
)
"""What many people share: services (`mail shop`) and the release each policy began with (`privacy=1.0.0`)."""

person = table(
    "person",
    key(),
    Column("external_id", Words, unique=True),
    Column("state", Words, nullable=False),
    Column("email", Words),
    Column("address_key", Bytes, index=True),
    Column("language", Words),
    Column("profile_id", Number, ForeignKey("profile.id")),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    one_of("state", "active", "closed", "erased"),
)
"""One row for each person, kept without its contents after erasure."""

tombstone = table(
    "tombstone",
    Column("key", Bytes, primary_key=True),
    Column("erased_at", Moment, nullable=False),
)
"""Keyed hashes of erased external ids and addresses: an import does not bring them back."""

retained = table(
    "retained",
    Column("person_id", Number, primary_key=True, autoincrement=False),
    Column("key", Bytes, nullable=False, index=True),
    Column("until", Moment, nullable=False, index=True),
    Column("body", Words, nullable=False),
)
"""Who an erased person was, for a dispute, until a day; `key` is the keyed hash of their external id."""

watcher = table(
    "watcher",
    key(),
    Column("policy", Words, nullable=False),
    Column("email", Words, nullable=False),
    Column("address_key", Bytes, nullable=False),
    Column("language", Words, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("left_at", Moment),
    UniqueConstraint("policy", "address_key"),
)
"""People who asked to be told of a policy without being bound by it (double opt-in)."""

suppression = table(
    "suppression",
    Column("key", Bytes, primary_key=True),
    Column("scope", Words, primary_key=True),
    Column("reason", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("lifted_at", Moment),
    one_of("scope", "address", "watcher"),
)
"""Addresses that bounced or complained, by keyed hash."""

campaign = table(
    "campaign",
    key(),
    Column("policy", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("ordinal", Number, nullable=False),
    Column("state", Words, nullable=False),
    Column("transport", Words, nullable=False),
    Column("created_by", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("approved_by", Words),
    Column("approved_at", Moment),
    Column("manifest", Words),
    Column("chunk_size", Number, nullable=False),
    Column("rate", Number),
    Column("max_error_ppm", Number, nullable=False),
    Column("expanded", Number, nullable=False),
    Column("why", Words, nullable=False, server_default=""),
    UniqueConstraint("policy", "version", "kind", "ordinal"),
    one_of("kind", "notice", "reminder", "correction"),
    one_of(
        "state",
        "draft",
        "approved",
        "expanding",
        "ready",
        "sending",
        "paused",
        "draining",
        "completed",
        "cancelled",
    ),
)
"""One release told to all its recipients; `expanded` is the last person planned."""

variant = table(
    "variant",
    key(),
    Column("campaign_id", Number, ForeignKey("campaign.id"), nullable=False),
    Column("language", Words, nullable=False),
    Column("from_version", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("html", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("tag", Words, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("covers", Words, nullable=False),
    UniqueConstraint("campaign_id", "language", "from_version", "audience"),
    one_of("audience", "consent", "inform", "watcher"),
)
"""One mail, rendered once: language × release that binds × audience."""

route = table(
    "route",
    Column("campaign_id", Number, ForeignKey("campaign.id"), primary_key=True),
    Column("profile_id", Number, primary_key=True),
    Column("language", Words, primary_key=True),
    Column("variant_id", Number, nullable=False),
)
"""Which variant people of a profile and language get."""

detour = table(
    "detour",
    Column("campaign_id", Number, ForeignKey("campaign.id"), primary_key=True),
    Column("person_id", Number, primary_key=True),
    Column("variant_id", Number, nullable=False),
    Column("lane", Number, nullable=False),
)
"""People who do not follow the route of their profile: they decided something, or share an address.

A variant of 0 keeps the profile's, one of -1 is none at all; a lane above 0 keeps two people with one address out of one call.
"""

chunk = table(
    "chunk",
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("campaign_id", Number, ForeignKey("campaign.id"), nullable=False),
    Column("variant_id", Number, ForeignKey("variant.id"), nullable=False),
    Column("size", Number, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempt", Number, nullable=False),
    Column("worker", Words),
    Column("lease_until", Moment),
    Column("not_before", Moment),
    one_of("state", "ready", "in_flight", "unknown", "accepted", "split", "failed"),
    Index(
        "ix_chunk_open",
        "campaign_id",
        "id",
        sqlite_where=text("state IN ('ready','in_flight','unknown')"),
        postgresql_where=text("state IN ('ready','in_flight','unknown')"),
    ),
)
"""Up to 1,000 deliveries of one variant: the unit of sending."""

delivery = table(
    "delivery",
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("chunk_id", Number, index=True),
    Column("state", Number, nullable=False),
    Column("rank", Number, nullable=False),
    Column("event_at", Moment),
    Column("reason", Words),
)
"""One person in one campaign. No foreign keys: the planner alone writes it, in one statement, at a million rows."""

attempt = table(
    "attempt",
    Column("chunk_id", Number, primary_key=True, autoincrement=False),
    Column("attempt", Number, primary_key=True, autoincrement=False),
    Column("phase", Words, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("worker", Words, nullable=False),
    Column("message", Words),
    Column("told", Words),
    one_of("phase", "intent", "result", "unknown", "reconciled"),
)
"""What was tried: the intent is there before the call, the result after it."""

event = table(
    "event",
    Column("key", Bytes, primary_key=True),
    Column("delivery_id", Number),
    Column("chunk_id", Number),
    Column("attempt", Number),
    Column("kind", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Words),
    Index("ix_event_chunk", "chunk_id", "attempt"),
    Index(
        "ix_event_failed",
        "delivery_id",
        sqlite_where=text("kind IN ('dropped','bounced','complained')"),
        postgresql_where=text("kind IN ('dropped','bounced','complained')"),
    ),
)
"""What the provider told us, once each."""

bucket = table(
    "bucket",
    Column("key", Words, primary_key=True),
    Column("due_at", Moment, nullable=False),
)
"""The rate that all workers share."""

audit = table(
    "audit",
    key(),
    Column("at", Moment, nullable=False),
    Column("actor", Words, nullable=False),
    Column("action", Words, nullable=False),
    Column("object", Words, nullable=False),
    Column("told", Words, nullable=False),
)
"""Who did what to people and campaigns; no addresses."""
