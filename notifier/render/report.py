"""A report for people in a terminal; its sentences serve the comment under a pull request, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.core.levels import called
from notifier.core.policy import REGISTRY
from notifier.core.translation import Freshness
from notifier.render import telling, terminal
from notifier.render.refusal import again, refused
from notifier.render.words import day, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.pledge import Loss
    from notifier.core.report import Report, Told
    from notifier.core.ruling import Judged
    from notifier.render.words import Words


def level(value: Level, words: Words) -> str:
    """Say what a level means for people."""
    return again(called(value), words)


def freshness(value: Freshness, words: Words) -> str:
    """Say where a translation stands."""
    return {
        Freshness.CURRENT: words.gettext("current"),
        Freshness.STALE: words.gettext("stale"),
        Freshness.MISSING: words.gettext("missing"),
        Freshness.EXTRA: words.gettext("extra"),
    }[value]


def text(report: Report, words: Words, *, colour: bool = False) -> str:
    """Give a report for a terminal."""
    return "\n".join([*_text(report, words, colour=colour), ""])


def _text(report: Report, words: Words, *, colour: bool) -> Iterator[str]:
    yield headline(report, words)
    if report.quiet:
        yield from (f"  {line}" for one in report.lost for line in _lost(one, words))
        yield from (f"  {refused(note, words)}" for note in report.notes)
        return
    for one in report.told:
        first = one.judged[0]
        place = f"{first.place}:{first.line}" if first.line else first.place
        yield ""
        yield f"{one.clause}  {place}  {level(one.level, words)}"
        for judged in one.judged:
            body = terminal.change(judged.assessed.change, words, colour=colour)
            shown = body.split("\n", 1)[1].rstrip("\n")
            yield f"  {fate(judged, words)}"
            yield from (f"  {line}" for line in shown.split("\n"))
        yield from (f"  {line}" for line in facts(one, report, words))
    if report.lost:
        yield ""
        yield words.gettext("The registry promises less than at {version}:").format(version=report.last)
        yield from (f"  {line}" for one in report.lost for line in _lost(one, words))
    yield ""
    if not report.unchanged:
        yield days(report, words)
    yield from _listed(words.gettext("Missing:"), (refused(one, words) for one in report.refusals))
    yield from _listed(words.gettext("Look at:"), (refused(one, words) for one in report.notes))
    yield _next(report, words)


def _lost(one: Loss, words: Words) -> Iterator[str]:
    yield f"{REGISTRY}:{one.line}  {level(one.level, words)}"
    yield f"  {loss(one, words)}"
    yield f"  {agreed(one, words)}"


def loss(one: Loss, words: Words) -> str:
    """Say which promise of the registry is lost, as a sentence of its own."""
    told = again(one.cause, words)
    return f"{told[:1].upper()}{told[1:]}."


def agreed(one: Loss, words: Words) -> str:
    """Say who took a promise out of the registry, and whether that is enough."""
    names = " + ".join(one.people)
    if one.agreed:
        return words.gettext("changed by {names}").format(names=names)
    if names:
        return words.gettext("changed by {names} alone: a second person has to stand behind it").format(
            names=names
        )
    return words.gettext("in no commit yet: two people have to stand behind it")


def _next(report: Report, words: Words) -> str:
    """Name the next command; where only people's work is left, that comes before it."""
    if report.step.startswith("policy check"):
        return words.gettext("Next: mend what is missing, then {command}").format(command=report.step)
    return words.gettext("Next: {command}").format(command=report.step)


def _listed(head: str, lines: Iterable[object]) -> Iterator[str]:
    told = [f"  {line}" for line in lines]
    if told:
        yield head
        yield from told


def headline(report: Report, words: Words) -> str:
    """Say which release follows which, and what it does to people."""
    if report.unchanged:
        return words.gettext("{policy}: nothing changed since {version}.").format(
            policy=report.policy.name, version=report.last
        )
    if report.last is None:
        return words.gettext("{policy}: first release, {version}").format(
            policy=report.policy.name, version=report.version
        )
    return words.gettext("{policy}: {last} → {version}, {level}").format(
        policy=report.policy.name,
        last=report.last,
        version=report.version,
        level=level(report.level, words),
    )


