"""Read the rule pack of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.rulepack import RulePack

if TYPE_CHECKING:
    from notifier.core.text import Language


def read(language: Language) -> RulePack:
    """Give the rules of a language."""
    return RulePack(language=language, edition=f"{language}-0")
