"""Write answers of many people in one transaction: a disk that keeps its word takes few commits a second."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.adapters.store.ledger import Answered, Ledger, Outcome

MOST = 256
_PATIENCE = 30.0


class Together:
    """Takes answers from many threads and hands them to the ledger together.

    Nobody waits for company: what came while the last commit was on its way goes with the next one. Each answer is told
    its own outcome only after its commit; one that the store refuses does not take others with it.
    """

    def __init__(self, ledger: Ledger, *, most: int = MOST) -> None:
        self.ledger = ledger
        self.most = most
        self._waiting: SimpleQueue[tuple[Answered, Future[Outcome]] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="ledger", daemon=True)
        self._thread.start()

    def append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        """Add answers, each wholly or not at all; returns when they are on disk."""
        futures: list[Future[Outcome]] = []
        for answered in batch:
            future: Future[Outcome] = Future()
            self._waiting.put((answered, future))
            futures.append(future)
        return tuple(future.result(_PATIENCE) for future in futures)

    def close(self) -> None:
        """Write what waits, and stop."""
        self._waiting.put(None)
        self._thread.join(_PATIENCE)

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first]
            open_ = True
            with contextlib.suppress(Empty):
                while open_ and len(batch) < self.most:
                    if (more := self._waiting.get_nowait()) is None:
                        open_ = False
                    else:
                        batch.append(more)
            self._write(batch)
            if not open_:
                return

    def _write(self, batch: list[tuple[Answered, Future[Outcome]]]) -> None:
        try:
            outcomes = self.ledger.append([answered for answered, _ in batch])
        except Exception as error:  # noqa: BLE001 - whoever waits for this answer is told, whatever it is
            if len(batch) == 1:
                batch[0][1].set_exception(error)
                return
            for one in batch:
                self._write([one])
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            future.set_result(outcome)
