"""`policy draft`: make and refresh the next release, for people to edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import settings
from notifier.adapters.catalog import Catalog
from notifier.adapters.second_reader import SecondReader
from notifier.cli.clock import DAY, today
from notifier.cli.examples import examples
from notifier.cli.speech import own, tell
from notifier.core.finding import Level
from notifier.core.languages import language_name
from notifier.core.levels import called
from notifier.core.said import say
from notifier.core.text import Language
from notifier.flows.consult import consult
from notifier.flows.draft import draft, reread
from notifier.flows.prepare import prepare
from notifier.render.refusal import refused

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.said import Said
    from notifier.flows.consult import Answer


@click.command(
    "draft",
    epilog=examples(
        "draft privacy --effective 2027-01-15",
        'draft privacy --summary "en=We keep orders for three years."',
    ),
)
@click.argument("name", metavar="POLICY", default="")
@click.option("--published", type=DAY, metavar="DAY", help="The day people are told.")
@click.option("--effective", type=DAY, metavar="DAY", help="The day it comes into force.")
@click.option(
    "--summary",
    "summaries",
    multiple=True,
    metavar="LANG=TEXT",
    help="What changes for people, in short; repeat.",
)
@click.option(
    "--second-reader",
    is_flag=True,
    help="Let the model that the settings name read what the rules did not settle.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def command(
    repo: str,
    name: str,
    *,
    published: date | None,
    effective: date | None,
    summaries: tuple[str, ...],
    second_reader: bool,
    dry_run: bool,
    as_of: date | None,
) -> None:
    """Write or refresh the draft of the next release of POLICY; what people wrote in it stays."""
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    if second_reader:
        _consult(catalog, policy.name, today=as_of or today(policy.time_zone), dry_run=dry_run)
    day = as_of or today(policy.time_zone)
    prepared = prepare(catalog, policy.name, today=day)
    for otherwise in reread(prepared):
        click.echo(refused(otherwise, own()), err=True)
    done = draft(
        catalog,
        policy.name,
        today=day,
        published_on=published,
        effective_on=effective,
        summaries=spoken(summaries),
        words=own(),
        dry_run=dry_run,
        prepared=prepared,
    )
    open_ = [entry.clause for entry in done.entries if entry.level is None]
    tell(
        say(
            "{place}: published {published}, effective {effective}",
            place=done.place,
            published=done.published_on,
            effective=done.effective_on,
        )
    )
    for entry in done.entries:
        stands = (
            called(entry.level)
            if entry.level
            else say("undecided, assessed “{level}”", level=called(entry.assessed or Level.NONE))
        )
        note = f" ({entry.void})" if entry.void else ""
        tell(say("{clause}: {level}{note}", clause=entry.clause, level=stands, note=note), before="  ")
    for language, words in done.summaries:
        if not words:
            tell(say("the summary in {language} is open", language=language_name(language)), before="  ")
    if open_:
        tell(say("next: {command}", command=f"policy review {policy.name}"))


def _consult(catalog: Catalog, name: str, *, today: date, dry_run: bool) -> None:
    """Ask the second reader, and show each answer."""
    for answer in consult(
        catalog, name, SecondReader(settings.read(catalog.root)), today=today, dry_run=dry_run
    ):
        tell(_answered(answer), before="  ")


def _answered(answer: Answer) -> Said:
    place = {"clause": answer.clause, "language": language_name(answer.language)}
    opinion = answer.opinion
    if opinion is None:
        return say("{clause} ({language}): {cause}; what the rules say stands", cause=answer.cause, **place)
    if not (opinion.level or opinion.question):
        return say("{clause} ({language}): nothing to add", **place)
    level = called(opinion.level) if opinion.level else say("a question")
    words = " ".join(filter(None, (opinion.why, opinion.question)))
    return say("{clause} ({language}): {level}. {words}", level=level, words=words, **place)


def spoken(summaries: tuple[str, ...]) -> list[tuple[Language, str]]:
    """Read `en=What changes.`."""
    told = []
    for summary in summaries:
        language, equals, words = summary.partition("=")
        if not equals:
            raise click.BadParameter(
                f"'{summary}': write it like en=\"What changes.\"", param_hint="--summary"
            )
        told.append((Language(language.strip()), words.strip()))
    return told
