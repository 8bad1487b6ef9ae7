"""The catalogue a command speaks from."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from notifier.core.text import EN, FR
from notifier.render.words import English

if TYPE_CHECKING:
    from notifier.core.text import Language
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
    """Give the language of the person at the terminal, of those that we speak; English when none is told."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return FR if told.lower().startswith("fr") else EN
