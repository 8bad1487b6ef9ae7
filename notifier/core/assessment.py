"""What a change does to people: level, direction, category, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.text import ClauseId, Language, fold

if TYPE_CHECKING:
    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.rulepack import RulePack


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One change with what it does to people."""

    change: Change
    level: Level
    direction: Direction
    category: Category
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of a change set; a person rules on it afterwards.

    Attributes:
        edition: the edition of the rule pack.
        language: the language of the texts.
        changes: every change of the change set, in its order.
    """

    edition: str
    language: Language
    changes: tuple[Assessed, ...]

    @property
    def level(self) -> Level:
        """Give the highest level of all changes; any change is at least editorial."""
        return max((assessed.level for assessed in self.changes), default=Level.NONE)

    @property
    def direction(self) -> Direction:
        """Give the direction of the whole: mixed where changes pull both ways."""
        pulls = {assessed.direction for assessed in self.changes} - {Direction.NEUTRAL}
        return Direction.MIXED if len(pulls) > 1 else next(iter(pulls), Direction.NEUTRAL)


def assess(
    changeset: ChangeSet, pack: RulePack, *, protected: frozenset[ClauseId] = frozenset()
) -> Assessment:
    """Weigh a change set.

    Only a proof of editoriality clears a change; everything else is at least material. A change to a protected
    clause that is not editorial is a rights reduction.
    """
    return Assessment(
        edition=pack.edition,
        language=changeset.language,
        changes=tuple(_assessed(change, protected) for change in changeset.changes),
    )


def _assessed(change: Change, protected: frozenset[ClauseId]) -> Assessed:
    """First safe shape: identical words are editorial, a loss is a reduction, the rest is material."""
    if fold(change.words_before) == fold(change.words_after):
        level, direction = Level.EDITORIAL, Direction.NEUTRAL
    elif change.clause in protected or change.fate is Fate.REMOVED:
        level, direction = Level.REDUCTION, Direction.ADVERSE
    else:
        level, direction = Level.MATERIAL, Direction.NEUTRAL
    return Assessed(change=change, level=level, direction=direction, category=Category.OTHER, findings=())
