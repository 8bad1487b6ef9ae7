"""The OpenAPI document, made from the table of operations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from notifier.web.api import models
from notifier.web.api.operations import OPERATIONS
from notifier.web.api.problems import TYPE, Kind

if TYPE_CHECKING:
    from pydantic import BaseModel

    from notifier.web.api.operations import Operation

BASE = "/api/v1"
_REF = "#/components/schemas/{model}"
_ALWAYS = (Kind.METHOD, Kind.INVALID, Kind.TOO_MANY, Kind.UNAVAILABLE)
_KEYED = (Kind.UNAUTHORIZED, Kind.FORBIDDEN)
_SENT = (Kind.TOO_LARGE, Kind.MEDIA_TYPE, Kind.SLOW)
_TAG = {"ETag": {"schema": {"type": "string"}, "description": "Send it back in `If-None-Match`."}}


@cache
def document() -> dict[str, Any]:
    """Write the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Policy notifier",
            "version": "1",
            "summary": "Which words bind a person, what they are asked, and what may be done with their data.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": BASE}],
        "security": [{"key": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key from `policy keys create`."}
            },
            "schemas": _schemas(),
        },
    }


def _paths() -> dict[str, Any]:
    told: dict[str, Any] = {}
    for operation in OPERATIONS:
        told.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return told


def _operation(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": operation.about + (f" Needs `{operation.scope}`." if operation.scope else ""),
        "parameters": list(_parameters(operation)),
        "responses": {str(status): one for status, one in _responses(operation).items()},
    }
    if operation.public:
        told["security"] = []
    if operation.body:
        told["requestBody"] = {"required": True, "content": {"application/json": _named(operation.body)}}
    return told


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    schema = operation.query.model_json_schema()
    required = schema.get("required", [])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": one.pop("description", ""),
            "schema": _plain(one),
        }
        for name, one in schema.get("properties", {}).items()
    ]


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of a parameter: what is left out is not null, it is not there."""
    kept = {name: value for name, value in schema.items() if name not in {"default", "title"}}
    if "anyOf" in kept:
        (kept,) = [one for one in kept["anyOf"] if one.get("type") != "null"]
    return kept


def _responses(operation: Operation) -> dict[int, dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {}
    for status, model in operation.gives:
        told[status] = {
            "description": (model.__doc__ or "").splitlines()[0],
            "content": {"application/json": _named(model)},
            **({"headers": _TAG} if operation.method == "GET" else {}),
        }
    if operation.method == "GET":
        told[304] = {"description": "What you have is still so.", "headers": _TAG}
    for kind in problems(operation):
        told.setdefault(
            kind.status, {"description": kind.value[2], "content": {TYPE: _named(models.Problem)}}
        )
    return dict(sorted(told.items()))


def problems(operation: Operation) -> tuple[Kind, ...]:
    """Give everything that may go wrong with an operation."""
    return (
        *(() if operation.public else _KEYED),
        *operation.problems,
        *(_SENT if operation.body else ()),
        *_ALWAYS,
    )


def _named(model: type[BaseModel]) -> dict[str, Any]:
    return {"schema": {"$ref": _REF.format(model=model.__name__)}}


def _schemas() -> dict[str, Any]:
    received = [operation.body for operation in OPERATIONS if operation.body]
    given = [model for operation in OPERATIONS for _, model in operation.gives] + [models.Problem]
    asked = [(model, "validation") for model in dict.fromkeys(received)]
    told = [(model, "serialization") for model in dict.fromkeys(given)]
    _, schemas = models_json_schema([*asked, *told], ref_template=_REF)  # type: ignore[list-item]
    return dict(sorted(schemas["$defs"].items()))
