"""`policy check`: a change that explains itself, for people and for machines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.examples import examples
from notifier.cli.refusals import stop
from notifier.cli.speech import colour, speech, tongue
from notifier.core.report import Report
from notifier.core.text import Language
from notifier.errors import Refusal
from notifier.flows.check import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from notifier.render.words import Words

FORMATS = ["text", "json", "github", "sarif", "gitlab", "markdown"]


@click.command(
    "check",
    epilog=examples(
        "check",
        "check privacy --format markdown --lang fr",
    ),
)
@click.argument("name", metavar="[POLICY]", default="")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--lang",
    default=tongue,
    show_default="that of the terminal, en or fr",
    help="The language of the report.",
)
@click.option(
    "--title", default="", metavar="TEXT", help="The title of the pull request, held against the change."
)
@click.option(
    "--base", default="", metavar="COMMIT", help="Where the pull request begins; titles of its commits count."
)
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def command(repo: str, name: str, *, form: str, lang: str, title: str, base: str, as_of: date | None) -> None:
    """Tell what the change to POLICY (to all of them) does to people, and what is missing for its release."""
    proposing = speech(Language(lang)) if form in {"markdown", "json"} else None
    looked = list(_looked(Path(repo), name, as_of=as_of, title=title, base=base, proposing=proposing))
    reports = [one for one in looked if isinstance(one, Report)]
    unread = [one for one in looked if isinstance(one, Refusal)]
    if not unread or form != "json":  # a program must not take a part for the whole
        click.echo(_shown(reports, unread, form, Language(lang)), nl=False)
    if unread:
        stop(unread)
    sys.exit(1 if any(report.refusals for report in reports) else 0)


def _looked(
    root: Path, name: str, *, as_of: date | None, title: str, base: str, proposing: Words | None
) -> Iterator[Report | Refusal]:
    """Look at every policy; of one that cannot be read, give what stands against it."""
    try:
        catalog = Catalog(root)
        policies = [catalog.policy(name)] if name else catalog.registry.policies
    except Refusal as refusal:
        yield refusal
        return
    for policy in policies:
        day = as_of or today(policy.time_zone)
        try:
            yield check(catalog, policy.name, today=day, title=title, base=base, proposing=proposing)
        except Refusal as refusal:
            yield refusal


def _shown(reports: list[Report], unread: list[Refusal], form: str, language: Language) -> str:
    words = speech(language)
    match form:
        case "text":
            from notifier.render import report

            return "\n".join(report.text(one, words, colour=colour()) for one in reports)
        case "markdown":
            from notifier.render import comment

            return comment.comment(reports, words, unread=unread)
    from notifier.render import annotations

    match form:
        case "json":
            return annotations.as_json(reports) + "\n"
        case "github":
            return annotations.github(reports, words, unread)
        case "sarif":
            from importlib.metadata import version

            return annotations.sarif(reports, words, unread, version=version("policy-notifier")) + "\n"
        case _:
            return annotations.gitlab(reports, words, unread) + "\n"
