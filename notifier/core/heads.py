"""The actions in a statement: who acts, how firmly, denied or not, and whom each serves."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.asides import awaited, opening
from notifier.core.denial import NE, denied, literary, refrains, unable
from notifier.core.nouns import ACTIONS, named
from notifier.core.presumption import opened as behind
from notifier.core.reach import beside, contact, defines, empowered, ended, related
from notifier.core.statements import Actor, Force, Head, Stance
from notifier.core.taxonomy import Axis, Concept, Mention
from notifier.core.undergone import done_to, far_passive, suffered, suffering
from notifier.core.voice import Voice, stance_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar, RulePack
    from notifier.core.statements import Statement

_FAR = 14
"""Words: a force farther from an action says nothing about it."""
FORCES = frozenset({Axis.MAY, Axis.MUST, Axis.WILL, Axis.TRY})
ACTORS = {
    Axis.COMPANY: Actor.COMPANY, Axis.PERSON: Actor.PERSON, Axis.CHILD: Actor.PERSON, Axis.THIRD: Actor.THIRD,
}  # fmt: skip
_DOING = FORCES | ACTIONS
_PAUSES = frozenset(",;:(")


def _under(plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> list[bool]:
    """Tell for each word whether it stands in a condition: *when you visit us* up to its comma or the next subject."""
    subjects = {mention.start for mention in mentions if mention.concept.axis in ACTORS}
    under, inside, actors = [], False, 0
    for place, word in enumerate(plain):
        if word in grammar.subordinators or (
            word in grammar.supposing and " ".join(plain[place : place + 2]) in grammar.subordinators
        ):
            inside, actors = True, 0
        elif word in _PAUSES:
            inside = False
        elif inside and place in subjects and not _goes_on(plain, place, grammar):
            actors += 1
            inside = actors < 2
        under.append(inside)
    return under


def under(statement: Statement, pack: RulePack) -> list[bool]:
    """Tell for each word of a statement whether it stands in a condition."""
    return _under(statement.plain, statement.mentions, pack.grammar)


def _goes_on(plain: Sequence[str], place: int, grammar: Grammar) -> bool:
    """Tell whether a subject begins another part of the same condition: *if you call or you write*, *ou que vous …*."""
    before = plain[max(0, place - 2) : place]
    joints = grammar.either_way
    return bool(before) and (before[-1] in joints or (before[-1] in grammar.free and before[0] in joints))


def heads_of(
    plain: list[str], mentions: Sequence[Mention], names: frozenset[int], grammar: Grammar, lent: Head | None
) -> Iterator[Head]:
    """Read actions with the actor and force before them; a force without an action is an action of its own.

    What a lead-in says of who acts, *you can:*, holds in the items until they name another. Who is named in a
    condition acts only in it.
    """
    people = {i for m in mentions if m.concept.axis in ACTORS for i in range(m.start, m.end)}
    lead, inside, opened = (
        behind(plain, grammar), _under(plain, mentions, grammar), opening(plain, mentions, grammar)
    )  # fmt: skip
    voice = outer = _lent(lent)
    waiting: Mention | None = None
    last: Head | None = None
    mainly: Head | None = None
    for before, mention in zip((None, *mentions), mentions, strict=False):
        axis = mention.concept.axis
        if voice.under and not inside[mention.start]:
            yield from _bare(plain, waiting, voice, grammar)
            waiting, voice, last = None, outer._replace(since=mention.start), None
        if axis in FORCES and mention.start - 1 in names - people and voice.actor is Actor.PERSON:
            waiting, voice, last = None, Voice(actor=Actor.COMPANY, since=mention.start), None
        voice = _after_relative(voice, outer, plain, mention, grammar)
        urged = waiting is not None and waiting.end == mention.start
        if axis in ACTORS and (urged or _spoken_to(plain, mention, last, grammar)):
            continue
        if axis in ACTIONS and waiting is not None and far_passive(plain, waiting, mention, grammar):
            yield from _bare(plain, waiting, voice, grammar)
            waiting, voice = None, voice._replace(actor=Actor.NOBODY, force=Force.DOES)
        if axis in ACTORS:
            yield from _bare(plain, waiting, voice, grammar)
            outer = outer if voice.under or voice.brief else voice
            relative = related(plain, mention, grammar)
            told = contact(plain, mention, last, grammar)
            voice = Voice(
                actor=ACTORS[axis],
                since=_since(plain, mention.start, grammar),
                under=inside[mention.start],
                brief=relative or told or defines(mention, before, related=False),
                defines=told or defines(mention, before, related=relative),
            )
            waiting = last = mainly = None
        elif axis in FORCES:
            yield from _bare(plain, waiting, voice, grammar)
            waiting = mention
            voice = voice._replace(
                force=_firmness(voice.force, _force(axis)),
                force_at=mention.start,
                forbids=axis is Axis.MUST and mention.concept.rank > 0,
            )
        elif axis in ACTIONS:
            if _object(mention, last):
                continue
            meant = voice.defines and beside(plain, mention, voice, grammar)
            spoken = _heard(voice, mention.start)
            spoken = spoken._replace(actor=outer.actor) if voice.defines and not meant else spoken
            spoken = _behind(lead, mention, _adjoined(before, mention, spoken, grammar))
            spoken = _bound(mention, plain, suffered(plain, mention, spoken, grammar), grammar)
            head = _head(plain, _halting(plain, mention, grammar), spoken, grammar)
            last = _purposed(_carried(head, last, plain, grammar), mention, mainly, plain, grammar)
            last = _only(awaited(last, opened), defining=axis is Axis.TAKE and meant)
            mainly = mainly or (
                last if last.concept.axis is Axis.TAKE and last.stance is Stance.TAKES else None
            )
            yield last
            waiting = None
            force = Force.DOES if voice.force is Force.TRIES else voice.force
            excused = mention.concept.id == "optional"
            voice = (outer if voice.brief else voice)._replace(
                since=mention.end, force=force, excused=excused,
                force_at=_reaching(plain, mention, voice, grammar),
            )  # fmt: skip
            voice = empowered(plain, mention, voice, grammar)
    yield from _bare(plain, waiting, voice, grammar)


def _since(plain: Sequence[str], place: int, grammar: Grammar) -> int:
    """Give from where on a denial may reach the act of somebody named: *none of us*, *at no time do we*."""
    if not place:
        return 0
    before = plain[place - 1]
    if before not in grammar.inverting:
        return place - (before in grammar.emptied)
    front = plain[max(0, place - _FRONT) : place]
    return next(
        (place - far for far, word in enumerate(reversed(front), 1) if word in grammar.emptied), place
    )


_FRONT = 5
"""Words before its subject within which a denial in front of a sentence stands."""


def _only(head: Head, *, defining: bool) -> Head:
    """An act may only tell which things are meant: *the data that we hold*."""
    return replace(head, defining=True) if defining else head


def _behind(lead: int, mention: Mention, voice: Voice) -> Voice:
    """What a condition denies, *if it cannot be proved, …*, is not denied behind it."""
    return voice._replace(since=lead) if voice.since < lead <= mention.start else voice


def _after_relative(
    voice: Voice, outer: Voice, plain: Sequence[str], mention: Mention, grammar: Grammar
) -> Voice:
    """Give who acts again where a relative clause had its verb: *l'appel que vous formez suspend …*."""
    acts = mention.concept.axis in _DOING
    over = voice.brief and acts and ended(plain, voice, mention, grammar)
    return outer._replace(since=mention.start) if over else voice


