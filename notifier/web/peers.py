"""Where a request comes from, in no more detail than we keep, and who failed too often."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from notifier.core.text import Language
from notifier.flows.agree import Peer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

_LONGEST = 200
_WINDOW = 60.0
_MOST = 30
_KEPT = 10_000


@lru_cache(maxsize=4096)
def network(address: str) -> str:
    """Give the network of an address, not the address: `192.0.2.0/24`, `2001:db8:1::/48`."""
    try:
        told = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((told, 24 if told.version == 4 else 48), strict=False))


def peer(request: Request) -> Peer:
    """Give what is kept of a connection."""
    host = request.client.host if request.client else ""
    return Peer(address=network(host), agent=request.headers.get("user-agent", "")[:_LONGEST])


def preferred(request: Request, ours: Sequence[Language]) -> Language:
    """Give the language a browser asks for first, of those we have; else the first of ours."""
    told = request.headers.get("accept-language", "")
    asked = [part.partition(";")[0].strip()[:2].lower() for part in told.split(",")]
    return next((language for language in map(Language, asked) if language in ours), ours[0])


def same_site(request: Request) -> bool:
    """Say whether a form was sent from our own page, as far as a browser tells."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("host")


@dataclass(slots=True)
class Failures:
    """Networks that opened too many bad links in the last minute.

    Attributes:
        most: how many a network may.
        told: the moments of each network, in seconds.
    """

    most: int = _MOST
    told: dict[str, deque[float]] = field(default_factory=dict)

    def add(self, where: str, *, at: float) -> None:
        """Note a bad link."""
        if len(self.told) >= _KEPT:
            self.told.clear()
        self.told.setdefault(where, deque(maxlen=self.most)).append(at)

    def too_many(self, where: str, *, at: float) -> bool:
        """Say whether a network has to wait."""
        told = self.told.get(where, deque())
        return len(told) >= self.most and at - told[0] < _WINDOW
