"""`policy schema`: what may stand in the files that people write."""

from __future__ import annotations

import json

import click

from notifier.adapters import schemas


@click.command("schema")
@click.argument("name", metavar="KIND", type=click.Choice(schemas.NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of a KIND of file (registry, draft or record), for an editor."""
    click.echo(json.dumps(schemas.schema(name), ensure_ascii=False, indent=2))
