"""Answers written together are each kept, told and refused as if written alone; on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from ledgers import answered
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from notifier.adapters.store.ledger import Answered, Ledger, Outcome
from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.ledger_tables import entry
from notifier.adapters.store.writer import Together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine


class Counted(Ledger):
    """A ledger that holds the first commit until it is let go, and counts commits."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.sizes: list[int] = []
        self.gate = threading.Event()

    def append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        self.sizes.append(len(batch))
        self.gate.wait(5)
        return super().append(batch)


def all_wait(ledger: Counted, together: Together, count: int) -> None:
    """Wait, five seconds at most, until everybody who is not in the first commit stands in the queue."""
    for _ in range(500):
        if ledger.sizes and len(together._waiting) == count - ledger.sizes[0]:
            return
        threading.Event().wait(0.01)
    pytest.fail("they do not come")


def test_what_comes_during_a_commit_goes_together_with_the_next(store: Engine) -> None:
    ledger = Counted(store)
    together = Together(ledger, most=8)
    with ThreadPoolExecutor(20) as pool:
        told = [pool.submit(together.append, [answered(person)]) for person in range(1, 21)]
        all_wait(ledger, together, 20)
        ledger.gate.set()
        assert [one.result() for one in told] == [(Outcome.KEPT,)] * 20
    assert max(ledger.sizes) <= 8
    assert len(ledger.sizes) <= 5
    together.close()
    with store.connect() as connection:
        assert connection.execute(select(func.count()).select_from(entry)).scalar() == 20
    assert list(check(store)) == []


def test_each_is_told_its_own_outcome(store: Engine) -> None:
    together = Together(Ledger(store))
    stale = answered(8, previous="0" * 64)
    assert together.append([answered(7), answered(7), stale]) == (Outcome.KEPT, Outcome.SAME, Outcome.STALE)
    together.close()


def test_one_that_the_store_refuses_takes_no_other_with_it(store: Engine) -> None:
    ledger = Counted(store)
    together = Together(ledger)
    broken = replace(answered(8), once=None)  # type: ignore[arg-type]
    with ThreadPoolExecutor(3) as pool:
        good = [pool.submit(together.append, [answered(person)]) for person in (7, 9)]
        bad = pool.submit(together.append, [broken])
        ledger.gate.set()
        with pytest.raises((DBAPIError, TypeError)):
            bad.result()
        assert [one.result() for one in good] == [(Outcome.KEPT,)] * 2
    together.close()
    assert list(check(store)) == []


def test_closing_writes_what_waits(store: Engine) -> None:
    ledger = Counted(store)
    together = Together(ledger)
    with ThreadPoolExecutor(5) as pool:
        told = [pool.submit(together.append, [answered(person)]) for person in range(1, 6)]
        all_wait(ledger, together, 5)
        closing = threading.Thread(target=together.close)
        closing.start()
        ledger.gate.set()
        assert [one.result() for one in told] == [(Outcome.KEPT,)] * 5
        closing.join(20)
    assert not closing.is_alive()
