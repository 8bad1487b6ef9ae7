"""What many ask for at once is done together, and each is told its own end."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from notifier.adapters.gathering import Gathering, awaited, waited

if TYPE_CHECKING:
    from collections.abc import Sequence


class Halved:
    """Halves numbers once it is let go; an odd one is refused, and with a zero the whole store is away."""

    def __init__(self) -> None:
        self.lots: list[list[int]] = []
        self.begun = threading.Semaphore(0)
        self.gate = threading.Event()

    def __call__(self, lot: Sequence[int]) -> list[int]:
        self.lots.append(list(lot))
        self.begun.release()
        assert self.gate.wait(5)
        if 0 in lot:
            raise OSError("away")
        if any(one % 2 for one in lot):
            raise ValueError("odd")
        return [one // 2 for one in lot]


def test_one_that_is_refused_takes_no_other_with_it() -> None:
    halved = Halved()
    gathering = Gathering(halved)
    told = [gathering.hand(2)]
    assert halved.begun.acquire(timeout=60)
    told += [gathering.hand(number) for number in (4, 5, 6)]
    halved.gate.set()
    assert [waited(one) for one in (told[0], told[1], told[3])] == [1, 2, 3]
    with pytest.raises(ValueError, match="odd"):
        waited(told[2])
    assert halved.lots == [[2], [4, 5, 6], [4], [5], [6]]


def test_a_failure_that_all_share_is_told_to_all_at_once() -> None:
    halved = Halved()
    gathering = Gathering(halved, shared=(OSError,))
    first = gathering.hand(2)
    assert halved.begun.acquire(timeout=60)
    told = [gathering.hand(number) for number in (4, 0, 6)]
    halved.gate.set()
    assert waited(first) == 1
    for one in told:
        with pytest.raises(OSError, match="away"):
            waited(one)
    assert halved.lots == [[2], [4, 0, 6]]


def test_what_nobody_waits_for_any_longer_is_not_done() -> None:
    halved = Halved()
    gathering = Gathering(halved)
    first = gathering.hand(2)
    assert halved.begun.acquire(timeout=60)
    with pytest.raises(TimeoutError):
        waited(gathering.hand(4), patience=0)
    with pytest.raises(TimeoutError):
        asyncio.run(_awaited(gathering, 6))
    halved.gate.set()
    assert waited(first) == 1
    assert waited(gathering.hand(8)) == 4
    assert halved.lots == [[2], [8]]


async def _awaited(gathering: Gathering[int, int], number: int) -> int:
    return await awaited(gathering.hand(number), patience=0)


def test_what_is_begun_is_waited_for_whatever_time_it_takes() -> None:
    halved = Halved()
    gathering = Gathering(halved)
    begun = gathering.hand(2)
    assert halved.begun.acquire(timeout=60)
    threading.Timer(0.1, halved.gate.set).start()
    assert waited(begun, patience=0) == 1


def test_a_task_of_the_loop_that_is_ended_takes_its_work_back() -> None:
    halved = Halved()
    gathering = Gathering(halved)
    gathering.hand(2)
    assert halved.begun.acquire(timeout=60)

    async def ended() -> None:
        waiting = asyncio.create_task(awaited(gathering.hand(4)))
        await asyncio.sleep(0)
        waiting.cancel()
        await waiting

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(ended())
    halved.gate.set()
    gathering.close()
    assert halved.lots == [[2]]


def test_with_two_hands_a_second_lot_is_begun_while_the_first_waits() -> None:
    halved = Halved()
    gathering = Gathering(halved, hands=2)
    told = [gathering.hand(2)]
    assert halved.begun.acquire(timeout=60)
    told.append(gathering.hand(4))
    assert halved.begun.acquire(timeout=60)
    told.append(gathering.hand(6))
    halved.gate.set()
    assert [waited(one) for one in told] == [1, 2, 3]
    assert halved.lots == [[2], [4], [6]]


def test_after_closing_it_begins_anew() -> None:
    halved = Halved()
    halved.gate.set()
    gathering = Gathering(halved)
    assert waited(gathering.hand(2)) == 1
    gathering.close()
    assert not gathering._threads
    assert waited(gathering.hand(4)) == 2
    gathering.close()
