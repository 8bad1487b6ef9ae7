"""The catalogue a command speaks from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.text import EN
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
