"""Refusals at the command line: one line each, exit code 1."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.errors import NotifierError


def stop(refusals: Iterable[NotifierError]) -> NoReturn:
    """Tell every refusal and end."""
    for refusal in refusals:
        click.echo(f"policy: {refusal}", err=True)
    sys.exit(1)
