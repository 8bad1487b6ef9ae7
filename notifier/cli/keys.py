"""`policy keys`: which applications may ask, and what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from notifier.cli.house import House
from notifier.cli.speech import tell
from notifier.core.access import Scope
from notifier.core.said import say

if TYPE_CHECKING:
    from notifier.adapters.store.keys import Key
    from notifier.core.said import Said


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
        allowed = ", ".join(sorted(set(scopes)))
        tell(say("would make a key '{name}' for {scopes}", name=name, scopes=allowed))
        return
    click.echo(house.keys.create(name, set(scopes), actor=house.actor, now=house.now()))
    tell(say("keep it now: it is not shown again"), err=True)


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
        tell(_line(key))
    if not keys:
        tell(say("no key; make one: {command}", command="policy keys create NAME --scope binding:read"))


def _line(key: Key) -> Said:
    places = {
        "name": key.name,
        "scopes": " ".join(sorted(key.scopes)),
        "day": f"{key.created_at:%Y-%m-%d}",
        "who": key.created_by,
    }
    if key.revoked_at is None:
        return say("{name}  {scopes}  since {day}, {who}", **places)
    return say(
        "{name}  {scopes}  since {day}, {who}  revoked {end}", end=f"{key.revoked_at:%Y-%m-%d}", **places
    )


@command.command("revoke")
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Tell what would end, and end nothing.")
@click.pass_obj
def revoke(repo: str, name: str, *, dry_run: bool) -> None:
    """End the key NAME at once."""
    house = House(repo)
    if dry_run:
        tell(say("would revoke '{name}'", name=name))
        return
    house.keys.revoke(name, now=house.now())
    tell(say("revoked '{name}'", name=name))
