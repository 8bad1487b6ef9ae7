"""Personal links of mails: where they lead, and who makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.notice import Audience
from notifier.core.token import Purpose

if TYPE_CHECKING:
    from notifier.adapters.tokens import Tokens
    from notifier.core.delivery import DeliveryId


class Links:
    """Make the personal link of a delivery."""

    def __init__(self, tokens: Tokens, *, base: str) -> None:
        self._decide = tokens.minter(Purpose.CONSENT)
        self._leave = tokens.minter(Purpose.UNSUBSCRIBE)
        self._base = base

    def link(self, delivery: DeliveryId, audience: Audience) -> str:
        """Give the page to decide on, or for a watcher the page that ends these mails."""
        if audience is Audience.WATCHER:
            return f"{self._base}u/{self._leave(delivery)}"
        return f"{self._base}c/{self._decide(delivery)}"
