"""`policy verify`: everything published is still what was published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.moving import moving
from notifier.cli.refusals import stop
from notifier.cli.speech import tell
from notifier.core.said import counted, say
from notifier.flows.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from notifier.errors import Refusal


@click.command("verify")
@click.argument("name", metavar="[POLICY]", default="")
@click.option("--site", default="", metavar="DIR|URL", help="Hold a published site against the records, too.")
@click.option(
    "--on", "as_of", type=DAY, metavar="DAY", help="The day the site was built for; otherwise today."
)
@click.pass_obj
def command(repo: str, name: str, *, site: str, as_of: date | None) -> None:
    """Check the chain of records, every text and every tag; offline, from a clone."""
    catalog = Catalog(Path(repo))
    names = (catalog.policy(name).name,) if name else ()
    with moving(say("records")) as moved:
        done = verify(catalog, names, moved=moved)
    if site:
        from notifier.adapters.published import Published
        from notifier.flows.verify_site import verify_site

        done.faults += verify_site(catalog, Published(site), today=as_of or today())
    done.faults += _ledger(repo)
    if done.faults:
        stop(done.faults)
    tell(
        say(
            "verified: {records}, {texts}, {tags}; all as published",
            records=counted("{count} record", "{count} records", done.records),
            texts=counted("{count} text", "{count} texts", done.texts),
            tags=counted("{count} tag", "{count} tags", done.tags),
        )
    )


def _ledger(repo: str) -> Iterator[Refusal]:
    """Look at the copies of seals in git, and at the ledger itself where there is a store."""
    from notifier.adapters import settings as deployment
    from notifier.adapters.store.seals import signers
    from notifier.adapters.timestamps import Stamps
    from notifier.cli.house import House
    from notifier.flows.anchor import verify as faults

    house = House(repo)
    settings = deployment.read(house.catalog.root)
    stored = bool(settings.database_url) or (settings.folder / "notifier.db").exists()
    yield from faults(
        house.catalog,
        house.store if stored else None,
        keys=signers(settings) if stored else frozenset(),
        stamps=Stamps.of(settings) if stored else None,
    )
