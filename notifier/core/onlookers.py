"""Other people who come to see what is the reader's: *buyers can see your age* is no right of the buyers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.memory import united
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.statements import Head
    from notifier.core.taxonomy import Mention

_PEOPLE = frozenset({Axis.PERSON, Axis.CHILD})
_NEAR = 7
"""Words behind an act in which its object is told."""
_ENDS = frozenset(",;:.()")


def watched(
    heads: tuple[Head, ...], plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar
) -> tuple[Head, ...]:
    """Let what others see of the reader take from the reader, whoever they are; what they do not see gives."""
    return tuple(
        replace(head, actor=Actor.THIRD, stance=Stance.GIVES if head.negated else Stance.TAKES)
        if head.concept.id == "see"
        and head.actor is Actor.PERSON
        and _others(head, plain, mentions, grammar)
        and _readers(head, plain, grammar)
        else head
        for head in heads
    )


def _others(head: Head, plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    """Tell whether those who see are named, rather than spoken to."""
    before = [m for m in mentions if m.concept.axis in _PEOPLE and m.end <= head.place]
    return bool(before) and grammar.addressees.isdisjoint(plain[before[-1].start : head.place])


def _readers(head: Head, plain: Sequence[str], grammar: Grammar) -> bool:
    """Tell whether what is seen is the reader's, or what the reader does: *your age*, *when you come home*."""
    behind = plain[head.place + 1 : head.place + 1 + _NEAR]
    end = next((place for place, word in enumerate(behind) if word in _ENDS), len(behind))
    return not united(_YOURS, grammar.addressees).isdisjoint(behind[:end])


_YOURS = frozenset({"your", "yours", "votre", "vos"})
