"""Build the public site, or serve it while a text is worked on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.cli.clock import DAY

if TYPE_CHECKING:
    from datetime import date


@click.group()
def command() -> None:
    """Build or serve the public site."""


@command.command()
@click.option("--on", type=DAY, default=None, help="Build as of this day; today by default.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where to write; site/ by default.",
)
@click.pass_obj
def build(repo: str, on: date | None, out: Path | None) -> None:
    """Write the site of every policy, in all languages and versions."""
    from notifier.flows.publish import publish

    report = publish(Path(repo), on=on, out=out)
    click.echo(f"{report.pages} pages and {report.files} files in {report.out}, {report.seconds:.1f} s")
