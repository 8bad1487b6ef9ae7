"""What a level is called in a sentence; files keep the English word, for people type it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.assessment import Level
from notifier.core.said import say

if TYPE_CHECKING:
    from notifier.core.said import Said


def called(level: Level) -> Said:
    """Give the word for a level, for a place in a sentence."""
    return {
        Level.NONE: say("none"),
        Level.EDITORIAL: say("editorial"),
        Level.MATERIAL: say("material"),
        Level.REDUCTION: say("rights-reduction"),
    }[level]