def _lent(head: Head | None) -> Voice:
    """Give who speaks under a lead-in; under a right, *you have the right:*, the person may do what follows."""
    if head is None or not head.stance:
        return Voice()
    if head.concept.axis is Axis.RIGHT and head.stance is Stance.GIVES and head.actor is Actor.NOBODY:
        return Voice(actor=Actor.PERSON, force=Force.MAY)
    return Voice(actor=head.actor, force=head.force)


def _bound(mention: Mention, plain: Sequence[str], voice: Voice, grammar: Grammar) -> Voice:
    """Whoever is named before, a duty that speaks to the person is theirs: *by giving us your name, you consent*."""
    addressed = mention.end - mention.start > 1 and plain[mention.start] in grammar.addressees
    return voice._replace(actor=Actor.PERSON) if addressed and mention.concept.axis is Axis.DUTY else voice


_SERVICES = frozenset({"answer", "secure", "serve", "refund", "post", "notify"})


def _purposed(
    head: Head, mention: Mention, mainly: Head | None, plain: Sequence[str], grammar: Grammar
) -> Head:
    """What data is used for is no promise: *we use your data to answer you and to protect our shops*."""
    if (
        head.concept.id == "post"
        and head.actor is not Actor.COMPANY
        and not suffering(plain, mention, grammar)
    ):
        return replace(head, stance=Stance.NEUTRAL)
    opening = plain[0] in grammar.purposes and not any(word in _PAUSES for word in plain[: mention.start])
    if opening and head.concept.id in _SERVICES:
        return replace(head, stance=Stance.NEUTRAL)
    if mainly is None or head.concept.id not in _SERVICES or head.named:
        return head
    between = plain[mainly.place : mention.start]
    aimed = any(word in grammar.purposes for word in between)
    bare = plain[mention.start].endswith(grammar.infinitives) if grammar.infinitives else True
    return replace(head, stance=Stance.NEUTRAL) if aimed and bare else head


