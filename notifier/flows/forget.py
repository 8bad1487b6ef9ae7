"""Forget people everywhere: at the provider, in the store, in the outbox; and let expired evidence go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.said import say
from notifier.core.subject import PersonState
from notifier.errors import SubjectRefused, TransientDeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Protocol

    from notifier.adapters.mail.outbox import Outbox
    from notifier.adapters.settings import Settings
    from notifier.adapters.store.people import People
    from notifier.core.subject import Person

    class Provider(Protocol):
        """Who sends mail for us, and keeps something of it."""

        def forget(self, addresses: Sequence[str]) -> str:
            """Ask it to erase everything on these addresses; gives the name of its job."""
            ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was done to forget a person.

    Attributes:
        person: the number that stays.
        job: the provider's name for its erasure; empty where there is no provider, or nothing to erase.
        mails: how many files left the outbox.
        until: the moment until which evidence is kept; nothing when there is none.
    """

    person: int
    job: str
    mails: int
    until: datetime | None


def provider(settings: Settings) -> Provider | None:
    """Open the provider of a deployment; nothing where mails leave without one."""
    if not (key := settings.sendgrid_api_key.get_secret_value()):
        return None
    from notifier.adapters.mail.sendgrid import SendGrid

    return SendGrid(key, host=settings.sendgrid_host)


def forget(
    people: People,
    who: Person,
    *,
    outbox: Outbox,
    provider: Provider | None,
    actor: str,
    now: datetime,
    until: datetime | None,
) -> Forgotten:
    """Forget a person, or what was kept of one who is forgotten already.

    The provider is asked first, for afterwards nobody knows the address any more.

    Raises:
        SubjectRefused: when the provider cannot be asked; then nobody is forgotten yet.
    """
    address = who.subject.email if who.subject else ""
    job = ""
    if provider and address:
        try:
            job = provider.forget([address])
        except TransientDeliveryError as error:
            raise SubjectRefused(
                say(
                    "the mail provider was not asked to erase ({cause}), and nothing is erased yet",
                    cause=error,
                ),
                source=f"person {who.id}",
                remedy=say("try again, or erase here alone with --without-provider"),
            ) from error
    kept = None
    if who.state is PersonState.ERASED:
        people.shred([who.id], actor=actor, now=now)
    else:
        kept = people.erase(who.id, actor=actor, now=now, until=until)
    return Forgotten(person=who.id, job=job, mails=outbox.forget(who.id), until=kept)


def expire(people: People, *, actor: str, now: datetime, dry_run: bool = False) -> tuple[int, ...]:
    """Shred the evidence on erased people whose time is over; gives their numbers."""
    gone = people.expired(now)
    if not dry_run:
        people.shred(gone, actor=actor, now=now)
    return gone
