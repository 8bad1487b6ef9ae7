"""`policy errands`: receipts and calls to the client's systems, without the decision pages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from notifier.cli.house import House
from notifier.cli.speech import tell
from notifier.core.errand import Kind, State
from notifier.core.said import counted, say

if TYPE_CHECKING:
    from notifier.core.said import Said

EVERY = 5

STATES = {
    State.WAITING: say("waiting"),
    State.TAKEN: say("on the way"),
    State.DONE: say("done"),
    State.UNKNOWN: say("of unknown fate"),
    State.VOID: say("with nobody left to tell"),
    State.GIVEN_UP: say("given up"),
}


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
            tell(say("{errands}, {state}", errands=_counted(kind, target, count), state=STATES[state]))
        return
    round_ = errands.ready(house.desk)
    if again:
        tried = sum(house.errands.again(kind, now=house.now()) for kind in Kind)
        tell(say("trying {count} once more", count=tried))
    while True:
        errands.collect(round_, now=house.now())
        done = errands.run(round_, now=house.now())
        if done or not watch:
            tell(say("told {count}", count=done))
        if not watch:
            return
        time.sleep(EVERY)


def _counted(kind: Kind, hook: int, count: int) -> Said:
    if kind is Kind.RECEIPT:
        return counted("{count} receipt", "{count} receipts", count)
    return counted("{count} call to hook {hook}", "{count} calls to hook {hook}", count, hook=hook)
