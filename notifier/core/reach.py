"""How far it reaches who acts: words that only say which things are meant, and who is allowed to do what follows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.denial import NE
from notifier.core.memory import united
from notifier.core.statements import Actor, Force
from notifier.core.taxonomy import Axis
from notifier.core.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.statements import Head
    from notifier.core.taxonomy import Mention


def empowered(plain: Sequence[str], mention: Mention, voice: Voice, grammar: Grammar) -> Voice:
    """Whoever is allowed or told to do something does what follows: *lets you export*, *nous autorisez à publier*."""
    actor = _EMPOWERED.get(mention.concept.id) or _entitled(plain, mention, voice, grammar)
    if actor is None:
        return voice
    force = Force.MUST if mention.concept.id == _OBLIGED else Force.MAY
    return Voice(actor=actor, force=force, since=mention.end, force_at=mention.end, under=voice.under)


_OBLIGED = "obliged"
_EMPOWERED = {"enable": Actor.PERSON, "authorise": Actor.COMPANY, _OBLIGED: Actor.PERSON}


def _entitled(plain: Sequence[str], mention: Mention, voice: Voice, grammar: Grammar) -> Actor | None:
    """Tell whether a right is one of the person to do what follows: *you are entitled to copy, export or block it*."""
    if mention.concept.id != "right" or voice.actor in {Actor.COMPANY, Actor.THIRD} or voice.under:
        return None
    near = plain[mention.end - 1 : mention.end + _ROW]
    joints = united(grammar.either_way, _COMMA)
    if joints.isdisjoint(near):
        return None  # One act alone is weighed by its name.
    if grammar.infinitives:
        acts = any(one in _OF and other.endswith(grammar.infinitives) for one, other in pairwise(near))
    else:
        acts = "to" in near[:2]
    return Actor.PERSON if acts else None


_ROW = 4
_OF = frozenset({"de", "d'"})


def related(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether an actor follows a word that relates: *that we hold*, *que nous détenons*."""
    return mention.start > 0 and plain[mention.start - 1] in grammar.free


def ended(plain: Sequence[str], voice: Voice, mention: Mention, grammar: Grammar) -> bool:
    """Tell whether a relative clause has its verb already, and this one is another's: *l'appel que vous formez suspend*."""
    endings = grammar.persons.get(plain[voice.since])
    if not endings or plain[mention.start].endswith((*endings, *grammar.infinitives, *grammar.participles)):
        return False
    return any(word.endswith(endings) for word in plain[voice.since + 1 : mention.start])


def contact(plain: Sequence[str], mention: Mention, last: Head | None, grammar: Grammar) -> bool:
    """Tell whether an actor only tells which things an act is done to: *we answer all letters we receive*.

    It stands right after a thing, and nothing parts that from the act.
    """
    if last is None or mention.start - last.place < _NEAR - 1 or grammar.negation_closers:
        return False
    between = plain[last.place + 1 : mention.start]
    parting = united(grammar.either_way, grammar.joints, grammar.subordinators, grammar.relative)
    before = between[-1]
    thing = before.isalpha() and before not in united(grammar.stop, grammar.before_objects)
    return thing and not any(word in parting or not word[0].isalnum() for word in between)


def defines(mention: Mention, before: Mention | None, *, related: bool) -> bool:
    """Tell whether an actor says which data is meant: *data that we hold*, *data we hold*; not *we tell you that we …*."""
    return before is not None and before.concept.axis is Axis.DATA and before.end == mention.start - related


def beside(plain: Sequence[str], mention: Mention, voice: Voice, grammar: Grammar) -> bool:
    """Tell whether an act is what the actor who says which data is meant does, and not what is done with that data."""
    between = plain[voice.since + 1 : mention.start]
    return len(between) < _NEAR and not any(word in grammar.passives or word in NE for word in between)


_NEAR = 3


_COMMA = frozenset({","})
