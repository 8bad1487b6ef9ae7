"""A sender that dies at a point it is told: `python killed_sender.py DATABASE PORT POINT TURN`.

The points stand around the intent, the call and the result; the process kills itself, so nothing is put in order.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from campaigns import post

from notifier.adapters.mail.sendgrid import SendGrid
from notifier.adapters.store.engine import open_store
from notifier.adapters.store.sending import Sending
from notifier.adapters.store.workers import own_name
from notifier.flows import deliver

if TYPE_CHECKING:
    from notifier.adapters.mail.batch import Batch
    from notifier.core.delivery import Outcome

database, port, point, turn = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
calls = 0


def die(here: str) -> None:
    if here == point and calls == turn:
        os.kill(os.getpid(), signal.SIGKILL)


class Dying(Sending):
    def note(self, connection, number, tried, phase, now, **rest):  # type: ignore[no-untyped-def]
        global calls  # noqa: PLW0603
        if phase == "intent":
            calls += 1
            die("before the intent")
        super().note(connection, number, tried, phase, now, **rest)
        if phase == "intent":
            die("before the intent is kept")
        else:
            die("before the result is kept")

    def settle(self, *told, **rest):  # type: ignore[no-untyped-def]
        die("before the result")
        super().settle(*told, **rest)
        die("after the result")


class Way(SendGrid):
    def send(self, batch: Batch) -> Outcome:
        die("before the call")
        return super().send(batch)


way = Way("SG.test", host=f"http://127.0.0.1:{port}")
sender = post(open_store(database), way, worker=own_name(), sending=Dying)
sender = replace(sender, clock=lambda: datetime.now(UTC))
deliver.send(sender, sender.campaigns.find(), actor="Ada")
