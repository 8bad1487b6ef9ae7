"""`policy withdraw`: take back an announced release before its day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.speech import tell
from notifier.core.release import Version
from notifier.core.said import say
from notifier.flows.release import withdraw

if TYPE_CHECKING:
    from datetime import date


@click.command("withdraw")
@click.argument("name", metavar="POLICY")
@click.argument("version")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for everyone to read.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def command(repo: str, name: str, version: str, *, reason: str, dry_run: bool, as_of: date | None) -> None:
    """Take back VERSION of POLICY, which is announced and not yet in force."""
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    record = withdraw(
        catalog,
        policy.name,
        Version.read(version),
        reason=reason,
        today=as_of or today(policy.time_zone),
        dry_run=dry_run,
    )
    what = {"policy": record.policy, "version": record.version, "reason": reason}
    tell(
        say("would withdraw {policy} {version}: {reason}", **what)
        if dry_run
        else say("withdrew {policy} {version}: {reason}", **what)
    )
