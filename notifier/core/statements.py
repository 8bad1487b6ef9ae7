"""What a clause says, statement by statement: who may, must or will do what, to whose good, within which bounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.memory import Memory
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notifier.core.quantities import Quantity
    from notifier.core.taxonomy import Concept, Mention


def key(words: Sequence[Word]) -> tuple[str, ...]:
    """Name a statement by its words, whatever its typography."""
    return tuple([word.text for word in words if _counts[word.text]])


def stem(word: str) -> str:
    """Give how a word begins: enough to know it in another form."""
    return word[:5]


_INNER = frozenset(",()/%€$£")
_counts: Memory[str, bool] = Memory(lambda word: word[0].isalnum() or word in _INNER)

YOURS = frozenset({"your", "votre", "vos"})
"""Words that speak to the reader of what is theirs."""


class Actor(StrEnum):
    """Who acts."""

    COMPANY = "company"
    PERSON = "person"
    THIRD = "third"
    NOBODY = "nobody named"


class Force(IntEnum):
    """How firmly, least first."""

    TRIES = 0
    MAY = 1
    DOES = 2
    MUST = 3


class Stance(IntEnum):
    """Whom a statement serves: it gives the person something, or takes something from them."""

    TAKES = -1
    NEUTRAL = 0
    GIVES = 1


class Gate(IntEnum):
    """What the person's will has to say, weakest first."""

    NONE = 0
    OPT_OUT = 1
    CONSENT = 3
    EXPRESS = 4


class Word(NamedTuple):
    """A word as it is compared, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An action with its actor, its force and whether it is denied.

    Attributes:
        place: the index of its first word in the statement.
        concept: the action; for a bare permission or duty of the person, its force.
        stance: whom it serves, denial included.
        named: only named, *the processing of data* or *data collected by us*, rather than done.
        defining: it only tells which things are meant: *the data that we hold*.
    """

    place: int
    concept: Concept
    actor: Actor
    force: Force
    negated: bool
    stance: Stance
    named: bool = False
    defining: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing a clause says.

    Attributes:
        text: the exact words.
        words: the same, cut and in lower case.
        mentions: the concepts in it.
        heads: the actions in it.
        inherited: the action that a list's lead-in or a heading lends to it; used where it has none of its own.
        quantities: the numbers in it.
        gate: what the person's will has to say before a power is used; `NONE` where nothing is asked.
        stems: how its words of weight begin.
        stakes: words that tell whose a time, a sum or a burden in it is, by axis.
        presumed: an act without a name in the taxonomy, read from who acts on what; it weighs only what changed in it.
        axes: the axes of its mentions.
        plain: its words without their places.
        key: the words it is known again by, whatever its typography.
        telling: the actions that give or take, in their order, and
        places: where each stands; kept, for rules ask of every word and an endless sentence has many.
        stance: whom it serves as a whole.
    """

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    heads: tuple[Head, ...]
    inherited: Head | None
    quantities: tuple[Quantity, ...]
    gate: Gate
    stems: frozenset[str]
    stakes: Mapping[Axis, tuple[Mention, ...]] = field(default_factory=dict)
    presumed: Head | None = None
    axes: frozenset[Axis] = field(init=False, repr=False, compare=False)
    plain: tuple[str, ...] = field(init=False, repr=False, compare=False)
    key: tuple[str, ...] = field(init=False, repr=False, compare=False)
    telling: tuple[Head, ...] = field(init=False, repr=False, compare=False)
    places: tuple[int, ...] = field(init=False, repr=False, compare=False)
    stance: Stance = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note what every rule asks for."""
        telling = tuple(sorted((head for head in self.heads if head.stance), key=lambda head: head.place))
        object.__setattr__(self, "axes", frozenset(mention.concept.axis for mention in self.mentions))
        object.__setattr__(self, "plain", tuple([word.text for word in self.words]))
        object.__setattr__(self, "key", key(self.words))
        object.__setattr__(self, "telling", telling)
        object.__setattr__(self, "places", tuple(head.place for head in telling))
        object.__setattr__(self, "stance", self._serves())

    def head_at(self, place: int) -> Head | None:
        """Give the action that governs a word: the last one before it, else the first, else the lead-in's."""
        before = bisect_right(self.places, place)
        if before:
            return self.telling[before - 1]
        return self.inherited or next(iter(self.telling), self.presumed)

    def stance_at(self, place: int) -> Stance:
        """Tell whom the words at a place serve; an exception to a promise takes, an exception to a power gives."""
        head = self.head_at(place)
        if head is None:
            return Stance.NEUTRAL
        excepted = any(head.place < mention.start < place for mention in self.of(Axis.EXCEPT))
        return Stance(-head.stance) if excepted else head.stance

    def has(self, axis: Axis) -> bool:
        """Tell whether something of an axis is mentioned."""
        return axis in self.axes

    def of(self, *axes: Axis) -> tuple[Mention, ...]:
        """Give the mentions of some axes."""
        if self.axes.isdisjoint(axes):
            return ()
        return tuple(mention for mention in self.mentions if mention.concept.axis in axes)

    def staked(self, *axes: Axis) -> tuple[Mention, ...]:
        """Give the words that tell whose something is, of some axes."""
        if not self.stakes:
            return ()
        return tuple([mention for axis in axes for mention in self.stakes.get(axis, ())])

    def within(self, start: int, stop: int) -> tuple[Mention, ...]:
        """Give the mentions that begin from one word up to another."""
        ends = (bisect_left(self.mentions, place, key=attrgetter("start")) for place in (start, stop))
        return self.mentions[slice(*ends)]

    def said(self, start: int, end: int) -> str:
        """Give the exact words from one word to another."""
        if start >= end or start >= len(self.words):
            return ""
        first, last = self.words[start], self.words[min(end, len(self.words)) - 1]
        return self.text[first.start : last.end]

    def _serves(self) -> Stance:
        """Tell whom it serves as a whole: what it takes outweighs what it gives."""
        stances = {head.stance for head in self.heads}
        if not stances and self.inherited:
            return self.inherited.stance
        return next((s for s in (Stance.TAKES, Stance.GIVES) if s in stances), Stance.NEUTRAL)
