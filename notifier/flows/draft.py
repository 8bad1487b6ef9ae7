"""Make and refresh the draft of the next release, and write rulings into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.adapters import drafts, worktree
from notifier.core import draft as drafting
from notifier.core.calendar import proposed
from notifier.core.draft import Carried, Draft
from notifier.core.languages import language_name
from notifier.core.plan import editions
from notifier.core.release import ReductionId
from notifier.core.said import say
from notifier.core.text import digest
from notifier.core.translation import Freshness
from notifier.errors import ReleaseRefused
from notifier.flows.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from notifier.adapters.catalog import Catalog
    from notifier.core.finding import Level
    from notifier.core.text import ClauseId, Language
    from notifier.errors import Refusal
    from notifier.flows.prepare import Prepared
    from notifier.render.words import Words


def draft(
    catalog: Catalog,
    name: str,
    *,
    today: date,
    published_on: date | None = None,
    effective_on: date | None = None,
    summaries: Iterable[tuple[Language, str]] = (),
    words: Words | None = None,
    dry_run: bool = False,
    prepared: Prepared | None = None,
) -> Draft:
    """Write or refresh `next.toml`: what people wrote stays, days that would break a promise move.

    A new one explains itself in these words. What is `prepared` already is not read again.
    """
    prepared = prepared or prepare(catalog, name, today=today)
    done = proposal(
        catalog,
        prepared,
        today=today,
        published_on=published_on,
        effective_on=effective_on,
        summaries=summaries,
    )
    if not dry_run:
        write(catalog, done, words)
    return done


def proposal(
    catalog: Catalog,
    prepared: Prepared,
    *,
    today: date,
    published_on: date | None = None,
    effective_on: date | None = None,
    summaries: Iterable[tuple[Language, str]] = (),
) -> Draft:
    """Give the draft as it should stand now; nothing is written."""
    refreshed = _refreshed(prepared, catalog)
    published, effective = proposed(
        prepared.policy,
        prepared.plan.level,
        published_on=published_on or refreshed.published_on,
        effective_on=effective_on or refreshed.effective_on,
        today=today,
    )
    told = dict(refreshed.summaries) | dict(summaries)
    return replace(refreshed, published_on=published, effective_on=effective, summaries=tuple(told.items()))


def text(catalog: Catalog, done: Draft, words: Words | None = None) -> str:
    """Give a draft as a file, over the one that stands there; a new one is explained in these words."""
    path = catalog.root / done.place
    return drafts.write(done, words, over=worktree.read(path, place=done.place) if path.exists() else "")


def rule(
    catalog: Catalog,
    name: str,
    clauses: Iterable[ClauseId],
    *,
    level: Level | None,
    reason: str,
    by: str,
    second: str,
    today: date,
    words: Words | None = None,
    dry_run: bool = False,
) -> Draft:
    """Rule on clauses as they are now; without a level, as the rules assess them.

    A reduction (`2.0.0/retention-2`) in place of a clause stands for the people who did not accept it.
    """
    prepared = prepare(catalog, name, today=today)
    judged = prepared.plan.judged
    done = _refreshed(prepared, catalog)
    cohorts = {cohort.reduction.id: cohort for cohort in prepared.plan.cohorts}
    for clause in clauses:
        if cohort := cohorts.get(ReductionId(clause)):
            done = drafting.free(
                done,
                cohort,
                level=level if level is not None else cohort.assessed,
                reason=reason,
                by=by or catalog.repository.person,
                second=second,
                on=today,
            )
            continue
        levels = [one.assessed.level for one in judged if one.clause == clause]
        done = drafting.rule(
            done,
            judged,
            clause,
            level=level if level is not None else max(levels, default=prepared.plan.level),
            reason=reason,
            by=by or catalog.repository.person,
            second=second,
            on=today,
        )
    if not dry_run:
        write(catalog, done, words)
    return done


def carry(
    catalog: Catalog,
    name: str,
    clause: ClauseId,
    language: Language,
    *,
    by: str,
    today: date,
    words: Words | None = None,
) -> Draft:
    """Sign that a translation still renders the governing words, though those changed."""
    prepared = prepare(catalog, name, today=today)
    told = dict(prepared.plan.renderings).get(language, ())
    found = next((one for one in told if one.clause == clause and one.status is Freshness.STALE), None)
    if found is None or found.governing is None or found.translated is None:
        raise ReleaseRefused(
            say("'{clause}' is not stale in {language}", clause=clause, language=language_name(language)),
            remedy=say("run policy translate status {policy}", policy=name),
        )
    line = Carried(
        clause=clause,
        language=language,
        governing=digest(found.governing.text),
        translated=digest(found.translated.text),
        by=by or catalog.repository.person,
    )
    refreshed = _refreshed(prepared, catalog)
    others = tuple(one for one in refreshed.carried if (one.clause, one.language) != (clause, language))
    done = replace(refreshed, carried=(*others, line))
    write(catalog, done, words)
    return done


def _refreshed(prepared: Prepared, catalog: Catalog) -> Draft:
    records = catalog.history(prepared.policy.name).records
    return drafting.refresh(
        prepared.draft,
        prepared.plan.judged,
        languages=prepared.policy.languages,
        after=records[-1].version if records else None,
        stale=[
            (language, one)
            for language, told in prepared.plan.renderings
            for one in told
            if one.status is Freshness.STALE
        ],
        cohorts=prepared.plan.cohorts,
        edition=editions(prepared.sides),
    )


def reread(prepared: Prepared) -> Iterator[Refusal]:
    """Tell what the rules read otherwise than those that the draft was made with."""
    return drafting.reread(prepared.draft, prepared.plan.judged, editions(prepared.sides))


def write(catalog: Catalog, done: Draft, words: Words | None = None) -> None:
    """Put a draft in place over the one that stands there; a new one is explained in these words."""
    worktree.write(catalog.root / done.place, text(catalog, done, words).encode())
