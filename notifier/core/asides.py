"""Acts that are told and not done: in the condition a sentence opens with, in a name, in what a person is told about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.statements import Head, Word
    from notifier.core.taxonomy import Mention

_CONDITIONS = frozenset({Axis.CONDITION, Axis.BEFORE})
_DONE = frozenset({Axis.TAKE, Axis.GIVE})
_NUMBERED = 4
"""Words: a condition may stand behind a number, *(a) if …*."""


def opening(plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> int:
    """Give where the condition ends that a sentence opens with, *Before sharing it, we …*; 0 when it opens with none."""
    first = next((i for i, word in enumerate(plain[:_NUMBERED]) if len(word) > 1), 0)
    supposes = plain[first] in grammar.subordinators and plain[first] in grammar.conditionals
    if supposes or any(m.start == first and m.concept.axis in _CONDITIONS for m in mentions):
        return next((i for i in range(first, len(plain)) if plain[i] == ","), 0)
    return 0


def awaited(head: Head, opened: int) -> Head:
    """Nothing is done yet where a case is set: *Before sharing it, we …*."""
    waits = head.place < opened and head.concept.axis in _DONE
    return replace(head, stance=Stance.NEUTRAL) if waits else head


def prepositional(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether what may be a verb is a small word here: *thirty days following your request*."""
    if plain[mention.start] not in grammar.prepositional:
        return False
    before = plain[mention.start - 1] if mention.start else ""
    return before not in grammar.governors and before not in grammar.auxiliaries


def titled(mention: Mention, words: Sequence[Word], text: str, grammar: Grammar) -> bool:
    """Tell whether an act is part of a name: *the Global Cross-Border Rules*, *the Data Transfer Agreement*."""
    if mention.concept.axis not in _DONE or not mention.start:
        return False
    before = words[mention.start - 1]
    if not all(_capital(word, text) for word in words[mention.start : mention.end]):
        return False
    if before.text in grammar.governors or not before.text[0].isalpha():
        return False
    named = _capital(before, text) or any(
        _capital(word, text) for word in words[mention.end : mention.end + 1]
    )
    return named and not _headline(words, text)


def _capital(word: Word, text: str) -> bool:
    return text[word.start].isupper()


def _headline(words: Sequence[Word], text: str) -> bool:
    """Tell whether a text writes most of its words with a capital, as headings do."""
    long = [word for word in words if len(word.text) >= _LONG]
    return 4 * sum(_capital(word, text) for word in long) > 3 * len(long)


_LONG = 4


def about(heads: tuple[Head, ...], plain: Sequence[str], grammar: Grammar) -> tuple[Head, ...]:
    """What a person is told about is not done by telling: *we tell you with whom we share it*."""
    told = next((head.place for head in heads if _tells(head)), None)
    if told is None:
        return heads
    asked = next(
        (i for i in range(told + 1, len(plain)) if plain[i] in grammar.asking and plain[i - 1] != ","),
        len(plain),
    )
    return tuple(
        replace(head, stance=Stance.NEUTRAL)
        if head.place > asked and head.concept.axis is Axis.TAKE
        else head
        for head in heads
    )


def refused(heads: tuple[Head, ...], plain: Sequence[str]) -> tuple[Head, ...]:
    """What people are told how to refuse is not done by telling it: *to opt out of the sale of your data, click here*."""
    right = next((h for h in heads if h.concept.id == "right-object" and h.stance is Stance.GIVES), None)
    if right is None:
        return heads
    end = next((place for place in range(right.place, len(plain)) if plain[place] == ","), len(plain))
    return tuple(
        replace(head, stance=Stance.NEUTRAL)
        if right.place < head.place < end
        and head.concept.axis is Axis.TAKE
        and head.actor is right.actor
        and head.stance is Stance.TAKES
        else head
        for head in heads
    )


def directing(heads: Sequence[Head], plain: Sequence[str], grammar: Grammar) -> bool:
    """Tell whether a sentence begins by telling the reader to look somewhere: *See the list of payment options*."""
    first = next((place for place, word in enumerate(plain) if word[0].isalpha()), 0)
    told = next((head for head in heads if head.place == first and head.concept.id == "see"), None)
    if told is None or told.actor is not Actor.NOBODY:
        return False
    bare = not plain[first].endswith((*grammar.participles, *grammar.nominal))
    return bare and not any(word in grammar.possessives for word in plain[first + 1 : first + 3])


_TELLING = frozenset({"notify", "secure"})


def _tells(head: Head) -> bool:
    """Tell whether a person is informed, or has a say: *object to how we use it*."""
    says = head.concept.axis is Axis.RIGHT or head.concept.id in _TELLING
    return says and head.stance is Stance.GIVES
