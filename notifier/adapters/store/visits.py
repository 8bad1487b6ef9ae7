"""Who comes to the decision page, and what they said before: all in one look at the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from notifier.adapters.store import people
from notifier.adapters.store.answers import unsuppressed
from notifier.adapters.store.engine import glancing, padded
from notifier.adapters.store.ledger_tables import entry
from notifier.adapters.store.tables import campaign
from notifier.adapters.store.tables import person as persons
from notifier.core import consent
from notifier.core.delivery import DeliveryId, campaign_of, person_of
from notifier.core.release import Version

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from sqlalchemy import Engine

    from notifier.core.consent import Decision
    from notifier.core.subject import Person

# Made once: every look at a page asks the same, and making a statement costs as much as running it.
_CAMPAIGNS = select(campaign.c.id, campaign.c.policy, campaign.c.version).where(
    campaign.c.id.in_(bindparam("campaigns", expanding=True))
)
_PEOPLE = (
    people.joined()
    .add_columns(entry.c.policy, entry.c.leaf, entry.c.body)
    .outerjoin_from(persons, entry, entry.c.person_id == persons.c.id)
    .where(persons.c.id.in_(bindparam("people", expanding=True)))
    .order_by(entry.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Who comes, and what about: by the link of a warning, or by a link of their own to a policy.

    Attributes:
        person: their number.
        policy: the policy that their own link is about; empty when a warning says it.
        delivery: the warning; 0 without one.
    """

    person: int
    policy: str = ""
    delivery: int = 0

    @property
    def campaign(self) -> int:
        """Give the campaign of the warning; 0 without one."""
        return campaign_of(DeliveryId(self.delivery))


def warned(delivery: int) -> Came:
    """Tell who comes by the link of a warning."""
    return Came(person=person_of(DeliveryId(delivery)), delivery=delivery)


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


class Guests:
    """Finds whoever comes.

    Attributes:
        engine: the store.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._campaigns: dict[int, tuple[str, Version]] = {}

    def find(self, came: Came) -> Visitor | None:
        """Find whoever comes; nobody when there was no such campaign or person."""
        (found,) = self.all((came,))
        return found

    def all(self, came: Iterable[Came]) -> tuple[Visitor | None, ...]:
        """Find everybody who comes, in one look."""
        everybody = tuple(came)
        told = self._told({one.campaign for one in everybody if one.campaign})
        numbers = {one.person for one in everybody if one.policy or one.campaign in told}
        rows: dict[int, list[Any]] = {}
        with glancing(self.engine).begin() as connection:
            for row in connection.execute(_PEOPLE, {"people": padded(numbers)}) if numbers else ():
                rows.setdefault(row.id, []).append(row)
            found = {number: people.read(own[0]) for number, own in rows.items()}
            answered = [found[number] for number, own in rows.items() if own[0].leaf]
            reached = unsuppressed(connection, answered)
        return tuple(
            _visitor(one, told.get(one.campaign), found[one.person], rows[one.person], reached)
            if one.person in found
            else None
            for one in everybody
        )

    def _told(self, numbers: set[int]) -> Mapping[int, tuple[str, Version]]:
        """Tell which release campaigns told of; that never changes."""
        if fresh := numbers - self._campaigns.keys():
            with glancing(self.engine).begin() as connection:
                for row in connection.execute(_CAMPAIGNS, {"campaigns": padded(fresh)}):
                    self._campaigns[row.id] = (row.policy, Version.read(row.version))
        return self._campaigns


def _visitor(
    came: Came, told: tuple[str, Version] | None, who: Person, rows: Sequence[Any], reached: Container[int]
) -> Visitor | None:
    policy = told[0] if told else came.policy
    own = [row for row in rows if row.leaf]
    return (
        Visitor(
            person=who,
            policy=policy,
            decisions=tuple(consent.read(one.body).decision for one in own if one.policy == policy),
            head=own[-1].leaf if own else "",
            reached=who.id in reached,
            told=told[1] if told else None,
        )
        if policy
        else None
    )
