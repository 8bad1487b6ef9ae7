"""`policy doctor`: what is wrong, or soon will be."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.refusals import line
from notifier.cli.speech import tell
from notifier.core.said import say
from notifier.flows.doctor import examine


@click.command("doctor")
@click.option(
    "--site", type=click.Path(path_type=Path), default=None, help="The built site; site/ when it is there."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(repo: str, *, site: Path | None, form: str) -> None:
    """Look for what is wrong: history, languages, notices, mail, store, site, clock."""
    catalog = Catalog(Path(repo))
    found = list(examine(catalog, now=datetime.now(UTC), site=site or catalog.root / "site"))
    if form == "json":
        told = [{"place": one.place, "cause": one.cause, "remedy": one.remedy} for one in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    for one in found if form == "text" else ():
        click.echo(line(one))
    if not found and form == "text":
        tell(say("all is well"))
    sys.exit(1 if found else 0)
