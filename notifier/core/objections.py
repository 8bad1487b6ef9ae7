"""What stands against a release, besides rulings: in its texts, in its draft, and with people who keep earlier words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core import calendar, ruling
from notifier.core.draft import Draft
from notifier.core.finding import Level
from notifier.core.languages import language_name
from notifier.core.levels import called
from notifier.core.parity import parallel, renamed
from notifier.core.proofread import placeholder
from notifier.core.said import say
from notifier.core.translation import Freshness
from notifier.errors import ReleaseRefused, Untranslated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from notifier.core.cohort import Cohort
    from notifier.core.parity import Pair
    from notifier.core.plan import Side
    from notifier.core.policy import Policy
    from notifier.core.release import History, Record, Reduction
    from notifier.core.text import Language
    from notifier.core.translation import Rendering


def texts(
    policy: Policy,
    sides: tuple[Side, ...],
    translations: tuple[tuple[Language, tuple[Rendering, ...]], ...],
    *,
    historic: bool,
) -> Iterator[ReleaseRefused]:
    """Refuse texts that do not say the same in every language."""
    yield from _parity(policy, sides)
    yield from _stale(policy, sides, translations, historic=historic)


def _parity(policy: Policy, sides: tuple[Side, ...]) -> Iterator[ReleaseRefused]:
    """Refuse a translation of another shape where nothing is plainly missing: headings in another order."""
    governing = sides[0].after
    for side in sides[1:]:
        same = {clause.id for clause in governing.clauses} == {clause.id for clause in side.after.clauses}
        if same and not parallel(governing, side.after):
            yield ReleaseRefused(
                say(
                    "the clauses stand in another order than in {language}",
                    language=language_name(governing.language),
                ),
                source=side.after.place,
                remedy=say("run policy translate status {policy}", policy=policy.name),
            )


def same_words(
    policy: Policy, sides: tuple[Side, ...], level: Level, last: Record | None
) -> Iterator[ReleaseRefused]:
    """Refuse the words of the last release."""
    if last and level is Level.NONE:
        yield ReleaseRefused(
            say("the same words as {version}: there is nothing to release", version=last.version),
            source=sides[0].after.place,
            remedy=say("edit the text, or keep {policy} as it is", policy=policy.name),
        )


def _stale(
    policy: Policy,
    sides: tuple[Side, ...],
    translations: tuple[tuple[Language, tuple[Rendering, ...]], ...],
    *,
    historic: bool,
) -> Iterator[ReleaseRefused]:
    """Refuse what a translation lacks; a past one that was late is recorded as late as it was."""
    places = {side.language: side.after.place for side in sides}
    texts = {side.language: side.after for side in sides}
    for language, told in translations:
        apart = renamed(sides[0].after, texts[language])
        yield from (_renamed(section[0], language, places[language]) for section in apart)
        explained = {
            id(clause)
            for section in apart
            for pair in section
            for clause in (pair.governing, pair.translated)
        }
        for one in told:
            if id(one.governing or one.translated) in explained:
                continue
            if one.status is not Freshness.CURRENT and not (historic and one.status is Freshness.STALE):
                cause, remedy = _unrendered(one, language, policy, sides[0].after.place)
                line = one.translated.line if one.translated else 0
                yield Untranslated(
                    cause,
                    clause=one.clause,
                    language=language,
                    source=places[language],
                    line=line,
                    remedy=remedy,
                )


def _renamed(heading: Pair, language: Language, place: str) -> ReleaseRefused:
    """Say once that a heading has another id, instead of missing each clause under it twice."""
    assert heading.governing and heading.translated  # noqa: PT018, S101 - `renamed` gives whole pairs
    return ReleaseRefused(
        say(
            "the heading '{clause}' has the id '{id}' in {language}",
            clause=heading.governing.id,
            id=heading.translated.id,
            language=language_name(language),
        ),
        source=place,
        line=heading.translated.line,
        remedy=say("give it the id '{clause}' there, too", clause=heading.governing.id),
    )


def _unrendered(one: Rendering, language: Language, policy: Policy, place: str) -> tuple[str, str]:
    """Say what a clause lacks in a translation, and what mends it."""
    if one.translated is None:
        line = one.governing.line if one.governing else 0
        return say(
            "'{clause}' is missing in {language}", clause=one.clause, language=language_name(language)
        ), say("translate line {line} of {place}", line=line, place=place)
    if one.governing is None:
        return (
            say("'{clause}' stands in {language} alone", clause=one.clause, language=language_name(language)),
            say("write it in {governing} too, or remove it", governing=language_name(policy.governing)),
        )
    return (
        say(
            "'{clause}' changed in {governing} and not in {language}",
            clause=one.clause,
            governing=language_name(policy.governing),
            language=language_name(language),
        ),
        say(
            "translate it, or run policy translate carry {policy} {clause}",
            policy=policy.name,
            clause=one.clause,
        ),
    )


def drafted(
    draft: Draft, policy: Policy, history: History, *, level: Level, today: date, historic: bool
) -> Iterator[ReleaseRefused]:
    """Refuse what people wrote in the draft, or that there is none."""
    if draft == Draft(policy=draft.policy, place=draft.place):
        yield ReleaseRefused(
            say("there is no draft of the next release yet"),
            source=draft.place,
            remedy=say("run policy draft {policy}", policy=policy.name),
        )
        return
    yield from calendar.refusals(
        draft, policy=policy, history=history, level=level, today=today, historic=historic
    )
    yield from _summaries(draft, policy)
    yield from _lifts(draft, history)
    last = history.records[-1].version if history.records else None
    if draft.after and draft.after != last:
        yield ReleaseRefused(
            say("the draft follows {after}, the last release is {last}", after=draft.after, last=last)
            if last
            else say("the draft follows {after}, and there is no release yet", after=draft.after),
            source=draft.place,
            remedy=say("run policy draft {policy}", policy=policy.name),
        )


def _summaries(draft: Draft, policy: Policy) -> Iterator[ReleaseRefused]:
    told = dict(draft.summaries)
    for language in policy.languages:
        if not told.get(language):
            yield ReleaseRefused(
                say("no summary in {language}", language=language_name(language)),
                source=draft.place,
                remedy=say(
                    'say in a sentence under [summaries] what changes for people: {language} = "…"',
                    language=language,
                ),
            )
        elif found := placeholder(told[language]):
            yield ReleaseRefused(
                say(
                    "'{found}' in the {language} summary is a placeholder",
                    found=found,
                    language=language_name(language),
                ),
                source=draft.place,
                remedy=say("write what belongs there"),
            )


def _lifts(draft: Draft, history: History) -> Iterator[ReleaseRefused]:
    open_ = {reduction.id for reduction in standing(history)}
    for name in draft.lifts:
        if name not in open_:
            yield ReleaseRefused(
                say("no standing reduction '{name}' to lift", name=name),
                source=draft.place,
                remedy=say("name one of: {names}", names=", ".join(sorted(open_)) or say("none stands")),
            )


def standing(history: History) -> tuple[Reduction, ...]:
    """Give the reductions that were introduced and neither lifted nor withdrawn."""
    records = [record for record in history.records if not record.withdrawn]
    lifted = {name for record in records for name in record.lifts}
    return tuple(red for record in records for red in record.reduces if red.id not in lifted)


def held(cohorts: tuple[Cohort, ...], policy: Policy, draft: Draft) -> Iterator[ReleaseRefused]:
    """Refuse to free people from a reduction by a ruling that cannot stand, or without one."""
    for one in cohorts:
        yield from ruling.unsound(one.judged, policy=policy.name, draft=draft.place, named=one.reduction.id)
        if one.reduction.id in draft.lifts and not one.freed:
            yield ReleaseRefused(
                say(
                    "nobody ruled that lifting '{reduction}' takes nothing from people who kept the words of {since} ({level})",
                    reduction=one.reduction.id,
                    since=one.since,
                    level=called(one.assessed),
                ),
                source=draft.place,
                remedy=say(
                    "take it out of lifts, or run policy review {policy} {reduction} --level … --reason …",
                    policy=policy.name,
                    reduction=one.reduction.id,
                ),
            )
