"""`policy review`: rule on changes, one by one or by options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.examples import examples
from notifier.cli.speech import colour, own, tell, told
from notifier.core.finding import Level
from notifier.core.levels import called
from notifier.core.said import say
from notifier.core.text import ClauseId
from notifier.flows.draft import rule
from notifier.flows.prepare import lent, prepare
from notifier.render import terminal
from notifier.render.refusal import refused

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.ruling import Judged

LEVELS = [level.word for level in Level if level is not Level.NONE]

CHOICES = {"1": Level.EDITORIAL, "2": Level.MATERIAL, "3": Level.REDUCTION}


@click.command(
    "review",
    epilog=examples(
        "review privacy",
        'review privacy retention-1 --level material --reason "the period is longer"',
    ),
)
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
    """Rule on the changes of POLICY: what each does to people.

    CLAUSE may be a reduction, like 2.0.0/retention-2: then the ruling is about the people who did not accept it, and
    says whether the new words take anything from what they kept.
    """
    if level and agree:
        raise click.UsageError("--agree takes the level the rules assess; leave out --level")
    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    day = as_of or today(policy.time_zone)
    chosen = [ClauseId(clause) for clause in clauses]
    if agree and not chosen:
        judged = prepare(catalog, policy.name, today=day).plan.judged
        chosen = list(dict.fromkeys(one.clause for one in judged if one.undecided))
    if level and not chosen:
        raise click.UsageError("name the clause that this --level is for")
    if not (level or agree):
        walk(catalog, policy.name, chosen, by=by, today=day)
        return
    done = rule(
        catalog,
        policy.name,
        chosen,
        level=Level.read(level) if level else None,
        reason=reason,
        by=by,
        second=second,
        today=day,
        words=own(),
        dry_run=dry_run,
    )
    for entry in (*done.entries, *done.held):
        if (entry.reduction or entry.clause) in chosen and entry.level:
            tell(
                say(
                    "{clause}: {level}, ruled by {name}",
                    clause=entry.reduction or entry.clause,
                    level=called(entry.level),
                    name=entry.by,
                )
            )
    for note in lent(catalog, done.place):
        click.echo(refused(note, own()), err=True)


def walk(catalog: Catalog, name: str, clauses: list[ClauseId], *, by: str, today: date) -> None:
    """Show each undecided change with what the rules say, and ask; nothing is chosen before the person does."""
    plan = prepare(catalog, name, today=today).plan
    open_ = [one.clause for one in plan.judged if one.undecided]
    wanted = list(dict.fromkeys(clauses or open_))
    if not wanted:
        tell(say("nothing is undecided"))
    for place, clause in enumerate(wanted, 1):
        changes = [one for one in plan.judged if one.clause == clause]
        tell(say("({place} of {count}) {clause}", place=place, count=len(wanted), clause=clause), before="\n")
        floor = max((one.assessed.level for one in changes), default=Level.NONE)
        _show(changes)
        answer = click.prompt(
            told(say("1 typo or layout · 2 people should know · 3 takes something away · s skip · q quit")),
            type=click.Choice([*CHOICES, "s", "q"]),
            show_choices=False,
        )
        if answer == "q":
            return
        if answer != "s":
            _write(catalog, name, clause, CHOICES[answer], floor, by=by, today=today)


def _show(changes: list[Judged]) -> None:
    words = own()
    for one in changes:
        click.echo(terminal.change(one.assessed.change, words, colour=colour()).rstrip("\n"))
        tell(say("the rules say: {level}", level=called(one.assessed.level)), before="  ")
        for finding in one.assessed.findings:
            click.echo(f"    {finding.explain(words.language)}")


def _write(
    catalog: Catalog, name: str, clause: ClauseId, level: Level, floor: Level, *, by: str, today: date
) -> None:
    """Ask for what lowering needs, then write the ruling: a quit keeps what was decided before it."""
    reason = (
        click.prompt(told(say("why")), default="", show_default=False)
        if level >= floor
        else click.prompt(told(say("why lower")))
    )
    second = click.prompt(told(say("who agrees"))) if level < floor and floor is Level.REDUCTION else ""
    words = own()
    rule(catalog, name, [clause], level=level, reason=reason, by=by, second=second, today=today, words=words)
    tell(say("{clause}: {level}", clause=clause, level=called(level)))
