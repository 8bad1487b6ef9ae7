"""Campaigns for tests: people and mails without a repository, a clock that goes when somebody sleeps."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from notifier.adapters.mail.batch import Sender
from notifier.adapters.store.campaigns import Campaigns, Variant
from notifier.adapters.store.events import Events, Told
from notifier.adapters.store.people import People
from notifier.adapters.store.sending import Sending
from notifier.core.campaign import Campaign, Kind, State, Step
from notifier.core.delivery import ChunkId, DeliveryId, Event
from notifier.core.mail import Audience, Mail
from notifier.core.release import ReductionId, Version
from notifier.core.subject import Subject
from notifier.core.text import EN, FR, PolicyName
from notifier.flows.deliver import Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Engine

    from notifier.adapters.mail.batch import Transport

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
PRIVACY = PolicyName("privacy")
SENDER = Sender(address="privacy@example.org", name="Example House", reply_to="help@example.org")
SECRET = b"s" * 32


@dataclass
class Clock:
    """A clock that stands still until somebody sleeps."""

    at: datetime = START
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


class Links:
    def links(self, deliveries: Iterable[DeliveryId], audience: Audience) -> list[str]:
        return [f"https://decide.example.org/{audience[0]}/{delivery:x}" for delivery in deliveries]


def mail(language: str, size: int = 200) -> Mail:
    mark = f"https://personal-{language}0123456789.invalid/"
    words = "words that change and words that stay " * (size // 38 + 1)
    return Mail(
        subject=f"Your rights change ({language}): déjà",
        html=f'<!DOCTYPE html><html lang="{language}"><body><p>{words}</p><a href="{mark}">decide</a></body></html>',
        text=f"{words[: size // 5]}\n\n{mark}\n",
        placeholder=mark,
    )


def subjects(count: int, *, bad: Iterable[int] = ()) -> Iterator[Subject]:
    wrong = set(bad)
    for n in range(count):
        yield Subject(
            external_id=f"x{n}",
            email=f"bad{n}@refused.example" if n in wrong else f"p{n}@example.org",
            language=FR if n % 3 == 0 else EN,
            services=("accounts",),
            baselines=((PRIVACY, Version(1, 0, 0)),),
        )


def enrolled(engine: Engine, people: Iterable[Subject]) -> People:
    kept = People(engine, secret=SECRET)
    kept.take(people, now=START)
    return kept


def variants(size: int = 200, audience: Audience = Audience.CONSENT) -> tuple[Variant, Variant]:
    one, two = (
        Variant(
            language=language,
            standing="1.0.0",
            audience=audience,
            covers=(ReductionId("2.0.0/use-3"),),
            mail=mail(language, size),
        )
        for language in (EN, FR)
    )
    return one, two


def draft(**parts: object) -> Campaign:
    told = {
        "id": 0,
        "policy": PRIVACY,
        "version": Version(2, 0, 0),
        "kind": Kind.NOTICE,
        "ordinal": 1,
        "state": State.DRAFT,
        "transport": "sendgrid",
        "created_by": "Ada",
        "created_at": START,
        "chunk_size": 10,
    }
    return Campaign(**(told | parts))  # type: ignore[arg-type]


def approved(engine: Engine, *, size: int = 200, **parts: object) -> Campaign:
    """A campaign to everybody in the store, approved by a second person."""
    campaigns = Campaigns(engine)
    english, french = variants(size)
    routes = {
        (group.profile, group.language): english if group.language == EN else french
        for group in campaigns.groups()
    }
    one = campaigns.create(draft(**parts), (english, french), routes, {})
    return campaigns.step(one, Step.APPROVE, actor="Ben", now=START)


def post(
    engine: Engine,
    transport: Transport,
    clock: Clock | None = None,
    *,
    threads: int = 1,
    worker: str = "here/1/1",
    sending: type[Sending] = Sending,
) -> Post:
    ticking = clock or Clock()
    return Post(
        campaigns=Campaigns(engine),
        sending=sending(engine, worker=worker),
        events=Events(engine),
        transport=transport,
        links=Links(),
        sender=SENDER,
        clock=ticking,
        sleep=ticking.sleep,
        threads=threads,
    )


def events(seen: Iterable[str], *, at: datetime, kind: Event = Event.PROCESSED) -> tuple[Told, ...]:
    """What the provider tells of chunks it took: one event each is enough."""
    return tuple(
        Told(
            name=f"{kind}-{chunk}",
            kind=kind,
            delivery=None,
            chunk=ChunkId(int(chunk.partition(".")[0])),
            attempt=int(chunk.partition(".")[2]),
            at=at,
        )
        for chunk in seen
    )


def payload(*told: dict[str, object]) -> bytes:
    return json.dumps(told).encode()
