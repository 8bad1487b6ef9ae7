"""`policy consent`: what people answered, and whether the ledger is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from notifier.cli.house import House
from notifier.cli.moving import followed, moving
from notifier.cli.refusals import stop
from notifier.cli.speech import tell
from notifier.core.consent import Answer
from notifier.core.said import counted, say

if TYPE_CHECKING:
    from notifier.core.consent import Entry
    from notifier.core.said import Said

ANSWERS = {
    Answer.ACCEPTED: say("accepted"),
    Answer.DECLINED: say("declined"),
    Answer.WITHDRAWN: say("acceptance withdrawn"),
}


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
        tell(say("no answer; silence binds like a refusal: to nothing"))
    for entry in entries:
        tell(
            say(
                "{moment}  {policy} {version}  {answer}  {covers}",
                moment=f"{entry.at:%Y-%m-%d %H:%M:%S %Z}",
                policy=entry.policy,
                version=entry.version,
                answer=ANSWERS[entry.answer],
                covers=", ".join(entry.covers),
            )
        )


@command.command("export")
@click.option("--policy", "name", default="", metavar="POLICY", help="Of which policy; of all when left out.")
@click.pass_obj
def export(repo: str, *, name: str) -> None:
    """Write every entry of the ledger as a line of JSON, with its leaf; no address, no name."""
    from notifier.adapters.store.ledger import Ledger
    from notifier.core.consent import body, leaf

    house = House(repo)
    house.note("export answers")
    for entry in followed(say("entries"), Ledger(house.store).all()):
        if not name or entry.policy == name:
            click.echo(json.dumps({**payload(entry), "leaf": leaf(body(entry))}))


@command.command("seal")
@click.option("--anchor", is_flag=True, help="Commit a copy of the newest seal to the policy repository.")
@click.option("--dry-run", is_flag=True, help="Tell what would be sealed, and seal nothing.")
@click.pass_obj
def seal(repo: str, *, anchor: bool, dry_run: bool) -> None:
    """Sign the root over every answer that no seal covers yet.

    With --anchor, every clone of the repository becomes a witness; where NOTIFIER_TSA_URL names a time stamp
    authority, it stamps the seal, too.
    """
    from notifier.adapters.store import seals

    house = House(repo)
    if dry_run:
        waiting = seals.waiting(house.store)
        tell(counted("would seal {count} entry", "would seal {count} entries", waiting))
        return
    signer = seals.Signer.of(house.settings)
    total = 0
    while made := seals.seal(house.store, signer, now=house.now()):
        total += made.size
        tell(
            counted(
                "seal {number}: {count} entry, root {root}…, key {key}…",
                "seal {number}: {count} entries, root {root}…, key {key}…",
                made.size,
                number=made.number,
                root=made.root[:16],
                key=made.key[:16],
            )
        )
    if not total:
        tell(say("nothing to seal"))
    if anchor:
        _anchor(house)


def _anchor(house: House) -> None:
    """Leave a copy of the newest seal in git, and have it stamped where somebody does that for us."""
    from notifier.adapters.timestamps import Stamps
    from notifier.core.anchor import PLACE
    from notifier.flows.anchor import anchor, stamp

    stamps = Stamps.of(house.settings)
    done = anchor(house.catalog, house.store, now=house.now())
    if done:
        tell(
            say(
                "anchored seal {number} in {place}, commit {commit}; pass it on: git push",
                number=done[0].number,
                place=PLACE,
                commit=done[1][:12],
            )
        )
    else:
        tell(say("nothing to anchor"))
    if stamps and stamps.url and (stamped := stamp(house.store, stamps, now=house.now())):
        tell(say("seal {number} was time-stamped by {url}", number=stamped.number, url=stamps.url))


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
    """Recompute every hash, chain, root, signature, anchor and time stamp, and name what does not hold."""
    from notifier.adapters.store import anchors
    from notifier.adapters.store.ledger import Ledger
    from notifier.adapters.store.seals import all_seals, signers
    from notifier.adapters.timestamps import Stamps
    from notifier.flows.anchor import verify as faults

    house = House(repo)
    ours = frozenset(keys) or signers(house.settings)
    stamps = Stamps.of(house.settings)
    with moving(say("entries")) as moved:
        found = list(faults(house.catalog, house.store, keys=ours, stamps=stamps, progress=moved))
    if found:
        stop(found)
    seals = all_seals(house.store)
    entries = Ledger(house.store).count()
    sealed = sum(one.size for one in seals)
    tell(
        say(
            "verified: {entries}, {sealed} of them under {seals}; all as written",
            entries=counted("{count} entry", "{count} entries", entries),
            sealed=sealed,
            seals=counted("{count} seal", "{count} seals", len(seals)),
        )
    )
    anchored = len(anchors.known(house.store, anchors.GIT))
    stamped = len(anchors.known(house.store, anchors.STAMP))
    tell(_witnessed(anchored, stamped, checked=bool(stamps)), before="  ")


def _witnessed(anchored: int, stamped: int, *, checked: bool) -> Said:
    """Tell how many seals somebody else has seen; time stamps need the certificates they go back to."""
    seen = say(
        "{anchored}, {stamped}",
        anchored=counted("{count} seal anchored in git", "{count} seals anchored in git", anchored),
        stamped=counted("{count} time-stamped", "{count} time-stamped", stamped),
    )
    if checked or not stamped:
        return seen
    return say("{seen}; time stamps were not checked: set NOTIFIER_TSA_ROOTS", seen=seen)


@command.command("role")
@click.argument("name", metavar="NAME")
@click.option(
    "--people/--no-people",
    default=True,
    show_default=True,
    help="Let applications hand people over; without, the pages change nobody but who asked to be told.",
)
@click.option("--dry-run", is_flag=True, help="Show the SQL, and run nothing.")
@click.pass_obj
def role(repo: str, name: str, *, people: bool, dry_run: bool) -> None:
    """Make the PostgreSQL role NAME for `policy serve`: it may add answers and seals, and change none.

    Run it as the owner of the tables, again after each update, and give the role a password of its own.
    """
    from notifier.adapters.store import roles

    house = House(repo)
    for statement in (roles.planned if dry_run else roles.make)(house.store, name, people=people):
        click.echo(f"{statement};")


def payload(entry: Entry) -> dict[str, Any]:
    """Give an entry as JSON."""
    from notifier.core.consent import body

    told: dict[str, Any] = json.loads(body(entry))
    return told
