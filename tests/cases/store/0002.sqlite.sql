CREATE TABLE attempt (
    chunk_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    phase TEXT NOT NULL,
    at TEXT NOT NULL,
    worker TEXT NOT NULL,
    message TEXT,
    told TEXT,
    CONSTRAINT pk_attempt PRIMARY KEY (chunk_id, attempt, phase),
    CONSTRAINT ck_attempt_phase CHECK (phase IN ('intent', 'result', 'unknown', 'reconciled'))
)
 STRICT
--
CREATE TABLE audit (
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    told TEXT NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id)
)
 STRICT
--
CREATE TABLE bucket (
    "key" TEXT NOT NULL,
    due_at TEXT NOT NULL,
    CONSTRAINT pk_bucket PRIMARY KEY ("key")
)
 STRICT
--
CREATE TABLE campaign (
    id INTEGER NOT NULL,
    policy TEXT NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    state TEXT NOT NULL,
    transport TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    approved_by TEXT,
    approved_at TEXT,
    manifest TEXT,
    chunk_size INTEGER NOT NULL,
    rate INTEGER,
    max_error_ppm INTEGER NOT NULL,
    expanded INTEGER NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_campaign PRIMARY KEY (id),
    CONSTRAINT uq_campaign_policy_version_kind_ordinal UNIQUE (policy, version, kind, ordinal),
    CONSTRAINT ck_campaign_kind CHECK (kind IN ('notice', 'reminder', 'correction')),
    CONSTRAINT ck_campaign_state CHECK (state IN ('draft', 'approved', 'expanding', 'ready', 'sending', 'paused', 'draining', 'completed', 'cancelled'))
)
 STRICT
--
CREATE TABLE delivery (
    id INTEGER NOT NULL,
    chunk_id INTEGER,
    state INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    event_at TEXT,
    reason TEXT,
    CONSTRAINT pk_delivery PRIMARY KEY (id)
)
 STRICT
--
CREATE INDEX ix_delivery_chunk_id ON delivery (chunk_id)
--
CREATE TABLE entry (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    policy TEXT NOT NULL,
    at TEXT NOT NULL,
    once BLOB NOT NULL,
    previous TEXT NOT NULL,
    leaf TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (id),
    CONSTRAINT uq_entry_person_id_previous UNIQUE (person_id, previous),
    CONSTRAINT uq_entry_once UNIQUE (once),
    CONSTRAINT uq_entry_leaf UNIQUE (leaf)
)
 STRICT
--
CREATE INDEX ix_entry_person ON entry (person_id, id)
--
CREATE TABLE event (
    "key" BLOB NOT NULL,
    delivery_id INTEGER,
    chunk_id INTEGER,
    attempt INTEGER,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT,
    CONSTRAINT pk_event PRIMARY KEY ("key")
)
 STRICT
--
CREATE INDEX ix_event_chunk ON event (chunk_id, attempt)
--
CREATE TABLE profile (
    id INTEGER NOT NULL,
    services TEXT NOT NULL,
    baselines TEXT NOT NULL,
    CONSTRAINT pk_profile PRIMARY KEY (id),
    CONSTRAINT uq_profile_services_baselines UNIQUE (services, baselines)
)
 STRICT
--
CREATE TABLE seal (
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    root TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    at TEXT NOT NULL,
    "key" TEXT NOT NULL,
    signature TEXT NOT NULL,
    CONSTRAINT pk_seal PRIMARY KEY (number),
    CONSTRAINT uq_seal_previous UNIQUE (previous),
    CONSTRAINT uq_seal_hash UNIQUE (hash)
)
 STRICT
--
CREATE TABLE suppression (
    "key" BLOB NOT NULL,
    scope TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    at TEXT NOT NULL,
    lifted_at TEXT,
    CONSTRAINT pk_suppression PRIMARY KEY ("key", scope),
    CONSTRAINT ck_suppression_scope CHECK (scope IN ('address', 'watcher'))
)
 STRICT
--
CREATE TABLE tombstone (
    "key" BLOB NOT NULL,
    erased_at TEXT NOT NULL,
    CONSTRAINT pk_tombstone PRIMARY KEY ("key")
)
 STRICT
