"""Read the tables of the proof of editoriality, and lend it a dictionary."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tomli

from notifier.adapters.dictionary import Dictionary
from notifier.core.editorial import EditorialRules

if TYPE_CHECKING:
    from notifier.core.text import Language


_FOLDER = Path(__file__).resolve().parents[1] / "rules"


@cache
def read_editorial(language: Language) -> EditorialRules:
    """Read the tables of a language; raises `FileNotFoundError` for one that has none."""
    text = (_FOLDER / f"editorial.{language}.toml").read_text("utf-8")
    tables = tomli.loads(text)
    return EditorialRules(
        language=language, edition=str(tables.pop("edition")), tables=tables, known=Dictionary(language)
    )
