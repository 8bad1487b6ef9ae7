"""SendGrid's signed events: who says so, how fresh it is, and what they mean in our words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson

from notifier.adapters.store.events import Told
from notifier.core.delivery import ChunkId, DeliveryId, Event
from notifier.core.said import say
from notifier.errors import DecisionRefused, SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

FRESH = timedelta(minutes=10)
LONGEST = 2_000_000

_KINDS: Mapping[str, Event] = {
    "processed": Event.PROCESSED,
    "deferred": Event.DEFERRED,
    "delivered": Event.DELIVERED,
    "dropped": Event.DROPPED,
    "bounce": Event.BOUNCED,
    "blocked": Event.DEFERRED,
    "spamreport": Event.COMPLAINED,
}


class Verifier:
    """Check that events come from SendGrid, just now; without a key every event is refused."""

    def __init__(self, key: str) -> None:
        self.key = key

    def check(self, body: bytes, *, signature: str, timestamp: str, now: datetime) -> None:
        """Refuse events that are forged or old.

        Raises:
            SettingsRefused: when there is no key to check with.
            DecisionRefused: when the signature or the moment is wrong.
        """
        from sendgrid.helpers.eventwebhook import EventWebhook

        if not self.key:
            raise SettingsRefused(say("no key to check events with"), source="NOTIFIER_SENDGRID_WEBHOOK_KEY")
        try:
            good = EventWebhook(self.key).verify_signature(body.decode("utf-8"), signature, timestamp)
            at = datetime.fromtimestamp(int(timestamp), UTC)
        except Exception as error:
            # The library raises whatever its parts raise; all of it means the same: not a signed event.
            raise DecisionRefused(say("events without a good signature")) from error
        if not good:
            raise DecisionRefused(say("events without a good signature"))
        if abs(now - at) > FRESH:
            raise DecisionRefused(say("events that are too old or from the future"))


def read(body: bytes) -> tuple[Told, ...]:
    """Read events; those of other mails and of kinds we do not use are left out.

    Raises:
        DecisionRefused: when the body is not a list of events.
    """
    if len(body) > LONGEST:
        raise DecisionRefused(say("too many events at once"))
    try:
        events = orjson.loads(body)
    except ValueError as error:
        raise DecisionRefused(say("events that are not JSON")) from error
    if not isinstance(events, list):
        raise DecisionRefused(say("events that are not a list"))
    return tuple(told for one in events if (told := _told(one)))


def _told(one: Any) -> Told | None:
    try:
        kind = _KINDS[one["event"]]
        chunk, _, attempt = str(one.get("c", "")).partition(".")
        number = one.get("d")
        return Told(
            name=str(one["sg_event_id"]),
            kind=kind,
            delivery=DeliveryId(_number(number)) if number else None,
            chunk=ChunkId(_number(chunk)) if chunk else None,
            attempt=_number(attempt) if attempt else 0,
            at=datetime.fromtimestamp(int(one["timestamp"]), UTC),
            reason=_why(one),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        return None


def _number(told: Any) -> int:
    """Read a number that the store can hold."""
    number = int(told)
    if not 0 <= number < 1 << 62:
        raise ValueError("no number of ours")
    return number


def _why(one: Mapping[str, Any]) -> str:
    """Give the provider's code; its sentences may repeat an address."""
    return " ".join(
        str(one[name])[:40] for name in ("type", "status", "bounce_classification") if one.get(name)
    )
