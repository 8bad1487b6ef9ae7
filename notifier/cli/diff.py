"""`policy diff`: what changed between two texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters.catalog import Catalog
from notifier.cli.speech import colour, speech
from notifier.core.text import Language
from notifier.flows import difference
from notifier.render import html, markdown, payload, terminal

if TYPE_CHECKING:
    from notifier.core.changeset import ChangeSet
    from notifier.core.policy import Policy

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("diff")
@click.argument("name", metavar="[POLICY]", default="")
@click.argument("base", metavar="[FROM]", default="")
@click.argument("head", metavar="[TO]", default="")
@click.option("--before", type=_FILE, metavar="FILE", help="Compare this file …")
@click.option("--after", type=_FILE, metavar="FILE", help="… with this one.")
@click.option("--lang", default="", help="The language of the texts; otherwise the one that governs.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def command(
    repo: str,
    name: str,
    *,
    base: str,
    head: str,
    before: Path | None,
    after: Path | None,
    lang: str,
    form: str,
) -> None:
    """Show what changed in POLICY between two releases, from a release to the working tree, or between two files."""
    if bool(before) != bool(after) or (before and name):
        raise click.UsageError("give --before and --after together, or a policy")
    if before and after:
        changes, policy = difference.files(before, after, language=Language(lang or "en")), None
    else:
        catalog = Catalog(Path(repo))
        policy = catalog.policy(name)
        language = Language(lang) if lang else policy.governing
        changes = difference.releases(catalog, policy.name, base=base, head=head, language=language)
    click.echo(_shown(changes, form, policy), nl=False)


def _shown(changes: ChangeSet, form: str, policy: Policy | None) -> str:
    if form == "json":
        weighed = difference.weighed(changes, policy)
        told = payload.changes(changes) if weighed is None else payload.assessment(weighed, changes)
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    words = speech(changes.language)
    if form == "markdown":
        return markdown.changes(changes, words)
    if form == "html":
        return html.page(changes, words)
    return terminal.changes(changes, words, colour=colour())
