"""The programming interface of the site: JSON files, each described by a schema.

What is told of one version never speaks of other versions or of today, so a new release changes no older file.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from notifier.core.document import shown
from notifier.core.ledger import told as shown_seal
from notifier.core.release import stricter
from notifier.core.text import digest
from notifier.render import html
from notifier.render.pages import blocks
from notifier.render.recall import Recall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Clause, Document
    from notifier.core.ledger import Seal
    from notifier.core.policy import Policy, Registry
    from notifier.core.redline import Redline
    from notifier.core.release import Record
    from notifier.core.text import PolicyName
    from notifier.core.timeline import Stay

_CLAUSES: Recall[dict[str, Any]] = Recall(8_000)

_DAY = {"type": "string", "format": "date"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_LEVEL = {"enum": ["none", "editorial", "material", "rights-reduction"]}
_VERSION = {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"}
_TITLES = {"type": "object", "additionalProperties": {"type": "string"}}


def written(value: object) -> bytes:
    """Write JSON the same way everywhere: readable, in the order given, ending in a newline."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def policies(registry: Registry, current: dict[PolicyName, str]) -> dict[str, Any]:
    """Tell every policy and the version in force."""
    return {
        "organisation": registry.organisation,
        "policies": [
            {
                "name": policy.name,
                "titles": dict(policy.titles),
                "languages": list(policy.languages),
                "governing_language": policy.governing,
                "in_force": current.get(policy.name, ""),
            }
            for policy in registry.policies
        ],
    }


def versions(policy: Policy, stays: Sequence[Stay]) -> dict[str, Any]:
    """Tell every version of a policy, oldest first, with the time it stands."""
    return {
        "policy": policy.name,
        "versions": [
            {
                "version": str(stay.record.version),
                "level": stay.record.level.word,
                "state": str(stay.state),
                "published_on": stay.record.published_on.isoformat(),
                "effective_on": stay.since.isoformat(),
                "until": stay.until.isoformat() if stay.until else None,
                "summaries": dict(stay.record.summaries),
            }
            for stay in stays
        ],
    }


def version(record: Record, document: Document) -> dict[str, Any]:
    """Tell one version in one language, clause by clause."""
    text = next(ref for ref in record.texts if ref.language == document.language)
    return {
        "policy": record.policy,
        "version": str(record.version),
        "language": document.language,
        "level": record.level.word,
        "published_on": record.published_on.isoformat(),
        "effective_on": record.effective_on.isoformat(),
        "title": document.title,
        "sha256": text.sha256,
        "clauses": [
            _CLAUSES((blocks.look(clause), clause.path), partial(_clause, clause))
            for clause in document.clauses
        ],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "kind": str(clause.kind),
        "depth": clause.depth,
        "marker": clause.marker,
        "path": list(clause.path),
        "text": shown(clause),
        "html": html.inline(clause.runs),
        "sha256": digest(clause.text),
    }


def edits(redline: Redline) -> list[list[str]]:
    """Tell a redline edit by edit: what it does, the words before, the words after."""
    return [[str(edit.op), edit.before, edit.after] for edit in redline.edits]


def change(record: Record, changeset: ChangeSet, *, before: Record) -> dict[str, Any]:
    """Tell every change of one version from the one before, in one language.

    A direction and sentences are told where they are those of the level; where another language gave the level, its
    sentences are told.
    """
    refs = {(ref.clause, ref.fate): ref for ref in record.changes if ref.language == changeset.language}
    return {
        "policy": record.policy,
        "version": str(record.version),
        "compared_with": str(before.version),
        "language": changeset.language,
        "level": record.level.word,
        "changes": [
            {
                "clause": one.clause,
                "fate": str(one.fate),
                "before": one.redline.before,
                "after": one.redline.after,
                "edits": edits(one.redline),
                "level": ref.level.word if ref else "",
                "category": str(ref.category) if ref else "",
                "direction": str(ref.direction) if ref and own else "",
                "why": list(ref.why) if ref and own else [],
                "elsewhere": [
                    {"language": language, "why": words}
                    for language, words in (stricter(record, (ref,)) if ref and not own else ())
                ],
            }
            for one in changeset.changes
            for ref in [refs.get((one.clause, one.fate))]
            for own in [ref is not None and ref.level == ref.assessed]
        ],
    }


def ledger(seals: Iterable[Seal]) -> dict[str, Any]:
    """Tell the seals of the ledger of answers that were anchored, oldest first."""
    return {"seals": [shown_seal(seal) for seal in seals]}


def _object(required: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer", "minimum": 1}

SCHEMAS: dict[str, dict[str, Any]] = {
    "policies": _object(
        {
            "organisation": _TEXT,
            "policies": _list(
                _object(
                    {
                        "name": _TEXT,
                        "titles": _TITLES,
                        "languages": _list(_TEXT),
                        "governing_language": _TEXT,
                        "in_force": _TEXT,
                    }
                )
            ),
        }
    ),
    "versions": _object(
        {
            "policy": _TEXT,
            "versions": _list(
                _object(
                    {
                        "version": _VERSION,
                        "level": _LEVEL,
                        "state": _TEXT,
                        "published_on": _DAY,
                        "effective_on": _DAY,
                        "until": {"type": ["string", "null"], "format": "date"},
                        "summaries": _TITLES,
                    }
                )
            ),
        }
    ),
    "version": _object(
        {
            "policy": _TEXT,
            "version": _VERSION,
            "language": _TEXT,
            "level": _LEVEL,
            "published_on": _DAY,
            "effective_on": _DAY,
            "title": _TEXT,
            "sha256": _HASH,
            "clauses": _list(
                _object(
                    {
                        "id": _TEXT,
                        "kind": _TEXT,
                        "depth": {"type": "integer"},
                        "marker": _TEXT,
                        "path": _list(_TEXT),
                        "text": _TEXT,
                        "html": _TEXT,
                        "sha256": _HASH,
                    }
                )
            ),
        }
    ),
    "ledger": _object(
        {
            "seals": _list(
                _object(
                    {
                        "number": _NUMBER,
                        "size": _NUMBER,
                        "root": _HASH,
                        "previous": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
                        "at": {"type": "string", "format": "date-time"},
                        "key": _HASH,
                        "hash": _HASH,
                        "signature": {"type": "string", "pattern": "^[0-9a-f]{128}$"},
                    }
                )
            ),
        }
    ),
    "change": _object(
        {
            "policy": _TEXT,
            "version": _VERSION,
            "compared_with": _VERSION,
            "language": _TEXT,
            "level": _LEVEL,
            "changes": _list(
                _object(
                    {
                        "clause": _TEXT,
                        "fate": _TEXT,
                        "before": _TEXT,
                        "after": _TEXT,
                        "edits": _list({"type": "array", "items": _TEXT, "minItems": 3, "maxItems": 3}),
                        "level": _TEXT,
                        "category": _TEXT,
                        "direction": _TEXT,
                        "why": _list(_TEXT),
                        "elsewhere": _list(_object({"language": _TEXT, "why": _TEXT})),
                    }
                )
            ),
        }
    ),
}
"""One JSON Schema for each kind of file."""


def schemas() -> Iterable[tuple[str, dict[str, Any]]]:
    """Give every schema with its name."""
    for name, told in SCHEMAS.items():
        yield name, {"$schema": "https://json-schema.org/draft/2020-12/schema", **told}
