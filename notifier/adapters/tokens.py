"""Make and check personal links: a keyed hash for each purpose, under a ring of keys."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from notifier.core import token as form
from notifier.core.token import Purpose, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from notifier.adapters.settings import Settings

LIFETIME = timedelta(days=400)
"""How long a link opens: over a year, since a person may change their mind long after the notice."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys of one purpose: the first makes links, all of them open links."""

    keys: tuple[bytes, ...]

    def mac(self, key: bytes, head: bytes) -> bytes:
        """Hash what a link says with a key."""
        return blake2b(head, digest_size=form.MAC_BYTES, key=key).digest()


class Tokens:
    """Make and check links.

    Attributes:
        on: the day it is; links made today end after `LIFETIME`, links of the past may have ended.
    """

    def __init__(self, settings: Settings, *, on: date) -> None:
        self.on = on
        self._rings = {
            purpose: Ring(settings.secrets(f"token {purpose.name.lower()}")) for purpose in Purpose
        }

    def mint(self, purpose: Purpose, number: int, *, until: date | None = None) -> str:
        """Make a link for a delivery or a person; the same day gives the same link."""
        ring = self._rings[purpose]
        token = Token(
            purpose=purpose, ring=_name(ring.keys[0]), number=number, until=until or self.on + LIFETIME
        )
        return form.write(token, ring.mac(ring.keys[0], form.head(token)))

    def minter(self, purpose: Purpose) -> Callable[[Iterable[int]], list[str]]:
        """Make many links as `mint` does: what they share is hashed before, and all are written at once.

        33 bytes fill 44 letters exactly, so that the letters of many links in a row are those of each.
        """
        key = self._rings[purpose].keys[0]
        blank = Token(purpose=purpose, ring=_name(key), number=0, until=self.on + LIFETIME)
        before, after = form.around(blank)
        keyed = blake2b(before, digest_size=form.MAC_BYTES, key=key)

        def mint(numbers: Iterable[int]) -> list[str]:
            told: list[bytes] = []
            for number in numbers:
                rest = number.to_bytes(8, "big") + after
                mac = keyed.copy()
                mac.update(rest)
                told += (before, rest, mac.digest())
            letters = urlsafe_b64encode(b"".join(told)).decode("ascii")
            return [letters[at : at + form.LENGTH] for at in range(0, len(letters), form.LENGTH)]

        return mint

    def read(self, purpose: Purpose, text: str) -> int:
        """Give the number a link is about.

        Raises:
            DecisionRefused: when it is forged, has ended, or was made for something else; one refusal for all.
        """
        token, mac = form.read(text)
        ring = self._rings[purpose]
        head = form.head(token)
        good = any(
            hmac.compare_digest(ring.mac(key, head), mac) for key in ring.keys if _name(key) == token.ring
        )
        if not good or token.purpose is not purpose or self.on > token.until:
            raise form.refused()
        return token.number

    def stamp(self, message: bytes) -> str:
        """Sign what a page showed, so that an answer can be tied to it."""
        ring = self._rings[Purpose.SHOWN]
        return ring.mac(ring.keys[0], message).hex()

    def stamped(self, message: bytes, stamp: str) -> bool:
        """Say whether we signed this."""
        ring = self._rings[Purpose.SHOWN]
        told = stamp.encode("utf-8", "replace")
        return any(hmac.compare_digest(ring.mac(key, message).hex().encode(), told) for key in ring.keys)


def _name(key: bytes) -> int:
    """Name a key by a byte of its hash, so that a ring need not be tried whole."""
    return blake2b(key, digest_size=1).digest()[0]
