"""Take what providers tell of mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters.mail import webhook

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.adapters.mail.webhook import Verifier
    from notifier.adapters.store.events import Events


def take(
    events: Events, verifier: Verifier, body: bytes, *, signature: str, timestamp: str, now: datetime
) -> int:
    """Check and keep signed events; say how many were ours. Nothing is kept of what is forged or old."""
    verifier.check(body, signature=signature, timestamp=timestamp, now=now)
    told = webhook.read(body)
    events.take(told)
    return len(told)
