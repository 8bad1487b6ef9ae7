"""A report for people: in a terminal, and as one comment under a pull request."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from notifier.core.assessment import Level
from notifier.core.translation import Freshness
from notifier.render import markdown, telling, terminal
from notifier.render.refusal import refused
from notifier.render.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.report import Report, Told
    from notifier.core.ruling import Judged
    from notifier.render.words import Words

LIMIT = 65_536
"""Characters that GitHub takes in one comment."""

MARK = "<!-- policy check: {policy} -->"
"""The first line of the comment, by which the next run finds it and updates it in place."""


def level(value: Level, words: Words) -> str:
    """Say what a level means for people."""
    return {
        Level.NONE: words.gettext("nothing changed"),
        Level.EDITORIAL: words.gettext("typo or layout"),
        Level.MATERIAL: words.gettext("people should know"),
        Level.REDUCTION: words.gettext("takes something away"),
    }[value]


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
    if report.quiet:
        yield words.gettext("{policy}: nothing changed since {version}.").format(
            policy=report.policy.name, version=report.last
        )
        yield from (f"  {refused(note, words)}" for note in report.notes)
        return
    yield _headline(report, words)
    for one in report.told:
        first = one.judged[0]
        place = f"{first.place}:{first.line}" if first.line else first.place
        yield ""
        yield f"{one.clause}  {place}  {level(one.level, words)}"
        for judged in one.judged:
            body = terminal.change(judged.assessed.change, words, colour=colour)
            shown = body.split("\n", 1)[1].rstrip("\n")
            yield f"  {judged.language} · {telling.fate(judged.assessed.change, words)}"
            yield from (f"  {line}" for line in shown.split("\n"))
        yield from (f"  {line}" for line in _facts(one, report, words))
    yield ""
    yield _days(report, words)
    yield from _listed(words.gettext("Missing:"), (refused(one, words) for one in report.refusals))
    yield from _listed(words.gettext("Look at:"), (refused(one, words) for one in report.notes))
    yield words.gettext("Next: {command}").format(command=report.step)


def _listed(head: str, lines: Iterable[object]) -> Iterator[str]:
    told = [f"  {line}" for line in lines]
    if told:
        yield head
        yield from told


def _headline(report: Report, words: Words) -> str:
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


def _facts(one: Told, report: Report, words: Words) -> Iterator[str]:
    """Say of a clause why, what must happen, where its translations stand, and who ruled."""
    for reason in dict.fromkeys(_reasons(one, words)):
        yield words.gettext("why: {reason}").format(reason=reason)
    yield _must(one, report, words)
    for language, status in one.freshness:
        yield words.gettext("{language}: {status}").format(language=language, status=freshness(status, words))
    yield _ruled(one, words)


def _reasons(one: Told, words: Words) -> Iterator[str]:
    """Give the reasons of the first language that has any: the governing one, where it can."""
    for judged in sorted(one.judged, key=lambda judged: -judged.assessed.level):
        told = [finding for finding in judged.assessed.findings if finding.level == judged.assessed.level]
        if told:
            yield from (finding.explain(words.language) for finding in told)
            return


def _must(one: Told, report: Report, words: Words) -> str:
    days = dict(report.policy.notice_days).get(one.level, 0)
    match one.level:
        case Level.REDUCTION:
            return words.ngettext(
                "everyone is asked; it binds only who accepts, after {days} day of notice",
                "everyone is asked; it binds only who accepts, after {days} days of notice",
                days,
            ).format(days=days)
        case Level.MATERIAL:
            return words.ngettext(
                "everyone is told, {days} day before", "everyone is told, {days} days before", days
            ).format(days=days)
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


def _days(report: Report, words: Words) -> str:
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


def comment(reports: Iterable[Report], words: Words, *, limit: int = LIMIT) -> str:
    """Give one comment for a pull request: reductions first; what does not fit is summarised, never cut in a word.

    Law: it never has more characters than the limit, and names every clause that takes something away.
    """
    told = list(reports)
    for room in (None, 3000, 600, 0):
        body = "\n".join(_comment(one, words, room) for one in told)
        if len(body) <= limit:
            return body
    return _cut(body, limit, words)


def _comment(report: Report, words: Words, room: int | None) -> str:
    lines = [MARK.format(policy=report.policy.name)]
    if report.quiet:
        quiet = words.gettext("{policy}: nothing changed since {version}.")
        return "\n".join([*lines, quiet.format(policy=report.policy.name, version=report.last), ""])
    lines += [f"## {_headline(report, words)}", "", _days(report, words), ""]
    for one in report.told:
        lines += _section(one, report, words, room)
    lines += _bullets(words.gettext("Missing:"), (refused(one, words) for one in report.refusals))
    lines += _bullets(words.gettext("Look at:"), (refused(one, words) for one in report.notes))
    lines += [words.gettext("Next: {command}").format(command=f"`{report.step}`"), ""]
    return "\n".join(lines)


def _section(one: Told, report: Report, words: Words, room: int | None) -> list[str]:
    """Give a clause; with little room, its redline only when it takes something away, then only its name."""
    sign = {Level.REDUCTION: "🔴", Level.MATERIAL: "🟡"}.get(one.level, "⚪")
    head = f"{sign} **`{one.clause}`** · {level(one.level, words)}"
    if room is not None and (one.level is not Level.REDUCTION or room == 0):
        return [f"- {head}"]
    lines = [f"### {head}", ""]
    for judged in one.judged:
        body = _quoted(judged, words)
        if room is None or len(body) <= room:
            lines += [body, ""]
        else:
            lines += [words.gettext("The redline is too long for this comment; see the preview."), ""]
    return [*lines, *(f"- {_plain(fact)}" for fact in _facts(one, report, words)), ""]


def _quoted(judged: Judged, words: Words) -> str:
    body = markdown.change(judged.assessed.change, words).split("\n\n", 1)[1].rstrip("\n")
    fate = telling.fate(judged.assessed.change, words)
    return f"{judged.language} · {fate}\n\n{body}"


def _bullets(head: str, lines: Iterable[object]) -> list[str]:
    told = [f"- [ ] {_plain(str(line))}" for line in lines]
    return [f"**{head}**", "", *told, ""] if told else []


def _plain(words: str) -> str:
    """Keep people's words from being taken for HTML or for a mention of somebody."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("@", "@\u200b")


def _cut(body: str, limit: int, words: Words) -> str:
    """Keep whole lines from the top: the reductions stand there."""
    told = words.gettext("… and more than a comment can hold; see the preview.")
    lines = body.split("\n")
    ends = itertools.accumulate(len(line) + 1 for line in lines)
    return "\n".join(
        [*(line for line, end in zip(lines, ends, strict=True) if end <= limit - len(told)), told]
    )
