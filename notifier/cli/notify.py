"""`policy notify`: tell people of a release."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notifier.cli import notify_running as running
from notifier.cli.examples import examples
from notifier.cli.house import House
from notifier.cli.moving import moving
from notifier.cli.notify_ahead import ahead, tell_share
from notifier.cli.speech import tell
from notifier.cli.tallies import CHUNKS, EVENTS, LEFT_OUT, REASONS, STATES, STATUSES, tally
from notifier.core.binding import day_at
from notifier.core.campaign import Kind, State
from notifier.core.release import Version
from notifier.core.said import counted, say
from notifier.errors import CampaignRefused

if TYPE_CHECKING:
    from notifier.adapters.store.progress import Pace, Progress
    from notifier.core.campaign import Campaign
    from notifier.flows.announce import Plan

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("notify")
def command() -> None:
    """Tell people of a release, each once."""


@command.command(
    "plan",
    epilog=examples(
        "notify plan privacy --dry-run",
        "notify plan privacy --kind reminder",
    ),
)
@click.argument("name", metavar="POLICY", default="")
@click.option(
    "--release", "version", metavar="VERSION", help="Otherwise the nearest announced, or the one in force."
)
@click.option("--chunk-size", type=click.IntRange(1, 1000), help="People in one call; 1000, over SMTP 50.")
@click.option(
    "--rate", type=click.IntRange(0), default=0, help="Mails a second over all workers; 0 is no limit."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default="notice",
    show_default=True,
    help="A reminder goes to the silent, at most twice.",
)
@click.option("--dry-run", is_flag=True, help="Show the whole effect, and write nothing.")
@FORMAT
@click.pass_obj
def plan(
    repo: str,
    name: str,
    *,
    version: str | None,
    chunk_size: int | None,
    rate: int,
    kind: str,
    dry_run: bool,
    form: str,
) -> None:
    """Work out who is told of a release of POLICY, and in which words."""
    from notifier.adapters.mail import ways
    from notifier.flows import announce

    house = House(repo)
    policy = house.catalog.policy(name)
    at = house.now()
    wanted = Version.read(version) if version else None
    release = announce.chosen(house.catalog.history(policy.name), wanted, day_at(at, policy.time_zone))
    with moving(say("people with answers")) as moved:
        done = announce.plan(
            writer=announce.Writer(house.catalog, policy, release, words=house.words, at=at, kind=Kind(kind)),
            campaigns=house.campaigns,
            decided=house.decided,
            beginnings=house.people,
            transport=house.settings.transport,
            actor=house.actor,
            chunk_size=chunk_size or ways.chunk_size(house.settings.transport),
            rate=rate,
            ordinal=announce.ordinal(house.campaigns, release, Kind(kind)),
            dry_run=dry_run,
            progress=moved,
        )
    if form == "json":
        click.echo(json.dumps(planned(done), ensure_ascii=False, indent=2))
        return
    _effect(done)
    if not dry_run:
        tell(say("next: {command}", command=f"policy notify preview {done.campaign.label}"))


def _effect(done: Plan) -> None:
    """Tell who gets which words, and who gets none."""
    tell(
        counted(
            "{label}: {count} person by {transport}",
            "{label}: {count} people by {transport}",
            done.reached,
            label=done.campaign.label,
            transport=done.campaign.transport,
        )
    )
    for share in done.shares:
        tell_share(share.variant, share.people)
    left = {
        "without_address": done.without_address,
        "suppressed": done.suppressed,
        "elsewhere": done.elsewhere,
    }
    tally({name: count for name, count in left.items() if count}, LEFT_OUT)


@command.command("preview")
@click.argument("label", metavar="CAMPAIGN", default="")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@click.pass_obj
def preview(repo: str, label: str, *, to: Path | None) -> None:
    """Write every mail of CAMPAIGN as files that a browser shows."""
    house = House(repo)
    one = house.campaigns.find(label)
    folder = to or house.settings.folder / "preview" / one.label
    folder.mkdir(parents=True, exist_ok=True)
    for variant in house.campaigns.variants(one):
        stem = f"{variant.language}-from-{variant.standing.replace(' ', '_')}-{variant.audience}"
        (folder / f"{stem}.html").write_text(variant.mail.html, "utf-8")
        (folder / f"{stem}.txt").write_text(f"{variant.mail.subject}\n\n{variant.mail.text}", "utf-8")
        click.echo(folder / f"{stem}.html")
    tell(say("next: another person runs {command}", command=f"policy notify approve {one.label}"))


@command.command("approve")
@click.argument("label", metavar="CAMPAIGN", default="")
@click.option(
    "--as", "actor", metavar="NAME", help="Who approves; otherwise NOTIFIER_OPERATOR or the account."
)
@click.option("--people", type=int, help="How many people it tells; asked for large campaigns.")
@click.option("--dry-run", is_flag=True, help="Check, and approve nothing.")
@click.pass_obj
def approve(repo: str, label: str, *, actor: str | None, people: int | None, dry_run: bool) -> None:
    """Freeze the words of CAMPAIGN; a second person does this."""
    from notifier.flows import announce

    house = House(repo)
    one = house.campaigns.find(label)
    reached = announce.counted(house.campaigns, one)
    if reached > announce.LARGE and people != reached:
        raise CampaignRefused(
            counted("{label} tells {count} person", "{label} tells {count} people", reached, label=one.label),
            remedy=say(
                "if that is right, say so: policy notify approve {label} --people {reached}",
                label=one.label,
                reached=reached,
            ),
        )
    if dry_run:
        house.campaigns.variants(one)
        tell(say("would approve {label}", label=one.label))
        return
    done = announce.approve(house.campaigns, one, actor=actor or house.actor, now=house.now())
    tell(say("approved {label}, manifest {manifest}", label=done.label, manifest=done.manifest[:16]))
    tell(say("next: {command}", command=f"policy notify send {done.label}"))


@command.command("send")
@click.argument("label", metavar="CAMPAIGN", default="")
@click.option(
    "--leave-to-workers", is_flag=True, help="Only start it; policy worker sends it, on as many hosts as run."
)
@click.option(
    "--links-unchecked",
    is_flag=True,
    help="Do not look first whether the pages are there that mails lead to.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.pass_obj
def send(repo: str, label: str, *, leave_to_workers: bool, links_unchecked: bool, dry_run: bool) -> None:
    """Send what is left of CAMPAIGN; nobody is told twice."""
    from notifier.flows import deliver

    house = House(repo)
    one = house.campaigns.find(label)
    if dry_run:
        ahead(house, one)
    if one.state is State.APPROVED and one.transport != "outbox" and not links_unchecked:
        from notifier.adapters.live import fault
        from notifier.flows.announce import dead_links

        dead_links(house.campaigns, one, decisions=house.catalog.registry.decision_url, fault=fault)
    if dry_run:
        return
    if leave_to_workers:
        house.prepare_workers()
    post = house.post(one.transport)
    before = house.progress.of(one).deliveries.get("accepted", 0)
    try:
        if leave_to_workers:
            done = deliver.begin(post, one, actor=house.actor)
        else:
            with moving(say("mails accepted")) as moved:
                done = deliver.send(post, one, actor=house.actor, moved=moved)
    finally:
        post.transport.close()
    _stands(done, house.progress.of(done))
    if before:
        tell(
            counted(
                "{count} mail of these had left before; it was not sent again",
                "{count} mails of these had left before; they were not sent again",
                before,
            )
        )


@command.command("status")
@click.argument("label", metavar="CAMPAIGN", default="")
@click.option("--watch", is_flag=True, help="Tell again every few seconds, until nothing more is sent.")
@FORMAT
@click.pass_obj
def status(repo: str, label: str, *, watch: bool, form: str) -> None:
    """Tell how far CAMPAIGN is."""
    house = House(repo)
    while True:
        one = house.campaigns.find(label)
        pace = house.progress.pace(one, now=house.now())
        _told(one, house.progress.of(one), pace, form=form)
        if not watch or one.state not in _MOVING:
            return
        time.sleep(_EVERY)


_MOVING = frozenset({State.EXPANDING, State.READY, State.SENDING, State.DRAINING})
_EVERY = 5.0


def _told(one: Campaign, progress: Progress, pace: Pace, *, form: str) -> None:
    if form == "json":
        told = stood(one, progress) | {"rate": round(pace.rate, 1), "left": pace.left}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _stands(one, progress)
    if one.state in _MOVING and pace.left:
        rate = f"{pace.rate:.0f}" if pace.rate >= 1 else f"{pace.rate:.1f}"
        minutes = math.ceil(pace.seconds / 60) if pace.seconds is not None else None
        tell(
            say("{left} people to go; nothing was sent in the last minute", left=pace.left)
            if minutes is None
            else counted(
                "{left} people to go, at {rate} mails a second: about {count} minute",
                "{left} people to go, at {rate} mails a second: about {count} minutes",
                minutes,
                left=pace.left,
                rate=rate,
            )
        )


def _stands(one: Campaign, progress: Progress) -> None:
    state = STATES[one.state]
    tell(
        say("{label}: {state} ({why})", label=one.label, state=state, why=one.why)
        if one.why
        else say("{label}: {state}", label=one.label, state=state)
    )
    tally(progress.deliveries, STATUSES)
    tally(progress.reasons, REASONS)
    tally(progress.events, EVENTS)
    tally({state: count for state, count in progress.chunks.items() if state != "accepted"}, CHUNKS)


def planned(done: Plan) -> dict[str, Any]:
    """Give a plan as JSON."""
    return {
        "campaign": done.campaign.label,
        "transport": done.campaign.transport,
        "people": done.reached,
        "without_address": done.without_address,
        "suppressed": done.suppressed,
        "elsewhere": done.elsewhere,
        "variants": [
            {
                "language": share.variant.language,
                "from": share.variant.standing,
                "audience": share.variant.audience,
                "covers": list(share.variant.covers),
                "people": share.people,
                "subject": share.variant.mail.subject,
                "sha256": share.variant.mail.sha256,
            }
            for share in done.shares
        ],
    }


def stood(one: Campaign, progress: Progress) -> dict[str, Any]:
    """Give the state of a campaign as JSON."""
    return {
        "campaign": one.label,
        "state": one.state,
        "why": one.why,
        "transport": one.transport,
        "planned_by": one.created_by,
        "approved_by": one.approved_by,
        "deliveries": progress.deliveries,
        "reasons": progress.reasons,
        "events": progress.events,
        "chunks": progress.chunks,
    }


running.add(command)
