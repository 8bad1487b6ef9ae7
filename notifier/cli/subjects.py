"""`policy subjects`: the people whom a policy binds."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notifier.cli.house import House
from notifier.cli.refusals import stop
from notifier.core.said import say
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from notifier.core.subject import Person
    from notifier.flows.enrol import Refused

_SHOWN = 20


@click.group("subjects")
def command() -> None:
    """The people whom a policy binds."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Where refused lines go, as CSV."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="What a column is called in this file: --column email=E-mail. Again for each.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="Of the letters of the file.")
@click.option(
    "--delimiter", default="", help="Between cells; otherwise the comma, semicolon or tab of the head."
)
@click.option("--dry-run", is_flag=True, help="Check every line, and keep nobody.")
@click.pass_obj
def bring(
    repo: str,
    file: Path,
    *,
    report: Path | None,
    columns: tuple[str, ...],
    encoding: str,
    delimiter: str,
    dry_run: bool,
) -> None:
    """Bring people in from a CSV FILE with the columns external_id, email, language, services, baseline."""
    from notifier.flows.enrol import Layout, enrol, inspect, terms

    house = House(repo)
    place = report or file.with_suffix(".refused.csv")
    known = terms(house.catalog)
    layout = Layout(called=_called(columns), encoding=_encoding(encoding), delimiter=delimiter)
    rows = Rows(place)
    try:
        done = (
            inspect(file, known=known, refuse=rows.add, layout=layout)
            if dry_run
            else enrol(
                file, known=known, people=house.people, refuse=rows.add, now=house.now(), layout=layout
            )
        )
    finally:
        rows.close()
    for line in rows.first:
        click.echo(f"policy: {file}:{line.line}: {line.why}", err=True)
    if done.refused > len(rows.first):
        click.echo(
            f"policy: {file}: {done.refused - len(rows.first)} more lines refused; see {place}", err=True
        )
    verb = "would keep" if dry_run else "kept"
    click.echo(
        f"{verb} {done.kept} people, refused {done.refused} lines, left {done.erased} erased people alone"
    )
    if done.refused:
        click.echo(f"  refused lines: {place}")


def _called(columns: tuple[str, ...]) -> dict[str, str]:
    from notifier.flows.enrol import COLUMNS

    called: dict[str, str] = {}
    for told in columns:
        ours, _, theirs = told.partition("=")
        if ours not in COLUMNS or not theirs:
            raise click.BadParameter(
                f"'{told}' is not one of {', '.join(COLUMNS)}, with =", param_hint="--column"
            )
        called[ours] = theirs
    return called


def _encoding(name: str) -> str:
    """Read the name of an encoding in which a line ends where its bytes say so."""
    try:
        if "a\n".encode(name) == b"a\n":
            return name
    except (LookupError, UnicodeError):
        pass
    raise click.BadParameter(
        f"'{name}' is not an encoding of one byte a letter, or UTF-8", param_hint="--encoding"
    )


class Rows:
    """The report of refused lines; it is made when there is one."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.first: list[Refused] = []
        self.file: Any = None

    def add(self, line: Refused) -> None:
        """Report a line."""
        if self.file is None:
            self.file = self.place.open("w", encoding="utf-8", newline="")
            csv.writer(self.file).writerow(["line", "reason"])
        csv.writer(self.file).writerow([line.line, line.why])
        if len(self.first) < _SHOWN:
            self.first.append(line)

    def close(self) -> None:
        """End the report."""
        if self.file is not None:
            self.file.close()


@command.command("suppress")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lift", is_flag=True, help="Let mails go to these addresses again.")
@click.option("--dry-run", is_flag=True, help="Read every line, and change nothing.")
@click.pass_obj
def suppress(repo: str, file: Path, *, lift: bool, dry_run: bool) -> None:
    """Send no mail to the addresses of a CSV FILE (email, reason), such as a provider's list of bounces."""
    from notifier.flows import suppress as flow

    def refuse(line: int, why: str) -> None:
        click.echo(f"policy: {file}:{line}: {why}", err=True)

    if dry_run:
        listed = flow.read(file, refuse=refuse)
        click.echo(f"would take {len(listed.rows)} addresses, refused {listed.refused} lines")
        return
    house = House(repo)
    done, refused = flow.suppress(file, house.suppressions, lift=lift, refuse=refuse, now=house.now())
    verb = "lifted" if lift else "suppressed"
    click.echo(f"{verb} {done} addresses, refused {refused} lines")


@command.command("show")
@click.argument("who", metavar="PERSON")
@click.pass_obj
def show(repo: str, who: str) -> None:
    """Tell everything kept about PERSON (external id or address)."""
    house = House(repo)
    for one in _found(house, who):
        click.echo(json.dumps(told(one), ensure_ascii=False, indent=2))


@command.command("export")
@click.pass_obj
def export(repo: str) -> None:
    """Write everybody as JSON lines."""
    for one in House(repo).people.all():
        click.echo(json.dumps(told(one), ensure_ascii=False))


@command.command("erase")
@click.argument("who", metavar="PERSON")
@click.option("--dry-run", is_flag=True, help="Say who would be erased.")
@click.pass_obj
def erase(repo: str, who: str, *, dry_run: bool) -> None:
    """Forget who PERSON is, for good; an import does not bring them back."""
    house = House(repo)
    for one in _found(house, who):
        if not dry_run:
            house.people.erase(one.id, actor=house.actor, now=house.now())
        click.echo(f"{'would erase' if dry_run else 'erased'} person {one.id}")


def _found(house: House, who: str) -> tuple[Person, ...]:
    found = house.people.find(who)
    if not found:
        stop(
            [
                SubjectRefused(
                    say("nobody is known as '{who}'", who=who),
                    remedy=say("give an external id or an address"),
                )
            ]
        )
    return found


def told(one: Person) -> dict[str, Any]:
    """Give a person as JSON."""
    subject = one.subject
    if subject is None:
        return {"id": one.id, "state": one.state.value}
    return {
        "id": one.id,
        "state": one.state.value,
        "external_id": subject.external_id,
        "email": subject.email,
        "language": subject.language,
        "services": list(subject.services),
        "baselines": {name: str(version) for name, version in subject.baselines},
        "since": one.since.isoformat(),
    }
