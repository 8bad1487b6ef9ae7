"""`policy status`: what is in force, announced, undecided, late."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
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
    name = one.policy.name
    yield f"{name}"
    if one.in_force:
        yield f"  in force   {one.in_force.version} since {one.in_force.effective_on}"
    else:
        yield "  in force   nothing yet"
    for record in one.announced:
        yield f"  announced  {record.version} for {record.effective_on} ({record.level.word})"
    if one.unread:
        yield f"  unreadable {one.unread}"
    elif one.changed:
        word = one.level.word if one.level is not None else ""
        yield f"  worked on  {word}, {'drafted' if one.drafted else f'no draft; run policy draft {name}'}"
    for clause in one.undecided:
        yield f"  undecided  {clause}; run policy review {name} {clause}"
    for late in one.late:
        yield f"  late       {late}"


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
