"""`policy evidence`: everything on one person, and how to check it."""

from __future__ import annotations

from pathlib import Path

import click

from notifier.cli.house import House
from notifier.cli.speech import tell
from notifier.core.said import counted, say
from notifier.errors import SubjectRefused


@click.command("evidence")
@click.argument("who", metavar="PERSON")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="A new folder."
)
@click.option("--dry-run", is_flag=True, help="Name the files, and write nothing.")
@click.pass_obj
def command(repo: str, who: str, *, folder: Path, dry_run: bool) -> None:
    """Write a pack on PERSON: texts as shown, mails, answers, what bound them, proofs, and a verifier."""
    from notifier.adapters.store.seals import Signer
    from notifier.flows.bind import person
    from notifier.flows.evidence import evidence, write

    house = House(repo)
    if folder.exists() and not folder.is_dir():
        raise SubjectRefused(say("not a folder"), source=str(folder), remedy=say("name a new one"))
    if folder.exists() and any(folder.iterdir()):
        raise SubjectRefused(say("the folder is not empty"), source=str(folder), remedy=say("name a new one"))
    found = person(house.people, who)
    pack = evidence(
        house.catalog,
        house.store,
        found,
        now=house.now(),
        words=house.words,
        signer=Signer.of(house.settings),
    )
    if dry_run:
        for name in sorted(pack):
            click.echo(name)
        return
    house.note("evidence", f"person {found.id}")
    write(pack, folder)
    tell(
        counted(
            "{count} file in {folder}; check it anywhere: {command}",
            "{count} files in {folder}; check them anywhere: {command}",
            len(pack),
            folder=folder,
            command=f"python3 {folder / 'verify.py'}",
        )
    )
