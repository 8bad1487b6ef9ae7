"""A mail of a campaign, and to whom it speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core.text import digest

if TYPE_CHECKING:
    from notifier.core.text import Digest


_LINK = re.compile(r'href="(https?://[^"#]+)')


class Audience(StrEnum):
    """To whom a notice speaks."""

    CONSENT = "consent"
    INFORM = "inform"
    WATCHER = "watcher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail for everybody who gets the same words.

    Attributes:
        subject: one line.
        html: the HTML part, with the placeholder where the personal link stands.
        text: the plain part, likewise.
        placeholder: stands for the personal link, and nowhere else.
    """

    subject: str
    html: str
    text: str
    placeholder: str

    @property
    def sha256(self) -> Digest:
        """Name the words: approval freezes them, and every sender checks them."""
        return digest(f"{self.subject}\x1f{self.html}\x1f{self.text}\x1f{self.placeholder}")

    @property
    def pages(self) -> frozenset[str]:
        """Give the pages it leads to, but for the personal one."""
        return frozenset(found for found in _LINK.findall(self.html) if self.placeholder not in found)
