"""Compare two texts: two files, two releases, or a release and the working tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters import rules, worktree
from notifier.core.alignment import Fate
from notifier.core.assessment import assess
from notifier.core.changeset import compare
from notifier.core.crossing import arrivals, departures, followed
from notifier.core.document import parse
from notifier.core.policy import guarded
from notifier.core.release import Version
from notifier.core.said import say
from notifier.errors import HistoryMissing, TextRefused
from notifier.flows import prepare

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from notifier.adapters.catalog import Catalog
    from notifier.core.assessment import Assessment
    from notifier.core.changeset import ChangeSet
    from notifier.core.crossing import Arrival
    from notifier.core.document import Clause
    from notifier.core.policy import Policy
    from notifier.core.release import Record
    from notifier.core.text import ClauseId, Language


def files(before: Path, after: Path, *, language: Language) -> ChangeSet:
    """Compare two files."""
    old, new = (
        parse(worktree.read(path, place=str(path)), language=language, place=str(path))
        for path in (before, after)
    )
    return compare(old, new)


def releases(catalog: Catalog, name: str, *, base: str, head: str, language: Language) -> ChangeSet:
    """Compare two releases; without a head the working tree, without a base the last release.

    A clause that is gone may stand in another policy now, and a new one may come from there.
    """
    old = _record(catalog, name, base)
    new = _record(catalog, name, head) if head else None
    changes = compare(
        catalog.document(old, language),
        catalog.document(new, language) if new else catalog.working(name, language),
    )
    if all(change.fate not in {Fate.REMOVED, Fate.ADDED} for change in changes.changes):
        return changes
    came: list[Arrival] = []
    went: list[Arrival] = []
    for other in catalog.registry.policies:
        if other.name != name and language in other.languages:
            before = _clauses(catalog, other.name, language, old.published_on)
            after = _clauses(catalog, other.name, language, new.published_on if new else None)
            came += arrivals(other.name, before, after)
            went += departures(other.name, before, after)
    return followed(changes, came=tuple(came), went=tuple(went))


def working(
    catalog: Catalog, policy: Policy, language: Language
) -> tuple[ChangeSet, Assessment, tuple[Assessment, ...]]:
    """Compare the working tree with the last release as the check does: the same ids, the same levels.

    Last come the assessments of all other languages, which may see more or less in it.
    """
    if language not in policy.languages:
        raise TextRefused(
            say("'{policy}' has no text in '{language}'", policy=policy.name, language=language),
            remedy=say("name one of: {names}", names=", ".join(policy.languages)),
        )
    draft = catalog.draft(policy.name)
    sides = prepare.read(catalog, policy, draft.corrections if draft else ())
    side = next(one for one in sides if one.language == language)
    if side.before is None or side.assessment is None:
        raise _unreleased(policy.name)
    others = tuple(one.assessment for one in sides if one is not side and one.assessment)
    return compare(side.before, side.after), side.assessment, others


def weighed(changes: ChangeSet, policy: Policy | None) -> Assessment | None:
    """Say what the changes do to people, where there are rules for the language."""
    if changes.language not in rules.LANGUAGES:
        return None
    protected: frozenset[ClauseId] = guarded(policy, changes.before, changes.after) if policy else frozenset()
    return assess(changes, rules.read(changes.language), protected=protected)


def _clauses(catalog: Catalog, name: str, language: Language, on: date | None) -> tuple[Clause, ...]:
    """Give what a policy said on a day; without a day what it says in the working tree."""
    if on is None:
        return catalog.working(name, language).clauses
    records = [record for record in catalog.history(name).records if record.published_on <= on]
    return catalog.document(records[-1], language).clauses if records else ()


def _record(catalog: Catalog, name: str, version: str) -> Record:
    records = catalog.history(name).records
    found = [record for record in records if not version or record.version == Version.read(version)]
    if not found:
        if not version:
            raise _unreleased(name)
        raise HistoryMissing(
            say("no release {version} of '{policy}'", version=version, policy=name),
            remedy=say("run policy log {policy}", policy=name),
        )
    return found[-1]


def _unreleased(name: str) -> HistoryMissing:
    return HistoryMissing(
        say("'{policy}' has no release yet", policy=name),
        remedy=say("run policy release {policy}", policy=name),
    )
