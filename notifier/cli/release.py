"""`policy release`: turn the draft into a record, with its tag, or tell what stands against it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.draft import spoken
from notifier.cli.examples import examples
from notifier.cli.refusals import stop
from notifier.cli.speech import tell
from notifier.core.levels import called
from notifier.core.said import say
from notifier.flows.release import release

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.draft import Draft


@click.command(
    "release",
    epilog=examples(
        "release privacy --dry-run",
        "release privacy",
    ),
)
@click.argument("name", metavar="POLICY", default="")
@click.option(
    "--historic", is_flag=True, help="Enter a past release; the record says when it was brought in."
)
@click.option("--published", type=DAY, metavar="DAY", help="Day people were told; otherwise as in the draft.")
@click.option(
    "--effective", type=DAY, metavar="DAY", help="Day it comes into force; otherwise as in the draft."
)
@click.option(
    "--summary",
    "summaries",
    multiple=True,
    metavar="LANG=TEXT",
    help="What changes for people, in short; repeat.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def command(
    repo: str,
    name: str,
    *,
    historic: bool,
    published: date | None,
    effective: date | None,
    summaries: tuple[str, ...],
    dry_run: bool,
    as_of: date | None,
) -> None:
    """Release the text of POLICY as its draft says: record, text and tag together, or nothing."""
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    said = dict(spoken(summaries))

    def edit(draft: Draft) -> Draft:
        return replace(
            draft,
            published_on=published or draft.published_on,
            effective_on=effective or draft.effective_on,
            summaries=tuple((dict(draft.summaries) | said).items()),
        )

    done = release(
        catalog,
        policy.name,
        today=as_of or today(policy.time_zone),
        historic=historic,
        dry_run=dry_run,
        edit=edit,
    )
    if done.plan.refusals:
        stop(done.plan.refusals)
    record = done.plan.record
    assert record is not None  # noqa: S101 - no refusals, so there is a record
    what = {
        "policy": record.policy,
        "version": record.version,
        "level": called(record.level) if record.changes or record.previous else say("the first release"),
        "published": record.published_on,
        "effective": record.effective_on,
    }
    tell(
        say(
            "would release {policy} {version} ({level}), published {published}, effective {effective}", **what
        )
        if dry_run
        else say(
            "released {policy} {version} ({level}), published {published}, effective {effective}", **what
        )
    )
    for reduction in record.reduces:
        tell(
            say("takes something away: {clause}; it binds only who accepts it", clause=reduction.clause),
            before="  ",
        )
    for lifted in record.lifts:
        tell(say("gives back: {clause}", clause=lifted), before="  ")
    if not dry_run:
        tag = f"{record.policy}/{record.version}"
        tell(say("commit {commit}, tag {tag}", commit=done.commit[:12], tag=tag), before="  ")
