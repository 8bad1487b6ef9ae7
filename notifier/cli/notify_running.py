"""`policy notify` while a campaign runs: stop it, go on, settle what nobody knows, and tell who was not reached."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.cli.house import House
from notifier.cli.speech import tell
from notifier.cli.tallies import STATES
from notifier.core.campaign import Step, after
from notifier.core.said import counted, say

if TYPE_CHECKING:
    from notifier.core.said import Said

CAMPAIGN = click.argument("label", metavar="CAMPAIGN", default="")
DRY = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")


def add(group: click.Group) -> None:
    """Add these commands to a group."""
    for one in (pause, resume, cancel, reconcile, bounces, report):
        group.add_command(one)


def _step(repo: str, label: str, step: Step, *, why: str, dry_run: bool) -> None:
    house = House(repo)
    one = house.campaigns.find(label)
    if dry_run:
        tell(
            say(
                "{label}: {state}; then: {then}",
                label=one.label,
                state=STATES[one.state],
                then=STATES[after(one.state, step)],
            )
        )
        return
    done = house.campaigns.step(one, step, actor=house.actor, now=house.now(), why=why)
    tell(say("{label}: {state}", label=done.label, state=STATES[done.state]))


@click.command("pause")
@CAMPAIGN
@click.option("--why", default="by hand", show_default=True)
@DRY
@click.pass_obj
def pause(repo: str, label: str, *, why: str, dry_run: bool) -> None:
    """Stop CAMPAIGN; what is on its way ends, nothing new leaves."""
    _step(repo, label, Step.PAUSE, why=why, dry_run=dry_run)


@click.command("resume")
@CAMPAIGN
@DRY
@click.pass_obj
def resume(repo: str, label: str, *, dry_run: bool) -> None:
    """Let CAMPAIGN go on; then run policy notify send."""
    _step(repo, label, Step.RESUME, why="", dry_run=dry_run)


@click.command("cancel")
@CAMPAIGN
@click.option("--why", required=True)
@DRY
@click.pass_obj
def cancel(repo: str, label: str, *, why: str, dry_run: bool) -> None:
    """End CAMPAIGN for good; whoever was told stays told."""
    _step(repo, label, Step.CANCEL, why=why, dry_run=dry_run)


@click.command("reconcile")
@CAMPAIGN
@click.option("--again", is_flag=True, help="Send again what no evidence settles; some may get it twice.")
@click.option("--give-up", is_flag=True, help="Leave it unsettled, and list its people in the report.")
@DRY
@click.pass_obj
def reconcile(repo: str, label: str, *, again: bool, give_up: bool, dry_run: bool) -> None:
    """Settle by evidence what nobody knows of CAMPAIGN; without evidence a person decides."""
    from notifier.adapters.store import lost
    from notifier.flows import deliver

    if again and give_up:
        raise click.UsageError("--again and --give-up exclude each other")
    house = House(repo)
    one = house.campaigns.find(label)
    post = house.post(one.transport)
    if dry_run:
        tell(
            say("{label}: {unknown}", label=one.label, unknown=_unknown(len(lost.unknown(post.sending, one))))
        )
        return
    left = deliver.reconcile(post, one, at_most_once=True)
    decided = deliver.decide(post, one, again=again, actor=house.actor) if again or give_up else 0
    done = deliver.finish(post, one, actor=house.actor)
    tell(
        say(
            "{label}: {state}, {unknown}, {settled}",
            label=done.label,
            state=STATES[done.state],
            unknown=_unknown(left - decided),
            settled=counted("{count} was settled by hand", "{count} were settled by hand", decided),
        )
    )
    if left - decided:
        tell(say("next: wait for the provider's events, or decide with --again or --give-up"))


def _unknown(count: int) -> Said:
    return counted("{count} chunk unknown", "{count} chunks unknown", count)


@click.command("bounces")
@click.argument("place", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def bounces(repo: str, place: Path) -> None:
    """Read mails that came back (a file, a folder, a Maildir or an mbox) and note what became of their deliveries."""
    from notifier.adapters.mail.ways import BOUNCES
    from notifier.flows import track

    house = House(repo)
    keys = house.settings.secrets(BOUNCES)
    read, ours = track.bring_back(house.events, place, keys=keys, now=house.now())
    tell(
        say(
            "{read}, {ours}",
            read=counted("read {count} mail", "read {count} mails", read),
            ours=counted("{count} tells of a delivery of ours", "{count} tell of deliveries of ours", ours),
        )
    )


@click.command("report")
@CAMPAIGN
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.pass_obj
def report(repo: str, label: str, *, form: str) -> None:
    """List everybody whom CAMPAIGN did not surely reach, for post or the service itself."""
    house = House(repo)
    one = house.campaigns.find(label)
    rows = house.progress.unreached(one)
    if form == "json":
        for row in rows:
            told = {
                "external_id": row.external_id,
                "language": row.language,
                "status": row.status,
                "reason": row.reason,
            }
            click.echo(json.dumps(told, ensure_ascii=False))
        return
    writer = csv.writer(sys.stdout)
    writer.writerow(["external_id", "language", "status", "reason"])
    for row in rows:
        writer.writerow([row.external_id, row.language, row.status, row.reason])
