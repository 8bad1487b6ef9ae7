"""`policy errands`: receipts and calls to the client's systems, without the decision pages."""

from __future__ import annotations

import time

import click

from notifier.cli.house import House
from notifier.core.errand import Kind

EVERY = 5


@click.command("errands")
@click.option("--watch", is_flag=True, help="Go on until you stop it.")
@click.option("--again", is_flag=True, help="First let everything that was given up be tried once more.")
@click.option("--dry-run", is_flag=True, help="Count what waits, and send nothing.")
@click.pass_obj
def command(repo: str, *, watch: bool, again: bool, dry_run: bool) -> None:
    """Send the receipts that wait, and tell the hooks what happened."""
    from notifier.flows import errands

    house = House(repo)
    if dry_run:
        for (kind, target, state), count in sorted(house.errands.counts().items()):
            click.echo(f"{kind}{f' to hook {target}' if target else ''}: {count} {state.replace('_', ' ')}")
        return
    round_ = errands.ready(house.desk)
    if again:
        tried = sum(house.errands.again(kind, now=house.now()) for kind in Kind)
        click.echo(f"trying {tried} once more")
    while True:
        errands.collect(round_, now=house.now())
        done = errands.run(round_, now=house.now())
        if done or not watch:
            click.echo(f"told {done}")
        if not watch:
            return
        time.sleep(EVERY)
