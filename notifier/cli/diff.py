"""`policy diff`: what changed between two texts."""

from __future__ import annotations

from pathlib import Path

import click

from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.text import Language


@click.command("diff")
@click.option("--before", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--after", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--lang", default="en", show_default=True)
def command(before: Path, after: Path, lang: str) -> None:
    """Show what changed between two texts."""
    language = Language(lang)
    changes = compare(
        parse(before.read_text("utf-8"), language=language),
        parse(after.read_text("utf-8"), language=language),
    ).changes
    for change in changes:
        click.echo(f"{change.clause}: {change.fate}")
