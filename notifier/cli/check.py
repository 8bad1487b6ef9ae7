"""`policy check`: a change that explains itself, for people and for machines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.examples import examples
from notifier.cli.speech import colour, speech, tongue
from notifier.core.text import Language
from notifier.flows.check import check

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.report import Report

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
    catalog = Catalog(Path(repo))
    policies = [catalog.policy(name)] if name else catalog.registry.policies
    reports = [
        check(
            catalog,
            policy.name,
            today=as_of or today(policy.time_zone),
            title=title,
            base=base,
            proposing=form in {"markdown", "json"},
        )
        for policy in policies
    ]
    click.echo(_shown(reports, form, Language(lang)), nl=False)
    sys.exit(1 if any(report.refusals for report in reports) else 0)


def _shown(reports: list[Report], form: str, language: Language) -> str:
    if form in {"text", "markdown"}:
        return _told(reports, form, language)
    from notifier.render import annotations

    words = speech(language)
    match form:
        case "json":
            return annotations.as_json(reports) + "\n"
        case "github":
            return annotations.github(reports, words)
        case "sarif":
            from importlib.metadata import version

            return annotations.sarif(reports, words, version=version("policy-notifier")) + "\n"
        case _:
            return annotations.gitlab(reports, words) + "\n"


def _told(reports: list[Report], form: str, language: Language) -> str:
    words = speech(language)
    if form == "markdown":
        from notifier.render import comment

        return comment.comment(reports, words)
    from notifier.render import report

    return "\n".join(report.text(one, words, colour=colour()) for one in reports)