def _adjoined(before: Mention | None, mention: Mention, voice: Voice, grammar: Grammar) -> Voice:
    """Where people only tell whose data it is, *the visitor identifier vanishes*, they do not act."""
    if before is None or before.concept.axis is not Axis.DATA or grammar.negation_closers:
        return voice
    owned = voice.actor is Actor.PERSON and before.start == voice.since + 1 and before.end == mention.start
    return voice._replace(actor=Actor.NOBODY) if owned else voice


def _spoken_to(plain: Sequence[str], mention: Mention, last: Head | None, grammar: Grammar) -> bool:
    """Tell whether an actor is only spoken to: *we notify you*, *nous vous informons*, *to you*."""
    endings = grammar.persons.get(plain[mention.start])
    if endings and mention.end - mention.start == 1:
        following = plain[mention.end : mention.end + 5]
        verb = next((i for i, word in enumerate(following) if word not in grammar.clitics), len(following))
        return not any(word.endswith(endings) for word in following[: verb + 1])
    if not mention.start:
        return False
    if plain[mention.start] == "us":
        return _addressed(plain, mention.start, grammar)
    if ACTORS[mention.concept.axis] is not Actor.PERSON:
        return False
    before = [word for word in plain[max(0, mention.start - 2) : mention.start] if word not in NE]
    verb = last is not None and last.place in {mention.start - 1, mention.start - 2} and not last.named
    if not before or before[-1] in _PAUSES:
        return verb and not before
    nearest = before[0] if before[-1] in grammar.articles else before[-1]
    return verb or not grammar.before_objects.isdisjoint({nearest, before[-1]})


def _addressed(plain: Sequence[str], place: int, grammar: Grammar) -> bool:
    """Tell whether *us* names whom something is said or given to: *ask us for a copy*, but not *allow us to*, *by us*."""
    following = plain[place + 1] if place + 1 < len(plain) else ""
    return plain[place - 1] in grammar.addressing and following not in _ACTING


_ACTING = frozenset({"to", "not"})


def _object(mention: Mention, last: Head | None) -> bool:
    """A right named after what the company does is what it does something about: *we answer complaints*."""
    company = last is not None and last.actor in {Actor.COMPANY, Actor.THIRD}
    return mention.concept.axis is Axis.RIGHT and company


_HALT = Concept(id="suspensive", axis=Axis.GIVE, category="dispute-liability")
_NEAR_BY = 5


def _halting(plain: Sequence[str], mention: Mention, grammar: Grammar) -> Mention:
    """What an appeal stops, *an appeal suspends the fine*, serves the person."""
    near = plain[max(0, mention.start - _NEAR_BY) : mention.start]
    appealed = mention.concept.id == "sanction" and any(word in grammar.remedies for word in near)
    return mention._replace(concept=_HALT) if appealed else mention


def _carried(head: Head, last: Head | None, plain: Sequence[str], grammar: Grammar) -> Head:
    """A denial reaches the next power too, *do not sell or rent*, unless *and* or *but* stands between."""
    if last is None or not last.negated or head.negated or last.named:
        return head
    if head.concept.axis is not Axis.TAKE or last.concept.axis is not Axis.TAKE:
        return head
    if any(word in grammar.joints or word in _STOPS for word in plain[last.place : head.place]):
        return head
    return replace(head, negated=True, stance=Stance(-head.stance))


_STOPS = frozenset(";:")


