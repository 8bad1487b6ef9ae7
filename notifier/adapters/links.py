"""Personal links of mails: where they lead, and who makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.mail import Audience
from notifier.core.token import Purpose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.adapters.tokens import Tokens
    from notifier.core.delivery import DeliveryId


class Links:
    """Make the personal links of deliveries."""

    def __init__(self, tokens: Tokens, *, base: str) -> None:
        self._decide = tokens.minter(Purpose.CONSENT)
        self._leave = tokens.minter(Purpose.UNSUBSCRIBE)
        self._base = base

    def links(self, deliveries: Sequence[DeliveryId], audience: Audience) -> list[str]:
        """Give for each the page to decide on, or for a watcher the page that ends these mails."""
        leaves = audience is Audience.WATCHER
        base = f"{self._base}{'u' if leaves else 'c'}/"
        return [base + token for token in (self._leave if leaves else self._decide)(deliveries)]
