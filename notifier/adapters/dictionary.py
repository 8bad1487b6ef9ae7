"""The words of a language, as the dictionary of simplemma has them.

simplemma takes a quarter of a second to load and to unpack its dictionary, and almost every command that reads French asks it.
So the words alone are kept in a file beside the rules, as Python keeps its own, and are read in an eighth of the time. Where the
folder is nobody's to write, the dictionary is unpacked each time.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import is_normalized

from notifier.adapters import worktree

if TYPE_CHECKING:
    from notifier.core.text import Language

_FOLDER = Path(__file__).resolve().parents[1] / "rules" / ".cache"


class Dictionary:
    """The dictionary of a language, read when the first word is asked."""

    def __init__(self, language: Language, folder: Path = _FOLDER) -> None:
        self.language = language
        self._folder = folder

    def __call__(self, word: str) -> bool:
        """Tell whether the dictionary holds a word, with or without a capital."""
        if not (word.isalpha() and is_normalized("NFC", word)):
            from simplemma import is_known  # It knows what apostrophes and loose accents stand for.

            return bool(is_known(word, lang=self.language))
        cased = word.lower() if word[0].isupper() else word.capitalize()
        return not self._words.isdisjoint((word.encode(), cased.encode()))

    @cached_property
    def _words(self) -> frozenset[bytes]:
        """Every word, as UTF-8; another release of simplemma may have others."""
        kept = self._folder / f"{self.language}-{version('simplemma')}.txt"
        if kept.exists():
            return frozenset(kept.read_bytes().split(b"\n"))
        from simplemma.strategies import DefaultDictionaryFactory

        words = sorted(DefaultDictionaryFactory().get_dictionary(self.language))
        written = "\n".join(words).encode()
        with suppress(OSError):
            worktree.write(kept, written)
        return frozenset(written.split(b"\n"))
