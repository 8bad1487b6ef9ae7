"""What a change does to people, clause by clause, and what stands between it and its release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.core.label import playing_down
from notifier.core.languages import language_name
from notifier.core.levels import called
from notifier.core.pledge import alone
from notifier.core.policy import REGISTRY, notice_period
from notifier.core.said import listed, say
from notifier.core.translation import Freshness
from notifier.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from notifier.core.draft import Draft
    from notifier.core.plan import Plan
    from notifier.core.pledge import Loss
    from notifier.core.policy import Policy
    from notifier.core.release import History, Record, Version
    from notifier.core.ruling import Judged
    from notifier.core.text import ClauseId, Language
    from notifier.core.translation import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One changed clause in every language it changed in.

    Attributes:
        clause: the clause.
        judged: its change in each language, the governing language first.
        renderings: each translation of it, and where it stands.
    """

    clause: ClauseId
    judged: tuple[Judged, ...]
    renderings: tuple[tuple[Language, Rendering], ...]

    @property
    def level(self) -> Level:
        """Give what counts, over all languages."""
        return max(one.level for one in self.judged)

    @property
    def undecided(self) -> bool:
        """Say whether a person has still to rule."""
        return any(one.undecided for one in self.judged)

    @property
    def disputed(self) -> bool:
        """Say whether the languages were assessed differently."""
        return len({one.assessed.level for one in self.judged}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a person should see before a release.

    Attributes:
        policy: the policy.
        last: the release before; nothing for the first.
        version: the number that follows.
        level: the highest level over clauses and languages.
        told: every changed clause, reductions first.
        published_on: the day people are told; nothing while it is open.
        effective_on: the day it comes into force; nothing while it is open.
        needed: the days of notice that the level needs.
        refusals: what stands against the release.
        notes: what people should look at; it does not stand against the release.
        lost: what the registry promises no more since the last release, gravest first.
        step: the next command; empty when there is nothing to do.
        place: the file of the draft.
        proposal: the draft as the command would write it now; empty when it stands so, or nobody asked.
    """

    policy: Policy
    last: Version | None
    version: Version
    level: Level
    told: tuple[Told, ...]
    published_on: date | None
    effective_on: date | None
    needed: int
    refusals: tuple[Refusal, ...]
    notes: tuple[Refusal, ...]
    step: str
    place: str = ""
    proposal: str = ""
    lost: tuple[Loss, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Say whether the words are those of the last release, and nobody drafts another."""
        return self.quiet or (self.last is not None and self.level is Level.NONE and not self.told)

    @property
    def quiet(self) -> bool:
        """Say whether nothing changed since the last release and nothing stands against the text."""
        return not self.step


def report(
    plan: Plan,
    draft: Draft,
    *,
    history: History,
    drafted: bool,
    labels: Iterable[tuple[str, str]] = (),
    notes: tuple[Refusal, ...] = (),
    proposal: str = "",
    lost: tuple[Loss, ...] = (),
) -> Report:
    """Tell what a plan means for people.

    `labels` are titles of commits and pull requests with where they stand. A text that did not change since its
    release, and that nobody drafted, has nothing standing against it but its own defects.
    """
    last: Record | None = history.records[-1] if history.records else None
    idle = last is not None and plan.level is Level.NONE and not drafted
    refusals = (*(plan.defects if idle else plan.refusals), *alone(lost, place=REGISTRY))
    told = tuple(sorted(_told(plan), key=lambda one: -one.level))
    return Report(
        policy=plan.policy,
        last=last.version if last else None,
        version=plan.version,
        level=plan.level,
        told=told,
        published_on=draft.published_on,
        effective_on=draft.effective_on,
        needed=notice_period(plan.policy, plan.level),
        refusals=refusals,
        notes=(
            *notes,
            *_disputes(told),
            *_unled(told, plan.policy.governing),
            *_cohorts(plan, draft),
            *playing_down(labels, plan.level),
        ),
        step=_step(plan, told, refusals, drafted=drafted, idle=idle),
        place=draft.place,
        proposal="" if idle else proposal,
        lost=tuple(sorted(lost, key=lambda one: -one.level)),
    )


def _told(plan: Plan) -> Iterator[Told]:
    for clause in dict.fromkeys(one.clause for one in plan.judged):
        yield Told(
            clause=clause,
            judged=tuple(one for one in plan.judged if one.clause == clause),
            renderings=tuple(
                (language, one)
                for language, renderings in plan.renderings
                for one in renderings
                if one.clause == clause
            ),
        )


def _disputes(told: Iterable[Told]) -> Iterator[Refusal]:
    for one in told:
        if one.disputed:
            levels = listed(
                say(
                    "{language}: {status}",
                    language=language_name(j.language),
                    status=called(j.assessed.level),
                )
                for j in one.judged
            )
            yield Refusal(
                say(
                    "'{clause}' is not assessed alike in its languages ({levels})",
                    clause=one.clause,
                    levels=levels,
                ),
                source=one.judged[0].place,
                line=one.judged[0].line,
                remedy=say("compare the two; the higher level counts"),
            )


def _unled(told: Iterable[Told], governing: Language) -> Iterator[Refusal]:
    """Tell what changed in a translation while the words that govern stayed: the two may part ways."""
    for one in told:
        if one.level > Level.EDITORIAL and governing not in {j.language for j in one.judged}:
            yield Refusal(
                say(
                    "'{clause}' changed in {languages} and not in {governing}, which governs",
                    clause=one.clause,
                    languages=listed(language_name(j.language) for j in one.judged),
                    governing=language_name(governing),
                ),
                source=one.judged[0].place,
                line=one.judged[0].line,
                remedy=say("compare the two; the higher level counts"),
            )


def _cohorts(plan: Plan, draft: Draft) -> Iterator[Refusal]:
    """Tell what the release does to people who keep earlier words: it frees them, or they stay where they are."""
    for one in plan.cohorts:
        places = {"reduction": one.reduction.id, "since": one.since, "level": called(one.assessed)}
        if one.freed:
            yield Refusal(
                say(
                    "people who did not accept '{reduction}' move from the words of {since} to the new ones",
                    **places,
                ),
                source=draft.place,
            )
        else:
            yield Refusal(
                say(
                    "people who did not accept '{reduction}' keep the words of {since} (for them: {level})",
                    **places,
                ),
                source=draft.place,
                remedy=say(
                    "leave it so, or run policy review {policy} {reduction} --level … --reason …",
                    policy=plan.policy.name,
                    reduction=one.reduction.id,
                ),
            )


def _step(
    plan: Plan, told: Iterable[Told], refusals: tuple[Refusal, ...], *, drafted: bool, idle: bool
) -> str:
    name = plan.policy.name
    if idle and not refusals:
        return ""
    if not drafted and not idle:
        return f"policy draft {name}"
    if any(one.undecided for one in told):
        return f"policy review {name}"
    if any(one.status is not Freshness.CURRENT for _, renderings in plan.renderings for one in renderings):
        return f"policy translate status {name}"
    return f"policy check {name}" if refusals else f"policy release {name}"
