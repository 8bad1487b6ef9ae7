"""`policy subjects`: the people whom a policy binds."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notifier.cli.clock import DAY
from notifier.cli.examples import examples
from notifier.cli.house import House
from notifier.cli.moving import followed, moving
from notifier.cli.refusals import stop
from notifier.cli.speech import tell
from notifier.cli.speech import told as spoken
from notifier.core.said import counted, say
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.said import Said
    from notifier.core.subject import Person
    from notifier.flows.enrol import Refused

_SHOWN = 20


@click.group("subjects")
def command() -> None:
    """The people whom a policy binds."""


@command.command(
    "import",
    epilog=examples(
        "subjects import people.csv --dry-run",
        "subjects import people.csv --column email=E-mail --encoding cp1252",
    ),
)
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
        with moving(say("lines")) as moved:
            done = (
                inspect(file, known=known, refuse=rows.add, layout=layout, moved=moved)
                if dry_run
                else enrol(
                    file,
                    known=known,
                    people=house.people,
                    refuse=rows.add,
                    now=house.now(),
                    layout=layout,
                    moved=moved,
                )
            )
    finally:
        rows.close()
    for line in rows.first:
        click.echo(f"policy: {file}:{line.line}: {spoken(line.why)}", err=True)
    if done.refused > len(rows.first):
        more = counted(
            "{count} more line refused; see {place}",
            "{count} more lines refused; see {place}",
            done.refused - len(rows.first),
            place=place,
        )
        tell(more, before=f"policy: {file}: ", err=True)
    tell(
        say(
            "{kept}, {refused}, {erased}",
            kept=_kept_people(done.kept, dry_run=dry_run),
            refused=_refused(done.refused),
            erased=counted(
                "left {count} erased person alone", "left {count} erased people alone", done.erased
            ),
        )
    )
    if done.refused:
        tell(say("refused lines: {place}", place=place), before="  ")


def _kept_people(count: int, *, dry_run: bool) -> Said:
    if dry_run:
        return counted("would keep {count} person", "would keep {count} people", count)
    return counted("kept {count} person", "kept {count} people", count)


def _refused(count: int) -> Said:
    return counted("refused {count} line", "refused {count} lines", count)


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
        click.echo(f"policy: {file}:{line}: {spoken(why)}", err=True)

    if dry_run:
        listed = flow.read(file, refuse=refuse)
        taken = counted("would take {count} address", "would take {count} addresses", len(listed.rows))
        tell(say("{taken}, {refused}", taken=taken, refused=_refused(listed.refused)))
        return
    house = House(repo)
    done, refused = flow.suppress(file, house.suppressions, lift=lift, refuse=refuse, now=house.now())
    taken = (
        counted("lifted {count} address", "lifted {count} addresses", done)
        if lift
        else counted("suppressed {count} address", "suppressed {count} addresses", done)
    )
    tell(say("{taken}, {refused}", taken=taken, refused=_refused(refused)))


@command.command("show")
@click.argument("who", metavar="PERSON")
@click.pass_obj
def show(repo: str, who: str) -> None:
    """Tell everything kept about PERSON (external id or address)."""
    house = House(repo)
    for one in _found(house, who):
        click.echo(json.dumps(told(one), ensure_ascii=False, indent=2))


@command.command("export")
@click.argument("who", metavar="[PERSON]", default="")
@click.pass_obj
def export(repo: str, who: str) -> None:
    """Write everything kept about PERSON as JSON; of everybody, a line of JSON each, when left out."""
    from notifier.flows.portrait import portrait

    house = House(repo)
    house.note("export", who and f"person {_found(house, who)[0].id}")
    if who:
        for one in _found(house, who):
            told_of = portrait(house.catalog, house.store, one, now=house.now())
            click.echo(json.dumps({**told(one), **told_of}, ensure_ascii=False, indent=2))
        return
    for one in followed(say("people"), house.people.all()):
        click.echo(json.dumps(told(one), ensure_ascii=False))


@command.command("erase")
@click.argument("who", metavar="PERSON")
@click.option("--shred", is_flag=True, help="Keep no evidence either: nobody can prove what PERSON answered.")
@click.option(
    "--until",
    type=DAY,
    metavar="DAY",
    help="Keep the evidence until this day; NOTIFIER_EVIDENCE_DAYS otherwise.",
)
@click.option("--without-provider", is_flag=True, help="Do not ask the mail provider to erase.")
@click.option("--dry-run", is_flag=True, help="Say who would be erased.")
@click.pass_obj
def erase(
    repo: str, who: str, *, shred: bool, until: date | None, without_provider: bool, dry_run: bool
) -> None:
    """Forget who PERSON is, for good; an import does not bring them back.

    The answers stay, without a name. What proves whose they were is kept apart until a day, for a dispute, and shredded
    then by `policy subjects expire`.
    """
    from notifier.adapters.mail.outbox import Outbox
    from notifier.flows.forget import forget, provider

    if shred and until:
        raise click.UsageError("--shred keeps nothing; leave out --until")
    house = House(repo)
    now = house.now()
    last = None if shred else _end(until, now, house.settings.evidence_days)
    asked = None if without_provider else provider(house.settings)
    remembered = house.people.remembered(who) if shred else None
    for one in (remembered,) if remembered else _found(house, who):
        if dry_run:
            tell(_kept(say("would erase person {number}", number=one.id), last))
            continue
        done = forget(
            house.people,
            one,
            outbox=Outbox(house.settings.outbox_folder),
            provider=asked,
            actor=house.actor,
            now=now,
            until=last,
        )
        tell(_kept(say("erased person {number}", number=done.person), done.until))
        if done.job:
            tell(say("SendGrid erases what it keeps (job {job})", job=done.job), before="  ")
        if done.mails:
            removed = counted(
                "removed {count} mail from the outbox", "removed {count} mails from the outbox", done.mails
            )
            tell(removed, before="  ")


def _kept(erased: Said, until: datetime | None) -> Said:
    """Tell how long evidence on a person outlives them in the store."""
    if until is None:
        return erased
    return say("{erased}; evidence is kept until {day}", erased=erased, day=f"{until:%Y-%m-%d}")


def _end(until: date | None, now: datetime, days: int) -> datetime:
    """Give the moment until which evidence is kept."""
    if until is None:
        return now + timedelta(days=days)
    if until <= now.date():
        raise click.UsageError("--until is past; name a later day, or --shred")
    return datetime.combine(until, time.min, tzinfo=UTC)


@command.command("expire")
@click.option("--dry-run", is_flag=True, help="Say whose evidence would be shredded.")
@click.pass_obj
def expire(repo: str, *, dry_run: bool) -> None:
    """Shred the evidence on erased people whose time is over; run it once a day."""
    from notifier.flows.forget import expire as expired

    house = House(repo)
    gone = expired(house.people, actor=house.actor, now=house.now(), dry_run=dry_run)
    for number in gone:
        tell(
            say("would shred the evidence on person {number}", number=number)
            if dry_run
            else say("shredded the evidence on person {number}", number=number)
        )
    if not gone:
        tell(say("nothing to shred"))


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
