"""Who speaks in a statement, how firmly, and whom what they do serves."""

from __future__ import annotations

from typing import NamedTuple

from notifier.core.statements import Actor, Force, Stance
from notifier.core.taxonomy import Axis, Concept

_SERVED = {"gives": Stance.GIVES, "takes": Stance.TAKES}


class Voice(NamedTuple):
    """Who speaks, how firmly, and since which word; whether only in a condition, only for one act, or to define.

    A force that is denied may free, *need not*, or forbid, *must not*. It changes several times in each statement, which
    a tuple does in a third of the time.
    """

    actor: Actor = Actor.NOBODY
    force: Force = Force.DOES
    since: int = 0
    force_at: int = -1
    under: bool = False
    brief: bool = False
    defines: bool = False
    excused: bool = False
    forbids: bool = False


_FIRMS = frozenset({Actor.COMPANY, Actor.THIRD})
_OWN_ACTS = frozenset({Axis.MUST, Axis.TAKE, Axis.GIVE})


def stance_of(concept: Concept, voice: Voice, *, negated: bool) -> Stance:
    """Tell whom an action serves; a person's own acts serve by their force."""
    settled = _bound(concept, voice) if negated else None
    if settled is not None:
        return settled
    match concept.axis:
        case Axis.MAY | Axis.MUST:
            told = _bare_stance(concept.axis, voice.actor)
        case Axis.DUTY if voice.actor in _FIRMS:
            told = Stance.GIVES
        case Axis.SHIELD if voice.actor is Actor.PERSON:
            asks = concept.id == "deemed" and voice.force is Force.MAY  # *you can object by using the form*
            told = Stance.GIVES if asks else _SERVED.get(concept.person, Stance.TAKES)
        case Axis.DUTY | Axis.SHIELD:
            told = Stance.TAKES
        case Axis.RIGHT:
            bound = voice.force is Force.MUST and voice.actor is Actor.PERSON
            excused = concept.id == "optional" and voice.actor in _FIRMS
            ended = concept.id == "right-withdraw" and voice.actor is Actor.COMPANY
            told = Stance.TAKES if bound or excused or ended else Stance.GIVES
        case Axis.TAKE | Axis.GIVE if voice.actor is Actor.PERSON:
            return _own(concept, voice.force, negated=negated)
        case Axis.TAKE:
            told = Stance.TAKES
        case _:
            told = Stance.GIVES
    return Stance(-told) if negated else told


def _bound(concept: Concept, voice: Voice) -> Stance | None:
    """Read a denial by its force: what somebody must not do, a person or others, and what a person need not do."""
    if voice.actor is Actor.PERSON and concept.axis in _OWN_ACTS:
        return Stance.NEUTRAL if voice.excused else Stance.TAKES if voice.forbids else None
    barred = concept.axis is Axis.MUST and voice.actor in _FIRMS and voice.forbids
    return Stance.GIVES if barred else None


def _own(concept: Concept, force: Force, *, negated: bool) -> Stance:
    """Read what the person does: what they may is a right, what they must a duty, the rest by what is done.

    What would be a gift if the company did it, *you replace what you break*, is asked of the person.
    """
    if force is Force.DOES and (concept.person or concept.axis is Axis.GIVE):
        told = _SERVED.get(concept.person, Stance.TAKES)
    else:
        told = {Force.MAY: Stance.GIVES, Force.MUST: Stance.TAKES}.get(force, Stance.NEUTRAL)
    return Stance(-told) if negated else told


def _bare_stance(axis: Axis, actor: Actor) -> Stance:
    if actor is Actor.PERSON:
        return Stance.GIVES if axis is Axis.MAY else Stance.TAKES
    if axis is Axis.MAY:
        return Stance.TAKES
    return Stance.GIVES if actor in _FIRMS else Stance.NEUTRAL
