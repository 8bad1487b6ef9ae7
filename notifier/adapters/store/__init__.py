"""People, campaigns, deliveries and the ledger: one metadata, one code path, SQLite or PostgreSQL."""
