"""A sender as a process of its own: `python sender.py DATABASE PORT [HINDRANCE]`; a hindrance is in its way from the start."""

from __future__ import annotations

import resource
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from campaigns import post
from sqlalchemy import event

from notifier.adapters.mail.sendgrid import SendGrid
from notifier.adapters.store.engine import away, open_store
from notifier.adapters.store.workers import own_name
from notifier.flows import deliver

database, port, *hindrance = sys.argv[1:]
store = open_store(database)
if hindrance == ["full"]:
    log = Path(f"{store.url.database}-wal")
    room = log.stat().st_size + 40_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
if hindrance == ["read-only"]:
    store.dispose()
    event.listen(store, "connect", lambda raw, _: raw.execute("PRAGMA query_only=ON"))
if hindrance == ["impatient"]:
    store.dispose()
    event.listen(store, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"))
way = SendGrid("SG.test", host=f"http://127.0.0.1:{port}")
sender = replace(post(store, way, worker=own_name()), clock=lambda: datetime.now(UTC), sleep=lambda _: None)
try:
    deliver.send(sender, sender.campaigns.find(), actor="Ada")
except Exception as error:
    told = away(error)
    if told is None:
        raise
    sys.stderr.write(f"{told}\n")
    sys.exit(1)
