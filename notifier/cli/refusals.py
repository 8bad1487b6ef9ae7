"""Refusals at the command line: one line each, in the language of the terminal, exit code 1."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from notifier.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.errors import NotifierError


def stop(refusals: Iterable[NotifierError]) -> NoReturn:
    """Tell every refusal and end."""
    for refusal in refusals:
        click.echo(f"policy: {line(refusal)}", err=True)
    sys.exit(1)


def line(error: NotifierError) -> str:
    """Say a refusal in one line, in the language of the terminal; English words need no catalogue."""
    from notifier.cli.speech import speech, tongue
    from notifier.core.text import EN, Language

    language = Language(tongue())
    if language == EN or not isinstance(error, Refusal):
        return str(error)
    from notifier.render.refusal import refused

    return refused(error, speech(language))
