"""`policy consent`: what people answered, and whether the ledger is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from notifier.cli.house import House
from notifier.cli.refusals import stop

if TYPE_CHECKING:
    from notifier.core.consent import Entry


@click.group("consent")
def command() -> None:
    """What people answered: show, export, seal, verify."""


@command.command("show")
@click.argument("who", metavar="PERSON")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def show(repo: str, who: str, *, form: str) -> None:
    """Show every answer of PERSON (an external id or an address), oldest first."""
    from notifier.adapters.store.ledger import Ledger
    from notifier.flows.bind import person

    house = House(repo)
    found = person(house.people, who)
    entries = Ledger(house.store).of(found.id)
    if form == "json":
        click.echo(json.dumps([payload(entry) for entry in entries], indent=2))
        return
    if not entries:
        click.echo("no answer; silence binds like a refusal: not")
    for entry in entries:
        covers = ", ".join(entry.covers)
        click.echo(
            f"{entry.at:%Y-%m-%d %H:%M:%S %Z}  {entry.policy} {entry.version}  {entry.answer}  {covers}"
        )


@command.command("export")
@click.option("--policy", "name", default="", metavar="POLICY", help="Of which policy; of all when left out.")
@click.pass_obj
def export(repo: str, *, name: str) -> None:
    """Write every entry of the ledger as a line of JSON, with its leaf; no address, no name."""
    from notifier.adapters.store.ledger import Ledger
    from notifier.core.consent import body, leaf

    house = House(repo)
    for entry in Ledger(house.store).all():
        if not name or entry.policy == name:
            click.echo(json.dumps({**payload(entry), "leaf": leaf(body(entry))}))


@command.command("seal")
@click.option("--dry-run", is_flag=True, help="Tell what would be sealed, and seal nothing.")
@click.pass_obj
def seal(repo: str, *, dry_run: bool) -> None:
    """Sign the root over every answer that no seal covers yet."""
    from notifier.adapters.store import seals

    house = House(repo)
    if dry_run:
        click.echo(f"would seal {seals.waiting(house.store)} entries")
        return
    signer = seals.Signer.of(house.settings)
    total = 0
    while made := seals.seal(house.store, signer, now=house.now()):
        total += made.size
        click.echo(f"seal {made.number}: {made.size} entries, root {made.root[:16]}…, key {made.key[:16]}…")
    if not total:
        click.echo("nothing to seal")


@command.command("verify")
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KEY",
    help="A public key that may seal; repeat. Ours when left out.",
)
@click.pass_obj
def verify(repo: str, *, keys: tuple[str, ...]) -> None:
    """Recompute every hash, chain, root and signature, and name what does not hold."""
    from notifier.adapters.store.ledger import Ledger
    from notifier.adapters.store.ledger_check import check
    from notifier.adapters.store.seals import all_seals, signers

    house = House(repo)
    ours = frozenset(keys) or signers(house.settings)
    if faults := list(check(house.store, keys=ours)):
        stop(faults)
    seals = all_seals(house.store)
    entries = Ledger(house.store).count()
    sealed = sum(one.size for one in seals)
    click.echo(f"verified: {entries} entries, {sealed} of them under {len(seals)} seals; all as written")


def payload(entry: Entry) -> dict[str, Any]:
    """Give an entry as JSON."""
    from notifier.core.consent import body

    told: dict[str, Any] = json.loads(body(entry))
    return told
