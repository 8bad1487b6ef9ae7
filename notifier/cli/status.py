"""`policy status`: what is in force, announced, undecided, late."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.refusals import line
from notifier.cli.speech import told
from notifier.core.levels import called
from notifier.core.said import say
from notifier.flows.status import Standing, status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@click.command("status")
@click.argument("name", metavar="[POLICY]", default="")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--on", "as_of", type=DAY, metavar="DAY", help="As it stands on a day; otherwise today.")
@click.pass_obj
def command(repo: str, name: str, *, form: str, as_of: date | None) -> None:
    """Tell of each policy what is in force, announced, undecided and late."""
    catalog = Catalog(Path(repo))
    policies = [catalog.policy(name)] if name else catalog.registry.policies
    found = [status(catalog, policy, today=as_of or today(policy.time_zone)) for policy in policies]
    if form == "json":
        click.echo(json.dumps([_payload(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo("\n".join(_lines(one)))


def _lines(one: Standing) -> Iterator[str]:
    """Say where a policy stands, one thing a line."""
    name = one.policy.name
    yield name
    yield from (f"  {told(sentence)}" for sentence in _sentences(one))


def _sentences(one: Standing) -> Iterator[str]:
    name = one.policy.name
    if one.in_force:
        yield say(
            "in force   {version} since {day}", version=one.in_force.version, day=one.in_force.effective_on
        )
    else:
        yield say("in force   nothing yet")
    for record in one.announced:
        yield say(
            "announced  {version} for {day} ({level})",
            version=record.version,
            day=record.effective_on,
            level=called(record.level),
        )
    if one.unread:
        yield say("unreadable {cause}", cause=line(one.unread))
    elif one.changed:
        level = called(one.level) if one.in_force and one.level is not None else say("the first release")
        yield (
            say("worked on  {level}, drafted", level=level)
            if one.drafted
            else say("worked on  {level}, no draft; run policy draft {policy}", level=level, policy=name)
        )
    for clause in one.undecided:
        yield say("undecided  {clause}; run policy review {policy} {clause}", clause=clause, policy=name)
    for late in one.late:
        yield say("late       {cause}", cause=line(late))


def _payload(one: Standing) -> dict[str, object]:
    return {
        "policy": one.policy.name,
        "in_force": str(one.in_force.version) if one.in_force else None,
        "since": one.in_force.effective_on.isoformat() if one.in_force else None,
        "announced": [
            {"version": str(r.version), "effective_on": r.effective_on.isoformat(), "level": r.level.word}
            for r in one.announced
        ],
        "changed": one.changed,
        "level": one.level.word if one.level is not None else None,
        "drafted": one.drafted,
        "undecided": list(one.undecided),
        "late": [str(late) for late in one.late],
        "unreadable": str(one.unread) if one.unread else None,
    }
