"""People, campaigns and deliveries.

What is written here stays as it is: stores were made by it. A change of the tables is a new file.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the first tables."""
    _people()
    _campaigns()
    _deliveries()


def _people() -> None:
    """Who is told, and who never again."""
    op.create_table(
        "profile",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("baselines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("services", "baselines", name=op.f("uq_profile_services_baselines")),
        sqlite_strict=True,
    )
    op.create_table(
        "person",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address_key", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("profile_id", NUMBER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('active', 'closed', 'erased')", name=op.f("ck_person_state")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_person_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("external_id", name=op.f("uq_person_external_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_address_key"), "person", ["address_key"], unique=False)
    op.create_table(
        "tombstone",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("erased_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tombstone")),
        sqlite_strict=True,
    )
    op.create_table(
        "watcher",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address_key", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watcher")),
        sa.UniqueConstraint("policy", "address_key", name=op.f("uq_watcher_policy_address_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "suppression",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.CheckConstraint("scope IN ('address', 'watcher')", name=op.f("ck_suppression_scope")),
        sa.PrimaryKeyConstraint("key", "scope", name=op.f("pk_suppression")),
        sqlite_strict=True,
    )


def _campaigns() -> None:
    """What is told, and in which words."""
    op.create_table(
        "campaign",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ordinal", NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("transport", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("manifest", sa.Text(), nullable=True),
        sa.Column("chunk_size", NUMBER, nullable=False),
        sa.Column("rate", NUMBER, nullable=True),
        sa.Column("max_error_ppm", NUMBER, nullable=False),
        sa.Column("expanded", NUMBER, nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('notice', 'reminder', 'correction')", name=op.f("ck_campaign_kind")),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'expanding', 'ready', 'sending', 'paused', 'draining', 'completed', 'cancelled')",
            name=op.f("ck_campaign_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint(
            "policy", "version", "kind", "ordinal", name=op.f("uq_campaign_policy_version_kind_ordinal")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "variant",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("from_version", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.CheckConstraint("audience IN ('consent', 'inform', 'watcher')", name=op.f("ck_variant_audience")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_variant_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variant")),
        sa.UniqueConstraint(
            "campaign_id",
            "language",
            "from_version",
            "audience",
            name=op.f("uq_variant_campaign_id_language_from_version_audience"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "route",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("variant_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_route_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "profile_id", "language", name=op.f("pk_route")),
        sqlite_strict=True,
    )
    op.create_table(
        "detour",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("variant_id", NUMBER, nullable=False),
        sa.Column("lane", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_detour_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_detour")),
        sqlite_strict=True,
    )


def _deliveries() -> None:
    """What was sent, and what became of it."""
    op.create_table(
        "chunk",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("variant_id", NUMBER, nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", NUMBER, nullable=False),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state IN ('ready', 'in_flight', 'unknown', 'accepted', 'split', 'failed')",
            name=op.f("ck_chunk_state"),
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_chunk_campaign_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variant.id"], name=op.f("fk_chunk_variant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chunk")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_chunk_open",
        "chunk",
        ["campaign_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('ready','in_flight','unknown')"),
        postgresql_where=sa.text("state IN ('ready','in_flight','unknown')"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("chunk_id", NUMBER, nullable=True),
        sa.Column("state", NUMBER, nullable=False),
        sa.Column("rank", NUMBER, nullable=False),
        sa.Column("event_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_delivery_chunk_id"), "delivery", ["chunk_id"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("chunk_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("attempt", NUMBER, autoincrement=False, nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("told", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "phase IN ('intent', 'result', 'unknown', 'reconciled')", name=op.f("ck_attempt_phase")
        ),
        sa.PrimaryKeyConstraint("chunk_id", "attempt", "phase", name=op.f("pk_attempt")),
        sqlite_strict=True,
    )
    op.create_table(
        "event",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("delivery_id", NUMBER, nullable=True),
        sa.Column("chunk_id", NUMBER, nullable=True),
        sa.Column("attempt", NUMBER, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_event")),
        sqlite_strict=True,
    )
    op.create_index("ix_event_chunk", "event", ["chunk_id", "attempt"], unique=False)
    op.create_table(
        "bucket",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_bucket")),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
