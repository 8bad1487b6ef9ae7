"""The next release while people still work on it: dates, summaries and rulings, as they stand in `next.toml`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.core.levels import called
from notifier.core.opinion import standing
from notifier.core.release import Ruling
from notifier.core.said import say
from notifier.core.text import digest
from notifier.errors import Refusal, ReleaseRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from notifier.core.cohort import Cohort
    from notifier.core.identity import Correction
    from notifier.core.opinion import Opinion
    from notifier.core.release import ReductionId, Version
    from notifier.core.ruling import Judged
    from notifier.core.text import ClauseId, Digest, Language, PolicyName
    from notifier.core.translation import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What people say of one clause, in every language it changed in.

    Attributes:
        clause: the clause.
        keys: names the change by its words in each language; other words, and the ruling is void.
        level: what the person says it is; nothing while it is undecided.
        reason: why; required where the level is lower than assessed.
        by: who ruled.
        second: who agreed to lower a rights reduction; else empty.
        on: the day of the ruling.
        assessed: what the rules say, over all languages.
        before: the words it had, for people who read the draft.
        after: the words it has now.
        void: why an earlier ruling counts no more; else empty.
        line: where it stands in the draft, for messages.
        reduction: what people who are held at earlier words did not accept; empty for a change from the last release.
    """

    clause: ClauseId
    keys: tuple[tuple[Language, Digest], ...]
    level: Level | None = None
    reason: str = ""
    by: str = ""
    second: str = ""
    on: date | None = None
    assessed: Level | None = None
    before: str = ""
    after: str = ""
    void: str = ""
    line: int = 0
    reduction: ReductionId | None = None

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """Give the ruling of each language; none while it is undecided."""
        if self.level is None:
            return ()
        return tuple(
            Ruling(
                key=key,
                language=language,
                level=self.level,
                reason=self.reason,
                by=self.by,
                second=self.second,
                on=self.on,
            )
            for language, key in self.keys
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A signed line: these words of the translation still render the governing words, though those changed.

    Attributes:
        clause: the clause.
        language: of the translation.
        governing: the hash of the governing words it renders.
        translated: the hash of the words of the translation.
        by: who says so.
        line: where it stands in the draft, for messages.
    """

    clause: ClauseId
    language: Language
    governing: Digest
    translated: Digest
    by: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The next release of a policy, before it is one.

    Attributes:
        policy: the policy.
        after: the release it follows; nothing for the first.
        published_on: the day people are told; nothing while it is open.
        effective_on: the day it comes into force; nothing while it is open.
        summaries: what changes, in short, in each language.
        entries: what people say of each changed clause.
        held: what people say of the changes for those who keep earlier words.
        carried: translations that stay as they are.
        lifts: earlier reductions that it takes back.
        opinions: what a second reader said, where one was asked.
        corrections: which clause is which, where people know better.
        edition: the editions of the rules that assessed it; empty in drafts from before this was kept.
        place: the file, for messages.
    """

    policy: PolicyName
    after: Version | None = None
    published_on: date | None = None
    effective_on: date | None = None
    summaries: tuple[tuple[Language, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    held: tuple[Entry, ...] = ()
    carried: tuple[Carried, ...] = ()
    lifts: tuple[ReductionId, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    corrections: tuple[Correction, ...] = ()
    edition: str = ""
    place: str = ""


def refresh(
    draft: Draft,
    judged: Sequence[Judged],
    *,
    languages: Sequence[Language],
    after: Version | None,
    stale: Sequence[tuple[Language, Rendering]] = (),
    cohorts: Sequence[Cohort] = (),
    edition: str = "",
) -> Draft:
    """Bring a draft up to its texts: an entry for each change a person has to rule on, nothing of theirs lost.

    A ruling on other words stays as a note and counts no more; one that raised an editorial change stays. Each
    `stale` translation gets a line to sign. Law: refreshing twice is refreshing once.
    """
    summaries = dict(draft.summaries)
    held = {
        (cohort.reduction.id, entry.clause): entry
        for cohort in cohorts
        for entry in _entries(
            [one for one in draft.held if one.reduction == cohort.reduction.id],
            cohort.judged,
            cohort.reduction.id,
        )
    }
    return replace(
        draft,
        after=after,
        summaries=tuple((language, summaries.get(language, "")) for language in languages),
        entries=_entries(draft.entries, judged),
        held=tuple(held.values()),
        carried=(*(line for line in draft.carried if line.by), *_unsigned(stale)),
        opinions=standing(draft.opinions, (one.key for one in judged)),
        edition=edition or draft.edition,
    )


def _unsigned(stale: Sequence[tuple[Language, Rendering]]) -> Iterator[Carried]:
    for language, one in stale:
        if one.governing and one.translated:
            yield Carried(
                clause=one.clause,
                language=language,
                governing=digest(one.governing.text),
                translated=digest(one.translated.text),
                by="",
            )


def _entries(
    written: Sequence[Entry], judged: Sequence[Judged], reduction: ReductionId | None = None
) -> tuple[Entry, ...]:
    """Give an entry for each change a person has to rule on, with what they wrote of it."""
    known = {entry.clause: entry for entry in written}
    entries: list[Entry] = []
    for clause in dict.fromkeys(one.clause for one in judged):
        fresh = _fresh(clause, [one for one in judged if one.clause == clause], reduction)
        old = known.get(clause)
        if fresh.assessed is not Level.EDITORIAL or (old and old.level and old.keys == fresh.keys):
            entries.append(_kept(old, fresh) if old else fresh)
    return tuple(entries)


def _fresh(clause: ClauseId, changes: Sequence[Judged], reduction: ReductionId | None = None) -> Entry:
    change = changes[0].assessed.change
    return Entry(
        clause=clause,
        keys=tuple((one.language, one.key) for one in changes),
        assessed=max(one.assessed.level for one in changes),
        before=change.words_before,
        after=change.words_after,
        reduction=reduction,
    )


def _kept(old: Entry, fresh: Entry) -> Entry:
    """Keep a ruling on the same words; of one on other words keep the reason and a note."""
    if old.keys == fresh.keys:
        return replace(old, assessed=fresh.assessed, before=fresh.before, after=fresh.after)
    note = old.void
    if old.level is not None:
        note = f"{old.by or 'somebody'} ruled {old.level.word}; the words changed since"
    return replace(fresh, reason=old.reason, void=note)


def reread(draft: Draft, judged: Sequence[Judged], edition: str) -> Iterator[Refusal]:
    """Tell which words of a draft a later edition of the rules reads otherwise than the edition that it was made with."""
    if not draft.edition or draft.edition == edition:
        return
    for entry in draft.entries:
        changes = [one for one in judged if one.clause == entry.clause]
        if not changes or entry.assessed is None:
            continue
        fresh = _fresh(entry.clause, changes)
        if fresh.keys == entry.keys and fresh.assessed not in {None, entry.assessed}:
            yield _otherwise(draft, entry, fresh.assessed or entry.assessed)


def _otherwise(draft: Draft, entry: Entry, level: Level) -> Refusal:
    return Refusal(
        say(
            "the rules read '{clause}' as “{level}” now, those that the draft was made with as “{was}”",
            clause=entry.clause,
            level=called(level),
            was=called(entry.assessed or level),
        ),
        source=draft.place,
        line=entry.line,
        remedy=say(
            "read it again: policy explain {policy} {clause}", policy=draft.policy, clause=entry.clause
        ),
    )


def rule(
    draft: Draft,
    judged: Sequence[Judged],
    clause: ClauseId,
    *,
    level: Level,
    reason: str,
    by: str,
    second: str,
    on: date,
) -> Draft:
    """Write a ruling on the words of one clause as they are now; raises `ReleaseRefused` when it did not change."""
    changes = [one for one in judged if one.clause == clause]
    if not changes:
        names = ", ".join(dict.fromkeys(one.clause for one in judged))
        raise ReleaseRefused(
            say("'{clause}' did not change", clause=clause),
            source=draft.place,
            remedy=say("name one of: {names}", names=names) if names else say("there is nothing to rule on"),
        )
    ruled = replace(_fresh(clause, changes), level=level, reason=reason, by=by, second=second, on=on)
    order = list(dict.fromkeys(one.clause for one in judged))
    entries = {entry.clause: entry for entry in draft.entries if entry.clause in order} | {clause: ruled}
    return replace(
        draft, entries=tuple(sorted(entries.values(), key=lambda entry: order.index(entry.clause)))
    )


def free(draft: Draft, cohort: Cohort, *, level: Level, reason: str, by: str, second: str, on: date) -> Draft:
    """Write what a release does to people who did not accept a reduction, of every clause that it changes for them."""
    ruled = tuple(
        replace(
            _fresh(clause, [one for one in cohort.judged if one.clause == clause], cohort.reduction.id),
            level=level,
            reason=reason,
            by=by,
            second=second,
            on=on,
        )
        for clause in dict.fromkeys(one.clause for one in cohort.judged)
    )
    others = tuple(entry for entry in draft.held if entry.reduction != cohort.reduction.id)
    return replace(draft, held=(*others, *ruled))
