"""Style sheets, fonts and the mark: those of the site, and one of our own."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SITE = files("notifier") / "site" / "theme" / "assets" / "policy"
_OWN = files("notifier") / "web" / "assets"
BANNER = "banner.js"
"""The script that applications put into their own pages."""

_PLACES = {
    "policy.css": (_SITE / "policy.css", "text/css; charset=utf-8"),
    "mark.svg": (_SITE / "mark.svg", "image/svg+xml"),
    "fonts/sans.woff2": (_SITE / "fonts" / "sans.woff2", "font/woff2"),
    "fonts/sans-italic.woff2": (_SITE / "fonts" / "sans-italic.woff2", "font/woff2"),
    "fonts/serif.woff2": (_SITE / "fonts" / "serif.woff2", "font/woff2"),
    BANNER: (_SITE / BANNER, "text/javascript; charset=utf-8"),
    "decision.css": (_OWN / "decision.css", "text/css; charset=utf-8"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that pages ask for."""

    content: bytes
    kind: str
    etag: str


def integrity(name: str) -> str:
    """Name the bytes of an asset as browsers check them (Subresource Integrity)."""
    return f"sha384-{b64encode(hashlib.sha384(_PLACES[name][0].read_bytes()).digest()).decode()}"


@cache
def asset(name: str) -> Asset | None:
    """Give an asset by its name; nothing for any other name."""
    if name not in _PLACES:
        return None
    place, kind = _PLACES[name]
    content = place.read_bytes()
    return Asset(content=content, kind=kind, etag=f'"{hashlib.sha256(content).hexdigest()[:20]}"')
