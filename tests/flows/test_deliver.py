"""Everybody is told once, whatever the provider, the network or the process does; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import orjson
import pytest
from campaigns import START, Clock, approved, enrolled, events, post, subjects
from repeats import again
from sendgrid_stand_in import Faults, Running, StandIn
from sqlalchemy import select, text, update

from notifier.adapters.mail.sendgrid import SendGrid
from notifier.adapters.store import lost, tables
from notifier.adapters.store.deliveries import stands, with_chunks
from notifier.adapters.store.sending import Sending
from notifier.core.campaign import State, Step
from notifier.errors import CampaignRefused, Tampered
from notifier.flows import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from notifier.adapters.mail.batch import Transport


@pytest.fixture
def provider() -> Iterator[StandIn]:
    return StandIn()


@pytest.fixture
def transport(provider: StandIn) -> Iterator[SendGrid]:
    with Running(provider) as running:
        way = SendGrid("SG.test", host=running.host, clock=START.timestamp)
        yield way
        way.close()


def counts(engine: Engine) -> dict[int, int]:
    with engine.connect() as connection:
        rows = connection.execute(select(stands()).select_from(with_chunks())).scalars().all()
    return {state: rows.count(state) for state in set(rows)}


def test_everybody_is_told_once_in_calls_of_many(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    enrolled(store, subjects(95))
    done = deliver.send(post(store, transport, threads=3), approved(store), actor="Ada")
    assert done.state is State.COMPLETED
    assert (provider.seen.mails, len(provider.seen.people)) == (95, 95)
    assert provider.seen.calls == 11
    assert counts(store) == {1: 95}
    assert deliver.send(post(store, transport), done, actor="Ada").state is State.COMPLETED
    assert provider.seen.mails == 95


def test_a_call_says_what_a_legal_notice_needs_and_nothing_personal(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    enrolled(store, subjects(2))
    deliver.send(post(store, transport), approved(store), actor="Ada")
    call = orjson.loads(provider.seen.last)
    [one] = call["personalizations"]
    assert one["to"] == [{"email": one["to"][0]["email"]}], "no name goes with an address"
    told = one["custom_args"] | call["custom_args"]
    assert set(told) == {"d", "c"}
    assert all(value.replace(".", "").isdigit() for value in told.values())
    assert one["headers"]["Message-ID"].endswith("@example.org>")
    [(mark, link)] = one["substitutions"].items()
    assert link.startswith("https://decide.example.org/")
    assert all(part["value"].count(mark) == 1 for part in call["content"])
    tracking = call["tracking_settings"]
    assert not any(setting["enable"] for setting in tracking.values())
    assert call["headers"]["Auto-Submitted"] == "auto-generated"


def test_one_bad_address_is_isolated_and_everybody_else_is_told(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    provider.faults = Faults(refused=frozenset({"bad7@refused.example", "bad30@refused.example"}))
    enrolled(store, subjects(64, bad=(7, 30)))
    done = deliver.send(post(store, transport), approved(store, chunk_size=50), actor="Ada")
    assert done.state is State.COMPLETED
    assert (provider.seen.mails, counts(store)) == (62, {1: 62, 2: 2})
    with store.connect() as connection:
        reasons = connection.execute(
            select(tables.delivery.c.reason).where(tables.delivery.c.state == 2)
        ).scalars()
        assert all("400" in str(reason) and "refused.example" not in str(reason) for reason in reasons)


@pytest.mark.parametrize("reset", ["", "-5", "0", "nan", "inf", "99999999999999", "soon"])
def test_a_provider_that_asks_for_rest_gets_it_and_an_absurd_wish_is_bounded(
    store: Engine, transport: Transport, provider: StandIn, reset: str
) -> None:
    class Tired(Clock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            provider.faults = Faults()

    clock = Tired()
    provider.faults = Faults(status=0, rate=1, reset=reset)
    enrolled(store, subjects(40))
    done = deliver.send(post(store, transport, clock), approved(store), actor="Ada")
    assert done.state is State.COMPLETED
    assert (provider.seen.mails, len(provider.seen.people)) == (40, 40)
    assert provider.seen.statuses[429] > 0
    assert timedelta(seconds=1) <= clock.at - START <= timedelta(seconds=905)


@pytest.mark.parametrize("status", [401, 403])
def test_a_provider_that_refuses_us_pauses_the_campaign(
    store: Engine, transport: Transport, provider: StandIn, status: int
) -> None:
    provider.faults = Faults(status=status)
    enrolled(store, subjects(30))
    sender = post(store, transport)
    done = deliver.send(sender, approved(store), actor="Ada")
    assert (done.state, provider.seen.calls) == (State.PAUSED, 1)
    assert str(status) in done.why
    with pytest.raises(CampaignRefused, match=r"is paused .* policy notify resume"):
        deliver.send(sender, done, actor="Ada")
    provider.faults = Faults()
    resumed = sender.campaigns.step(done, Step.RESUME, actor="Ada", now=START)
    assert deliver.send(sender, resumed, actor="Ada").state is State.COMPLETED
    assert counts(store) == {1: 30}


def test_too_many_refused_addresses_pause_the_campaign(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    bad = range(0, 400, 5)
    provider.faults = Faults(refused=frozenset(f"bad{n}@refused.example" for n in bad))
    enrolled(store, subjects(400, bad=bad))
    done = deliver.send(post(store, transport), approved(store, chunk_size=5), actor="Ada")
    assert done.state is State.PAUSED
    assert "addresses were refused" in done.why


def test_connect_1595_an_answer_that_got_lost_is_unknown_and_only_evidence_moves_it(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    provider.faults = Faults(drop=1000)
    enrolled(store, subjects(20))
    clock = Clock()
    sender = post(store, transport, clock)
    done = deliver.send(sender, approved(store), actor="Ada")
    assert (done.state, provider.seen.mails) == (State.DRAINING, 20)
    provider.faults = Faults()
    clock.at += timedelta(days=1)
    assert deliver.send(sender, done, actor="Ada").state is State.DRAINING, "without events, nobody knows"
    assert provider.seen.mails == 20
    sender.events.take(events(provider.seen.chunks, at=START))
    assert deliver.send(sender, done, actor="Ada").state is State.COMPLETED
    assert (provider.seen.mails, counts(store)) == (20, {1: 20})


def test_what_surely_was_not_sent_is_sent_again_after_the_grace(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    provider.faults = Faults(status=500)
    enrolled(store, subjects(20))
    clock = Clock()
    sender = post(store, transport, clock)
    done = deliver.send(sender, approved(store), actor="Ada")
    assert (done.state, provider.seen.mails) == (State.DRAINING, 0)
    provider.faults = Faults()
    sender.events.take(events(["7.1"], at=START + timedelta(minutes=1)))
    clock.at += timedelta(minutes=14)
    assert deliver.send(sender, done, actor="Ada").state is State.DRAINING, "the grace is not over"
    clock.at += timedelta(minutes=2)
    assert deliver.reconcile(sender, done, at_most_once=True) > 0, "at most once means that a person decides"
    assert deliver.send(sender, done, actor="Ada").state is State.COMPLETED
    assert (provider.seen.mails, len(provider.seen.people)) == (20, 20)


@again
def test_errors_drops_and_a_limit_together_lose_nobody_and_tell_nobody_twice(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    provider.faults = Faults(error=50, drop=80, limit=60)
    enrolled(store, subjects(6000))
    clock = Clock()
    sender = post(store, transport, clock, threads=2)
    one = approved(store, chunk_size=20)
    for _ in range(12):
        one = deliver.send(sender, one, actor="Ada")
        if one.state is State.COMPLETED:
            break
        clock.at += timedelta(minutes=16)
        sender.events.take(events(provider.seen.chunks, at=clock.at - timedelta(seconds=1)))
    assert one.state is State.COMPLETED
    assert len(provider.seen.people) == 6000, "nobody is lost"
    assert set(provider.seen.people.values()) == {1}, "nobody is told twice"
    assert {500, 429, 202} <= set(provider.seen.statuses)


def test_two_senders_and_two_planners_at_once_tell_everybody_once(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    enrolled(store, subjects(300))
    one = approved(store)
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(
                deliver.send, post(store, transport, worker=f"here/{n}/1", threads=2), one, actor="Ada"
            )
            for n in range(2)
        ]
        for run in runs:
            run.result()
    assert (provider.seen.mails, len(provider.seen.people)) == (300, 300)


def test_listmonk_1801_words_that_were_changed_after_approval_are_never_sent(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    enrolled(store, subjects(5))
    one = approved(store)
    with store.begin() as connection:
        connection.execute(update(tables.variant).values(text="other words"))
    with pytest.raises(Tampered, match="not those that were approved"):
        deliver.send(post(store, transport), one, actor="Ada")
    with store.begin() as connection:
        rows = connection.execute(select(tables.variant)).all()
        for row in rows:
            from notifier.adapters.store.campaigns import _variant

            known = _variant(row).mail.sha256
            connection.execute(
                update(tables.variant).where(tables.variant.c.id == row.id).values(sha256=known)
            )
    with pytest.raises(Tampered, match="not those that were approved"):
        deliver.send(post(store, transport), one, actor="Ada")
    assert provider.seen.calls == 0


def test_a_person_erased_after_planning_is_not_told(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    people = enrolled(store, subjects(12))
    one = approved(store)
    sender = post(store, transport)
    deliver.expand(sender, one, actor="Ada")
    people.erase(people.find("x4")[0].id, actor="Ada", now=START)
    done = deliver.send(sender, sender.campaigns.get(one.id), actor="Ada")
    assert (done.state, provider.seen.mails) == (State.COMPLETED, 11)
    assert counts(store) == {1: 11, 3: 1}


def test_a_rate_is_kept_over_all_workers(store: Engine, transport: Transport) -> None:
    enrolled(store, subjects(100))
    clock = Clock()
    deliver.send(post(store, transport, clock), approved(store, rate=10), actor="Ada")
    assert timedelta(seconds=8) <= clock.at - START <= timedelta(seconds=11)


def test_planning_twice_plans_once(store: Engine, transport: Transport) -> None:
    enrolled(store, subjects(50))
    one = approved(store)
    sender = post(store, transport)
    sender.campaigns.step(one, Step.EXPAND, actor="Ada", now=START)
    assert sender.campaigns.expand(one, batch=20)
    while sender.campaigns.expand(one, batch=20):
        pass
    assert not sender.campaigns.expand(one)
    with store.connect() as connection:
        sizes = connection.execute(select(tables.chunk.c.size)).scalars().all()
        alone = connection.execute(text("SELECT count(*), count(DISTINCT id) FROM delivery")).one()
    assert (sum(sizes), tuple(alone)) == (50, (50, 50))
    assert max(sizes) <= 10


def test_people_who_share_an_address_stand_in_different_chunks(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    from dataclasses import replace

    people = [replace(one, email=f"shared{n % 4}@example.org") for n, one in enumerate(subjects(24))]
    enrolled(store, people)
    done = deliver.send(post(store, transport), approved(store), actor="Ada")
    assert (done.state, provider.seen.mails) == (State.COMPLETED, 24)
    assert provider.seen.statuses[400] == 0


def test_a_sender_that_is_gone_leaves_unknown_chunks_behind(store: Engine, transport: Transport) -> None:
    enrolled(store, subjects(10))
    one = approved(store)
    dead = post(store, transport, worker="elsewhere/1/1")
    one = deliver.begin(dead, one, actor="Ada")
    assert dead.sending.claim(one, now=START)
    alive = Sending(store, worker="here/2/2")
    assert lost.sweep(alive, one, now=START + timedelta(minutes=4)) == 0
    assert lost.sweep(alive, one, now=START + timedelta(minutes=6)) == 1
    assert lost.sweep(alive, one, now=START + timedelta(minutes=6)) == 0


def test_too_many_mails_that_come_back_pause_the_campaign(
    store: Engine, transport: Transport, provider: StandIn
) -> None:
    from notifier.adapters.store.events import Told
    from notifier.core.delivery import Event, delivery_id

    class Bouncing(Clock):
        """A clock by which every look is late, and with it come bounces of what was sent."""

        def __call__(self) -> datetime:
            self.at += timedelta(seconds=1)
            return self.at

    enrolled(store, subjects(600))
    one = approved(store)
    sender = post(store, transport, Bouncing())
    bounces = [
        Told(
            name=f"b{n}", kind=Event.BOUNCED, delivery=delivery_id(one.id, n), chunk=None, attempt=0, at=START
        )
        for n in range(1, 31)
    ]
    sender.events.take(bounces[:5])
    sender.events.take(bounces[5:])
    assert sender.events.failed(one) == 30
    done = deliver.send(sender, one, actor="Ada")
    assert done.state is State.PAUSED
    assert "mails came back" in done.why
    assert 200 <= provider.seen.mails < 600
