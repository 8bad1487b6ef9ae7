"""Who speaks in a statement, how firmly, and whom what they do serves."""

from __future__ import annotations

from dataclasses import dataclass

from notifier.core.statements import Actor, Force, Stance
from notifier.core.taxonomy import Axis, Concept

_SERVED = {"gives": Stance.GIVES, "takes": Stance.TAKES}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, how firmly, and since which word; whether only in a condition, only for one act, or to define.

    A force that is denied may free, *need not*, or forbid, *must not*.
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


_OWN_ACTS = frozenset({Axis.MUST, Axis.TAKE, Axis.GIVE})


def stance_of(concept: Concept, voice: Voice, *, negated: bool) -> Stance:
    """Tell whom an action serves; a person's own acts serve by their force."""
    if voice.actor is Actor.PERSON and concept.axis in _OWN_ACTS:
        if voice.excused and negated:
            return Stance.NEUTRAL
        if voice.forbids and negated:
            return Stance.TAKES
    match concept.axis:
        case Axis.MAY | Axis.MUST:
            told = _bare_stance(concept.axis, voice.actor)
        case Axis.DUTY if voice.actor in {Actor.COMPANY, Actor.THIRD}:
            told = Stance.GIVES
        case Axis.DUTY | Axis.SHIELD:
            told = Stance.TAKES
        case Axis.RIGHT:
            bound = voice.force is Force.MUST and voice.actor is Actor.PERSON
            excused = concept.id == "optional" and voice.actor in {Actor.COMPANY, Actor.THIRD}
            ended = concept.id == "right-withdraw" and voice.actor is Actor.COMPANY
            told = Stance.TAKES if bound or excused or ended else Stance.GIVES
        case Axis.TAKE | Axis.GIVE if voice.actor is Actor.PERSON:
            return _own(concept, voice.force, negated=negated)
        case Axis.TAKE:
            told = Stance.TAKES
        case _:
            told = Stance.GIVES
    return Stance(-told) if negated else told


def _own(concept: Concept, force: Force, *, negated: bool) -> Stance:
    """Read what the person does: what they may is a right, what they must a duty, the rest by what is done."""
    if force is Force.DOES and (concept.person or concept.axis is Axis.GIVE):
        told = _SERVED.get(concept.person, Stance.GIVES)
    else:
        told = {Force.MAY: Stance.GIVES, Force.MUST: Stance.TAKES}.get(force, Stance.NEUTRAL)
    return Stance(-told) if negated else told


def _bare_stance(axis: Axis, actor: Actor) -> Stance:
    if actor is Actor.PERSON:
        return Stance.GIVES if axis is Axis.MAY else Stance.TAKES
    if axis is Axis.MAY:
        return Stance.TAKES
    return Stance.GIVES if actor in {Actor.COMPANY, Actor.THIRD} else Stance.NEUTRAL
