"""Take what providers tell of mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters.mail import returned, webhook
from notifier.adapters.store.events import Told
from notifier.core import bounce

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

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


def bring_back(events: Events, place: Path, *, keys: Sequence[bytes], now: datetime) -> tuple[int, int]:
    """Keep what returned mails tell; say how many were read, and how many told of a delivery of ours."""
    bodies = list(returned.read(place))
    found = [one for body in bodies if (one := bounce.read(body, keys)) is not None]
    events.take(
        [
            Told(
                name=one.name,
                kind=one.event,
                delivery=one.delivery,
                chunk=None,
                attempt=0,
                at=now,
                reason=f"bounce {one.status}",
            )
            for one in found
        ]
    )
    return len(bodies), len(found)
