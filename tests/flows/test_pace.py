"""Whoever looks at a campaign sees how fast it is and how long the rest takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from campaigns import START, approved, enrolled, post, subjects
from sqlalchemy import insert, select, update

from notifier.adapters.store import tables
from notifier.adapters.store.campaigns import Campaigns
from notifier.adapters.store.progress import Pace, Progresses
from notifier.cli import notify
from notifier.flows import deliver

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Engine


def test_the_rate_is_that_of_the_last_minute(store: Engine) -> None:
    enrolled(store, subjects(90))
    one = approved(store, chunk_size=30)
    deliver.expand(post(store, None), one, actor="Ada")  # type: ignore[arg-type]
    with store.begin() as connection:
        chunks = connection.execute(select(tables.chunk.c.id, tables.chunk.c.size)).all()
        first, second, *_ = sorted(chunks, key=lambda row: -row.size)
        for row, ago in ((first, 30), (second, 90)):
            connection.execute(
                update(tables.chunk).where(tables.chunk.c.id == row.id).values(state="accepted")
            )
            told = {"chunk_id": row.id, "attempt": 1, "phase": "result", "worker": "w"}
            connection.execute(insert(tables.attempt), {**told, "at": START - timedelta(seconds=ago)})
    pace = Progresses(store).pace(one, now=START)
    assert pace == Pace(rate=first.size / 60, left=90 - first.size - second.size)
    assert pace.seconds == pace.left / pace.rate
    assert Progresses(store).pace(one, now=START + timedelta(minutes=5)).seconds is None


def test_what_is_left_is_said_in_words(store: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    enrolled(store, subjects(6))
    planned = approved(store)
    one = deliver.expand(post(store, None), planned, actor="Ada")  # type: ignore[arg-type]
    progress = Progresses(store).of(Campaigns(store).find(one.label))
    for pace, words in (
        (Pace(rate=100.0, left=6000), "6000 people to go, at 100 mails a second: about 1 minute\n"),
        (Pace(rate=0.5, left=60), "60 people to go, at 0.5 mails a second: about 2 minutes\n"),
        (Pace(rate=0.0, left=6), "6 people to go; nothing was sent in the last minute\n"),
    ):
        notify._told(one, progress, pace, form="text")
        assert capsys.readouterr().out.endswith(words)
    notify._told(one, progress, Pace(rate=0.0, left=0), form="text")
    assert "to go" not in capsys.readouterr().out
