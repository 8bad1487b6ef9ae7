"""From a draft and its texts to a release record, or to everything that stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core import cohort, objections, ruling
from notifier.core.finding import Level
from notifier.core.opinion import RULE
from notifier.core.release import (
    ChangeRef,
    ClauseRef,
    Freed,
    Record,
    Reduction,
    ReductionId,
    Version,
)
from notifier.core.said import say
from notifier.core.text import ClauseId, Digest, digest
from notifier.core.translation import Rendering, renderings
from notifier.errors import Refusal, ReleaseRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from notifier.core.assessment import Assessment
    from notifier.core.cohort import Cohort, Kept
    from notifier.core.document import Document
    from notifier.core.draft import Draft
    from notifier.core.policy import Policy
    from notifier.core.release import History, TextRef
    from notifier.core.ruling import Judged
    from notifier.core.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One language of the next release.

    Attributes:
        after: the text to release, its clauses with their permanent ids.
        text: where the text is kept, and its hash.
        before: the text of the release before; nothing for the first release.
        assessment: what the change does; nothing for the first release.
    """

    after: Document
    text: TextRef
    before: Document | None = None
    assessment: Assessment | None = None

    @property
    def language(self) -> Language:
        """Give the language of the text."""
        return self.after.language


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a release would be.

    Attributes:
        policy: the policy.
        version: the number that follows from the level.
        level: the highest level over clauses and languages.
        judged: every change in every language, as assessed and ruled.
        cohorts: people who keep earlier words of clauses that it touches, and what it does to them.
        renderings: every clause with its translation, for each language that does not govern.
        defects: what is wrong with the texts themselves, whether they are released or not.
        refusals: everything that stands against the release, the defects among it.
        record: the record to be; nothing while anything stands against it.
    """

    policy: Policy
    version: Version
    level: Level
    judged: tuple[Judged, ...]
    cohorts: tuple[Cohort, ...]
    renderings: tuple[tuple[Language, tuple[Rendering, ...]], ...]
    defects: tuple[Refusal, ...]
    refusals: tuple[Refusal, ...]
    record: Record | None


def plan(
    draft: Draft,
    sides: tuple[Side, ...],
    *,
    policy: Policy,
    history: History,
    today: date,
    previous: Digest,
    historic: bool = False,
    found: tuple[Refusal, ...] = (),
    kept: tuple[Kept, ...] = (),
) -> Plan:
    """Make the record of the next release, or tell everything that stands against it.

    The governing language comes first in `sides`. `found` are refusals that were met while reading
    the texts, `kept` the reductions whose earlier words it touches.
    """
    last = history.records[-1] if history.records else None
    judged = tuple(
        one
        for side in sides
        if side.assessment
        for one in ruling.judge(side.assessment, draft.entries, place=side.after.place)
    )
    cohorts = cohort.judge(kept, draft.held, place=draft.place)
    level = _level(sides, judged)
    version = follows(last.version if last else None, level)
    translations = tuple((side.language, _renderings(draft, sides[0], side, last)) for side in sides[1:])
    defects = (*found, *objections.texts(policy, sides, translations, historic=historic))
    against = (
        *defects,
        *objections.same_words(policy, sides, level, last),
        *ruling.refusals(judged, policy=policy.name, draft=draft.place),
        *objections.held(cohorts, policy, draft),
        *objections.drafted(draft, policy, history, level=level, today=today, historic=historic),
    )
    record = None
    if not against:
        record = _record(
            draft,
            sides,
            policy=policy,
            judged=judged,
            cohorts=cohorts,
            level=level,
            version=version,
            previous=previous,
            brought_in_on=today if historic else None,
        )
    return Plan(
        policy=policy,
        version=version,
        level=level,
        judged=judged,
        cohorts=cohorts,
        renderings=translations,
        defects=defects,
        refusals=against,
        record=record,
    )


def follows(last: Version | None, level: Level) -> Version:
    """Give the number of the next release: rights reduction → major, material → minor, editorial → patch."""
    if last is None:
        return Version(1, 0, 0)
    match level:
        case Level.REDUCTION:
            return Version(last.major + 1, 0, 0)
        case Level.MATERIAL:
            return Version(last.major, last.minor + 1, 0)
        case _:
            return Version(last.major, last.minor, last.patch + 1)


def _level(sides: tuple[Side, ...], judged: tuple[Judged, ...]) -> Level:
    """Take the highest level; another title or summary of the text is material, for no clause shows it."""
    front = any(
        side.before
        and side.before.front != side.after.front
        and (side.before.title, side.before.summary) != (side.after.title, side.after.summary)
        for side in sides
    )
    return max((Level.MATERIAL if front else Level.NONE, *(one.level for one in judged)))


def _renderings(draft: Draft, governing: Side, side: Side, last: Record | None) -> tuple[Rendering, ...]:
    return renderings(governing.after, side.after, last=last, carried=draft.carried, before=governing.before)


def withdrawable(record: Record, today: date) -> None:
    """Refuse to take back what is in force, or was taken back; what people live by is changed by a new release."""
    place = f"{record.policy} {record.version}"
    if record.withdrawn:
        raise ReleaseRefused(say("{place} was withdrawn on {on}", place=place, on=record.withdrawn.on))
    if record.effective_on <= today:
        raise ReleaseRefused(
            say("{place} is in force since {effective_on}", place=place, effective_on=record.effective_on),
            remedy=say("release the words you want instead"),
        )


def _record(
    draft: Draft,
    sides: tuple[Side, ...],
    *,
    policy: Policy,
    judged: tuple[Judged, ...],
    cohorts: tuple[Cohort, ...],
    level: Level,
    version: Version,
    previous: Digest,
    brought_in_on: date | None,
) -> Record:
    assert draft.published_on and draft.effective_on  # noqa: PT018, S101 - the calendar refused otherwise
    clauses = tuple(
        ClauseRef(
            id=together[0].id,
            kind=together[0].kind,
            hashes=tuple(
                (side.language, digest(clause.text)) for side, clause in zip(sides, together, strict=True)
            ),
        )
        for together in zip(*(side.after.clauses for side in sides), strict=True)
    )
    freed = tuple(_freed(one) for one in cohorts if one.freed)
    return Record(
        policy=policy.name,
        version=version,
        level=level,
        published_on=draft.published_on,
        effective_on=draft.effective_on,
        summaries=tuple((language, dict(draft.summaries)[language]) for language in policy.languages),
        texts=tuple(side.text for side in sides),
        clauses=clauses,
        changes=tuple(changed(one) for one in judged),
        reduces=tuple(_reductions(judged, version)),
        lifts=tuple(one.reduction for one in freed),
        freed=freed,
        edition=editions(sides),
        previous=previous,
        brought_in_on=brought_in_on,
        corrected=tuple((one.words, one.id) for one in draft.corrections),
    )


def _freed(cohort: Cohort) -> Freed:
    return Freed(
        reduction=cohort.reduction.id,
        since=cohort.since,
        changes=tuple(changed(one) for one in cohort.judged),
    )


def editions(sides: tuple[Side, ...]) -> str:
    """Name the editions of the rules that assessed the next release, each once; empty for a first one."""
    return " ".join(dict.fromkeys(side.assessment.edition for side in sides if side.assessment))


def changed(one: Judged) -> ChangeRef:
    """Write down a change as it was assessed and ruled."""
    return ChangeRef(
        clause=one.clause,
        language=one.language,
        fate=one.assessed.change.fate,
        key=one.key,
        assessed=one.assessed.level,
        level=one.level,
        direction=one.assessed.direction,
        category=one.assessed.category,
        rules=tuple(dict.fromkeys(finding.rule for finding in one.assessed.findings)),
        why=tuple(_why(one))[:MOST_TOLD],
        ruling=one.ruling,
    )


def _why(one: Judged) -> Iterator[str]:
    """Say what a change does, for the public: only what the rules saw, and only where no person saw less in it."""
    if one.level < one.assessed.level:
        return
    told: dict[str, None] = {}
    for finding in one.assessed.findings:
        if finding.level == one.assessed.level and finding.rule not in _INWARD:
            told.update(dict.fromkeys(words for language, words in finding.why if language == one.language))
    yield from told


MOST_TOLD = 5
"""So many sentences of a change stand in a record at most, the gravest; the words themselves are beside them."""
_INWARD = frozenset({"unexplained", "learned", "long-clause", "long-change", RULE})
"""Rules that speak to the team: that a person has to read the words, or what a second reader thinks."""


def _reductions(judged: tuple[Judged, ...], version: Version) -> Iterator[Reduction]:
    """Name a reduction for each clause that loses something, in any language; merged clauses lose each of theirs."""
    seen: set[ClauseId] = set()
    for one in judged:
        if one.level is not Level.REDUCTION:
            continue
        change = one.assessed.change
        kept = {clause.id for clause in change.after}
        gone = [clause.id for clause in change.before if clause.id not in kept]
        for clause in (change.clause, *gone):
            if clause not in seen:
                seen.add(clause)
                yield Reduction(id=ReductionId(f"{version}/{clause}"), clause=clause)
