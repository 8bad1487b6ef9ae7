"""SendGrid as it tells over HTTP what became of mails, with a key of its own."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import orjson
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from notifier.core.delivery import delivery_id

if TYPE_CHECKING:
    from desks import Hall
    from httpx import Response

PRIVATE = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(
    PRIVATE.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
).decode()


def body(house: Hall, kind: str = "bounce", person: int = 1) -> bytes:
    told = {
        "event": kind,
        "sg_event_id": f"{kind}-{person}",
        "timestamp": int(house.clock().timestamp()),
        "d": str(delivery_id(1, person)),
        "type": "bounce",
    }
    return orjson.dumps([told])


def post(house: Hall, told: bytes, *, moment: int | None = None, signed: bytes | None = None) -> Response:
    at = str(moment if moment is not None else int(house.clock().timestamp()))
    name = PRIVATE.sign(at.encode() + (told if signed is None else signed), ec.ECDSA(hashes.SHA256()))
    return house.client.post(
        "/events/sendgrid",
        content=told,
        headers={
            "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(name).decode(),
            "X-Twilio-Email-Event-Webhook-Timestamp": at,
        },
    )
