"""Rules are data: one rule pack a language, each with an edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.core.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """The rules of one language.

    Attributes:
        language: the language of the texts it reads.
        edition: changes whenever a rule does.
    """

    language: Language
    edition: str
