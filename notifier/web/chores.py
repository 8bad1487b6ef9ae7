"""What is done between answers: seal the ledger, send receipts, tell the client's systems."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from notifier.adapters.store.seals import Signer, seal
from notifier.errors import NotifierError
from notifier.flows import errands

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.flows.agree import Desk


class Chores:
    """Does what waits, and goes on after whatever fails.

    Attributes:
        desk: where people decide.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._signer = Signer.of(desk.settings)
        self._round = errands.ready(desk)

    def __call__(self, now: datetime) -> None:
        """Do everything once."""
        try:
            seal(self.desk.engine, self._signer, now=now)
            errands.collect(self._round, now=now)
            errands.run(self._round, now=now)
        except (DBAPIError, NotifierError) as error:
            logging.getLogger(__name__).warning("not done, trying again: %s", _short(error))


def _short(error: Exception) -> str:
    """Tell of an error in a line: a database would add the statement, and whom it was about."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return str(told).strip().partition("\n")[0]
