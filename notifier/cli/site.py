"""Build the public site, or serve it while a text is worked on."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.cli.clock import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from notifier.flows.publish import Report


@click.group()
def command() -> None:
    """Build or serve the public site."""


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
        click.echo(f"{write_pages(Path(repo), pages, on=on, pdf=pdf)} files in {pages}")
        return
    with _shown() as progress:
        report = publish(Path(repo), on=on, out=out, pdf=pdf, progress=progress)
    click.echo(json.dumps(_told(report), indent=2) if form == "json" else _said(report))


@command.command()
@click.option("--on", type=DAY, default=None, help="Show the site as of this day; today by default.")
@click.option("--port", type=int, default=8000, show_default=True, help="On this machine only.")
@click.pass_obj
def serve(repo: str, on: date | None, port: int) -> None:
    """Show the site with the drafts of the working tree; pages open anew when a text is saved."""
    from notifier.flows.preview import HOST, Preview
    from notifier.flows.publish import Report

    def told(news: Report | Exception) -> None:
        click.echo(
            f"built again, {news.written} files changed, {news.seconds:.1f} s"
            if isinstance(news, Report)
            else str(news),
            err=not isinstance(news, Report),
        )

    preview = Preview(Path(repo), port=port, on=on, told=told)
    click.echo(f"http://{HOST}:{port}/ shows the drafts too; press Ctrl+C to end")
    with suppress(KeyboardInterrupt):
        preview.serve()


@contextmanager
def _shown() -> Iterator[Callable[[int, int], None] | None]:
    """Show how far a build is, on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pages and files", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _told(report: Report) -> dict[str, object]:
    return {**asdict(report), "out": str(report.out), "kinds": dict(report.kinds)}


def _said(report: Report) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.kinds)
    return (
        f"{report.pages} pages and {report.files} files in {report.out}, {report.seconds:.1f} s\n"
        f"pages: {kinds}\n"
        f"files: {report.written} written, {report.kept} left as they were, {report.removed} removed"
    )
