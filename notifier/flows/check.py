"""Look at the next release of a policy as a reviewer does; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.adapters import rules
from notifier.core.equivalence import differences
from notifier.core.report import Report, report
from notifier.core.terms import term_differences
from notifier.core.tongue import strange
from notifier.flows.pledges import lost
from notifier.flows.prepare import borrowed, lent, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from notifier.adapters.catalog import Catalog
    from notifier.errors import Refusal
    from notifier.flows.prepare import Prepared
    from notifier.render.words import Words


def check(
    catalog: Catalog,
    name: str,
    *,
    today: date,
    title: str = "",
    base: str = "",
    proposing: Words | None = None,
) -> Report:
    """Tell what the change does to people and what stands against its release.

    `title` is that of the pull request; titles of the commits after `base` are looked at too. With words for
    `proposing`, the report holds the draft as it should stand, explained in them.
    """
    prepared = prepare(catalog, name, today=today)
    labels = [("", title)] if title else []
    if base:
        labels += catalog.repository.titles(
            base, [catalog.inside(side.after.place) for side in prepared.sides]
        )
    plan = prepared.plan
    if found := tuple(borrowed(catalog, prepared)):
        plan = replace(plan, refusals=(*plan.refusals, *found), record=None)
    return report(
        plan,
        prepared.draft,
        history=catalog.history(prepared.policy.name),
        drafted=(catalog.root / prepared.draft.place).exists(),
        labels=labels,
        notes=(
            *_reread(prepared),
            *apart(prepared),
            *_strange(prepared),
            *lent(catalog, prepared.draft.place),
        ),
        lost=lost(catalog, prepared),
        proposal=_proposal(catalog, prepared, today, proposing) if proposing else "",
    )


def _reread(prepared: Prepared) -> Iterator[Refusal]:
    from notifier.flows import draft as drafting

    return drafting.reread(prepared)


def _proposal(catalog: Catalog, prepared: Prepared, today: date, words: Words) -> str:
    """Give the draft as it should stand; nothing when it stands so already."""
    from notifier.flows import draft as drafting

    told = drafting.text(catalog, drafting.proposal(catalog, prepared, today=today), words)
    path = catalog.root / prepared.draft.place
    return "" if path.exists() and catalog.file(prepared.draft.place) == told else told


def _strange(prepared: Prepared) -> Iterator[Refusal]:
    """Tell which changed clauses are hardly in the language of their text."""
    refused = {(one.source, one.line) for one in prepared.plan.defects}
    for side in prepared.sides:
        changed = [
            clause
            for one in prepared.plan.judged
            if one.language == side.language and one.undecided
            for clause in one.assessed.change.after
        ]
        known = rules.read(side.language).editorial.known
        told = strange(changed, side.language, known, place=side.after.place)
        yield from (one for one in told if (one.source, one.line) not in refused)


def apart(prepared: Prepared) -> Iterator[Refusal]:
    """Tell what the languages do not have in common."""
    packs = {language: rules.read(language) for language in prepared.policy.languages}
    places = {side.language: side.after.place for side in prepared.sides}
    for language, renderings in prepared.plan.renderings:
        yield from differences(
            renderings,
            packs=packs,
            languages=(prepared.policy.governing, language),
            place=places[language],
            changed=frozenset(one.clause for one in prepared.plan.judged),
        )
        yield from term_differences(renderings, place=places[language])
