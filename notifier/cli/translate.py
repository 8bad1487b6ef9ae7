"""`policy translate`: which clauses of a translation are current, and what the translator needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.refusals import line
from notifier.cli.speech import own, tell, told
from notifier.core.languages import language_name
from notifier.core.said import say
from notifier.core.text import ClauseId, Language
from notifier.core.translation import Freshness, Rendering
from notifier.flows.check import apart
from notifier.flows.draft import carry
from notifier.flows.prepare import prepare

if TYPE_CHECKING:
    from datetime import date


@click.group("translate")
def command() -> None:
    """Keep the languages of a policy together."""


@command.command("status")
@click.argument("name", metavar="POLICY", default="")
@click.option("--all", "every", is_flag=True, help="Name the clauses that are current, too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def status(repo: str, name: str, *, every: bool, form: str, as_of: date | None) -> None:
    """Tell of each clause of POLICY whether its translation is current, stale, missing or extra.

    What the two languages do not have in common (numbers, days, links, terms, length, how firmly they speak) is told, too.
    """
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    prepared = prepare(catalog, policy.name, today=as_of or today(policy.time_zone))
    plan, notes = prepared.plan, list(apart(prepared))
    if form == "json":
        shown = {language: [_payload(one) for one in renderings] for language, renderings in plan.renderings}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for language, renderings in plan.renderings:
        counts = {status.value: sum(one.status is status for one in renderings) for status in Freshness}
        tell(
            say(
                "{policy} in {language}: {current} current, {stale} stale, {missing} missing, {extra} extra",
                policy=policy.name,
                language=language_name(language),
                **counts,
            )
        )
        for one in renderings:
            if every or one.status is not Freshness.CURRENT:
                _tell(one)
    for note in notes:
        click.echo(f"  {line(note)}")


_STANDS = {
    Freshness.CURRENT: say("current"),
    Freshness.STALE: say("stale"),
    Freshness.MISSING: say("missing"),
    Freshness.EXTRA: say("extra"),
}


def _tell(one: Rendering) -> None:
    """Show a clause as its translator needs it: what changed in the governing words, and the last translation."""
    from notifier.core.redline import diff
    from notifier.render import terminal

    here, there = one.governing, one.translated
    place = told(say(" (line {line})", line=there.line)) if there else ""
    click.echo(f"  {told(_STANDS[one.status])}  {one.clause}{place}")
    if one.status is Freshness.CURRENT:
        return
    if here:
        shown = terminal.redline(diff(one.before, here.text), colour=False) if one.before else here.text
        click.echo(f"      {shown}")
    if there:
        click.echo(f"      {there.text}")


def _payload(one: Rendering) -> dict[str, object]:
    return {
        "clause": one.clause,
        "status": one.status.value,
        "before": one.before,
        "governing": one.governing.text if one.governing else None,
        "translated": one.translated.text if one.translated else None,
        "line": one.translated.line if one.translated else None,
    }


@command.command("carry")
@click.argument("name", metavar="POLICY")
@click.argument("clauses", metavar="CLAUSE…", nargs=-1, required=True)
@click.option("--lang", default="fr", show_default=True, help="The translation that stays as it is.")
@click.option("--by", default="", metavar="NAME", help="Who says so; as git knows you when it is left out.")
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def carried(
    repo: str, name: str, clauses: tuple[str, ...], *, lang: str, by: str, as_of: date | None
) -> None:
    """Sign that the translation of CLAUSE still says the same: no change of meaning."""
    policy = Catalog(Path(repo)).policy(name)
    day = as_of or today(policy.time_zone)
    for clause in clauses:
        done = carry(
            Catalog(Path(repo)),
            policy.name,
            ClauseId(clause),
            Language(lang),
            by=by,
            today=day,
            words=own(),
        )
        name = next(one.by for one in done.carried if (one.clause, one.language) == (clause, lang))
        tell(
            say(
                "{clause} stays as it is in {language}, says {name}",
                clause=clause,
                language=language_name(Language(lang)),
                name=name,
            )
        )
