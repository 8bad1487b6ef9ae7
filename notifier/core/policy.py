"""What a team publishes: policies, their services and channels, and the periods they promise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.core.document import Document
    from notifier.core.finding import Level
    from notifier.core.release import Version
    from notifier.core.text import ClauseId, Language, PolicyName

REGISTRY = "policy/policies.toml"
"""Where the registry stands."""


class Channel(StrEnum):
    """How the people of a service are told."""

    SITE = "site"
    FEED = "feed"
    EMAIL = "email"


class Binding(StrEnum):
    """Whether unaccepted reductions hold back single clauses or the whole release."""

    CLAUSE = "clause"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Something people use and a policy covers.

    Attributes:
        name: its key in files and imports.
        titles: its name for people, in each language.
        channels: how its people are told of a release.
    """

    name: str
    titles: tuple[tuple[Language, str], ...]
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Something done with people's data, and the words that allow it.

    Attributes:
        name: its key, as applications ask for it.
        clause: the clause that allows it.
        since: the first release whose words of this clause allow it.
        until: the first release whose words allow it no more; nothing while they do.
    """

    name: str
    clause: ClauseId
    since: Version
    until: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One text over all its releases.

    Attributes:
        name: its key: `privacy`.
        titles: its name for people, in each language.
        governing: the language whose words govern.
        languages: every language it is published in, the governing one first.
        services: the services it covers.
        protected: clauses where any change that is not editorial is a rights reduction; a heading protects all under it.
        notice_days: days between publication and effect that each level needs.
        binding: by clause or by release.
        time_zone: the IANA zone in which its days begin.
        uses: what applications may ask about by name.
    """

    name: PolicyName
    titles: tuple[tuple[Language, str], ...]
    governing: Language
    languages: tuple[Language, ...]
    services: tuple[Service, ...]
    protected: tuple[ClauseId, ...]
    notice_days: tuple[tuple[Level, int], ...]
    binding: Binding = Binding.CLAUSE
    time_zone: str = "Europe/Paris"
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything `policy/policies.toml` says.

    Attributes:
        organisation: who publishes.
        contact: the address people write to.
        site_url: where the public site lives, with a final slash.
        decision_url: where the decision pages live, with a final slash.
        policies: in the order of the file.
    """

    organisation: str
    contact: str
    site_url: str
    decision_url: str
    policies: tuple[Policy, ...]


def notice_period(policy: Policy, level: Level) -> int:
    """Give the days of notice that a release of this level needs."""
    return dict(policy.notice_days).get(level, 0)


def guarded(policy: Policy, *documents: Document) -> frozenset[ClauseId]:
    """Give every protected clause of these texts: those the team names, and all that stands under a named heading."""
    named = set(policy.protected)
    return frozenset(
        clause.id
        for document in documents
        for clause in document.clauses
        if clause.id in named or named.intersection(clause.path)
    )
