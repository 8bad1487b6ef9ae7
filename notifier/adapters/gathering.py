"""Do together what many ask for at once: a disk that keeps its word takes few commits a second."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future
from threading import Condition, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST = 256
PATIENCE = 30.0
"""Seconds after which nobody waits any longer for their turn."""

IDLE = 2.0
"""Seconds for which a thread stays when nothing waits: where much comes, starting one costs more than the work."""

One = TypeVar("One")
Told = TypeVar("Told")


class Gathering(Generic[One, Told]):
    """Takes tasks from many threads and does them together, one lot after the other; with more hands, so many lots at once.

    Nobody waits for company: what came while one lot was worked on makes the next. Each is told its own end; a task that
    fails takes no other with it, unless it failed for a reason that they all share.
    """

    def __init__(
        self,
        work: Callable[[Sequence[One]], Sequence[Told]],
        *,
        most: int = MOST,
        hands: int = 1,
        shared: tuple[type[Exception], ...] = (),
    ) -> None:
        self._do = work
        self._most = most
        self._hands = hands
        self._shared = shared
        self._turn = Condition()
        self._waiting: deque[tuple[One, Future[Told]]] = deque()
        self._threads = self._idle = 0
        self._closed = False

    def hand(self, one: One) -> Future[Told]:
        """Take a task; it can be taken back until it is worked on."""
        future: Future[Told] = Future()
        with self._turn:
            self._waiting.append((one, future))
            if self._idle:
                self._turn.notify()
            elif self._threads < self._hands:
                self._threads += 1
                Thread(target=self._work, name="together", daemon=True).start()
        return future

    def close(self) -> None:
        """Do what waits, and let the threads end; what is handed over later begins them anew."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
            self._turn.wait_for(lambda: not self._threads, PATIENCE)
            self._closed = False

    def _work(self) -> None:
        while lot := self._next():
            self._together(lot)

    def _next(self) -> list[tuple[One, Future[Told]]]:
        """Take the next lot; nothing when it is time to end."""
        with self._turn:
            while not (lot := self._taken()) and self._stays():
                pass
            if not lot:
                self._threads -= 1
                self._turn.notify_all()
            return lot

    def _taken(self) -> list[tuple[One, Future[Told]]]:
        lot: list[tuple[One, Future[Told]]] = []
        while self._waiting and len(lot) < self._most:
            one, future = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                lot.append((one, future))
        return lot

    def _stays(self) -> bool:
        """Wait for tasks; say whether it is worth looking again."""
        if self._closed:
            return False
        self._idle += 1
        came = self._turn.wait(IDLE)
        self._idle -= 1
        return came or bool(self._waiting)

    def _together(self, lot: list[tuple[One, Future[Told]]]) -> None:
        try:
            told = self._do([one for one, _ in lot])
        except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            if len(lot) == 1 or isinstance(error, self._shared):
                for _, future in lot:
                    future.set_exception(error)
                return
            for alone in lot:
                self._together([alone])
            return
        for (_, future), end in zip(lot, told, strict=True):
            future.set_result(end)


def waited(future: Future[Told], patience: float = PATIENCE) -> Told:
    """Wait for the end of a task; one that is not begun in time is taken back, one that is begun is waited for.

    Raises:
        TimeoutError: when it was taken back.
    """
    try:
        return future.result(patience)
    except TimeoutError:
        if future.cancel():
            raise
        return future.result()


async def awaited(future: Future[Told], patience: float = PATIENCE) -> Told:
    """Wait as `waited` does, while the thread does something else.

    Raises:
        TimeoutError: when it was taken back.
    """
    loop = asyncio.get_running_loop()
    end = loop.call_later(patience, future.cancel)  # which leaves alone what is begun
    try:
        return await asyncio.wrap_future(future)
    except asyncio.CancelledError:
        if loop.time() >= end.when():
            raise TimeoutError from None
        raise
    finally:
        end.cancel()