--
CREATE TABLE watcher (
    id INTEGER NOT NULL,
    policy TEXT NOT NULL,
    email TEXT NOT NULL,
    address_key BLOB NOT NULL,
    language TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    confirmed_at TEXT,
    left_at TEXT,
    CONSTRAINT pk_watcher PRIMARY KEY (id),
    CONSTRAINT uq_watcher_policy_address_key UNIQUE (policy, address_key)
)
 STRICT
--
CREATE TABLE anchor (
    seal_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    proof TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_anchor PRIMARY KEY (seal_number, kind),
    CONSTRAINT fk_anchor_seal_number FOREIGN KEY(seal_number) REFERENCES seal (number)
)
 STRICT
--
CREATE TABLE detour (
    campaign_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    variant_id INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    CONSTRAINT pk_detour PRIMARY KEY (campaign_id, person_id),
    CONSTRAINT fk_detour_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)
 STRICT
--
CREATE TABLE entry_private (
    entry_id INTEGER NOT NULL,
    salt BLOB NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_entry_private PRIMARY KEY (entry_id),
    CONSTRAINT fk_entry_private_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id)
)
 STRICT
--
CREATE TABLE person (
    id INTEGER NOT NULL,
    external_id TEXT,
    state TEXT NOT NULL,
    email TEXT,
    address_key BLOB,
    language TEXT,
    profile_id INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT ck_person_state CHECK (state IN ('active', 'closed', 'erased')),
    CONSTRAINT uq_person_external_id UNIQUE (external_id),
    CONSTRAINT fk_person_profile_id FOREIGN KEY(profile_id) REFERENCES profile (id)
)
 STRICT
--
CREATE INDEX ix_person_address_key ON person (address_key)
--
CREATE TABLE route (
    campaign_id INTEGER NOT NULL,
    profile_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    variant_id INTEGER NOT NULL,
    CONSTRAINT pk_route PRIMARY KEY (campaign_id, profile_id, language),
    CONSTRAINT fk_route_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)
 STRICT
--
CREATE TABLE sealed (
    entry_id INTEGER NOT NULL,
    seal_number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    CONSTRAINT pk_sealed PRIMARY KEY (entry_id),
    CONSTRAINT uq_sealed_seal_number_place UNIQUE (seal_number, place),
    CONSTRAINT fk_sealed_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id),
    CONSTRAINT fk_sealed_seal_number FOREIGN KEY(seal_number) REFERENCES seal (number)
)
 STRICT
--
CREATE TABLE variant (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    from_version TEXT NOT NULL,
    audience TEXT NOT NULL,
    subject TEXT NOT NULL,
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    tag TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    covers TEXT NOT NULL,
    CONSTRAINT pk_variant PRIMARY KEY (id),
    CONSTRAINT uq_variant_campaign_id_language_from_version_audience UNIQUE (campaign_id, language, from_version, audience),
    CONSTRAINT ck_variant_audience CHECK (audience IN ('consent', 'inform', 'watcher')),
    CONSTRAINT fk_variant_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)
 STRICT
--
CREATE TABLE chunk (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    variant_id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    worker TEXT,
    lease_until TEXT,
    not_before TEXT,
    CONSTRAINT pk_chunk PRIMARY KEY (id),
    CONSTRAINT ck_chunk_state CHECK (state IN ('ready', 'in_flight', 'unknown', 'accepted', 'split', 'failed')),
    CONSTRAINT fk_chunk_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id),
    CONSTRAINT fk_chunk_variant_id FOREIGN KEY(variant_id) REFERENCES variant (id)
)
 STRICT
--
CREATE INDEX ix_chunk_open ON chunk (campaign_id, id) WHERE state IN ('ready','in_flight','unknown')
--
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER entry_private_no_update BEFORE UPDATE ON entry_private BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER sealed_no_update BEFORE UPDATE ON sealed BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER sealed_no_delete BEFORE DELETE ON sealed BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER anchor_no_update BEFORE UPDATE ON anchor BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TRIGGER anchor_no_delete BEFORE DELETE ON anchor BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
--
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))
--
INSERT INTO alembic_version VALUES ('0002')
