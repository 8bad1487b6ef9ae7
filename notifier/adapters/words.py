"""Catalogues of words: read from gettext files, complete or refused."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from notifier.core.text import EN, Language
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from notifier.render.words import Words

_PACKED = Path(__file__).parents[1] / "translations"
_FOLDER = _PACKED if _PACKED.exists() else Path(__file__).parents[2] / "translations"


class _English:
    """English sentences are the keys."""

    language = EN

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return one if count == 1 else many


class _Catalogue:
    """One file of translations."""

    def __init__(self, language: Language, path: Path) -> None:
        self.language = language
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        self.said = {message.id: message.string for message in catalogue if message.id and message.string}
        self.singulars = {key[0]: value for key, value in self.said.items() if isinstance(key, tuple)}

    def gettext(self, message: str, /) -> str:
        told = self.said.get(message)
        if not isinstance(told, str):
            raise TextRefused(f"'{message}' has no translation into '{self.language}'")
        return told

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        del many
        told = self.singulars.get(one)
        if not told:
            raise TextRefused(f"'{one}' has no translation into '{self.language}'")
        return str(told[0] if count < 2 else told[1])


@cache
def read(language: Language) -> Words:
    """Read the catalogue of a language."""
    if language == EN:
        return _English()
    return _Catalogue(language, _FOLDER / language / "LC_MESSAGES" / "notifier.po")
