"""Days of a release: people are told before it binds, nothing is back-dated, one thing at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from notifier.core.levels import called
from notifier.core.policy import notice_period
from notifier.core.release import announced
from notifier.core.said import say
from notifier.errors import ReleaseRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from notifier.core.draft import Draft
    from notifier.core.finding import Level
    from notifier.core.policy import Policy
    from notifier.core.release import History, Record


def earliest(policy: Policy, level: Level, published_on: date) -> date:
    """Give the first day a release of this level may come into force."""
    return published_on + timedelta(days=notice_period(policy, level))


def proposed(
    policy: Policy, level: Level, *, published_on: date | None, effective_on: date | None, today: date
) -> tuple[date, date]:
    """Give days that keep every promise: those people chose where they may stand, else the nearest that may."""
    published = max(published_on or today, today)
    first = earliest(policy, level, published)
    return published, max(effective_on or first, first)


def refusals(
    draft: Draft, *, policy: Policy, history: History, level: Level, today: date, historic: bool
) -> Iterator[ReleaseRefused]:
    """Tell every day of a draft that would break a promise."""

    def refuse(cause: str, remedy: str) -> ReleaseRefused:
        return ReleaseRefused(cause, source=draft.place, remedy=remedy)

    published, effective = draft.published_on, draft.effective_on
    if published is None or effective is None:
        missing = "published_on" if published is None else "effective_on"
        yield refuse(
            say("{day} is open", day=missing), say("write {day} = {date} or later", day=missing, date=today)
        )
        return
    if effective < published:
        yield refuse(
            say(
                "effective {effective} before it is published {published}",
                effective=effective,
                published=published,
            ),
            say("write a later effective_on"),
        )
    last = history.records[-1] if history.records else None
    if historic:
        yield from _historic(draft, published, effective, last, today)
        return
    if published < today:
        yield refuse(
            say("published_on {date} is past: a release is never back-dated", date=published),
            say(
                "run policy draft {policy}, or policy release {policy} --historic for a past release",
                policy=policy.name,
            ),
        )
    first = earliest(policy, level, published)
    if published <= effective < first:
        days = notice_period(policy, level)
        yield refuse(
            say(
                "effective {date} gives people {given} of the {days} days' notice that “{level}” needs",
                date=effective,
                given=(effective - published).days,
                days=days,
                level=called(level),
            ),
            say("write {day} = {date} or later", day="effective_on", date=first),
        )
    if waiting := announced(history, today):
        yield refuse(
            say(
                "{version} is announced for {date} and comes first",
                version=waiting[0].version,
                date=waiting[0].effective_on,
            ),
            say(
                "wait for its day, or run policy withdraw {policy} {version}",
                policy=policy.name,
                version=waiting[0].version,
            ),
        )
    if last and not last.withdrawn and effective < last.effective_on:
        yield refuse(
            say(
                "effective {effective} before {version} ({effective_on})",
                effective=effective,
                version=last.version,
                effective_on=last.effective_on,
            ),
            say("write a later effective_on"),
        )


def _historic(
    draft: Draft, published: date, effective: date, last: Record | None, today: date
) -> Iterator[ReleaseRefused]:
    if max(published, effective) > today:
        yield ReleaseRefused(
            say(
                "--historic is for past releases, {published} is to come", published=max(published, effective)
            ),
            source=draft.place,
            remedy=say("run policy release {policy} without it", policy=draft.policy),
        )
    if last and published < last.published_on:
        yield ReleaseRefused(
            say(
                "published {published} before {version} ({published_on})",
                published=published,
                version=last.version,
                published_on=last.published_on,
            ),
            source=draft.place,
            remedy=say("enter past releases in their order"),
        )
    if last and effective < last.effective_on:
        yield ReleaseRefused(
            say(
                "effective {effective} before {version} ({effective_on})",
                effective=effective,
                version=last.version,
                effective_on=last.effective_on,
            ),
            source=draft.place,
            remedy=say("enter past releases in their order"),
        )
