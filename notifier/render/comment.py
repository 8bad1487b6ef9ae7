"""A report as one comment under a pull request, for people who work there and not in a terminal."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.core.policy import REGISTRY
from notifier.core.proofread import shortened
from notifier.core.text import Language
from notifier.core.translation import Freshness
from notifier.errors import OneHanded, Undecided, Untranslated
from notifier.render import markdown
from notifier.render.refusal import refused
from notifier.render.report import agreed, days, facts, fate, headline, level, loss
from notifier.render.words import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.report import Report, Told
    from notifier.core.ruling import Judged
    from notifier.errors import Refusal
    from notifier.render.words import Words

LIMIT = 65_536
"""Characters that GitHub takes in one comment."""

MARK = "<!-- policy check: {policy} -->"
"""The first line of the comment, by which the next run finds it and updates it in place."""

_SIGNS = {Level.REDUCTION: "🔴", Level.MATERIAL: "🟡"}
_ROOMS = ((None, True), (3000, True), (None, False), (3000, False), (600, False), (0, False))
"""How much a redline may take, and whether the draft is shown: from everything down to the names of the clauses."""


def comment(
    reports: Iterable[Report], words: Words, *, unread: Iterable[Refusal] = (), limit: int = LIMIT
) -> str:
    """Give one comment for a pull request: reductions first; what does not fit is summarised, never cut in a word.

    What stands against reading a policy at all (`unread`) comes before everything else.

    Law: it never has more characters than the limit, and names every clause that takes something away.
    """
    told = sorted(reports, key=lambda one: -one.level)
    head = _unread(tuple(unread), words)
    for room, drafted in _ROOMS:
        body = "\n".join([*head, *(_comment(one, words, room, drafted=drafted) for one in told)])
        if len(body) <= limit:
            return body
    return _cut("\n".join([*(_short(one, words) for one in told), body]), limit, words)


def _unread(refusals: tuple[Refusal, ...], words: Words) -> list[str]:
    if not refusals:
        return []
    return [
        MARK.format(policy="unread"),
        f"## {words.gettext('The change cannot be read')}",
        "",
        *(f"- [ ] {_plain(refused(one, words))}" for one in refusals),
        "",
        words.gettext("The policy is judged again as soon as this is mended."),
        "",
    ]


def _comment(report: Report, words: Words, room: int | None, *, drafted: bool) -> str:
    lines = [MARK.format(policy=report.policy.name)]
    if report.quiet:
        return "\n".join([*lines, headline(report, words), "", *_lost(report, words), *_notes(report, words)])
    lines += [f"## {headline(report, words)}", ""]
    if not report.unchanged:
        lines += [days(report, words), ""]
    lines += _lost(report, words)
    for one in report.told:
        lines += _section(one, report, words, room)
    lines += _bullets(words.gettext("Missing:"), _missing(report, words))
    lines += _notes(report, words)
    lines += [words.gettext("Next: {command}").format(command=_next(report, words)), ""]
    return "\n".join([*lines, *(_draft(report, words) if drafted else ())])


def _lost(report: Report, words: Words) -> Iterator[str]:
    """Tell what the registry promises no more: it counts for every clause, so that it stands before them."""
    if not report.lost:
        return
    worst = max(one.level for one in report.lost)
    yield f"### {_SIGNS.get(worst, '⚪')} **`{REGISTRY}`** · {level(worst, words)}"
    yield ""
    yield words.gettext("The registry promises less than at {version}:").format(version=report.last)
    yield ""
    for one in report.lost:
        yield f"- {_SIGNS.get(one.level, '⚪')} {_plain(f'{loss(one, words)} ({agreed(one, words)})')}"
    yield ""


def _notes(report: Report, words: Words) -> list[str]:
    return _bullets(words.gettext("Look at:"), (refused(one, words) for one in report.notes))


def _short(report: Report, words: Words) -> str:
    """Name in two lines what a policy takes away: this stands first where little fits."""
    names = ", ".join(f"`{one.clause}`" for one in report.told if one.level is Level.REDUCTION)
    return "\n".join(
        [MARK.format(policy=report.policy.name), f"🔴 {headline(report, words)} {names}".rstrip(), ""]
    )


def _section(one: Told, report: Report, words: Words, room: int | None) -> list[str]:
    """Give a clause; with little room, its redline only when it takes something away, then only its name."""
    head = f"{_SIGNS.get(one.level, '⚪')} **`{one.clause}`** · {level(one.level, words)}"
    if room is not None and (one.level is not Level.REDUCTION or room == 0):
        return [f"- {head}"]
    lines = [f"### {head}", ""]
    for judged in one.judged:
        body = _quoted(judged, words)
        if room is None or len(body) <= room:
            lines += [body, ""]
        else:
            lines += [words.gettext("The redline is too long for this comment; see the preview."), ""]
    told = [*facts(one, report, words), *_old(one, words)]
    return [*lines, *(f"- {_plain(fact)}" for fact in told), ""]


def _quoted(judged: Judged, words: Words) -> str:
    body = markdown.change(judged.assessed.change, words).split("\n\n", 1)[1].rstrip("\n")
    return f"{fate(judged, words)}\n\n{body}"


def _old(one: Told, words: Words) -> Iterator[str]:
    """Show the translator the words that were left behind."""
    for language, rendering in one.renderings:
        if rendering.status is Freshness.STALE and rendering.translated:
            yield words.gettext("{language} still says: “{words}”").format(
                language=named(language, words), words=shortened(rendering.translated.text, 300)
            )


def _missing(report: Report, words: Words) -> Iterator[str]:
    """Tell what is missing; rulings and translations in one line each, for every clause shows its own above."""
    open_ = [one.clause for one in report.told if one.undecided]
    if open_:
        yield words.ngettext(
            "a ruling on {count} clause: {names}", "a ruling on {count} clauses: {names}", len(open_)
        ).format(count=len(open_), names=_names(open_))
    late: dict[str, list[str]] = {}
    for refusal in report.refusals:
        if isinstance(refusal, Untranslated):
            late.setdefault(refusal.language, []).append(refusal.clause)
    for language, clauses in late.items():
        yield words.ngettext(
            "the translation ({language}) of {count} clause: {names}",
            "the translation ({language}) of {count} clauses: {names}",
            len(clauses),
        ).format(language=named(Language(language), words), count=len(clauses), names=_names(clauses))
    alone = sum(isinstance(one, OneHanded) for one in report.refusals)
    if alone:
        yield words.ngettext(
            "a second person behind {count} change of {place}: Co-authored-by in its commit",
            "a second person behind {count} changes of {place}: Co-authored-by in their commits",
            alone,
        ).format(count=alone, place=f"`{REGISTRY}`")
    counted = Undecided | Untranslated | OneHanded
    yield from (refused(one, words) for one in report.refusals if not isinstance(one, counted))


def _names(clauses: Iterable[str]) -> str:
    return ", ".join(f"`{clause}`" for clause in clauses)


def _next(report: Report, words: Words) -> str:
    """Say the next step for people without a terminal, with the command for those who have one."""
    command = f"`{report.step}`"
    match report.step.split()[1]:
        case "draft":
            told = words.gettext("put the draft below into this branch, or run {command}")
        case "review":
            told = words.gettext("fill in each “level” with your name in {place}, or run {command}")
        case "translate":
            told = words.gettext("bring the translation up to date; {command} shows what changed")
        case "release":
            told = words.gettext("merge, then {command}")
        case _:
            told = words.gettext("mend what is missing, then push")
    return told.format(command=command, place=f"`{report.place}`")


def _draft(report: Report, words: Words) -> Iterator[str]:
    """Show the draft as it should stand, to be copied: who has no terminal decides in this file."""
    if not report.proposal:
        return
    fence = "~" * max(3, 1 + max((len(run) for run in re.findall(r"~+", report.proposal)), default=0))
    head = words.gettext("Decide here, without a terminal: {place}").format(
        place=f"<code>{report.place}</code>"
    )
    yield f"<details><summary>{head}</summary>"
    yield ""
    yield words.gettext(
        "Put this into {place} on the branch of this pull request. For each clause fill in “level” and, under “by”, "
        "your name as your commits bear it; check the days and write the summaries."
    ).format(place=f"`{report.place}`")
    yield from ("", f"{fence}toml", report.proposal.rstrip("\n"), fence, "", "</details>", "")


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
