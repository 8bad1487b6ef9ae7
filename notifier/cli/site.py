"""Build the public site, or serve it while a text is worked on."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import listening
from notifier.cli.clock import DAY
from notifier.cli.moving import moving
from notifier.cli.refusals import line
from notifier.cli.speech import decimal, tell
from notifier.core.said import counted, listed, say
from notifier.errors import NotifierError

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.said import Said
    from notifier.flows.publish import Report


@click.group()
def command() -> None:
    """Build or serve the public site."""


_KINDS = {
    "start": say("start"),
    "text": say("text in force"),
    "upcoming": say("upcoming version"),
    "bilingual": say("side by side"),
    "compare": say("comparison"),
    "versions": say("list of versions"),
    "version": say("version"),
    "change": say("change"),
    "clauses": say("list of clauses"),
    "clause": say("clause"),
    "seals": say("seals"),
    "written": say("written by hand"),
}
"""What people call a kind of page."""


@command.command()
@click.option("--on", type=DAY, default=None, help="Build as of this day; today by default.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where to write; site/ by default.",
)
@click.option("--pdf/--no-pdf", default=None, help="Versions and changes as PDF too (extra [pdf]).")
@click.option(
    "--pages",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Write the pages as Markdown files for another builder into this folder, and build nothing.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def build(  # noqa: PLR0917 - click hands over every option
    repo: str, on: date | None, out: Path | None, pdf: bool | None, pages: Path | None, form: str
) -> None:
    """Write the site of every policy, in all languages and versions; what stands already is left alone."""
    from notifier.flows.publish import publish, write_pages

    if pages:
        made = write_pages(Path(repo), pages, on=on, pdf=pdf)
        tell(counted("{count} file in {folder}", "{count} files in {folder}", made, folder=pages))
        return
    with moving(say("pages and files")) as moved:
        report = publish(Path(repo), on=on, out=out, pdf=pdf, progress=moved)
    if form == "json":
        click.echo(json.dumps(_told(report), indent=2))
    else:
        _say(report)


@command.command()
@click.option("--on", type=DAY, default=None, help="Show the site as of this day; today by default.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="On this machine only."
)
@click.pass_obj
def serve(repo: str, on: date | None, port: int) -> None:
    """Show the site with the drafts of the working tree; pages open anew when a text is saved."""
    from notifier.flows.preview import HOST, Preview
    from notifier.flows.publish import Report

    def news(came: Report | Exception) -> None:
        if isinstance(came, Report):
            tell(_again(came))
        else:
            click.echo(line(came) if isinstance(came, NotifierError) else str(came), err=True)

    listening.free(HOST, port)
    preview = Preview(Path(repo), port=port, on=on, told=news)
    tell(say("{address} shows the drafts too; press Ctrl+C to end", address=f"http://{HOST}:{port}/"))
    with suppress(KeyboardInterrupt):
        preview.serve()


def _told(report: Report) -> dict[str, object]:
    return {**asdict(report), "out": str(report.out), "kinds": dict(report.kinds)}


def _again(report: Report) -> Said:
    return counted(
        "built again, {count} file changed, {seconds} s",
        "built again, {count} files changed, {seconds} s",
        report.written,
        seconds=decimal(report.seconds),
    )


def _say(report: Report) -> None:
    """Tell what was built."""
    tell(
        say(
            "{pages} and {files} in {folder}, {seconds} s",
            pages=counted("{count} page", "{count} pages", report.pages),
            files=counted("{count} file", "{count} files", report.files),
            folder=report.out,
            seconds=decimal(report.seconds),
        )
    )
    kinds = (say("{kind} {count}", kind=_KINDS.get(kind, kind), count=count) for kind, count in report.kinds)
    tell(say("pages: {kinds}", kinds=listed(kinds)))
    tell(
        say(
            "files: {written} written, {kept} left as they were, {removed} removed",
            written=report.written,
            kept=report.kept,
            removed=report.removed,
        )
    )
