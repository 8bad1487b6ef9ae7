"""The words of a language, as the dictionary of simplemma has them.

simplemma takes a quarter of a second to load and to unpack its dictionary, and almost every command that reads French asks it.
So the words alone are kept in a file beside the rules, as Python keeps its own, in order: a word is found in it by halves, for to make
a set of all of them takes longer than to find the few hundred that a policy asks. Where the folder is nobody's to write, the
dictionary is unpacked each time.
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
        return any(_listed(form.encode(), self._words) for form in (word, cased))

    @cached_property
    def _words(self) -> bytes:
        """Every word, as UTF-8, in order, on a line each; another release of simplemma may have others."""
        kept = self._folder / f"{self.language}-{version('simplemma')}.txt"
        if kept.exists():
            return kept.read_bytes()
        from simplemma.strategies import DefaultDictionaryFactory

        words = sorted(DefaultDictionaryFactory().get_dictionary(self.language))
        written = "\n".join(words).encode()
        with suppress(OSError):
            worktree.write(kept, written)
        return written


def _listed(word: bytes, lines: bytes) -> bool:
    """Tell whether a word is one of the lines of a text, which are in order."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start, high)
        end = high if end < 0 else end
        line = lines[start:end]
        if line == word:
            return True
        low, high = (end + 1, high) if line < word else (low, start - 1)
    return False
