"""What a rule found in a change: level, direction, category, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.core.text import Language


class Level(IntEnum):
    """How much a change matters, least first."""

    NONE = 0
    EDITORIAL = 1
    MATERIAL = 2
    REDUCTION = 3

    @property
    def word(self) -> str:
        """Give the level as it is written in records and JSON."""
        return _LEVEL_WORDS[self]

    @classmethod
    def read(cls, word: str) -> Level:
        """Read a level as it is written; raises `KeyError` for any other word."""
        return {told: level for level, told in _LEVEL_WORDS.items()}[word]


_LEVEL_WORDS = {
    Level.NONE: "none",
    Level.EDITORIAL: "editorial",
    Level.MATERIAL: "material",
    Level.REDUCTION: "rights-reduction",
}


class Direction(StrEnum):
    """For whom a change is good."""

    ADVERSE = "adverse"
    NEUTRAL = "neutral"
    FAVOURABLE = "favourable"
    MIXED = "mixed"


class Category(StrEnum):
    """What a clause is about (the categories of the labelling guideline, after OPP-115)."""

    DATA = "data-collected"
    PURPOSE = "purpose"
    RECIPIENTS = "recipients"
    RETENTION = "retention"
    RIGHTS = "rights-choices"
    CONSENT = "consent-legal-basis"
    SECURITY = "security"
    TRANSFER = "transfer"
    CHILDREN = "children-age"
    CHANGE_NOTICE = "change-notice"
    DISPUTE = "dispute-liability"
    COST = "cost-payment"
    DUTIES = "user-obligations"
    SCOPE = "service-scope"
    CONTACT = "contact-identity"
    COOKIES = "cookies-trackers"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason for a level, with the words that give it.

    Attributes:
        rule: the id of the rule, as it stands in the rule pack.
        level: what this finding alone makes the change.
        direction: for whom it is good.
        category: what it is about.
        before: the decisive words of the old text; may be empty.
        after: the decisive words of the new text; may be empty.
        why: the explanation, a sentence in each language.
    """

    rule: str
    level: Level
    direction: Direction
    category: Category
    before: str
    after: str
    why: tuple[tuple[Language, str], ...]

    def explain(self, language: Language) -> str:
        """Give the explanation in a language; raises `KeyError` when the rule has none."""
        return dict(self.why)[language]
