"""What commands about people and mail open: settings, store, transport."""

from __future__ import annotations

import getpass
import time
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from notifier.adapters import settings as deployment
from notifier.adapters import words
from notifier.adapters.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from notifier.adapters.mail.batch import Transport
    from notifier.adapters.settings import Settings
    from notifier.adapters.store.campaigns import Campaigns
    from notifier.adapters.store.errands import Errands
    from notifier.adapters.store.events import Events
    from notifier.adapters.store.keys import Hooks, Keys
    from notifier.adapters.store.people import People
    from notifier.adapters.store.progress import Progresses
    from notifier.adapters.store.sending import Sending
    from notifier.adapters.store.suppressions import Suppressions
    from notifier.flows.agree import Desk
    from notifier.flows.announce import Decided
    from notifier.flows.deliver import Post


def clock() -> datetime:
    """Give the moment it is."""
    return datetime.now(UTC)


class House:
    """Everything a command may open; each thing is opened when it is asked for."""

    def __init__(self, repo: str, *, now: Callable[[], datetime] = clock) -> None:
        self.catalog = Catalog(Path(repo))
        self.now = now
        self.words = words.read

    @cached_property
    def settings(self) -> Settings:
        """Read the settings."""
        return deployment.read(self.catalog.root)

    @cached_property
    def store(self) -> Engine:
        """Open the store."""
        from notifier.adapters.store.engine import open_store

        return open_store(self.settings.database)

    @cached_property
    def people(self) -> People:
        """Open the people."""
        from notifier.adapters.store.people import People

        return People(self.store, secret=self.settings.address_secret)

    @cached_property
    def suppressions(self) -> Suppressions:
        """Open the addresses that no mail goes to."""
        from notifier.adapters.store.suppressions import Suppressions

        return Suppressions(self.store, secret=self.settings.address_secret)

    @cached_property
    def campaigns(self) -> Campaigns:
        """Open the campaigns."""
        from notifier.adapters.store.campaigns import Campaigns

        return Campaigns(self.store)

    @cached_property
    def sending(self) -> Sending:
        """Open the chunks."""
        from notifier.adapters.store.sending import Sending
        from notifier.adapters.store.workers import own_name

        return Sending(self.store, worker=own_name())

    @cached_property
    def progress(self) -> Progresses:
        """Open the counts of campaigns."""
        from notifier.adapters.store.progress import Progresses

        return Progresses(self.store)

    @cached_property
    def events(self) -> Events:
        """Open the events of providers."""
        from notifier.adapters.store.events import Events

        return Events(self.store)

    @cached_property
    def decided(self) -> Decided:
        """Open the decisions of people."""
        from notifier.adapters.store.ledger import Ledger

        return Ledger(self.store)

    @cached_property
    def keys(self) -> Keys:
        """Open the keys of applications."""
        from notifier.adapters.store.keys import Keys

        return Keys(self.store, secrets=self.settings.secrets("api keys"))

    @cached_property
    def hooks(self) -> Hooks:
        """Open the addresses that are told of events."""
        from notifier.adapters.store.keys import Hooks

        return Hooks(self.store)

    @cached_property
    def errands(self) -> Errands:
        """Open the errands."""
        from notifier.adapters.store.errands import Errands

        return Errands(self.store)

    @cached_property
    def desk(self) -> Desk:
        """Open the desk where people decide."""
        from notifier.adapters.store.ledger import Ledger
        from notifier.flows.agree import Desk

        return Desk(
            root=self.catalog.root,
            engine=self.store,
            settings=self.settings,
            writer=Ledger(self.store),
            words=self.words,
        )

    def prepare_workers(self) -> str:
        """Make the queue of workers where it is missing, and give the address of the PostgreSQL that holds it."""
        from notifier.adapters.store import hints
        from notifier.core.said import say
        from notifier.errors import SettingsRefused

        if self.store.dialect.name != "postgresql":
            raise SettingsRefused(
                say("workers share a PostgreSQL, and this store is SQLite"),
                source="NOTIFIER_DATABASE_URL",
                remedy=say("policy notify send sends everything from this machine"),
            )
        hints.prepare(self.store)
        return self.store.url.set(drivername="postgresql").render_as_string(hide_password=False)

    @property
    def actor(self) -> str:
        """Say who works here."""
        return self.settings.operator or getpass.getuser()

    def note(self, action: str, what: str = "") -> None:
        """Write down who looked at what people answered, or took it away."""
        from sqlalchemy import insert

        from notifier.adapters.store.tables import audit

        row = {
            "at": self.now(),
            "actor": self.actor,
            "action": action,
            "object": what or "everybody",
            "told": "",
        }
        with self.store.begin() as connection:
            connection.execute(insert(audit), row)

    def post(self, transport: str, *, told: Callable[[int], None] = lambda _: None) -> Post:
        """Open everything that sending needs."""
        from notifier.adapters.links import Links
        from notifier.adapters.mail.ways import sender, threads, way
        from notifier.adapters.tokens import Tokens
        from notifier.flows.deliver import Post

        registry = self.catalog.registry
        out: Transport = way(transport, self.settings)
        return Post(
            campaigns=self.campaigns,
            sending=self.sending,
            transport=out,
            links=Links(Tokens(self.settings, on=self.now().date()), base=registry.decision_url),
            sender=sender(transport, self.settings, registry),
            events=self.events,
            clock=self.now,
            sleep=time.sleep,
            threads=threads(transport),
            told=told,
        )
