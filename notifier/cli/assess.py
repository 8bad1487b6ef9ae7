"""`policy assess`: what many changes do to people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notifier.adapters import rules, worktree
from notifier.core.assessment import assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.said import say
from notifier.core.text import Language
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from notifier.core.assessment import Assessed, Assessment
    from notifier.core.document import Clause
    from notifier.core.finding import Finding


@click.command("assess")
@click.option(
    "--jsonl",
    "requests",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help='Lines {"id", "lang", "before", "after"}: two Markdown texts, either may be empty.',
)
def command(requests: Path) -> None:
    """Say for each pair of texts what the change does to people, a JSON line each."""
    told = worktree.decoded(requests.read_bytes(), place=str(requests))
    for number, line in enumerate(told.split("\n"), 1):
        if line.strip():
            click.echo(json.dumps(_answered(line, number, requests), ensure_ascii=False))


def _answered(line: str, number: int, requests: Path) -> dict[str, Any]:
    try:
        request = json.loads(line)
        known, language = request["id"], Language(request["lang"])
        before, after = str(request["before"]), str(request["after"])
    except (ValueError, KeyError, TypeError) as error:
        raise TextRefused(
            say("not a request: {cause!r}", cause=error), source=str(requests), line=number,
            remedy=say('write {{"id": …, "lang": …, "before": …, "after": …}}'),
        ) from error  # fmt: skip
    pack = rules.read(language)
    changes = compare(parse(before, language=language), parse(after, language=language))
    return {"id": known, **answer(assess(changes, pack))}


def answer(assessment: Assessment) -> dict[str, Any]:
    """Give an assessment as JSON tells it."""
    return {
        "level": assessment.level.word,
        "direction": assessment.direction.value,
        "changes": [_change(assessed, assessment.language) for assessed in assessment.changes],
    }


def _change(assessed: Assessed, language: Language) -> dict[str, Any]:
    return {
        "kind": assessed.change.fate.value,
        "clause": assessed.change.clause,
        "before": _markdown(assessed.change.before),
        "after": _markdown(assessed.change.after),
        "level": assessed.level.word,
        "direction": assessed.direction.value,
        "category": assessed.category.value,
        "findings": [_finding(finding, language) for finding in assessed.findings],
    }


def _markdown(clauses: tuple[Clause, ...]) -> str:
    """Give clauses as they stand in the text, a blank line between them."""
    return "\n\n".join(clause.source.strip() for clause in clauses)


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "before": finding.before,
        "after": finding.after,
        "level": finding.level.word,
        "direction": finding.direction.value,
        "why": finding.explain(language),
    }
