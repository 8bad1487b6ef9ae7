"""The concepts that policies talk about, and how their words are found: one pass over the words, longest match first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.inflection import Inflection
from notifier.core.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

GAP = "~"
ENDING = "*"
FORMS = "+"
_WIDEST_GAP = 4
_SHORTEST_STEM = 2


class Axis(StrEnum):
    """What kind of thing a concept is in a statement."""

    COMPANY = "company"
    PERSON = "person"
    THIRD = "third"
    MAY = "may"
    MUST = "must"
    WILL = "will"
    TRY = "try"
    TAKE = "take"
    GIVE = "give"
    RIGHT = "right"
    DUTY = "duty"
    SHIELD = "shield"
    CONSENT = "consent"
    OPT_OUT = "optout"
    DISCRETION = "discretion"
    LIMIT = "limit"
    EXCEPT = "except"
    CONDITION = "condition"
    HEDGE = "hedge"
    OPEN = "open"
    ALL = "all"
    SOME = "some"
    REGARDLESS = "regardless"
    THRESHOLD = "threshold"
    BEFORE = "before"
    AFTER = "after"
    FREE = "free"
    DEFINE = "define"
    DATA = "data"
    RECIPIENT = "recipient"
    PURPOSE = "purpose"
    MEASURE = "measure"
    CHANNEL = "channel"
    PLACE = "place"
    GRAIN = "grain"
    CHILD = "child"
    FAVOUR = "favour"
    BURDEN = "burden"
    POINTER = "pointer"
    MASK = "mask"
    SERVED = "served"
    CLAIM = "claim"
    BELOW = "below"
    ABOVE = "above"
    BENEFIT = "benefit"
    CHARGE = "charge"
    STEP = "step"
    OUTLET = "outlet"
    SHUT = "shut"
    LOCK = "lock"
    PROMPT = "prompt"
    LATE = "late"
    ENDS = "ends"
    GOES_ON = "goes-on"
    KNOWN = "known"
    EXPENSE = "expense"
    PROOF = "proof"
    SHARED = "shared"
    FIXED = "fixed"
    VARIES = "varies"
    WHOLE = "whole"
    EFFORT = "effort"
    CHECK = "check"
    GUARDIAN = "guardian"
    IDLE = "idle"
    BINDING = "binding"
    IMPOSED = "imposed"
    IN_FORCE = "in-force"
    STATE = "state"
    RUNG = "rung"
    WILLING = "willing"
    WISHED = "wished"
    WITNESS = "witness"
    MACHINE = "machine"
    HEEDS = "heeds"
    LASTS = "lasts"
    TURN = "turn"
    RATE = "rate"
    LOWERS = "lowers"
    RECKONS = "reckons"
    TOLD = "told"
    PUBLIC = "public"
    SHOWN = "shown"
    ANYWHERE = "anywhere"
    NEXT = "next"
    ASKED = "asked"
    FIRST = "first"
    NAMED = "named"
    FILES = "files"
    PRIES = "pries"
    BELONGINGS = "belongings"
    WATCHER = "watcher"
    HIDES = "hides"
    FINDS = "finds"
    REFUSES = "refuses"
    SUCCESSOR = "successor"
    LOSES = "loses"
    DISPLAYS = "displays"
    PAYABLE = "payable"
    LODGES = "lodges"
    WAITS = "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something a policy talks about, in any language.

    Attributes:
        id: its name in the taxonomy.
        axis: what kind of thing it is.
        rank: how wide (data, recipients, places) or strong (consent, measures) it is beside others of its axis.
        category: the category of a finding about it; empty for words of grammar.
        person: what an action is where the person does it, `gives` or `takes`; empty where that tells nothing.
    """

    id: str
    axis: Axis
    rank: int = 0
    category: str = ""
    person: str = ""


class Mention(NamedTuple):
    """A concept at its place in the words: from `start` up to `end`."""

    concept: Concept
    start: int
    end: int


class _Phrase(NamedTuple):
    """The words of a concept after the first, and how much they weigh when matches compete.

    Every command makes 20,000 of them at its start; a tuple is made in a third of the time.
    """

    rest: tuple[str, ...]
    concept: Concept
    weight: int


@dataclass(frozen=True, slots=True)
class _Starts:
    """The phrases that begin with a word, by the word that must follow it.

    Attributes:
        alone: the concept of the one word, where it has one.
        followed: those whose second word is given, without it.
        begun: those whose second word may have any ending, by how it begins.
        formed: those whose second word is any form of a verb, by that verb, without it.
        open: those whose second word stands farther on.
        strict: whether the second word of each is given.
    """

    alone: Concept | None
    followed: Mapping[str, tuple[_Phrase, ...]]
    begun: Mapping[str, tuple[_Phrase, ...]]
    formed: Mapping[str, tuple[_Phrase, ...]]
    open: tuple[_Phrase, ...]
    strict: bool


_NOTHING = _Starts(None, {}, {}, {}, (), strict=True)


