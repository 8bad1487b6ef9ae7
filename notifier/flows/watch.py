"""Let people ask to be told of a policy, say yes from their own mailbox, and leave with one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.adapters import addresses
from notifier.adapters.mail.batch import Batch
from notifier.adapters.mail.ways import sender, way
from notifier.adapters.store.watchers import Watchers
from notifier.adapters.tokens import Tokens
from notifier.core import watch
from notifier.core.delivery import ChunkId, DeliveryId, Recipient, delivery_id, person_of
from notifier.core.token import Purpose, refused
from notifier.errors import DeliveryError, TransientDeliveryError
from notifier.render import invitation

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.core.policy import Policy
    from notifier.core.text import Language, PolicyName
    from notifier.core.watch import Watcher
    from notifier.flows.agree import Desk

_INVITATIONS = (1 << 21) - 1
"""Campaigns have lower numbers: an invitation is a delivery of none."""

_HOURS = 18
"""Bits for the hour of an invitation: each has a name of its own, or a mailbox would take the second for a copy."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Where people ask to be told.

    Attributes:
        desk: the repository, the settings and the store.
    """

    desk: Desk

    @property
    def watchers(self) -> Watchers:
        """Open the watchers."""
        return Watchers(self.desk.engine, secret=self.desk.settings.address_secret)

    def policy(self, name: str) -> Policy:
        """Find a policy that can be watched.

        Raises:
            DecisionRefused: when there is none of this name.
        """
        found = (one for one in self.desk.catalog.registry.policies if one.name == name)
        policy = next(found, None)
        if policy is None:
            raise refused()
        return policy

    def ask(self, policy: Policy, told: str, language: Language, *, now: datetime) -> None:
        """Invite an address to say yes. What happens tells nobody whether the address was known.

        Raises:
            SubjectRefused: when it is no address.
            DeliveryError: when the invitation could not leave; nothing is written then.
        """
        email = addresses.read(told.strip())
        known = self.watchers.known(policy.name, email)
        if self.watchers.suppressed(email) or not watch.invites(known, now):
            return
        self._invite(policy, self.watchers.ask(policy.name, email, language, now=now), now)

    def _invite(self, policy: Policy, one: Watcher, now: datetime) -> None:
        settings, registry = self.desk.settings, self.desk.catalog.registry
        mail = invitation.render(policy, registry, self.desk.words(one.language))
        token = Tokens(settings, on=now.date()).mint(Purpose.WATCH, one.id, until=(now + watch.OPEN).date())
        batch = Batch(
            campaign=f"watch-{one.id}-{_hour(now)}",
            chunk=ChunkId(0),
            attempt=1,
            language=one.language,
            mail=mail,
            leave=False,
            sender=sender(settings.transport, settings, registry),
            recipients=(
                Recipient(
                    delivery=delivery_id(_INVITATIONS, one.id << _HOURS | _hour(now)),
                    address=one.email,
                    link=f"{registry.decision_url}w/{token}",
                ),
            ),
            at=now,
        )
        transport = way(settings.transport, settings)
        try:
            outcome = transport.send(batch)
        except DeliveryError:
            self.watchers.forget(one)
            raise
        finally:
            transport.close()
        if outcome.rejected or outcome.deferred:
            self.watchers.forget(one)
        if outcome.deferred:
            raise TransientDeliveryError("the server asks to try later")

    def invited(self, link: str, *, now: datetime) -> Watcher:
        """Read the link of an invitation.

        Raises:
            DecisionRefused: when it leads nowhere, or nowhere any more.
        """
        number = Tokens(self.desk.settings, on=now.date()).read(Purpose.WATCH, link)
        one = self.watchers.get(number)
        if one is None or not watch.confirms(one, now):
            raise refused()
        return one

    def confirm(self, link: str, *, now: datetime) -> Watcher:
        """Tell whoever said yes from now on."""
        one = self.invited(link, now=now)
        self.watchers.confirm(one, now=now)
        return one

    def leaving(self, link: str, *, now: datetime) -> Watcher:
        """Read the link that ends these mails; it goes on working after it was used.

        Raises:
            DecisionRefused: when it leads nowhere.
        """
        number = Tokens(self.desk.settings, on=now.date()).read(Purpose.UNSUBSCRIBE, link)
        one = self.watchers.of_person(person_of(DeliveryId(number)))
        if one is None:
            raise refused()
        return one

    def leave(self, link: str, *, now: datetime) -> Watcher:
        """Tell this address nothing any more (RFC 8058: one click, without a question)."""
        one = self.leaving(link, now=now)
        self.watchers.leave(one, now=now)
        return one

    def title(self, name: PolicyName, language: Language) -> str:
        """Give the title of a policy in a language, else in the one that governs."""
        policy = self.policy(name)
        titles = dict(policy.titles)
        return titles.get(language) or titles[policy.governing]


def _hour(now: datetime) -> int:
    return int(now.timestamp()) // 3600 % (1 << _HOURS)
