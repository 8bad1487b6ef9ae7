"""`policy init`: a new repository of policies, ready to use."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from notifier.cli.speech import tell
from notifier.core.said import say
from notifier.core.text import EN, FR, Language
from notifier.flows.begin import begin


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option("--organisation", default="Example House", show_default=True, help="Who publishes.")
@click.option("--contact", default="privacy@example.org", show_default=True, help="Where people write to.")
@click.option(
    "--site-url", default="https://policies.example.org/", show_default=True, help="Where the site lives."
)
@click.option(
    "--decision-url", default="https://decide.example.org/", show_default=True, help="Where people decide."
)
@click.option("--owners", default="@legal", show_default=True, help="Who has to approve changes to a policy.")
@click.option(
    "--lang",
    type=click.Choice([EN, FR]),
    default=EN,
    show_default=True,
    help="The language of the comment on a pull request.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.pass_obj
def command(
    repo: str,
    folder: Path | None,
    *,
    organisation: str,
    contact: str,
    site_url: str,
    decision_url: str,
    owners: str,
    lang: str,
    dry_run: bool,
) -> None:
    """Write the first files of a repository into FOLDER: texts, registry, site, workflows; nothing is overwritten."""
    done = begin(
        folder or Path(repo),
        organisation=organisation,
        contact=contact,
        site_url=site_url,
        decision_url=decision_url,
        owners=owners,
        lang=Language(lang),
        dry_run=dry_run,
    )
    for place, made in done:
        tell(say("made  {place}", place=place) if made else say("kept  {place}", place=place))
    tell(
        say(
            "next: cd {folder}, edit policy/privacy.md and its translation, then policy check",
            folder=shlex.quote(str(folder)),
        )
        if folder
        else say("next: edit policy/privacy.md and its translation, then policy check")
    )
