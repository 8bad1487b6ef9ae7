"""What others may not do with what is the person's: a ban that protects, whoever is named in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.memory import united
from notifier.core.statements import Actor, Head, Stance
from notifier.core.taxonomy import Axis, Concept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.taxonomy import Mention

_YOURS = frozenset({"your", "yours", "votre", "vos"})
_YOU = frozenset({"you", "vous"})
_HAVING = frozenset({"has", "have", "had", "a", "ont", "avons", "avait", "aura", "auront", "aurons"})
_ALLOWED = Concept(id="may", axis=Axis.MAY)
_FORCES = frozenset({Axis.DUTY, Axis.MUST, Axis.MAY})
_OTHERS = frozenset({Actor.COMPANY, Actor.THIRD})
_ENDS = frozenset(".,;:()!?")
_NEAR = 4
_FIRST = 4
"""Acts of a sentence that are looked at: what is forbidden is told early."""


def barred(
    heads: tuple[Head, ...], plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar
) -> tuple[Head, ...]:
    """Turn bans on others, *the agency may not photograph your flat*, and rights that others do not have."""
    ban = next(
        (
            head
            for head in heads[:_FIRST]
            if _protects(head, plain, mentions, grammar) or _refused(head, plain, grammar)
        ),
        None,
    )
    if ban is None:
        return heads
    return tuple(
        _serving(head)
        if head is ban or (head.concept.axis is Axis.TAKE and 0 < head.place - ban.place <= _NEAR)
        else head
        for head in heads
    )


def _serving(head: Head) -> Head:
    concept = _ALLOWED if head.concept.axis in _FORCES else head.concept
    return replace(head, concept=concept, negated=True, stance=Stance.GIVES)


def _protects(head: Head, plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    """Tell whether somebody else must not do something with what is *yours*: it is the object, and no part of the subject.

    Your guests and your dog are no others.
    """
    if head.concept.axis not in _FORCES or head.stance is Stance.GIVES:
        return False
    near = plain[head.place : head.place + _NEAR]
    if not _forbidding(head, near, mentions, grammar):
        return False
    subject = plain[: head.place]
    if not subject or not (_YOURS | _YOU).isdisjoint(subject) or plain[0] in grammar.subordinators:
        return False
    rest = plain[head.place + 1 :]
    end = next((place for place, word in enumerate(rest) if word in _ENDS), len(rest))
    return any(word in _YOURS and grammar.links.get(before) is None for before, word in pairwise(rest[:end]))


def _forbidding(head: Head, near: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    """Tell whether an act is forbidden, *must not*, *ne doit pas*; what somebody *need not* do is not."""
    named = next((m for m in mentions if m.start == head.place), None)
    if named is None or (head.concept.axis is Axis.MUST and not named.concept.rank):
        return False
    return head.negated or (head.concept.axis is Axis.DUTY and not grammar.negations.isdisjoint(near[:2]))


def _refused(head: Head, plain: Sequence[str], grammar: Grammar) -> bool:
    """Tell whether others are said to have no right to something."""
    if head.concept.id != "right" or head.actor not in _OTHERS or not head.negated:
        return False
    before = plain[max(0, head.place - _NEAR) : head.place]
    denials = united(grammar.negations, grammar.negation_closers)
    return not _HAVING.isdisjoint(before) and not denials.isdisjoint(before)
