"""Alembic's way in: it runs on the connection that `open_store` hands over."""

from __future__ import annotations

from alembic import context

from notifier.adapters.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
