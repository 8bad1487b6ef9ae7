"""What the registry promises people, and what a later registry takes out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.core.languages import language_name
from notifier.core.levels import called
from notifier.core.policy import Channel, guarded, notice_period
from notifier.core.ruling import same
from notifier.core.said import counted, say
from notifier.errors import OneHanded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notifier.core.document import Document
    from notifier.core.policy import Policy, Service
    from notifier.core.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A promise of the registry that holds no more, or less.

    Attributes:
        path: what was promised, by the names that lead to it in the file.
        level: what its loss does to people.
        cause: the loss in a sentence.
        line: where it stood in the file, for messages; 0 when nobody looked.
        people: who took it out, as git knows them; nobody while that is in no commit of its own.
    """

    path: tuple[str, ...]
    level: Level
    cause: Said
    line: int = 0
    people: tuple[str, ...] = ()

    @property
    def agreed(self) -> bool:
        """Say whether two people stand behind it, as behind a reduction that is lowered."""
        return any(not same(one, other) for one in self.people for other in self.people)


def losses(before: Policy, after: Policy, *texts: Document) -> tuple[Loss, ...]:
    """Tell what a policy promised in its registry and promises no more.

    The texts, of before and after, tell which clauses a protected name stood for: where a heading protects them
    still, nothing is lost.
    """
    return (
        *_unprotected(before, after, texts),
        *_hastened(before, after),
        *_uncovered(before, after),
        *_unspoken(before, after),
        *_rebound(before, after),
        *_widened(before, after),
    )


def _unprotected(before: Policy, after: Policy, texts: Sequence[Document]) -> Iterator[Loss]:
    held = guarded(after, *texts)
    for name in before.protected:
        if not guarded(replace(before, protected=(name,)), *texts) <= held:
            yield Loss(
                path=("policies", after.name, "protected", name),
                level=Level.REDUCTION,
                cause=say(
                    "'{clause}' is protected no more: its changes are judged like any other", clause=name
                ),
            )


def _hastened(before: Policy, after: Policy) -> Iterator[Loss]:
    for level in Level:
        days, was = notice_period(after, level), notice_period(before, level)
        if days < was:
            yield Loss(
                path=("policies", after.name, "notice_days", level.word),
                level=max(level, Level.MATERIAL),
                cause=counted(
                    "people hear of a change of the kind “{kind}” {count} day ahead, and not {was}",
                    "people hear of a change of the kind “{kind}” {count} days ahead, and not {was}",
                    days,
                    kind=called(level),
                    was=was,
                ),
            )


def _uncovered(before: Policy, after: Policy) -> Iterator[Loss]:
    kept = {service.name: service for service in after.services}
    for service in before.services:
        if service.name in kept:
            yield from _silenced(service, kept[service.name])
        else:
            yield Loss(
                path=("policies", after.name, "services", service.name),
                level=Level.REDUCTION,
                cause=say(
                    "'{service}' is covered no more: its people are neither told nor asked",
                    service=service.name,
                ),
            )


def _silenced(before: Service, after: Service) -> Iterator[Loss]:
    silent = {
        Channel.SITE: say("the people of '{service}' are no longer told on the site", service=after.name),
        Channel.FEED: say("the people of '{service}' are no longer told by feed", service=after.name),
        Channel.EMAIL: say("the people of '{service}' are no longer told by mail", service=after.name),
    }
    for channel in before.channels:
        if channel not in after.channels:
            # A mail reaches people who never come back to the pages.
            level = Level.REDUCTION if channel is Channel.EMAIL else Level.MATERIAL
            path = ("services", after.name, "channels", channel)
            yield Loss(path=path, level=level, cause=silent[channel])


def _unspoken(before: Policy, after: Policy) -> Iterator[Loss]:
    for language in before.languages:
        if language not in after.languages:
            yield Loss(
                path=("policies", after.name, "languages", language),
                level=Level.REDUCTION,
                cause=say(
                    "the policy is no longer published in {language}", language=language_name(language)
                ),
            )
    if before.governing != after.governing:
        yield Loss(
            path=("policies", after.name, "governing"),
            level=Level.REDUCTION,
            cause=say(
                "{language} governs instead of {before}: where the two differ, other words count",
                language=language_name(after.governing),
                before=language_name(before.governing),
            ),
        )


def _rebound(before: Policy, after: Policy) -> Iterator[Loss]:
    if before.binding is not after.binding:
        yield Loss(
            path=("policies", after.name, "binding"),
            level=Level.REDUCTION,
            cause=say(
                "'binding' is '{after}' instead of '{before}': other words bind people who accepted nothing",
                after=after.binding,
                before=before.binding,
            ),
        )


def _widened(before: Policy, after: Policy) -> Iterator[Loss]:
    known = {use.name: use for use in before.uses}
    for use in after.uses:
        was = known.get(use.name, use)
        ends_later = was.until and (use.until is None or use.until > was.until)
        if use.clause != was.clause or use.since < was.since or ends_later:
            yield Loss(
                path=("policies", after.name, "purposes", use.name),
                level=Level.REDUCTION,
                cause=say("'{use}' is allowed to applications by other words than before", use=use.name),
            )


def attributed(
    lost: Iterable[Loss], steps: Sequence[tuple[tuple[str, ...], Sequence[Loss]]]
) -> Iterator[Loss]:
    """Tell who took each promise out; `steps` are the commits on the way, each with its people and what it took.

    Where one of several steps has one person alone behind it, that person is named: the others saw less.
    """
    for one in lost:
        taken = [
            replace(one, people=people) for people, losses in steps if one.path in {x.path for x in losses}
        ]
        alone = [step for step in taken if not step.agreed]
        yield next(iter((*alone, *taken)), one)


def alone(lost: Iterable[Loss], *, place: str) -> Iterator[OneHanded]:
    """Refuse what one person alone took out of the registry, or what is in no commit yet."""
    for one in lost:
        if not one.agreed:
            yield OneHanded(
                say(
                    "{loss} ({level}), and two people have to stand behind that",
                    loss=one.cause,
                    level=called(one.level),
                ),
                source=place,
                line=one.line,
                remedy=say("commit it with a second person, named by Co-authored-by in the commit"),
            )