class Lexicon:
    """The words of one language for all concepts.

    A word that ends in `*` stands for any ending, one that ends in `+` for every form of the verb, `~` for up to four
    words between. Finding mentions looks at each word once, and after it at no more words than the longest phrase
    has: linear.
    """

    def __init__(
        self, concepts: Mapping[Concept, Sequence[str]], inflection: Inflection | None = None
    ) -> None:
        self._exact: dict[str, list[_Phrase]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, _Phrase]]] = defaultdict(list)
        self._verbs: dict[str, list[_Phrase]] = defaultdict(list)
        self._starts = Memory(self._starting)
        self._inflection = inflection or Inflection()
        for concept, phrases in concepts.items():
            for phrase in phrases:
                first, *rest = phrase.split()
                self._enter(first, _Phrase(tuple(rest), concept, len(phrase)))

    def _enter(self, first: str, entry: _Phrase) -> None:
        if first[-1] == ENDING:
            self._stems[first[:_SHORTEST_STEM]].append((first[:-1], entry))
        elif first[-1] == FORMS:
            self._verbs[first[:-1]].append(entry)
        else:
            self._exact[first].append(entry)

    def mentions(self, words: Sequence[str]) -> Iterator[Mention]:
        """Yield what is mentioned, from left to right, without overlap."""
        after, last = 0, len(words)
        for place, starts in enumerate(map(self._starts.__getitem__, words)):
            if starts is _NOTHING or place < after:
                continue
            if starts.strict and (place + 1 == last or words[place + 1] not in starts.followed):
                # Three words in four that may begin something: what follows them goes with none of their phrases.
                if starts.alone:
                    yield Mention(starts.alone, place, place + 1)
                continue
            best = self._longest(starts, words, place)
            if best is not None:
                after, concept = best
                yield Mention(concept, place, after)

    @property
    def firsts(self) -> frozenset[str]:
        """Give the first word of every phrase, with its mark where it has one."""
        stems = (stem + ENDING for known in self._stems.values() for stem, _ in known)
        return frozenset({*self._exact, *stems, *(verb + FORMS for verb in self._verbs)})

    def _longest(self, starts: _Starts, words: Sequence[str], place: int) -> tuple[int, Concept] | None:
        """Give the longest phrase that stands here; of two, the one that says more, else the first."""
        following = words[place + 1] if place + 1 < len(words) else ""
        longer = starts.followed.get(following, ())
        begun = starts.begun.get(following[:_SHORTEST_STEM], ())
        formed = self._formed(starts.formed, following) if starts.formed else ()
        (end, weight), found = (place + 1, 0), None
        for after, phrases in (
            (place + 2, longer),
            (place + 1, begun),
            (place + 2, formed),
            (place + 1, starts.open),
        ):
            for phrase in phrases:
                there = self._match(phrase.rest, words, after)
                if there > end or (there == end and phrase.weight > weight):
                    end, weight, found = there, phrase.weight, phrase.concept
        if found is not None:
            return end, found
        return (end, starts.alone) if starts.alone else None

    def _formed(self, formed: Mapping[str, tuple[_Phrase, ...]], following: str) -> Iterable[_Phrase]:
        """Give the phrases that go on with a form of a verb."""
        known = self._inflection.bases(following) & formed.keys()
        return [phrase for base in sorted(known) for phrase in formed[base]]

    def _starting(self, word: str) -> _Starts:
        """Gather the phrases that begin with a word."""
        stems = self._stems.get(word[:_SHORTEST_STEM], ())
        verbs = self._inflection.bases(word) & self._verbs.keys()
        if not stems and not verbs and word not in self._exact:
            return _NOTHING
        return _starts(
            [
                *self._exact.get(word, ()),
                *(phrase for stem, phrase in stems if word.startswith(stem)),
                *(phrase for base in sorted(verbs) for phrase in self._verbs[base]),
            ]
        )

    def _match(self, rest: tuple[str, ...], words: Sequence[str], place: int) -> int:
        """Give where the phrase ends when the rest of it stands here, else 0."""
        for index, wanted in enumerate(rest):
            if wanted == GAP:
                return self._after_gap(rest[index + 1 :], words, place)
            if place >= len(words):
                return 0
            if words[place] != wanted and not (wanted[-1] in _VARYING and self._is(words[place], wanted)):
                return 0
            place += 1
        return place

    def _after_gap(self, rest: tuple[str, ...], words: Sequence[str], place: int) -> int:
        ends = (self._match(rest, words, place + skipped) for skipped in range(_WIDEST_GAP + 1))
        return next((end for end in ends if end), 0)

    def _is(self, word: str, wanted: str) -> bool:
        if wanted.endswith(ENDING):
            return word.startswith(wanted[:-1])
        return wanted[:-1] in self._inflection.bases(word)


def _starts(phrases: Sequence[_Phrase]) -> _Starts:
    if not phrases:
        return _NOTHING
    followed: dict[str, list[_Phrase]] = defaultdict(list)
    begun: dict[str, list[_Phrase]] = defaultdict(list)
    formed: dict[str, list[_Phrase]] = defaultdict(list)
    loose = []
    for phrase in phrases:
        if phrase.rest and not _varies(phrase.rest[0]):
            followed[phrase.rest[0]].append(_Phrase(phrase.rest[1:], phrase.concept, phrase.weight))
        elif phrase.rest and phrase.rest[0].endswith(ENDING):
            begun[phrase.rest[0][:_SHORTEST_STEM]].append(phrase)
        elif phrase.rest and phrase.rest[0].endswith(FORMS):
            formed[phrase.rest[0][:-1]].append(_Phrase(phrase.rest[1:], phrase.concept, phrase.weight))
        elif phrase.rest:
            loose.append(phrase)
    alone = max(
        (phrase for phrase in phrases if not phrase.rest), key=lambda phrase: phrase.weight, default=None
    )
    return _Starts(
        alone.concept if alone else None,
        {word: tuple(found) for word, found in followed.items()},
        {stem: tuple(found) for stem, found in begun.items()},
        {verb: tuple(found) for verb, found in formed.items()},
        tuple(loose),
        strict=not (begun or formed or loose),
    )


def _varies(word: str) -> bool:
    return word[-1] in _VARYING


_VARYING = frozenset({GAP, ENDING, FORMS})
"""What a word of a phrase ends in that stands for others."""
