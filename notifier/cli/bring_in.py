"""`policy import`: a release history from an existing repository, or a text from outside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import worktree
from notifier.adapters.catalog import Catalog
from notifier.cli.clock import DAY, today
from notifier.cli.moving import moving
from notifier.cli.refusals import line
from notifier.cli.speech import tell
from notifier.core.finding import Level
from notifier.core.levels import called
from notifier.core.said import counted, say
from notifier.core.text import Language

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.said import Said


@click.group("import")
def command() -> None:
    """Bring in what exists: a history from git, or a text."""


def _level(level: Level) -> Said:
    """Say what a release does; the first one changes nothing."""
    return say("the first release") if level is Level.NONE else called(level)


def _paths(pairs: tuple[str, ...]) -> dict[Language, str]:
    told = {}
    for pair in pairs:
        language, equals, path = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"'{pair}': write it like en=docs/privacy.md", param_hint="--text")
        told[Language(language)] = path
    return told


@command.command("history")
@click.argument("name", metavar="POLICY")
@click.option(
    "--from", "source", required=True, type=click.Path(exists=True, path_type=Path), help="The repository."
)
@click.option(
    "--text", "texts", multiple=True, required=True, metavar="LANG=PATH", help="The file of a language."
)
@click.option(
    "--by", default="", metavar="NAME", help="Who rules on the steps; as git knows you when left out."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the proposal for review.")
@click.pass_obj
def history(repo: str, name: str, *, source: Path, texts: tuple[str, ...], by: str, out: Path | None) -> None:
    """Propose past releases of POLICY from the history of its files; renames are followed."""
    from notifier.flows.bring_in import propose, written

    catalog = Catalog(Path(repo))
    policy = catalog.policy(name)
    with moving(say("steps of the history")) as moved:
        found = propose(source, _paths(texts), policy, progress=moved)
    for one in found:
        tell(
            say(
                "{version}  {day}  {changes}, {level}  {title}",
                version=one.version,
                day=one.step.on,
                changes=counted("{count} change", "{count} changes", one.changes),
                level=_level(one.level),
                title=one.step.title,
            )
        )
    if out:
        worktree.write(out, written(found, policy, by=by or catalog.repository.person).encode())
        tell(say("next: edit {out}, then policy import apply {out}", out=out))


@command.command("apply")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--from", "source", required=True, type=click.Path(exists=True, path_type=Path), help="The repository."
)
@click.option(
    "--text", "texts", multiple=True, required=True, metavar="LANG=PATH", help="The file of a language."
)
@click.option("--today", "as_of", type=DAY, metavar="DAY", hidden=True)
@click.pass_obj
def apply(repo: str, plan: Path, *, source: Path, texts: tuple[str, ...], as_of: date | None) -> None:
    """Enter the reviewed steps of PLAN as past releases."""
    from notifier.flows.bring_in import enter

    for record in enter(Catalog(Path(repo)), source, _paths(texts), plan, today=as_of or today()):
        tell(
            say(
                "brought in {policy} {version} ({level}), {day}",
                policy=record.policy,
                version=record.version,
                level=_level(record.level),
                day=record.effective_on,
            )
        )


@command.command("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lang", default="en", show_default=True, help="The language of the text.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the text as Markdown.")
def text(file: Path, *, lang: str, out: Path | None) -> None:
    """Read a pasted text (or Markdown, or a Word file) and tell what is wrong with it."""
    from notifier.adapters.outside import markdown
    from notifier.adapters.rules import read
    from notifier.core.chronicle import headed
    from notifier.core.document import parse
    from notifier.core.inspection import inspect

    language = Language(lang)
    told = headed(markdown(file))
    found = list(
        inspect(parse(told, language=language, place=str(out or file)), read(language).editorial.known)
    )
    if out:
        worktree.write(out, told.encode())
        tell(say("wrote {out}", out=out))
    for one in found:
        click.echo(line(one))
    tell(counted("{count} thing to look at", "{count} things to look at", len(found)))
