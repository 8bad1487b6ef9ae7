"""The reference pages, from the commands and the settings themselves: `make reference`."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from notifier.adapters import rules, schemas
from notifier.adapters.settings import Settings
from notifier.cli import COMMANDS, group
from notifier.core.text import EN, FR
from notifier.web.api.document import BASE, document
from notifier.web.api.problems import NAMES, Kind
from notifier.web.static import BANNER, integrity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

FOLDER = Path(__file__).parents[1] / "docs" / "reference"


def commands() -> str:
    """Write every command with its arguments and options."""
    told = ["# Commands", "", "Made by `make reference` from the commands themselves.", ""]
    for name in COMMANDS:
        with click.Context(group, info_name="policy") as context:
            command = group.get_command(context, name)
            assert command is not None
            told += _command(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(told).rstrip("\n") + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    depth = context.command_path.count(" ")
    yield f"{'#' * (depth + 1)} {context.command_path}"
    yield ""
    yield inspect.cleandoc(command.help or "").split("\f")[0]
    yield ""
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from _command(one, click.Context(one, info_name=name, parent=context))
        return
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```\n{context.command_path} {usage}\n```"
    yield ""
    if command.epilog:
        yield from ("```", *(line.strip() for line in command.epilog.splitlines()[2:]), "```")
        yield ""
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    if options:
        yield "| option | meaning |"
        yield "|---|---|"
        for option in options:
            yield _option(option, context)
        yield ""


def _option(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" `{option.make_metavar(context)}`"
    default = ""
    if isinstance(option.show_default, str):
        default = f" Otherwise {option.show_default}."
    elif option.show_default and option.default is not None:
        default = f" Otherwise `{option.default}`."
    return f"| {names}{value.replace('|', chr(92) + '|')} | {(option.help or '').rstrip()}{default} |"


def settings() -> str:
    """Write every setting with its meaning and default."""
    meanings = dict(
        re.findall(r"^ {4}(\w+): (.+?)$", inspect.cleandoc(Settings.__doc__ or ""), flags=re.MULTILINE)
    )
    rows = [_setting(name, field, meanings[name]) for name, field in Settings.model_fields.items()]
    return "\n".join(
        [
            "# Settings",
            "",
            "Made by `make reference` from the settings themselves. They come from the environment, or from a file of",
            "`NAME=value` lines that `NOTIFIER_SETTINGS` names. They are never kept in git.",
            "",
            "| variable | meaning | default |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _setting(name: str, field: FieldInfo, meaning: str) -> str:
    default = field.default
    if isinstance(default, SecretStr) or default in {"", None, PydanticUndefined}:
        told = ""
    else:
        told = f"`{default}`"
    return f"| `NOTIFIER_{name.upper()}` | {meaning} | {told} |"


def files() -> str:
    """Write what may stand in each file, from its schema."""
    told = [
        "# Files",
        "",
        "Made by `make reference` from the JSON Schemas that `policy schema` prints. `policy init` writes them into `.schemas/`, where an",
        "editor with a TOML language server finds them: it then completes names and marks what does not belong while you type.",
        "How the files are used: [the registry and the release files](../registry.md).",
        "",
    ]
    for name in schemas.NAMES:
        told += [
            f"## {name}",
            "",
            f"{schemas.schema(name)['title']}.",
            "",
            "| name | kind | meaning |",
            "|---|---|---|",
        ]
        told += [*_names(schemas.schema(name), ""), ""]
    return "\n".join(told)


def _names(schema: dict[str, Any], path: str) -> Iterator[str]:
    parts = dict(schema.get("properties", {}))
    if isinstance(schema.get("additionalProperties"), dict):
        parts["*"] = schema["additionalProperties"]
    for name, part in parts.items():
        here = f"{path}.{name}" if path else name
        inner = part.get("items", part)
        kind = part["type"] if isinstance(part["type"], str) else " or ".join(part["type"])
        allowed = inner.get("enum", part.get("propertyNames", {}).get("enum", ()))
        words = ": " + ", ".join(f"`{one}`" if one else "empty" for one in allowed) if allowed else ""
        if name != "*" or part.get("description"):
            yield f"| `{here}` | {part.get('format', kind)}{words} | {part.get('description', '')} |"
        yield from _names(inner, here)


def judging() -> str:
    """Write every rule with the sentence that explains its findings, in both languages."""
    english, (one, two) = rules.read(EN), (rules.written(language) for language in (EN, FR))
    rows = [f"| `{name}` | {one[name]} | {two[name]} |" for name in sorted(one)]
    return "\n".join(
        [
            "# Rules",
            "",
            f"Made by `make reference` from the rule packs, edition {english.edition}. A finding quotes the words before and",
            "after in the place of `{before}` and `{after}`; a sentence that quotes one text has a form for both. How they are used: [how a change is judged](../judging.md).",
            "",
            "| rule | English | French |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def interface() -> str:
    """Write every operation of the interface for applications, from its OpenAPI document."""
    told = document()
    lines = [
        "# The interface for applications",
        "",
        "Made by `make reference` from the OpenAPI document that `policy serve` gives at `/api/v1/openapi.json`. How to use it:",
        "[applications](../applications.md). Every request but the public ones carries `Authorization: Bearer` and a key from",
        "`policy keys create`. Answers carry an `ETag`; `If-None-Match` spares what did not change.",
        "",
    ]
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            lines += _operation(path, method.upper(), operation)
    lines += ["## What is sent and given", ""]
    for name, schema in told["components"]["schemas"].items():
        lines += _schema(name, schema)
    lines += ["## Problems", "", "As RFC 9457 says, in `application/problem+json`.", ""]
    lines += ["| type | status | meaning |", "|---|---|---|"]
    lines += [f"| `{NAMES}{kind.value[0]}` | {kind.status} | {kind.value[2]} |" for kind in Kind]
    return "\n".join(lines) + "\n"


def _operation(path: str, method: str, told: dict[str, Any]) -> Iterator[str]:
    yield f"## {method} {BASE}{path}"
    yield ""
    yield f"{told['summary']}. {told['description']}" + (" Public." if "security" in told else "")
    yield ""
    if told["parameters"]:
        yield "| parameter | kind | meaning |"
        yield "|---|---|---|"
        for one in told["parameters"]:
            must = "**" if one["required"] else ""
            yield f"| {must}`{one['name']}`{must} | {_kind(one['schema'])} | {one['description']} |"
        yield ""
    if "requestBody" in told:
        yield f"Send: {_kind(told['requestBody']['content']['application/json']['schema'])}."
        yield ""
    given = {
        status: _kind(one["content"]["application/json"]["schema"])
        for status, one in told["responses"].items()
        if "application/json" in one.get("content", {})
    }
    refused = [status for status in told["responses"] if status not in given and status != "304"]
    yield f"Gives: {', '.join(f'{status} {name}' for status, name in given.items())}. Problems: {', '.join(refused)}."
    yield ""


def _schema(name: str, told: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}"
    yield ""
    yield told["description"].replace("\n", " ")
    yield ""
    yield "| name | kind | meaning |"
    yield "|---|---|---|"
    for part, one in told["properties"].items():
        must = "**" if part in told.get("required", ()) else ""
        yield f"| {must}`{part}`{must} | {_kind(one)} | {one.get('description', '')} |"
    yield ""


def _kind(told: dict[str, Any]) -> str:
    """Name a kind of value in a word or two."""
    if "$ref" in told:
        name = told["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in told:
        return " or ".join(_kind(one) for one in told["anyOf"])
    if "const" in told or "enum" in told:
        return " or ".join(f"`{json.dumps(one)}`" for one in told.get("enum", [told.get("const")]))
    if told.get("type") == "array":
        return f"list of {_kind(told['items'])}"
    if "additionalProperties" in told and isinstance(told["additionalProperties"], dict):
        return f"names with {_kind(told['additionalProperties'])}"
    return str(told.get("format") or told.get("type", "anything"))


def banner() -> str:
    """Write how the banner is put into a page, with the hash of its script."""
    return "\n".join(
        [
            "# The banner",
            "",
            "Made by `make reference` from the script itself. How to use it: [applications](../applications.md#the-banner).",
            "",
            "```html",
            '<script src="https://decide.example.org/assets/banner.js" defer crossorigin="anonymous"',
            f'        integrity="{integrity(BANNER)}"></script>',
            "```",
            "",
            "| attribute | meaning |",
            "|---|---|",
            "| `data-policy-banner` | marks the element that the banner is shown in |",
            "| `data-link` | the person's own link, from `/api/v1/questions`: what this person is asked |",
            "| `data-told` | or what your server got as `banner` from `/api/v1/questions`, as JSON: no request is made |",
            "| `data-base` | or the address of the decision pages: what everybody may know |",
            "| `data-policy` | with `data-base`: which policy, when there are several |",
            "| `data-language` | the language; that of the page when left out |",
            "",
            "| event | when |",
            "|---|---|",
            "| `policy-banner-shown` | it is shown; `detail.asks` says whether an answer is needed |",
            "| `policy-banner-closed` | it was put aside: a question until the browser is closed, news for good |",
            "",
        ]
    )


PAGES = {
    "banner.md": banner,
    "api.md": interface,
    "commands.md": commands,
    "rules.md": judging,
    "settings.md": settings,
    "files.md": files,
}


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), "utf-8")


if __name__ == "__main__":
    main()