def facts(one: Told, report: Report, words: Words) -> Iterator[str]:
    """Say of a clause why, what must happen, where its translations stand, and who ruled."""
    yield from dict.fromkeys(_reasons(one, report, words))
    yield must(one, report, words)
    for language, rendering in one.renderings:
        yield words.gettext("translation ({language}): {status}").format(
            language=named(language, words), status=freshness(rendering.status, words)
        )
    yield _ruled(one, words)


def fate(judged: Judged, words: Words) -> str:
    """Say in which language a clause changed, and what became of it."""
    language = named(judged.language, words)
    return f"{language[:1].upper()}{language[1:]} · {telling.fate(judged.assessed.change, words)}"


def _reasons(one: Told, report: Report, words: Words) -> Iterator[str]:
    """Give the reasons that weigh most, from the text in the language of the reader where both weigh the same.

    Where they come from the text in another language, it is named.
    """

    def rank(judged: Judged) -> tuple[int, bool]:
        return -judged.assessed.level, judged.language != words.language

    for judged in sorted(one.judged, key=rank):
        told = [finding for finding in judged.assessed.findings if finding.level == judged.assessed.level]
        if told:
            foreign = judged.language != words.language and len(report.policy.languages) > 1
            for finding in told:
                said = (
                    words.gettext("why, in the {language} text: {reason}")
                    if foreign
                    else words.gettext("why: {reason}")
                )
                reason = finding.explain(words.language)
                yield said.format(language=named(judged.language, words), reason=reason)
            return


def must(one: Told, report: Report, words: Words) -> str:
    """Say who is asked or told, and how many days ahead."""
    days = dict(report.policy.notice_days).get(one.level, 0)
    services = ", ".join(
        dict(service.titles).get(words.language, service.name) for service in report.policy.services
    )
    match one.level:
        case Level.REDUCTION:
            return words.ngettext(
                "everyone is asked ({services}); it binds only who accepts, after {days} day of notice",
                "everyone is asked ({services}); it binds only who accepts, after {days} days of notice",
                days,
            ).format(days=days, services=services)
        case Level.MATERIAL:
            return words.ngettext(
                "everyone is told ({services}), {days} day before",
                "everyone is told ({services}), {days} days before",
                days,
            ).format(days=days, services=services)
        case _:
            return words.gettext("nobody is disturbed; the change is shown on the site")


def _ruled(one: Told, words: Words) -> str:
    if one.undecided:
        void = next((judged.void for judged in one.judged if judged.void), None)
        if void:
            return words.gettext(
                "undecided: the ruling of {name} is void, the words changed after it"
            ).format(name=void.by)
        return words.gettext("undecided: somebody has to rule")
    ruling = next((judged.ruling for judged in one.judged if judged.ruling), None)
    if ruling is None:
        return words.gettext("proved to change no meaning")
    names = " + ".join(name for name in (ruling.by, ruling.second) if name)
    told = words.gettext("ruled “{level}” by {names}").format(level=level(ruling.level, words), names=names)
    return f"{told}: {ruling.reason}" if ruling.reason else told


def days(report: Report, words: Words) -> str:
    """Say when people are told and when it counts, or what the level needs."""
    if report.published_on is None or report.effective_on is None:
        return words.ngettext(
            "Days: open; this level needs {needed} day of notice.",
            "Days: open; this level needs {needed} days of notice.",
            report.needed,
        ).format(needed=report.needed)
    return words.gettext(
        "Published on {published}, in force on {effective}: {given} days of notice, {needed} needed."
    ).format(
        published=day(report.published_on, words.language),
        effective=day(report.effective_on, words.language),
        given=(report.effective_on - report.published_on).days,
        needed=report.needed,
    )
