"""Look at the next release of a policy as a reviewer does; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.report import Report, report
from notifier.flows.prepare import prepare

if TYPE_CHECKING:
    from datetime import date

    from notifier.adapters.catalog import Catalog


def check(catalog: Catalog, name: str, *, today: date, title: str = "", base: str = "") -> Report:
    """Tell what the change does to people and what stands against its release.

    `title` is that of the pull request; titles of the commits after `base` are looked at too.
    """
    prepared = prepare(catalog, name, today=today)
    labels = [("the pull request", title)] if title else []
    if base:
        labels += catalog.repository.titles(
            base, [catalog.inside(side.after.place) for side in prepared.sides]
        )
    return report(
        prepared.plan,
        prepared.draft,
        history=catalog.history(prepared.policy.name),
        drafted=(catalog.root / prepared.draft.place).exists(),
        labels=labels,
    )
