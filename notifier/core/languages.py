"""Languages as people call them; files keep their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.said import say
from notifier.core.text import EN, FR

if TYPE_CHECKING:
    from notifier.core.said import Said
    from notifier.core.text import Language


def language_name(language: Language) -> Said:
    """Name a language in a sentence; one that the command does not speak keeps its code."""
    known = {EN: say("English"), FR: say("French")}
    return known.get(language) or say("'{code}'", code=language)
