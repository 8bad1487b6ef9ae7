"""A sender is killed at every point around intent, call and result; the next one loses nobody and tells nobody twice."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from campaigns import approved, enrolled, events, post, subjects
from sendgrid_stand_in import Running, StandIn

from notifier.adapters.mail.sendgrid import SendGrid
from notifier.adapters.store.engine import open_store
from notifier.core.campaign import State
from notifier.flows import deliver

if TYPE_CHECKING:
    from sqlalchemy import Engine

PATH = os.pathsep.join(str(Path(__file__).parents[n]) for n in (1, 2))
SENDER = Path(__file__).with_name("killed_sender.py")
POINTS = (
    "before the intent",
    "before the intent is kept",
    "before the call",
    "before the result",
    "before the result is kept",
    "after the result",
)


@pytest.mark.parametrize("point", POINTS)
def test_listmonk_2070_killed_at_any_point_nobody_is_lost_and_nobody_is_told_twice(
    store: Engine, database: str, point: str
) -> None:
    provider = StandIn()
    enrolled(store, subjects(60))
    one = approved(store)
    with Running(provider) as running:
        command = [sys.executable, str(SENDER), database, str(running.port), point, "3"]
        dead = subprocess.run(
            command, check=False, capture_output=True, env=os.environ | {"PYTHONPATH": PATH}
        )
        assert dead.returncode == -9, dead.stderr.decode()
        assert provider.seen.mails in {20, 30}, "it died in the middle"
        clock = lambda: datetime.now(UTC) + timedelta(minutes=20)  # noqa: E731
        way = SendGrid("SG.test", host=running.host)
        sender = replace(post(open_store(database), way), clock=clock)
        done = deliver.send(sender, one, actor="Ada")
        if done.state is State.DRAINING:
            sender.events.take(events(provider.seen.chunks, at=clock()))
            done = deliver.send(
                replace(sender, clock=lambda: clock() + timedelta(hours=1)), done, actor="Ada"
            )
        way.close()
    assert done.state is State.COMPLETED
    assert len(provider.seen.people) == 60, "nobody is lost"
    assert set(provider.seen.people.values()) == {1}, "nobody is told twice"
