"""`policy log`: every release of a policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.speech import tell, tongue
from notifier.core.levels import called
from notifier.core.release import Stand, stand
from notifier.core.said import say
from notifier.core.text import Language

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.release import History, Record


@click.command("log")
@click.argument("name", metavar="POLICY", default="")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--on", "as_of", type=DAY, metavar="DAY", help="As it stood on a day; otherwise today.")
@click.pass_obj
def command(repo: str, name: str, *, form: str, as_of: date | None) -> None:
    """List every release of POLICY, newest first."""
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    history = catalog.history(policy.name)
    day = as_of or today(policy.time_zone)
    releases = history.records[::-1]
    if form == "json":
        click.echo(json.dumps([told(history, one, day) for one in releases], ensure_ascii=False, indent=2))
        return
    if not releases:
        tell(say("{policy}: no release yet; run policy release {policy}", policy=policy.name))
    for one in releases:
        spoken, own = dict(one.summaries), Language(tongue())
        tell(
            say(
                "{version}  effective {day}  {stand}  {level}",
                version=one.version,
                day=one.effective_on,
                stand=STANDS[stand(history, one, day)],
                level=called(one.level) if one.changes or one.previous else say("the first release"),
            )
        )
        click.echo(f"    {spoken.get(own, spoken.get(policy.governing, ''))}")


STANDS = {
    Stand.PLANNED: say("planned"),
    Stand.ANNOUNCED: say("announced"),
    Stand.IN_FORCE: say("in force"),
    Stand.SUPERSEDED: say("superseded"),
    Stand.WITHDRAWN: say("withdrawn"),
}


def told(history: History, record: Record, on: date) -> dict[str, object]:
    """Give a release as JSON."""
    return {
        "policy": record.policy,
        "version": str(record.version),
        "level": record.level.word,
        "stand": stand(history, record, on).value,
        "published_on": record.published_on.isoformat(),
        "effective_on": record.effective_on.isoformat(),
        "brought_in_on": record.brought_in_on and record.brought_in_on.isoformat(),
        "withdrawn": record.withdrawn
        and {
            "on": record.withdrawn.on.isoformat(),
            "reason": record.withdrawn.reason,
            "by": record.withdrawn.by,
        },
        "summaries": dict(record.summaries),
        "reduces": [reduction.id for reduction in record.reduces],
        "lifts": list(record.lifts),
        "changes": sorted({change.clause for change in record.changes}),
    }