def _force(axis: Axis) -> Force:
    return {Axis.MAY: Force.MAY, Axis.MUST: Force.MUST, Axis.TRY: Force.TRIES}.get(axis, Force.DOES)


def _firmness(before: Force, told: Force) -> Force:
    """Whoever *will try* or *must try* only tries."""
    return Force.TRIES if Force.TRIES in {before, told} else told


def _heard(voice: Voice, place: int) -> Voice:
    """A force far from the action says nothing about it."""
    far = voice.force_at >= 0 and place - voice.force_at > _FAR
    return voice._replace(force=Force.DOES) if far else voice


def _reaching(plain: Sequence[str], mention: Mention, voice: Voice, grammar: Grammar) -> int:
    """Give from where on a force counts: in a row of acts, *you may copy, correct, …*, from each act to the next."""
    far = voice.force_at < 0 or mention.start - voice.force_at > _FAR
    following = plain[mention.end : mention.end + 1]
    listed = bool(following) and (following[0] == "," or following[0] in grammar.either_way)
    return mention.start if listed and not far else voice.force_at


def _bare(plain: Sequence[str], mention: Mention | None, voice: Voice, grammar: Grammar) -> Iterator[Head]:
    """Read *you may …* or *you must …* whose action has no name in the taxonomy."""
    if mention is None or mention.concept.axis not in {Axis.MAY, Axis.MUST}:
        return
    head = _head(plain, mention, voice, grammar)
    if mention.concept.axis is Axis.MAY and (done := done_to(plain, mention, grammar)):
        stance = Stance.TAKES if done in grammar.cutting else _SUFFERED.get(voice.actor, Stance.NEUTRAL)
        head = replace(head, stance=Stance(-stance) if head.negated else stance)
    yield head


_SUFFERED = {Actor.PERSON: Stance.TAKES, Actor.COMPANY: Stance.GIVES}
"""Whom it serves when something may be done to someone: *you may be searched*, *we can be reached*.

To be without something, *the water may be cut off*, serves nobody.
"""


def _head(plain: Sequence[str], mention: Mention, voice: Voice, grammar: Grammar) -> Head:
    negated = denied(plain, mention.start, grammar, voice.since) != _denied_inside(plain, mention, grammar)
    negated = negated or (mention.concept.axis is Axis.GIVE and voice.excused)
    if mention.concept.axis is Axis.MAY:
        negated = negated or unable(plain, mention.start, grammar)
    own = voice.actor is Actor.PERSON
    if (mention.concept.axis in _ACTS and not own) or (mention.concept.axis is Axis.RIGHT and own):
        negated = negated != refrains(plain, mention.start, grammar, voice.since)
    negated = negated or (
        mention.concept.axis in _SERVING and literary(plain, mention.start, grammar, voice.since)
    )
    if mention.concept.axis in _TOLD_WITH and _own_denial(plain, mention, grammar):
        negated = False
    return Head(
        place=mention.start,
        concept=mention.concept,
        actor=voice.actor,
        force=voice.force,
        negated=negated,
        stance=Stance.NEUTRAL if voice.under else stance_of(mention.concept, voice, negated=negated),
        named=mention.concept.axis is Axis.TAKE and named(plain, mention, grammar),
    )


_ACTS = frozenset({Axis.TAKE, Axis.GIVE})
_SERVING = _ACTS | {Axis.RIGHT}
_TOLD_WITH = frozenset({Axis.RIGHT, Axis.DUTY, Axis.SHIELD, Axis.GIVE})


def _own_denial(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether a phrase of the taxonomy brings its denial along: *need not*, *n'êtes pas tenu*."""
    words = plain[mention.start : mention.end]
    return len(words) > 1 and any(
        word in grammar.negations or word in grammar.negation_closers for word in words
    )


def _denied_inside(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Read *cannot* and *may not*: the denial in a force, or right after it; and the one inside of *show no adverts to*."""
    if grammar.negation_closers:
        return False
    if mention.concept.axis in {Axis.TAKE, Axis.GIVE}:
        inside = plain[mention.start + 1 : mention.end]
        return any(one == "no" and other != "more" for one, other in pairwise(inside))
    if mention.concept.axis not in {Axis.MAY, Axis.MUST}:
        return False
    return any(word in grammar.negations for word in plain[mention.start : mention.end + 1])
