"""The decision pages over a real repository and store, with a clock that a test sets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING

from pydantic import SecretStr
from repositories import copied, first, lengthened
from sqlalchemy import insert
from starlette.testclient import TestClient

from notifier.adapters import words
from notifier.adapters.settings import Settings
from notifier.adapters.store import tables
from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.people import People
from notifier.adapters.tokens import Tokens
from notifier.core.release import Version
from notifier.core.subject import Subject
from notifier.core.text import EN, FR, Language, PolicyName
from notifier.core.token import Purpose
from notifier.flows.agree import Desk, Writer
from notifier.web.app import Front

if TYPE_CHECKING:
    from pathlib import Path

    from httpx import Response
    from repositories import PolicyRepo
    from sqlalchemy import Engine

MORNING = datetime(2026, 1, 20, 9, tzinfo=UTC)
KEY = "a key that every test of the desk knows"


@dataclass
class Clock:
    """Tells the moment a test set."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def on(self, seconds: float = 10) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Hall:
    """The desk, its visitors, and what a browser would do there.

    People 1 to 4: Ada (English), Ben (French), Cleo and Dan (English), all since 1.0.0. Campaign 1 tells of 2.0.0.
    """

    repo: PolicyRepo
    engine: Engine
    clock: Clock
    settings: Settings
    writer: Writer | None = None
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.engine)
        self.desk = Desk(
            root=self.repo.path,
            engine=self.engine,
            settings=self.settings,
            writer=self.writer or self.ledger,
            words=words.read,
        )
        self.front = Front(self.desk, clock=self.clock)
        self.client = TestClient(self.front.app(), follow_redirects=False, raise_server_exceptions=False)

    def link(self, person: int, campaign: int = 1, purpose: Purpose = Purpose.CONSENT) -> str:
        return Tokens(self.settings, on=self.clock().date()).mint(purpose, (campaign << 40) | person)

    def get(self, person: int = 1, query: str = "") -> Response:
        return self.client.get(f"/c/{self.link(person)}{query}")

    def form(self, person: int = 1, query: str = "", **choices: str) -> dict[str, str]:
        """Open the page, read it for a while, and fill it in."""
        page = self.get(person, query).text
        self.clock.on()
        told = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        return {
            **{name: unescape(value) for name, value in told.items()},
            **{f"answer.{name.removeprefix('_')}": value for name, value in choices.items()},
            "own": "yes",
        }

    def post(self, form: dict[str, str], person: int = 1, **headers: str) -> Response:
        return self.client.post(f"/c/{self.link(person)}", data=form, headers=headers)

    def say(self, choice: str, person: int = 1) -> Response:
        return self.post(self.form(person, _0=choice), person)

    def count(self) -> int:
        return sum(len(self.ledger.of(person)) for person in range(1, 10))


def settings(folder: Path) -> Settings:
    return Settings(folder=folder / ".notifier", key=SecretStr(KEY))


def subject(number: int, language: Language = EN) -> Subject:
    return Subject(
        external_id=f"p{number}",
        email=f"person{number}@example.org",
        language=language,
        services=("accounts",),
        baselines=((PolicyName("privacy"), Version(1, 0, 0)),),
    )


def release(repo: PolicyRepo) -> None:
    """Two releases: the second, announced for March, keeps searches longer."""
    copied(announced, repo)


def announced(repo: PolicyRepo) -> None:
    """Begin a repository, and release twice."""
    first(repo)
    lengthened(repo, effective=date(2026, 3, 1))


def populate(engine: Engine, config: Settings) -> None:
    people = People(engine, secret=config.address_secret)
    people.take([replace(subject(n), language=FR if n == 2 else EN) for n in range(1, 5)], now=MORNING)
    row = {
        "policy": "privacy",
        "version": "2.0.0",
        "kind": "notice",
        "ordinal": 1,
        "state": "completed",
        "transport": "outbox",
        "created_by": "Ada",
        "created_at": MORNING,
        "chunk_size": 1000,
        "max_error_ppm": 0,
        "expanded": 4,
    }
    with engine.begin() as connection:
        connection.execute(insert(tables.campaign), row)
