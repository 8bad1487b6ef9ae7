"""The catalogue a command speaks from."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from notifier.core.text import EN, FR, Language
from notifier.render.words import English

if TYPE_CHECKING:
    from notifier.render.words import Words


def speech(language: Language) -> Words:
    """Give the words of a language; English needs no catalogue."""
    if language == EN:
        return English()
    from notifier.adapters import words

    return words.read(language)


def colour() -> bool:
    """Say whether to colour: on a terminal, unless `NO_COLOR` is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def tongue() -> str:
    """Give the language of the person at the terminal, of those that we speak; English when none is told.

    `LANGUAGE` names several, the dearest first, and counts where the locale is one of people and not of machines.
    """
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "C"
    )
    if locale.partition(".")[0] in {"C", "POSIX"}:
        return EN
    wanted = (os.environ.get("LANGUAGE") or locale).lower().split(":")
    return next((one[:2] for one in wanted if one[:2] in {EN, FR}), EN)


def told(sentence: str) -> str:
    """Say a sentence in the language of the terminal; English needs no catalogue."""
    language = Language(tongue())
    if language == EN:
        return str(sentence)
    from notifier.render.refusal import again

    return again(sentence, speech(language))


def own() -> Words:
    """Give the words of the terminal."""
    return speech(Language(tongue()))


def decimal(number: float) -> str:
    """Write a number with one decimal, as the language of the terminal does."""
    return f"{number:.1f}".replace(".", "," if tongue() == FR else ".")


def tell(sentence: str, *, before: str = "", err: bool = False) -> None:
    """Print a sentence in the language of the terminal, behind what is the same in every language."""
    click.echo(before + told(sentence), err=err)
