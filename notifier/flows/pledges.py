"""Hold the registry against what it promised at the last release, and against the people who changed it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.adapters import registry
from notifier.adapters.catalog import record_place
from notifier.adapters.shape import line
from notifier.core.pledge import attributed, losses
from notifier.core.policy import REGISTRY
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from notifier.adapters.catalog import Catalog
    from notifier.core.document import Document
    from notifier.core.pledge import Loss
    from notifier.core.policy import Policy
    from notifier.flows.prepare import Prepared


def lost(catalog: Catalog, prepared: Prepared) -> tuple[Loss, ...]:
    """Tell what the registry promised of a policy at its last release and promises no more, and who took it out.

    The last release is what everything else of the next one is held against, too: so a promise cannot be taken out in
    one pull request and used in the next.
    """
    name, records = prepared.policy.name, catalog.history(prepared.policy.name).records
    place = catalog.inside(record_place(name, records[-1].version)) if records else ""
    commit = catalog.repository.since(place) if place else ""
    path, text = catalog.inside(REGISTRY), catalog.file(REGISTRY)
    before = catalog.repository.at(commit, path) if commit else None
    if before is None or before.decode("utf-8", "replace") == text:
        return ()
    governing = prepared.sides[0]
    texts = [document for document in (governing.before, governing.after) if document]
    taken = _between(_promised(before, name), prepared.policy, texts)
    if not taken:
        return ()
    steps = [
        (people, _between(_promised(old, name), _promised(new, name), texts))
        for people, old, new in catalog.repository.steps(path, after=commit)
    ]
    return tuple(replace(one, line=line(one.path, text)) for one in attributed(taken, steps))


def _between(before: Policy | None, after: Policy | None, texts: list[Document]) -> tuple[Loss, ...]:
    return losses(before, after, *texts) if before and after else ()


def _promised(content: bytes | None, name: str) -> Policy | None:
    """Read a policy from a registry of the past; nothing where it cannot be read, or does not name it."""
    if content is None:
        return None
    try:
        known = registry.read(content.decode("utf-8", "replace"), place=REGISTRY).policies
    except RecordRefused:
        return None
    return next((policy for policy in known if policy.name == name), None)
