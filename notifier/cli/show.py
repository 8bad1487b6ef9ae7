"""`policy show`: the exact words of a release, or of a day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.log import told
from notifier.core.release import Record, Version, in_force
from notifier.core.said import say
from notifier.core.text import Language
from notifier.errors import HistoryMissing

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.release import History


@click.command("show")
@click.argument("name", metavar="POLICY", default="")
@click.argument("version", required=False)
@click.option("--on", type=DAY, metavar="DAY", help="The text in force on this day; otherwise today.")
@click.option("--lang", metavar="LANG", help="The language; otherwise the one that governs.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(
    repo: str, name: str, version: str | None, *, on: date | None, lang: str | None, form: str
) -> None:
    """Print the exact words of POLICY: of a version, or in force on a day."""
    if version and on:
        raise click.UsageError("give a version or --on, not both")
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    history = catalog.history(policy.name)
    day = on or today(policy.time_zone)
    record = _numbered(history, version) if version else in_force(history, day)
    if record is None:
        raise HistoryMissing(
            say("nothing of '{policy}' was in force on {day}", policy=policy.name, day=day),
            remedy=say("run policy log {policy}", policy=policy.name),
        )
    language = Language(lang) if lang else policy.governing
    text = catalog.text(record, language)
    if form == "json":
        click.echo(
            json.dumps(
                told(history, record, day) | {"language": language, "text": text},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        click.echo(text, nl=False)


def _numbered(history: History, version: str) -> Record:
    for record in history.records:
        if record.version == Version.read(version):
            return record
    raise HistoryMissing(
        say("no release {version} of '{policy}'", version=version, policy=history.policy),
        remedy=say("run policy log {policy}", policy=history.policy),
    )
