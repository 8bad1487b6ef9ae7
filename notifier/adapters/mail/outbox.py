"""A folder of `.eml` files: the embedded default, and the way to look at what would be sent."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.adapters.mail.message import letterhead
from notifier.core.delivery import DeliveryId, Outcome, person_of
from notifier.errors import PermanentDeliveryError, TransientDeliveryError

if TYPE_CHECKING:
    from pathlib import Path

    from notifier.adapters.mail.batch import Batch

_FOLDER = 1_000


class Outbox:
    """Write each mail to a file of its own: whole or not at all, for the owner only, and never twice.

    A file is named by the person, so that it is evidence: what is there was sent, what is not there was not.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, batch: Batch) -> Outcome:
        """Write a batch, and let it reach the disk before it counts as sent."""
        head = letterhead(batch)
        rejected: list[tuple[DeliveryId, str]] = []
        try:
            for recipient in batch.recipients:
                try:
                    mail = head.to(recipient, domain=batch.sender.domain)
                except PermanentDeliveryError as error:
                    rejected.append((recipient.delivery, str(error)))
                else:
                    self._write(self.place(batch.campaign, recipient.delivery), mail)
            os.sync()
        except OSError as error:
            raise TransientDeliveryError(
                f"the outbox {self.folder} cannot be written ({error.strerror})"
            ) from error
        return Outcome(rejected=tuple(rejected))

    def evidence(self, campaign: str, deliveries: tuple[DeliveryId, ...]) -> frozenset[DeliveryId] | None:
        """Say which mails are there."""
        return frozenset(one for one in deliveries if self.place(campaign, one).exists())

    def close(self) -> None:
        """There is nothing to close."""

    def place(self, campaign: str, delivery: DeliveryId) -> Path:
        """Give the file of a delivery, at most a thousand in a folder."""
        number = person_of(delivery)
        return self.folder / campaign / f"{number // _FOLDER:06}" / f"{number:09}.eml"

    def forget(self, person: int) -> int:
        """Remove every mail to a person; gives how many there were."""
        places = list(self.folder.glob(f"*/{person // _FOLDER:06}/{person:09}.eml"))
        for place in places:
            place.unlink(missing_ok=True)
        return len(places)

    def _write(self, place: Path, message: bytes) -> None:
        _folder(place.parent)
        waiting = place.with_suffix(f".{os.getpid()}.tmp")
        handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(message)
            waiting.replace(place)
        except OSError:
            waiting.unlink(missing_ok=True)
            raise


@lru_cache(maxsize=64)
def _folder(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
