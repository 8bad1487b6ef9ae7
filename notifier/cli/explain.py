"""`policy explain`: how one change was read, and why it was judged so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import rules
from notifier.core.assessment import assess, placed
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.editorial import Proof, explain
from notifier.core.judgement import RULES, observe
from notifier.core.signs import lean
from notifier.core.text import ClauseId, Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.assessment import Assessed
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
    changes = compare(*(parse(path.read_text("utf-8"), language=language) for path in (before, after)))
    told = zip(assess(changes, pack).changes, placed(changes, pack), strict=True)
    for assessed, (change, place) in told:
        if clause is None or change.clause == ClauseId(clause):
            click.echo("\n".join(_lines(assessed, place, pack)))


def _lines(assessed: Assessed, place: Place, pack: RulePack) -> Iterator[str]:
    change = assessed.change
    old, new = change.words_before, change.words_after
    yield f"{change.clause}: {assessed.level.word}, {assessed.direction}, {assessed.category}"
    proof = explain(old, new, pack.language, pack.editorial)
    if isinstance(proof, Proof):
        yield f"  proved editorial by: {', '.join(proof.steps) or 'the same words'}"
    else:
        yield f"  not proved editorial: {proof.why} {' '.join(proof.before)} -> {' '.join(proof.after)}"
    seen = observe(old, new, pack, place=place)
    for side, statements in (("before", seen.before), ("after", seen.after)):
        for statement in statements:
            yield f"  {side}: {statement.text}"
            yield f"    {_read(statement)}"
    fired = sorted({ground.rule for ground in seen.grounds})
    yield f"  rules tried: {', '.join(rule.__name__ for rule in RULES)}, statements that came or went"
    yield f"  rules that fired: {', '.join(fired) or 'none'}; weights {lean(seen.signs, pack.weights):+.2f}"
    for finding in assessed.findings:
        yield f"  {finding.level.word}: {finding.explain(pack.language)}"
    yield ""


def _read(statement: Statement) -> str:
    head = statement.heads or tuple(filter(None, (statement.inherited, statement.presumed)))
    acts = [
        f"{one.actor} {one.force.name.lower()} {'not ' * one.negated}{one.concept.id} ({one.stance.name.lower()})"
        for one in head
    ]
    numbers = [f"{quantity.measure} {quantity.value:g}" for quantity in statement.quantities]
    return "; ".join([*(acts or ["no act"]), f"will asked: {statement.gate.name.lower()}", *numbers])
