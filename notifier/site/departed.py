"""Where clauses are that a policy no longer has: in another policy, or in their own history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core import crossing
from notifier.render import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.crossing import Arrival
    from notifier.core.text import ClauseId, Language
    from notifier.site.build import Site
    from notifier.site.model import Shelf
    from notifier.site.pasts import Past


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """A clause that the newest text of a policy no longer has.

    Attributes:
        title: what it said last, in short.
        address: where a link to it leads.
        policy: the title of the policy that says it today; empty when none does.
    """

    name: ClauseId
    title: str
    address: str
    policy: str = ""


def departed(site: Site, shelf: Shelf, language: Language) -> tuple[Departed, ...]:
    """Follow every clause that is gone to the policy that says nearly the same today, else to its history."""
    gone = [past for past in site.pasts(shelf, language) if past.gone]
    standing = tuple(_standing(site, shelf, language)) if gone else ()
    return tuple(_departed(site, shelf, language, past, standing) for past in gone)


def _standing(site: Site, shelf: Shelf, language: Language) -> Iterator[Arrival]:
    """Give every clause that is in force in the other policies."""
    for other in site.shelves:
        if other is not shelf and other.current and language in other.policy.languages:
            document = site.reading.document(other.current.record, language)
            for clause in document.clauses:
                yield crossing.Arrival(policy=other.policy.name, clause=clause)


def _departed(
    site: Site, shelf: Shelf, language: Language, past: Past, standing: tuple[Arrival, ...]
) -> Departed:
    record = past.wordings[-1].stay.record
    title = site.reading.said(record, language, past.name).title
    if standing:
        clauses = site.reading.document(record, language).clauses
        last = next(clause for clause in clauses if clause.id == past.name)
        if found := crossing.found(last.text, standing):
            policy = next(one.policy for one in site.shelves if one.policy.name == found.policy)
            return Departed(
                name=past.name,
                title=title,
                address=f"{addresses.text(language, policy.name)}#{found.clause.id}",
                policy=site.presses[language].title(policy.titles),
            )
    return Departed(
        name=past.name, title=title, address=addresses.clause(language, shelf.policy.name, past.name)
    )
