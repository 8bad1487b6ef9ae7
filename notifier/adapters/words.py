"""The words of a language, from its gettext catalogue: compiled in a wheel, read from its source in a clone."""

from __future__ import annotations

import gettext
import io
from contextlib import suppress
from functools import cache
from pathlib import Path

from notifier.adapters import worktree
from notifier.core.said import say
from notifier.core.text import EN, Language
from notifier.errors import RecordRefused
from notifier.render.words import English, Words

_PACKAGE = Path(__file__).resolve().parents[1]
FOLDERS = (_PACKAGE / "translations", _PACKAGE.parent / "translations")
"""Where catalogues stand: inside an installed package, or beside it in a clone."""


DOMAIN = "notifier"
"""What our catalogues are called, as gettext names them."""


def home(language: Language) -> Path:
    """Give the folder that holds the compiled catalogue of a language, for whoever asks gettext itself."""
    read(language)  # compiles it where that was not done
    return next(folder for folder in FOLDERS if (folder / language / "LC_MESSAGES").exists())


@cache
def read(language: Language, folders: tuple[Path, ...] = FOLDERS) -> Words:
    """Give the words of a language; English needs no catalogue, and a text it lacks is refused when it is asked for."""
    if language == EN:
        return English()
    for folder in folders:
        source = folder / language / "LC_MESSAGES" / "notifier.po"
        if source.exists() or source.with_suffix(".mo").exists():
            return Catalogue(language, _load(source))
    raise RecordRefused(
        say("no catalogue in '{language}'", language=language),
        source=f"translations/{language}",
        remedy=say("translate notifier.po into it"),
    )


def compiled(source: Path) -> bytes:
    """Give a catalogue as machines read it; fuzzy texts are left out, so they count as missing."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = io.BytesIO()
    with source.open("rb") as told:
        write_mo(written, read_po(told, locale=source.parts[-3]))
    return written.getvalue()


class Catalogue:
    """The sentences of one language; one that is missing is refused, never said in English."""

    def __init__(self, language: Language, said: gettext.GNUTranslations) -> None:
        self.language = language
        said.add_fallback(_Missing(language))
        self._said = said

    def gettext(self, message: str, /) -> str:
        """Give the sentence in the catalogue's language."""
        return self._said.gettext(message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Give the sentence for a number of things."""
        return self._said.ngettext(one, many, count)


class _Missing(gettext.NullTranslations):
    """Refuses where gettext would fall back to English."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def gettext(self, message: str) -> str:
        raise RecordRefused(
            say("no text for '{message}'", message=message),
            source=f"translations/{self.language}/LC_MESSAGES/notifier.po",
            remedy=say("translate it"),
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        del msgid2, n
        return self.gettext(msgid1)


def _load(source: Path) -> gettext.GNUTranslations:
    """Read the compiled catalogue where it is as new as its source, else the source."""
    ready = source.with_suffix(".mo")
    if ready.exists() and not (source.exists() and source.stat().st_mtime > ready.stat().st_mtime):
        return gettext.GNUTranslations(io.BytesIO(ready.read_bytes()))
    made = compiled(source)
    with suppress(
        OSError
    ):  # kept beside its source, as Python keeps its own; a folder may be nobody's to write
        worktree.write(ready, made)
    return gettext.GNUTranslations(io.BytesIO(made))
