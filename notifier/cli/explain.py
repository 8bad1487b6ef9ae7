"""`policy explain`: how one change was read, and why it was judged so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import rules
from notifier.cli.speech import own
from notifier.core.assessment import assess, placed
from notifier.core.editorial import explain_all
from notifier.core.excerpt import excerpt
from notifier.core.judgement import observe
from notifier.core.said import say
from notifier.core.signs import lean
from notifier.core.text import ClauseId, Language
from notifier.errors import TextRefused
from notifier.flows import difference
from notifier.render import account
from notifier.render.account import Account

if TYPE_CHECKING:
    from notifier.core.assessment import Assessed
    from notifier.core.editorial import Open, Proof
    from notifier.core.judgement import Place
    from notifier.core.rulepack import RulePack

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("explain")
@click.option("--before", type=_FILE, required=True, help="The text as it was.")
@click.option("--after", type=_FILE, required=True, help="The text as it is.")
@click.option("--lang", default="en", show_default=True, help="The language of both texts.")
@click.argument("clause", required=False)
def command(before: Path, after: Path, lang: str, clause: str | None) -> None:
    """Show how each change (or that of one CLAUSE) was read: statements, rules, findings, and what was proved."""
    language = Language(lang)
    pack, words = rules.read(language), own()
    changes = difference.files(before, after, language=language)
    proofs = explain_all(changes, pack.editorial)
    seen = zip(assess(changes, pack).changes, placed(changes, pack), proofs, strict=True)
    known = [
        _account(assessed, place, proof, pack, words.language)
        for assessed, (change, place), proof in seen
        if clause is None or change.clause == ClauseId(clause)
    ]
    if not known:
        raise _nothing(clause, after)
    click.echo("\n\n".join("\n".join(account.lines(one, words)) for one in known))


def _account(
    assessed: Assessed, place: Place, proof: Proof | Open, pack: RulePack, language: Language
) -> Account:
    part = excerpt(assessed.change.words_before, assessed.change.words_after)
    seen = observe(part.before, part.after, pack, place=place)
    return Account(
        assessed=assessed,
        proof=proof,
        seen=seen,
        leaning=lean(seen.signs, pack.weights),
        names=rules.names(language),
    )


def _nothing(clause: str | None, after: Path) -> TextRefused:
    if clause is None:
        return TextRefused(
            say("nothing changed"), source=str(after), remedy=say("name two texts that differ")
        )
    return TextRefused(
        say("clause '{clause}' did not change", clause=clause),
        source=str(after),
        remedy=say("leave the clause out to see every change"),
    )
