"""Compare two texts: two files, two releases, or a release and the working tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters import rules, worktree
from notifier.core.assessment import assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.policy import guarded
from notifier.core.release import Version
from notifier.core.said import say
from notifier.errors import HistoryMissing

if TYPE_CHECKING:
    from pathlib import Path

    from notifier.adapters.catalog import Catalog
    from notifier.core.assessment import Assessment
    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Document
    from notifier.core.policy import Policy
    from notifier.core.text import ClauseId, Language


def files(before: Path, after: Path, *, language: Language) -> ChangeSet:
    """Compare two files."""
    old, new = (
        parse(worktree.read(path, place=str(path)), language=language, place=str(path))
        for path in (before, after)
    )
    return compare(old, new)


def releases(catalog: Catalog, name: str, *, base: str, head: str, language: Language) -> ChangeSet:
    """Compare two releases; without a head the working tree, without a base the last release."""
    return compare(
        _released(catalog, name, base, language),
        _released(catalog, name, head, language) if head else catalog.working(name, language),
    )


def weighed(changes: ChangeSet, policy: Policy | None) -> Assessment | None:
    """Say what the changes do to people, where there are rules for the language."""
    if changes.language not in rules.LANGUAGES:
        return None
    protected: frozenset[ClauseId] = guarded(policy, changes.before, changes.after) if policy else frozenset()
    return assess(changes, rules.read(changes.language), protected=protected)


def _released(catalog: Catalog, name: str, version: str, language: Language) -> Document:
    records = catalog.history(name).records
    found = [record for record in records if not version or record.version == Version.read(version)]
    if not found:
        told = (
            say("no release {version} of '{policy}'", version=version, policy=name)
            if version
            else say("'{policy}' has no release yet", policy=name)
        )
        raise HistoryMissing(told, remedy=say("run policy log {policy}", policy=name))
    return catalog.document(found[-1], language)
