"""The command `policy`, run in this process: what it said and how it ended."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from notifier.cli import group, main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it told and what it complained of."""

    code: int
    out: str
    err: str


def policy(path: Path, *arguments: str, typed: str = "") -> Ran:
    """Run `policy --repo PATH …`; `typed` is what a person answers."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(["--repo", str(path), *arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.stdin = stdin
    return Ran(code, out.getvalue(), err.getvalue())


def leaves(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that lead to it."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    with click.Context(command) as context:
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            assert one is not None
            yield from leaves(one, *path, name)


LEAVES = dict(leaves(group))
