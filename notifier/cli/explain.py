"""`policy explain`: how one change was read, and why it was judged so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import rules
from notifier.cli.speech import told
from notifier.core.assessment import assess, placed
from notifier.core.editorial import Proof, explain_all
from notifier.core.judgement import RULES, observe
from notifier.core.said import say
from notifier.core.signs import lean
from notifier.core.text import ClauseId, Language
from notifier.flows import difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.assessment import Assessed
    from notifier.core.editorial import Open
    from notifier.core.judgement import Place
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("explain")
@click.option("--before", type=_FILE, required=True, help="The text as it was.")
@click.option("--after", type=_FILE, required=True, help="The text as it is.")
@click.option("--lang", default="en", show_default=True, help="The language of both texts.")
@click.argument("clause", required=False)
def command(before: Path, after: Path, lang: str, clause: str | None) -> None:
    """Show how each change (or that of one CLAUSE) was read: statements, rules, findings, and what was proved."""
    language = Language(lang)
    pack = rules.read(language)
    changes = difference.files(before, after, language=language)
    proofs = explain_all(changes, pack.editorial)
    seen = zip(assess(changes, pack).changes, placed(changes, pack), proofs, strict=True)
    for assessed, (change, place), proof in seen:
        if clause is None or change.clause == ClauseId(clause):
            click.echo("\n".join(_lines(assessed, place, proof, pack)))


def _lines(assessed: Assessed, place: Place, proof: Proof | Open, pack: RulePack) -> Iterator[str]:
    change = assessed.change
    old, new = change.words_before, change.words_after
    yield f"{change.clause}: {assessed.level.word}, {assessed.direction}, {assessed.category}"
    yield f"  {told(_proved(proof) if isinstance(proof, Proof) else _unproved(proof))}"
    seen = observe(old, new, pack, place=place)
    for side, statements in (("before", seen.before), ("after", seen.after)):
        for statement in statements:
            yield f"  {side}: {statement.text}"
            yield f"    {_read(statement)}"
    if isinstance(proof, Proof):
        yield f"  {told(say('What is proved editorial is not put to the rules.'))}\n"
        return
    fired = sorted({ground.rule for ground in seen.grounds})
    yield f"  rules tried: {', '.join(rule.__name__ for rule in RULES)}, statements that came or went"
    yield f"  rules that fired: {', '.join(fired) or 'none'}; weights {lean(seen.signs, pack.weights):+.2f}"
    for finding in assessed.findings:
        yield f"  {finding.level.word}: {finding.explain(pack.language)}"
    yield ""


def _proved(proof: Proof) -> str:
    if not proof.steps:
        return say("proved editorial by: the same words")
    return say("proved editorial by: {steps}", steps=", ".join(proof.steps))


def _unproved(found: Open) -> str:
    """Say what stands against a proof."""
    match found.why:
        case "language":
            return say("not proved editorial: there is no proof for this language")
        case "too long":
            return say("not proved editorial: the texts are too long or differ too much")
        case "hidden characters":
            return say("not proved editorial: hidden characters came or went")
        case "look-alike letters":
            return say("not proved editorial: letters of another script look like these")
        case "another heading or lead-in":
            return say("not proved editorial: it moved under another heading or lead-in")
        case _:
            return _only(_phrases(found.before), _phrases(found.after))


def _only(before: str, after: str) -> str:
    if before and after:
        return say(
            "not proved editorial: only before “{before}”; only after “{after}”", before=before, after=after
        )
    if before:
        return say("not proved editorial: only before “{before}”", before=before)
    if after:
        return say("not proved editorial: only after “{after}”", after=after)
    return say("not proved editorial: the same words in another order, or other marks")


def _phrases(words: tuple[str, ...]) -> str:
    """Give the words that differ, without the marks around them."""
    return " … ".join(filter(None, (phrase.strip(" .,;:") for phrase in words)))


def _read(statement: Statement) -> str:
    head = statement.heads or tuple(filter(None, (statement.inherited, statement.presumed)))
    acts = [
        f"{one.actor} {one.force.name.lower()} {'not ' * one.negated}{one.concept.id} ({one.stance.name.lower()})"
        for one in head
    ]
    numbers = [f"{quantity.measure} {quantity.value:g}" for quantity in statement.quantities]
    return "; ".join([*(acts or ["no act"]), f"will asked: {statement.gate.name.lower()}", *numbers])
