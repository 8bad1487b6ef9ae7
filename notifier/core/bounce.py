"""Mails that came back: which delivery they are about, and whether trying again could help.

Every mail over SMTP has a return address of its own, `bounce+<delivery>-<proof>@domain` (VERP), so that a bounce names its
delivery even when it quotes nothing; the proof keeps strangers from making up bounces. What went wrong is read from the
report's status (RFC 3464, RFC 3463), never from its sentences.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from hashlib import blake2b
from typing import TYPE_CHECKING

from notifier.core.delivery import DeliveryId, Event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage

_PROOF = 6
_OURS = re.compile(r"bounce\+([0-9a-f]{1,16})-([0-9a-f]{12})@", re.IGNORECASE)
_STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
_WHERE = ("to", "delivered-to", "x-original-to", "envelope-to")
_GONE_FOR_GOOD = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
"""Statuses that tell of the address, not of this mail (RFC 3463, section 3.2; RFC 7505 for 5.1.10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What a returned mail tells.

    Attributes:
        delivery: which mail came back.
        event: bounced when the address is no more, dropped when this mail was refused, deferred when it may still arrive.
        status: the code, such as `5.1.1`.
        name: the same for the same report.
    """

    delivery: DeliveryId
    event: Event
    status: str
    name: str


def address(delivery: DeliveryId, domain: str, key: bytes) -> str:
    """Give the return address of a delivery."""
    return f"bounce+{delivery:x}-{_proof(delivery, key)}@{domain}"


def about(told: str, keys: Sequence[bytes]) -> DeliveryId | None:
    """Tell which delivery a return address names, under any of our keys; nothing when it is not one of ours."""
    found = _OURS.search(told)
    if found is None:
        return None
    delivery = DeliveryId(int(found[1], 16))
    good = any(hmac.compare_digest(_proof(delivery, key), found[2].lower()) for key in keys)
    return delivery if good else None


def _proof(delivery: DeliveryId, key: bytes) -> str:
    return blake2b(f"{delivery:x}".encode(), key=key, digest_size=_PROOF).hexdigest()


def read(body: bytes, keys: Sequence[bytes]) -> Bounce | None:
    """Read a mail that came to a return address; nothing when it is no report on a delivery of ours."""
    message = message_from_bytes(body, policy=policy.default)
    delivery = _delivery(message, keys)
    if delivery is None:
        return None
    status = _status(message)
    if status is None or status.startswith("2"):
        return None
    return Bounce(
        delivery=delivery,
        event=_event(status),
        status=status,
        name=f"bounce {delivery:x} {status}",
    )


def _delivery(message: EmailMessage, keys: Sequence[bytes]) -> DeliveryId | None:
    named = (about(str(value), keys) for name in _WHERE for value in message.get_all(name, []))
    return next((one for one in named if one is not None), None)


def _status(message: EmailMessage) -> str | None:
    """Give the status of the first recipient that a delivery report tells of."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            if found := _STATUS.match(str(block.get("status", "")).strip()):
                return ".".join(str(int(number)) for number in found.groups())
    return None


def _blocks(part: Message) -> list[Message]:
    told = part.get_payload()
    return [one for one in told if isinstance(one, Message)] if isinstance(told, list) else []


def _event(status: str) -> Event:
    if status.startswith("4"):
        return Event.DEFERRED
    return Event.BOUNCED if status in _GONE_FOR_GOOD else Event.DROPPED
