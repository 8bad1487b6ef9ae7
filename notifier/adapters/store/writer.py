"""Write answers of many people in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters.gathering import MOST, Gathering, waited
from notifier.adapters.store.engine import AWAY
from notifier.adapters.store.ledger import Answered, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.adapters.store.ledger import Ledger


class Together(Gathering[Answered, Outcome]):
    """Takes answers from many threads and hands them to the ledger together.

    Each answer is told its own outcome only after its commit. Where the store is away, it is away for all of them.
    """

    def __init__(self, ledger: Ledger, *, most: int = MOST) -> None:
        super().__init__(ledger.append, most=most, shared=AWAY)

    def append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        """Add answers, each wholly or not at all; returns when they are on disk."""
        return tuple(waited(future) for future in [self.hand(answered) for answered in batch])
