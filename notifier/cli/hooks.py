"""`policy hooks`: where the client's own systems are told of decisions and releases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from notifier.cli.house import House
from notifier.cli.speech import tell
from notifier.core.errand import Happening, Kind, State
from notifier.core.said import say

if TYPE_CHECKING:
    from notifier.adapters.store.keys import Hook


@click.group("hooks")
def command() -> None:
    """Where your own systems are told of decisions and releases."""


@command.command("add")
@click.argument("url")
@click.option(
    "--event",
    "kinds",
    type=click.Choice([str(kind) for kind in Happening]),
    multiple=True,
    help="What it is told of; repeat. Everything when left out.",
)
@click.option("--internal", is_flag=True, help="The address is inside your own network.")
@click.option("--dry-run", is_flag=True, help="Check the address, and add nothing.")
@click.pass_obj
def add(repo: str, url: str, *, kinds: tuple[str, ...], internal: bool, dry_run: bool) -> None:
    """Tell URL of events from now on, and print the secret that signs them."""
    from notifier.adapters import calls

    house = House(repo)
    calls.check(url)
    wanted = [Happening(kind) for kind in kinds] or list(Happening)
    if dry_run:
        tell(say("would tell {url} of {events}", url=url, events=", ".join(sorted(wanted))))
        return
    made = house.hooks.add(url, wanted, internal=internal, actor=house.actor, now=house.now())
    tell(say("hook {number}", number=made.id))
    _secrets(house, made)


@command.command("secret")
@click.argument("number", type=int)
@click.pass_obj
def secret(repo: str, *, number: int) -> None:
    """Print the secret that signs calls to hook NUMBER."""
    house = House(repo)
    _secrets(house, next((one for one in house.hooks.all() if one.id == number), None))


def _secrets(house: House, hook: Hook | None) -> None:
    from notifier.adapters import calls
    from notifier.errors import SettingsRefused
    from notifier.flows import happenings

    if hook is None:
        raise SettingsRefused(say("no hook of this number"), remedy=say("run policy hooks list"))
    click.echo(calls.shown(house.settings.secret(happenings.secret_name(hook.id))))


@command.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def show(repo: str, *, form: str) -> None:
    """List every hook, how much it was told, and why the last calls failed."""
    house = House(repo)
    counts = house.errands.counts()
    told: list[dict[str, Any]] = [
        {
            "id": hook.id,
            "url": hook.url,
            "events": sorted(hook.kinds),
            "internal": hook.internal,
            "ended_at": hook.ended_at.isoformat() if hook.ended_at else None,
            **{str(state): counts.get((Kind.CALL, hook.id, state), 0) for state in State},
            "failures": [one.told for one in house.errands.failures(Kind.CALL, hook.id)],
        }
        for hook in house.hooks.all()
    ]
    if form == "json":
        click.echo(json.dumps(told, indent=2))
        return
    for one in told:
        tell(
            say("hook {number}  {url}  ended", number=one["id"], url=one["url"])
            if one["ended_at"]
            else say("hook {number}  {url}", number=one["id"], url=one["url"])
        )
        tell(
            say(
                "told {done}, waiting {waiting}, given up {given_up}: {events}",
                done=one["done"],
                waiting=one["waiting"],
                given_up=one["given_up"],
                events=", ".join(one["events"]),
            ),
            before="  ",
        )
        for failure in one["failures"][:1]:
            tell(say("last failure: {failure}", failure=failure), before="  ")
    if not told:
        tell(say("no hook; add one: {command}", command="policy hooks add https://…"))


@command.command("end")
@click.argument("number", type=int)
@click.option("--dry-run", is_flag=True, help="Tell what would end, and end nothing.")
@click.pass_obj
def end(repo: str, *, number: int, dry_run: bool) -> None:
    """Tell hook NUMBER nothing more."""
    house = House(repo)
    if dry_run:
        tell(say("would end hook {number}", number=number))
        return
    house.hooks.end(number, now=house.now())
    tell(say("ended hook {number}", number=number))
