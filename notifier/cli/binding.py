"""`policy binding`: which words bind a person on a day."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from notifier.cli.clock import DAY
from notifier.cli.examples import examples
from notifier.cli.house import House
from notifier.cli.moving import followed
from notifier.cli.speech import tell, told
from notifier.core.said import counted, say

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.binding import Bound
    from notifier.core.release import Version
    from notifier.core.said import Said
    from notifier.flows.bind import Answer


@click.command(
    "binding",
    epilog=examples(
        "binding ben.carter@example.org --on 2027-01-15",
        "binding --policy privacy > bindings.jsonl",
    ),
)
@click.argument("who", metavar="[PERSON]", default="")
@click.option("--policy", "name", default="", metavar="POLICY", help="By which policy; by all when left out.")
@click.option("--on", "day", type=DAY, metavar="DAY", help="On which day; now when left out.")
@click.option("--all", "whole", is_flag=True, help="List every clause, also those that nothing holds back.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(repo: str, who: str, *, name: str, day: date | None, whole: bool, form: str) -> None:
    """Tell, clause by clause, which release binds PERSON (an external id or an address).

    Without PERSON, everybody is told in a line of JSON each: the newest release that binds, and every clause at which
    earlier words are held.
    """
    from notifier.flows.bind import bind, end_of, person

    house = House(repo)
    if not who:
        _everybody(house, name, day)
        return
    found = person(house.people, who)
    names = (
        [house.catalog.policy(name).name] if name else [one.name for one in house.catalog.registry.policies]
    )
    answers = []
    for each in names:
        if not name and found.subject and each not in dict(found.subject.baselines):
            continue
        zone = house.catalog.policy(each).time_zone
        answers.append(
            bind(house.catalog, house.store, found, each, at=end_of(day, zone) if day else house.now())
        )
    if form == "json":
        click.echo(json.dumps([_payload(answer) for answer in answers], indent=2))
        return
    for answer in answers:
        _print(answer, whole=whole)


def _everybody(house: House, name: str, day: date | None) -> None:
    """Write what binds each person; neighbours who are bound alike share the words of a line."""
    from notifier.flows.bind import end_of, everybody

    policy = house.catalog.policy(name)
    at = end_of(day, policy.time_zone) if day else house.now()
    house.note("export bindings")
    last: tuple[Bound, ...] | None = None
    rest = ""
    people = everybody(house.catalog, house.store, house.people, policy.name, at=at)
    for who, bound in followed(say("people"), people):
        if bound is not last:
            last, rest = bound, json.dumps(_short(bound))[1:]
        sys.stdout.write(f'{{"person": {json.dumps(who)}, {rest}\n')


def _short(bound: tuple[Bound, ...]) -> dict[str, object]:
    held = [one for one in bound if one.held_by]
    return {
        "newest": str(max(one.version for one in bound)) if bound else None,
        "held": {one.clause: str(one.version) if one.present else None for one in held},
    }


def _payload(answer: Answer) -> dict[str, object]:
    subject = answer.person.subject
    return {
        "person": subject.external_id if subject else "",
        "policy": answer.policy.name,
        "at": answer.at.isoformat(),
        "baseline": str(answer.baseline),
        "clauses": [
            {
                "clause": bound.clause,
                "version": str(bound.version) if bound.present else None,
                "held_by": list(bound.held_by),
            }
            for bound in answer.bound
        ],
    }


def _print(answer: Answer, *, whole: bool) -> None:
    subject = answer.person.subject
    places = {
        "policy": answer.policy.name,
        "who": subject.external_id if subject else say("person {number}", number=answer.person.id),
        "moment": f"{answer.at:%Y-%m-%d %H:%M %Z}",
    }
    if not answer.bound:
        tell(say("{policy}: nothing binds {who} at {moment}", **places))
        return
    held = [bound for bound in answer.bound if bound.held_by]
    tell(
        say("{policy}: {version} binds {who} at {moment}, except where said", version=answer.newest, **places)
        if held
        else say("{policy}: {version} binds {who} at {moment}", version=answer.newest, **places)
    )
    shown = answer.bound if whole else held
    width = max((len(bound.clause) for bound in shown), default=0)
    for bound in shown:
        version = str(bound.version) if bound.present else told(say("does not bind"))
        why = told(say("not accepted: {reductions}", reductions=", ".join(bound.held_by)))
        click.echo(f"  {bound.clause:{width}}  {version}" + (f"  {why}" if bound.held_by else ""))
    if not whole:
        tell(_others(len(answer.bound) - len(held), answer.newest, held=bool(held)), before="  ")


def _others(count: int, version: Version, *, held: bool) -> Said:
    if held:
        return counted(
            "the other {count} clause: {version}",
            "the other {count} clauses: {version}",
            count,
            version=version,
        )
    return counted("{count} clause: {version}", "all {count} clauses: {version}", count, version=version)
