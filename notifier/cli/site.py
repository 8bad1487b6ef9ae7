"""Build the public site, or serve it while a text is worked on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Build or serve the public site."""


@command.command()
@click.option("--on", metavar="DAY", default="", help="Build as of this day (2027-01-31); today by default.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where to write; site/ by default.",
)
@click.pass_obj
def build(repo: str, on: str, out: Path | None) -> None:
    """Write the site of every policy, in all languages and versions."""
    from notifier.site import builder

    day = date.fromisoformat(on) if on else None
    report = builder.build(Path(repo), on=day, out=out)
    click.echo(f"{report.pages} pages and {report.files} files in {report.out}, {report.seconds:.1f} s")
