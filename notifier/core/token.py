"""The shape of a personal link: a purpose, a number, a last day and a keyed hash, in 44 characters.

Nothing in it is personal, nothing of it is stored. 33 bytes fill 44 letters of base64 exactly, so that no two texts
mean the same token and every flipped bit is seen.
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from notifier.core.delivery import PERSON_BITS, DeliveryId, campaign_of, person_of
from notifier.core.said import say
from notifier.errors import DecisionRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.text import PolicyName

EDITION = 1
MAC_BYTES = 20
LENGTH = 44

_HEAD_BYTES = 13
_FIRST_DAY = date(2020, 1, 1)
_LAST_DAY = _FIRST_DAY + timedelta(days=0xFFFF)


class Purpose(IntEnum):
    """What a link is good for; a link of one purpose opens nothing else.

    `CONSENT` is the page that a warning leads to, `PERSON` the same page without a warning, `SHOWN` signs what was shown.
    """

    CONSENT = 1
    PERSON = 2
    UNSUBSCRIBE = 3
    WATCH = 4
    SHOWN = 5


def personal(policy: str, person: int) -> int:
    """Number a person and a policy, for a link that no warning carried: from a receipt, or from an application."""
    return _mark(policy) << PERSON_BITS | person


def about(number: int, policies: Iterable[PolicyName]) -> tuple[PolicyName, int]:
    """Tell which policy and which person a number of `personal` is about.

    Raises:
        DecisionRefused: when it names none of these policies, or leaves open which.
    """
    named = [policy for policy in policies if _mark(policy) == campaign_of(DeliveryId(number))]
    if len(named) != 1:
        raise refused()
    return named[0], person_of(DeliveryId(number))


def _mark(policy: str) -> int:
    """Name a policy by 22 bits of a hash: what a number has left beside a person."""
    return int.from_bytes(hashlib.sha256(policy.encode("utf-8")).digest()[:3], "big") & 0x3FFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a link says before anybody checked it.

    Attributes:
        purpose: what it is good for.
        ring: names the key that made it.
        number: whom or what it is about: the id of a delivery, of a person.
        until: the last day on which it opens anything.
    """

    purpose: Purpose
    ring: int
    number: int
    until: date


def head(token: Token) -> bytes:
    """Give the bytes that the keyed hash covers; a day beyond the last one counts as the last."""
    days = (min(token.until, _LAST_DAY) - _FIRST_DAY).days
    return (
        bytes((EDITION, token.purpose, token.ring))
        + token.number.to_bytes(8, "big")
        + days.to_bytes(2, "big")
    )


def around(token: Token) -> tuple[bytes, bytes]:
    """Give what stands before and after the number in the bytes that the keyed hash covers."""
    told = head(token)
    return told[:3], told[11:]


def write(token: Token, mac: bytes) -> str:
    """Write a token with its keyed hash."""
    return urlsafe_b64encode(head(token) + mac).decode("ascii")


def read(text: str) -> tuple[Token, bytes]:
    """Read a token and the keyed hash it claims.

    Raises:
        DecisionRefused: when this was never a token.
    """
    try:
        told = urlsafe_b64decode(text.encode("ascii"))
    except (ValueError, binascii.Error) as error:
        raise refused() from error
    if len(text) != LENGTH or urlsafe_b64encode(told).decode("ascii") != text or told[0] != EDITION:
        raise refused()
    try:
        purpose = Purpose(told[1])
    except ValueError as error:
        raise refused() from error
    token = Token(
        purpose=purpose,
        ring=told[2],
        number=int.from_bytes(told[3:11], "big"),
        until=_FIRST_DAY + timedelta(days=int.from_bytes(told[11:_HEAD_BYTES], "big")),
    )
    return token, told[_HEAD_BYTES:]


def refused() -> DecisionRefused:
    """Give the one refusal for every bad link: it tells nobody whether the link was once good."""
    return DecisionRefused(say("this link is not valid"), remedy=say("open the link of the newest message"))
