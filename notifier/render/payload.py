"""Changes as plain dictionaries, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notifier.core import hidden
from notifier.core.redline import Op
from notifier.render.strokes import strokes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.assessment import Assessed, Assessment, Finding
    from notifier.core.changeset import Change, ChangeSet, Elsewhere
    from notifier.core.document import Clause, Run
    from notifier.core.redline import Redline
    from notifier.render.strokes import Stroke


def redline(value: Redline) -> list[dict[str, str]]:
    """Give the edits of a redline: kept ones by their words, and by their old words where typography differs."""
    told = []
    for edit in value.edits:
        entry = {"op": str(edit.op), "text": edit.before if edit.op is Op.REMOVE else edit.after}
        if edit.op is Op.KEEP and edit.before != edit.after:
            entry["was"] = edit.before
        told.append(entry)
    return told


def change(value: Change) -> dict[str, Any]:
    """Give one change: kind, clause, words before and after, redline, and changes of dress alone."""
    return {
        "kind": str(value.fate),
        "clause": str(value.clause),
        "clauses": {
            "before": [str(clause.id) for clause in value.before],
            "after": [str(clause.id) for clause in value.after],
        },
        "before": value.redline.before,
        "after": value.redline.after,
        "redline": redline(value.redline),
        "hidden": {"before": _hidden(value.before), "after": _hidden(value.after)},
        "restyled": [_restyled(stroke, stroke.was) for stroke in strokes(value) if stroke.was],
    } | _elsewhere(value.elsewhere)


def changes(value: ChangeSet) -> dict[str, Any]:
    """Give all changes between two texts."""
    return {
        "language": str(value.language),
        "rewritten": value.alignment.rewritten,
        "changes": [change(each) for each in value.changes],
    }


def finding(value: Finding) -> dict[str, Any]:
    """Give one reason for a level."""
    return {
        "rule": value.rule,
        "level": value.level.word,
        "direction": str(value.direction),
        "category": str(value.category),
        "before": value.before,
        "after": value.after,
        "why": {str(language): why for language, why in value.why},
    }


def assessed(value: Assessed) -> dict[str, Any]:
    """Give one change with what it does to people."""
    return change(value.change) | {
        "level": value.level.word,
        "direction": str(value.direction),
        "category": str(value.category),
        "findings": [finding(each) for each in value.findings],
    }


def assessment(value: Assessment, compared: ChangeSet) -> dict[str, Any]:
    """Give a change set with what it does to people."""
    return changes(compared) | {
        "edition": value.edition,
        "level": value.level.word,
        "direction": str(value.direction),
        "changes": [assessed(each) for each in value.changes],
    }


def _elsewhere(value: Elsewhere | None) -> dict[str, Any]:
    """Name the clause of another policy that a clause went to or came from; nothing when there is none."""
    return {"elsewhere": {"policy": str(value.policy), "clause": str(value.clause)}} if value else {}


def _hidden(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    return [
        {"disguise": str(found.disguise), "code": found.code, "name": found.name, "word": found.word}
        for clause in clauses
        for found in hidden.of_clause(clause)
    ]


def _restyled(stroke: Stroke, was: Run) -> dict[str, Any]:
    return {"text": stroke.run.text, "before": _dress(was), "after": _dress(stroke.run)}


def _dress(run: Run) -> dict[str, Any]:
    """Name what a dress wears."""
    worn = {
        "strong": run.strong,
        "emphasis": run.emphasis,
        "code": run.code,
        "image": run.image,
        "html": run.html,
    }
    return {name: True for name, on in worn.items() if on} | ({"target": run.target} if run.target else {})
