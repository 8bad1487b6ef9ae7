"""What a level means for people, in their words; files and machines keep its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.core.said import say

if TYPE_CHECKING:
    from notifier.core.said import Said


def called(level: Level) -> Said:
    """Say what a level means for people."""
    return {
        Level.NONE: say("nothing changed"),
        Level.EDITORIAL: say("typo or layout"),
        Level.MATERIAL: say("people should know"),
        Level.REDUCTION: say("takes something away"),
    }[level]
