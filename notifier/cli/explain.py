"""`policy explain`: how one change was read, and why it was judged so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import rules
from notifier.adapters.catalog import Catalog, text_place
from notifier.cli.speech import own
from notifier.core.assessment import assess, placed
from notifier.core.editorial import explain_all
from notifier.core.excerpt import excerpt
from notifier.core.judgement import observe
from notifier.core.languages import language_name
from notifier.core.levels import called
from notifier.core.said import say
from notifier.core.signs import lean
from notifier.core.text import Language
from notifier.errors import TextRefused
from notifier.flows import difference
from notifier.render import account
from notifier.render.account import Account
from notifier.render.refusal import again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.assessment import Assessed, Assessment
    from notifier.core.changeset import ChangeSet
    from notifier.core.editorial import Open, Proof
    from notifier.core.judgement import Place
    from notifier.core.rulepack import RulePack
    from notifier.core.said import Said
    from notifier.core.text import ClauseId

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("explain")
@click.argument("name", metavar="[POLICY]", default="")
@click.argument("clause", metavar="[CLAUSE]", default="")
@click.option("--before", type=_FILE, metavar="FILE", help="Instead of a policy, read this text as it was …")
@click.option("--after", type=_FILE, metavar="FILE", help="… and this one as it is; CLAUSE may follow.")
@click.option("--lang", default="", help="The language of the texts; otherwise the one that governs.")
@click.pass_obj
def command(repo: str, name: str, *, clause: str, before: Path | None, after: Path | None, lang: str) -> None:
    """Show how each change of POLICY since its last release was read, and why it was judged so; or that of one CLAUSE.

    For each change: what both texts say, statement by statement; what proved that they say the same, or what stands
    against it; and each finding with its rule.
    """
    if bool(before) != bool(after) or (before and clause) or not (before or name):
        raise click.UsageError("give a policy, or --before and --after together")
    others: tuple[Assessment, ...] = ()
    if before and after:
        changes = difference.files(before, after, language=Language(lang or "en"))
        assessment, place, wanted = assess(changes, rules.read(changes.language)), str(after), name
    else:
        policy = (catalog := Catalog(Path(repo))).policy(name)
        language = Language(lang) if lang else policy.governing
        changes, assessment, others = difference.working(catalog, policy, language)
        place, wanted = text_place(policy.name, language), clause
    known = list(_accounts(changes, assessment, wanted))
    apart = list(_apart(known, others, name, wanted))
    if not known and not apart:
        raise _nothing(wanted, place)
    words = own()
    told = ["\n".join(account.lines(one, words)) for one in known]
    click.echo("\n\n".join((*told, *(again(one, words) for one in apart))))


def _accounts(changes: ChangeSet, assessment: Assessment, wanted: str) -> Iterator[Account]:
    """Read each change again, or those of one clause, by the id it has or had."""
    pack, language = rules.read(changes.language), own().language
    proofs = explain_all(changes, pack.editorial)
    for assessed, (_, place), proof in zip(assessment.changes, placed(changes, pack), proofs, strict=True):
        if not wanted or wanted in _ids(assessed):
            yield _account(assessed, place, proof, pack, language)


def _apart(known: Iterable[Account], others: Iterable[Assessment], name: str, wanted: str) -> Iterator[Said]:
    """Tell what another language assesses otherwise, or changes alone, and how to see that."""
    levels = {_ids(one.assessed)[-1]: one.assessed.level for one in known}
    for other in others:
        for assessed in other.changes:
            ids = _ids(assessed)
            if (not wanted or wanted in ids) and assessed.level != levels.get(ids[-1]):
                yield say(
                    "{language} differs: there '{clause}' is assessed “{level}”; run policy explain {policy} {clause} --lang {code}",
                    language=language_name(other.language),
                    clause=ids[-1],
                    level=called(assessed.level),
                    policy=name,
                    code=other.language,
                )


def _ids(assessed: Assessed) -> tuple[ClauseId, ...]:
    return tuple(clause.id for clause in (*assessed.change.before, *assessed.change.after))


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


def _nothing(clause: str, place: str) -> TextRefused:
    if not clause:
        return TextRefused(say("nothing changed"), source=place, remedy=say("name two texts that differ"))
    return TextRefused(
        say("clause '{clause}' did not change", clause=clause),
        source=place,
        remedy=say("leave the clause out to see every change"),
    )
