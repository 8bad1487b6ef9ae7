"""JSON Schemas of the files that people write, for their editors: made from the shapes that the readers check.

An editor with a TOML language server (taplo, Even Better TOML) finds them through `.taplo.toml`, which `policy init` writes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from notifier.adapters import drafts, records, registry
from notifier.core.finding import Category, Direction, Level
from notifier.core.policy import Binding, Channel
from notifier.core.said import say
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.adapters.shape import Shape

_KINDS: Mapping[type, str] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    date: "string",
    list: "array",
    dict: "object",
}
_DAY = {"type": "string", "format": "date"}
_LEVELS = [level.word for level in (Level.EDITORIAL, Level.MATERIAL, Level.REDUCTION)]

_FILES: Mapping[str, tuple[str, Shape]] = {
    "registry": ("What a team publishes: policy/policies.toml", registry.SHAPE),
    "draft": ("The next release of a policy: policy/releases/NAME/next.toml", drafts.SHAPE),
    "record": (
        "A release, written by the tool and never edited: policy/releases/NAME/VERSION.toml",
        records.SHAPE,
    ),
}
NAMES = tuple(_FILES)

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "registry": ("organisation", "contact", "site_url", "decision_url", "services", "policies"),
    "registry.services.*": ("titles", "channels"),
    "registry.policies.*": ("titles", "languages", "services", "notice_days"),
    "record": ("policy", "version", "level", "published_on", "effective_on", "summaries", "texts", "clauses"),
}

_TOLD: Mapping[str, str] = {
    "registry.organisation": "Who publishes, as people read it.",
    "registry.contact": "The address people write to; it stands on pages and mails.",
    "registry.site_url": "Where the public site lives.",
    "registry.decision_url": "Where people decide: the address of policy serve.",
    "registry.services": "What people use, each with the ways in which its people are told.",
    "registry.services.*.titles": "The name people read, by language.",
    "registry.services.*.channels": "How the people of this service are told of a release.",
    "registry.policies": "The texts; policy/NAME.md is the one called NAME.",
    "registry.policies.*.titles": "The name people read, by language.",
    "registry.policies.*.governing": "The language whose words govern where languages differ; English when it is left out.",
    "registry.policies.*.languages": "Every language the text is published in.",
    "registry.policies.*.services": "The services that the text covers.",
    "registry.policies.*.protected": "Ids of headings and clauses: any change there that is not editorial reduces rights.",
    "registry.policies.*.notice_days": "Days between publication and the day a release binds, by level.",
    "registry.policies.*.purposes": "What applications may ask about: a purpose, the clause that allows it, and the releases it stands in.",
    "registry.policies.*.binding": "What an unaccepted reduction holds back: its clause, or the release as a whole.",
    "registry.policies.*.time_zone": "Where the days of this policy begin; Europe/Paris when it is left out.",
    "draft.after": "The release that this one follows.",
    "draft.published_on": "The day it is published, without quotes.",
    "draft.effective_on": "The day it binds: at least the days of notice of its level later.",
    "draft.edition": "The editions of the rules that assessed it; written by the tool.",
    "draft.lifts": "Earlier reductions that are taken back, such as 2.0.0/retention-2.",
    "draft.summaries": "What changes for people, in a sentence or two, by language.",
    "draft.rulings": "What each change does to people, as a person rules.",
    "draft.rulings[].clause": "The clause that changed.",
    "draft.rulings[].assessed": "The level the rules found.",
    "draft.rulings[].before": "The words before; written by the tool.",
    "draft.rulings[].after": "The words after; written by the tool.",
    "draft.rulings[].level": "Yours to fill: empty while nobody has ruled.",
    "draft.rulings[].reason": "Why; needed where the level is lower than the one assessed.",
    "draft.rulings[].by": "Who rules, as git knows them: Name <address>.",
    "draft.rulings[].second": "A second person; needed where a reduction of rights is ruled away.",
    "draft.rulings[].keys": "Names the words that were ruled on; if they change, the ruling is void.",
    "draft.held": "What becomes of people who still hold older words of a clause.",
    "draft.carried": "Clauses whose translation still says the same, signed.",
    "draft.ids": "Where the tool took one clause for another.",
    "draft.second_reader": "What a language model of your choice added; it never lowers a level.",
    "record.reduces": "The reductions of rights that this release introduces.",
    "record.lifts": "Earlier reductions that it takes back.",
    "record.texts": "By language, the git blob of the text and its SHA-256.",
    "record.clauses": "Every clause with its kind and the SHA-256 of its words, by language.",
    "record.changes": "Every change, with what the rules found and what was ruled.",
    "record.previous": "The SHA-256 of the record before: the chain.",
    "record.edition": "The editions of the rules that assessed it.",
    "record.brought_in_on": "The day a past release was entered.",
}

_ONE_OF: Mapping[str, list[str]] = {
    "registry.services.*.channels[]": [str(channel) for channel in Channel],
    "registry.policies.*.binding": [str(binding) for binding in Binding],
    "draft.rulings[].level": ["", *_LEVELS],
    "draft.held[].level": ["", *_LEVELS],
    "draft.second_reader[].category": ["", *(str(category) for category in Category)],
    "record.level": [level.word for level in Level],
    "record.changes[].direction": [str(direction) for direction in Direction],
}

_NAMES_OF: Mapping[str, list[str]] = {"registry.policies.*.notice_days": _LEVELS}


def schema(name: str) -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a kind of file: `registry`, `draft` or `record`.

    Raises:
        RecordRefused: when there is no such kind.
    """
    if name not in _FILES:
        raise RecordRefused(
            say("no kind of file '{name}'", name=name),
            remedy=say("name one: {names}", names=", ".join(NAMES)),
        )
    title, shape = _FILES[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_schema(shape, name),
    }


def _schema(shape: Shape, path: str) -> dict[str, Any]:
    told: dict[str, Any] = {"description": _TOLD[path]} if path in _TOLD else {}
    match shape:
        case dict():
            return told | _table(shape, path)
        case [inner]:
            return told | {"type": "array", "items": _schema(inner, f"{path}[]")}
        case tuple() if date in shape:
            return told | {"type": "string"}
        case tuple():
            return told | {"type": [_KINDS[kind] for kind in shape]}
        case _:
            kind = dict(_DAY) if shape is date else {"type": _KINDS[shape]}
            return told | kind | ({"enum": _ONE_OF[path]} if path in _ONE_OF else {})


def _table(shape: Mapping[str, Shape], path: str) -> dict[str, Any]:
    rest = _schema(shape["*"], f"{path}.*") if "*" in shape else False
    named = {name: _schema(part, f"{path}.{name}") for name, part in shape.items() if name != "*"}
    told: dict[str, Any] = {"type": "object", "properties": named, "additionalProperties": rest}
    if path in _REQUIRED:
        told["required"] = list(_REQUIRED[path])
    if path in _NAMES_OF:
        told["propertyNames"] = {"enum": _NAMES_OF[path]}
    return told
