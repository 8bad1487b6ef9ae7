"""`policy review`: rule on changes, one by one or by options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.core.assessment import Level
from notifier.core.text import ClauseId
from notifier.flows.draft import rule
from notifier.flows.prepare import prepare

if TYPE_CHECKING:
    from datetime import date

LEVELS = [level.word for level in Level if level is not Level.NONE]


@click.command("review")
@click.argument("name", metavar="POLICY", default="")
@click.argument("clauses", metavar="[CLAUSE]…", nargs=-1)
@click.option("--level", type=click.Choice(LEVELS), help="What you say the change is.")
@click.option(
    "--agree", is_flag=True, help="Rule as the rules assess: on these clauses, or on all undecided."
)
@click.option("--reason", default="", metavar="TEXT", help="Why; needed to lower a level.")
@click.option("--by", default="", metavar="NAME", help="Who rules; as git knows you when it is left out.")
@click.option("--second", default="", metavar="NAME", help="Who agrees to lower a rights reduction.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def command(
    repo: str,
    name: str,
    clauses: tuple[str, ...],
    *,
    level: str | None,
    agree: bool,
    reason: str,
    by: str,
    second: str,
    dry_run: bool,
    as_of: date | None,
) -> None:
    """Rule on the changes of POLICY: what each does to people."""
    if level and agree:
        raise click.UsageError("--agree takes the level the rules assess; leave out --level")
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    day = as_of or today(policy.time_zone)
    chosen = [ClauseId(clause) for clause in clauses]
    if agree and not chosen:
        judged = prepare(catalog, policy.name, today=day).plan.judged
        chosen = list(dict.fromkeys(one.clause for one in judged if one.undecided))
    if not (level or agree) or (level and not chosen):
        raise click.UsageError("name a clause and its --level, or give --agree")
    done = rule(
        catalog,
        policy.name,
        chosen,
        level=Level.read(level) if level else None,
        reason=reason,
        by=by,
        second=second,
        today=day,
        dry_run=dry_run,
    )
    for entry in done.entries:
        if entry.clause in chosen and entry.level:
            click.echo(f"{entry.clause}: {entry.level.word}, ruled by {entry.by}")
