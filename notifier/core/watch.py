"""Watchers: people who asked to be told of a policy without being bound by it.

They asked twice (once on the page, once from their own mailbox), and leave with one click. To the planner a watcher is a
person with one service of its own, so that everything that holds for a warning holds for these mails as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from notifier.core.text import PolicyName

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from notifier.core.text import Language

PREFIX = "watching:"
"""Begins the service and the external id of a watcher; no import may bring such a name."""

PATIENCE = timedelta(hours=1)
"""Nobody gets a second invitation to one address sooner, whoever asks for it."""

OPEN = timedelta(days=7)
"""How long an invitation can be said yes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Somebody who asked to be told.

    Attributes:
        id: the number in the store.
        policy: of which text.
        email: where mails go; empty after the person left.
        language: in which they go.
        asked_at: when the address was last put in.
        confirmed_at: when its owner said yes; nothing before.
        left_at: when the owner left; nothing while told.
    """

    id: int
    policy: PolicyName
    email: str
    language: Language
    asked_at: datetime
    confirmed_at: datetime | None
    left_at: datetime | None

    @property
    def told(self) -> bool:
        """Say whether mails go there."""
        return self.confirmed_at is not None and self.left_at is None

    @property
    def name(self) -> str:
        """Give the external id under which the planner knows the watcher."""
        return f"{service(self.policy)}:{self.id}"


def service(policy: PolicyName) -> str:
    """Name the service that watchers of a policy use."""
    return f"{PREFIX}{policy}"


def watched(services: Sequence[str]) -> PolicyName | None:
    """Tell which policy somebody watches; nothing for people whom policies bind."""
    return next((PolicyName(one.removeprefix(PREFIX)) for one in services if one.startswith(PREFIX)), None)


def invites(known: Watcher | None, now: datetime) -> bool:
    """Say whether an address that is put in gets an invitation: not while told, and not twice within `PATIENCE`."""
    return known is None or (not known.told and now - known.asked_at >= PATIENCE)


def confirms(known: Watcher | None, now: datetime) -> bool:
    """Say whether a yes counts: to an invitation that is still open, from nobody who left since."""
    return known is not None and bool(known.email) and (known.told or now - known.asked_at <= OPEN)
