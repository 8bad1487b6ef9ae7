"""What a transport is handed: one mail, many recipients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.core.delivery import ChunkId, DeliveryId, Outcome, Recipient
    from notifier.core.mail import Mail
    from notifier.core.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """From whom a mail comes.

    Attributes:
        address: the address.
        name: the name beside it.
        reply_to: who answers.
    """

    address: str
    name: str
    reply_to: str

    @property
    def domain(self) -> str:
        """Give the domain that ids of mails end in."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One mail for up to a thousand recipients, no two of whom share an address.

    Attributes:
        campaign: its label.
        chunk: the chunk these recipients are from.
        attempt: which try this is, from 1.
        language: of the mail.
        mail: the words, with a placeholder for the personal link.
        leave: whether the personal link ends these mails (and the mail has a List-Unsubscribe).
        sender: from whom it comes.
        recipients: to whom it goes.
        at: the moment of sending.
    """

    campaign: str
    chunk: ChunkId
    attempt: int
    language: Language
    mail: Mail
    leave: bool
    sender: Sender
    recipients: tuple[Recipient, ...]
    at: datetime


class Transport(Protocol):
    """A way out."""

    def send(self, batch: Batch) -> Outcome:
        """Hand a batch over.

        Raises:
            TransientDeliveryError: when surely nothing was sent, and trying later helps.
            PermanentDeliveryError: when surely nothing was sent, and trying again does not help.
            UnknownDelivery: when nobody knows.
        """
        ...

    def evidence(self, campaign: str, deliveries: tuple[DeliveryId, ...]) -> frozenset[DeliveryId] | None:
        """Say which of these deliveries were surely made, the others surely not; nothing when it cannot say."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
