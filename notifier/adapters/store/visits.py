"""Who comes to the decision page, and what they said before: all in one look at the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from notifier.adapters.store import people
from notifier.adapters.store.answers import reachable
from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import entry
from notifier.adapters.store.tables import campaign
from notifier.adapters.store.tables import person as persons
from notifier.core import consent
from notifier.core.delivery import DeliveryId, campaign_of, person_of
from notifier.core.release import Version

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from notifier.core.consent import Decision
    from notifier.core.subject import Person


# Made once: every look at a page asks the same, and making a statement costs as much as running it.
_CAMPAIGN = select(campaign.c.policy, campaign.c.version).where(campaign.c.id == bindparam("campaign"))
_PERSON = people.joined().where(persons.c.id == bindparam("person"))
_ENTRIES = (
    select(entry.c.policy, entry.c.leaf, entry.c.body)
    .where(entry.c.person_id == bindparam("person"))
    .order_by(entry.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person, and all they ever answered.

    Attributes:
        person: who.
        policy: the policy that the link is about.
        decisions: on that policy, oldest first.
        head: the leaf of their last entry on any policy; empty when there is none.
        reached: whether mail reaches them; asked only of those who answered.
        told: the release that the warning told of; nothing without a warning.
    """

    person: Person
    policy: str
    decisions: tuple[Decision, ...]
    head: str
    reached: bool = False
    told: Version | None = None


def visitor(engine: Engine, delivery: int) -> Visitor | None:
    """Find whom a delivery was for; nobody when there was no such campaign or person."""
    with reading(engine).begin() as connection:
        told = connection.execute(_CAMPAIGN, {"campaign": campaign_of(DeliveryId(delivery))}).first()
        who = _visitor(connection, person_of(DeliveryId(delivery)), told.policy) if told else None
        return replace(who, told=Version.read(told.version)) if told and who else None


def person_visitor(engine: Engine, person: int, policy: str) -> Visitor | None:
    """Find a person and what they answered on a policy."""
    with reading(engine).begin() as connection:
        return _visitor(connection, person, policy)


def _visitor(connection: Connection, number: int, policy: str) -> Visitor | None:
    row = connection.execute(_PERSON, {"person": number}).first()
    if row is None:
        return None
    told = connection.execute(_ENTRIES, {"person": number}).all()
    who = people.read(row)
    return Visitor(
        person=who,
        policy=policy,
        decisions=tuple(consent.read(one.body).decision for one in told if one.policy == policy),
        head=told[-1].leaf if told else "",
        reached=bool(told and reachable(connection, who)),
    )
