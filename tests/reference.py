"""The reference pages, from the commands and the settings themselves: `make reference`."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from notifier.adapters import rules
from notifier.adapters.settings import Settings
from notifier.cli import COMMANDS, group
from notifier.core.text import EN, FR

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


def judging() -> str:
    """Write every rule with the sentence that explains its findings, in both languages."""
    english, french = rules.read(EN), rules.read(FR)
    rows = [
        f"| `{name}` | {dict(english.sentences[name])[EN]} | {dict(french.sentences[name])[FR]} |"
        for name in sorted(english.sentences)
    ]
    return "\n".join(
        [
            "# Rules",
            "",
            f"Made by `make reference` from the rule packs, edition {english.edition}. A finding quotes the words before and",
            "after in the place of `{before}` and `{after}`. How they are used: [how a change is judged](../judging.md).",
            "",
            "| rule | English | French |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


PAGES = {"commands.md": commands, "rules.md": judging, "settings.md": settings}


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), "utf-8")


if __name__ == "__main__":
    main()
