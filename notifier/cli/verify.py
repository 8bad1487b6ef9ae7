"""`policy verify`: everything published is still what was published."""

from __future__ import annotations

from pathlib import Path

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.refusals import stop
from notifier.flows.verify import verify


@click.command("verify")
@click.argument("name", metavar="[POLICY]", default="")
@click.pass_obj
def command(repo: str, name: str) -> None:
    """Check the chain of records, every text and every tag; offline, from a clone."""
    catalog = Catalog(Path(repo))
    names = (catalog.policy(name).name,) if name else ()
    done = verify(catalog, names)
    if done.faults:
        stop(done.faults)
    click.echo(f"verified: {done.records} records, {done.texts} texts, {done.tags} tags; all as published")
