"""`policy keys`: which applications may ask, and what."""

from __future__ import annotations

import json

import click

from notifier.cli.house import House
from notifier.core.access import Scope


@click.group("keys")
def command() -> None:
    """Which applications may ask, and what each may do."""


@command.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([str(scope) for scope in Scope]),
    multiple=True,
    required=True,
    help="What the key allows; repeat.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be made, and make nothing.")
@click.pass_obj
def create(repo: str, name: str, *, scopes: tuple[str, ...], dry_run: bool) -> None:
    """Make a key for the application NAME and print it, this once; only its hash is kept."""
    house = House(repo)
    if dry_run:
        click.echo(f"would make a key '{name}' for {', '.join(sorted(set(scopes)))}")
        return
    click.echo(house.keys.create(name, set(scopes), actor=house.actor, now=house.now()))
    click.echo("keep it now: it is not shown again", err=True)


@command.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def show(repo: str, *, form: str) -> None:
    """List every key, also those that were revoked."""
    keys = House(repo).keys.all()
    if form == "json":
        click.echo(
            json.dumps(
                [
                    {
                        "name": key.name,
                        "scopes": sorted(key.scopes),
                        "created_at": key.created_at.isoformat(),
                        "created_by": key.created_by,
                        "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
                    }
                    for key in keys
                ],
                indent=2,
            )
        )
        return
    for key in keys:
        ended = f"  revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else ""
        click.echo(
            f"{key.name}  {' '.join(sorted(key.scopes))}  since {key.created_at:%Y-%m-%d}, {key.created_by}{ended}"
        )
    if not keys:
        click.echo("no key; make one: policy keys create NAME --scope binding:read")


@command.command("revoke")
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Tell what would end, and end nothing.")
@click.pass_obj
def revoke(repo: str, name: str, *, dry_run: bool) -> None:
    """End the key NAME at once."""
    house = House(repo)
    if dry_run:
        click.echo(f"would revoke '{name}'")
        return
    house.keys.revoke(name, now=house.now())
    click.echo(f"revoked '{name}'")
