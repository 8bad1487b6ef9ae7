"""Read a clause into normative statements; linear in its words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.quantities import quantities
from notifier.core.sentences import ENDS, parts
from notifier.core.statements import Actor, Force, Gate, Head, Stance, Statement, Word
from notifier.core.taxonomy import Axis, Concept, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar, RulePack


_NE = frozenset({"ne", "n'"})


_REACH = 7


_ACTIONS = frozenset({Axis.TAKE, Axis.GIVE, Axis.RIGHT, Axis.DUTY, Axis.SHIELD})


_FORCES = frozenset({Axis.MAY, Axis.MUST, Axis.WILL, Axis.TRY})


_ACTORS = frozenset({Axis.COMPANY, Axis.PERSON, Axis.THIRD})


def read(text: str, pack: RulePack, *, context: str = "") -> tuple[Statement, ...]:
    """Read a clause, under the words of its lead-in or heading."""
    inherited = _lent(context, pack) if context else None
    return tuple(_statement(part, words, pack, inherited) for part, words in parts(text, pack.grammar))


def _lent(context: str, pack: RulePack) -> Head | None:
    """Give the last action of a lead-in or heading."""
    read_ = [_headed(words, pack) for _, words in parts(context, pack.grammar)]
    heads = [head for _, told in read_ for head in told]
    if heads:
        return heads[-1]
    named = [mention for mentions, _ in read_ for mention in mentions if mention.concept.axis in _INVENTORY]
    return _inventory(named[-1]) if named else None


_INVENTORY = frozenset({Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.THIRD})


def _inventory(mention: Mention) -> Head:
    """Under a heading that names data, recipients or purposes stands a list of what is done."""
    return Head(
        place=-1,
        concept=mention.concept,
        actor=Actor.NOBODY,
        force=Force.DOES,
        negated=False,
        stance=Stance.TAKES,
    )


def _statement(text: str, words: tuple[Word, ...], pack: RulePack, inherited: Head | None) -> Statement:
    mentions, heads = _headed(words, pack, inherited)
    plain = [word.text for word in words]
    return Statement(
        text=text,
        words=words,
        mentions=mentions,
        heads=heads,
        inherited=inherited,
        quantities=tuple(quantities(plain, pack.numerals)),
        gate=_gate(plain, mentions, heads, pack.grammar),
        stems=frozenset(_stems(plain, pack)),
        presumed=_presumed(plain, mentions, heads, pack.grammar),
    )


_UNNAMED = {
    Stance.TAKES: Concept(id="unnamed-use", axis=Axis.TAKE),
    Stance.GIVES: Concept(id="unnamed-service", axis=Axis.GIVE),
}


def _presumed(
    plain: list[str], mentions: Sequence[Mention], heads: Sequence[Head], grammar: Grammar
) -> Head | None:
    """Presume whom an act without a name serves: done with what is yours it takes, done by us it gives."""
    if any(head.stance for head in heads):
        return None
    owned = next((i for i, word in enumerate(plain) if word in grammar.possessives), -1)
    ours = next((m for m in mentions if m.concept.axis in {Axis.COMPANY, Axis.THIRD}), None)
    own = ours is not None or any(word in grammar.ours for word in plain[:2])
    if owned < 0 and not own:
        return None
    stance = Stance.TAKES if owned >= 0 else Stance.GIVES
    concept = _UNNAMED[stance]
    negated = denied(plain, max(1, min(len(plain) - 1, 6)), grammar) if owned >= 0 else False
    stance = Stance(-stance) if negated else stance
    actor = Actor.COMPANY if own else Actor.NOBODY
    return Head(place=0, concept=concept, actor=actor, force=Force.DOES, negated=negated, stance=stance)


def _stems(plain: Sequence[str], pack: RulePack) -> Iterator[str]:
    """Give how the words of weight begin: enough to know a word in another form."""
    for word in plain:
        if word[0].isalnum() and word not in pack.grammar.stop and word not in pack.grammar.negations:
            yield word[:5]


def _headed(
    words: Sequence[Word], pack: RulePack, lent: Head | None = None
) -> tuple[tuple[Mention, ...], tuple[Head, ...]]:
    plain = [word.text for word in words]
    found = (_agreed(mention, plain, pack.grammar) for mention in pack.lexicon.mentions(plain))
    mentions = tuple(sorted((*found, *_restrictions(plain, pack.grammar)), key=lambda mention: mention.start))
    heads = tuple(_heads(plain, mentions, pack.grammar, lent))
    done = tuple(head for head in heads if not head.named)
    return mentions, _advertised(_pointed(done or heads, mentions), mentions)


def _pointed(heads: tuple[Head, ...], mentions: Sequence[Mention]) -> tuple[Head, ...]:
    """A statement that only points elsewhere, *to learn how we use data, see …*, lets nothing be done."""
    if not any(mention.concept.axis is Axis.POINTER for mention in mentions):
        return heads
    return tuple(
        replace(head, stance=Stance.NEUTRAL)
        if head.concept.axis in {Axis.TAKE, Axis.MUST, Axis.DUTY}
        else head
        for head in heads
    )


def _advertised(heads: tuple[Head, ...], mentions: Sequence[Mention]) -> tuple[Head, ...]:
    """To be informed of offers is no protection."""
    if not any(mention.concept.id == "purpose-ads" for mention in mentions):
        return heads
    return tuple(
        replace(head, stance=Stance.TAKES)
        if head.concept.id in {"notify", "serve", "post"} and head.stance is Stance.GIVES
        else head
        for head in heads
    )


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks, how firmly, and since which word."""

    actor: Actor = Actor.NOBODY
    force: Force = Force.DOES
    since: int = 0
    force_at: int = -1


_AGREED = Concept(id="consent", axis=Axis.CONSENT, rank=3, category="consent-legal-basis")


def _agreed(mention: Mention, plain: Sequence[str], grammar: Grammar) -> Mention:
    """*You agree* is a duty, *unless you agree* a consent."""
    conditional = any(
        word in grammar.conditionals for word in plain[max(0, mention.start - 2) : mention.start]
    )
    if mention.concept.axis is not Axis.DUTY or not conditional:
        return mention
    return replace(mention, concept=_AGREED) if mention.end - mention.start == 2 else mention


_ONLY = Concept(id="ne-que", axis=Axis.LIMIT)


def _restrictions(plain: Sequence[str], grammar: Grammar) -> Iterator[Mention]:
    """Find *ne … que*, which limits as *only* does."""
    for index, word in enumerate(plain):
        if word in _NE and grammar.negation_closers:
            place = _restricting(plain, index, grammar)
            if place:
                yield Mention(_ONLY, place, place + 1)


def _restricting(plain: Sequence[str], index: int, grammar: Grammar) -> int:
    """Give where the *que* of a *ne … que* stands, else 0."""
    for place in range(index + 1, min(index + 10, len(plain))):
        if plain[place] in grammar.negation_closers or plain[place] in ENDS or plain[place] == ",":
            return 0
        if plain[place] in {"que", "qu'"}:
            return place
    return 0


def _heads(
    plain: list[str], mentions: Sequence[Mention], grammar: Grammar, lent: Head | None
) -> Iterator[Head]:
    """Read actions with the actor and force before them; a force without an action is an action of its own.

    What a lead-in says of who acts, *you can:*, holds in the items until they name another.
    """
    voice = _Voice(actor=lent.actor, force=lent.force) if lent else _Voice()
    waiting: Mention | None = None
    last: Head | None = None
    for mention in mentions:
        axis = mention.concept.axis
        urged = waiting is not None and waiting.end == mention.start
        if axis in _ACTORS and (urged or _spoken_to(plain, mention, last, grammar)):
            continue
        if axis in _ACTORS:
            yield from _bare(plain, waiting, voice, grammar)
            waiting = None
            voice = _Voice(actor=Actor(axis.value), since=mention.start)
            last = None
        elif axis in _FORCES:
            yield from _bare(plain, waiting, voice, grammar)
            waiting = mention
            voice = replace(voice, force=_firmness(voice.force, _force(axis)), force_at=mention.start)
        elif axis in _ACTIONS:
            if _object(mention, last):
                continue
            last = _carried(
                _head(plain, mention, _heard(voice, mention.start), grammar), last, plain, grammar
            )
            yield last
            waiting = None
            force = Force.DOES if voice.force is Force.TRIES else voice.force
            voice = replace(voice, since=mention.end, force=force)
    yield from _bare(plain, waiting, voice, grammar)


def _spoken_to(plain: Sequence[str], mention: Mention, last: Head | None, grammar: Grammar) -> bool:
    """Tell whether an actor is only spoken to: *we notify you*, *nous vous informons*, *to you*."""
    if mention.concept.axis is not Axis.PERSON or not mention.start:
        return False
    before = [word for word in plain[max(0, mention.start - 2) : mention.start] if word not in _NE]
    verb = last is not None and last.place in {mention.start - 1, mention.start - 2} and not last.named
    return verb or bool(before and before[-1] in grammar.before_objects)


def _object(mention: Mention, last: Head | None) -> bool:
    """A right named after what the company does is what it does something about: *we answer complaints*."""
    company = last is not None and last.actor in {Actor.COMPANY, Actor.THIRD}
    return mention.concept.axis is Axis.RIGHT and company


def _carried(head: Head, last: Head | None, plain: Sequence[str], grammar: Grammar) -> Head:
    """A denial reaches the next power too, *do not sell or rent*, unless *and* or *but* stands between."""
    if last is None or not last.negated or head.negated:
        return head
    if head.concept.axis is not Axis.TAKE or last.concept.axis is not Axis.TAKE:
        return head
    if any(word in grammar.joints for word in plain[last.place : head.place]):
        return head
    return replace(head, negated=True, stance=Stance(-head.stance))


def _force(axis: Axis) -> Force:
    return {Axis.MAY: Force.MAY, Axis.MUST: Force.MUST, Axis.TRY: Force.TRIES}.get(axis, Force.DOES)


def _firmness(before: Force, told: Force) -> Force:
    """Whoever *will try* or *must try* only tries."""
    return Force.TRIES if Force.TRIES in {before, told} else told


def _heard(voice: _Voice, place: int) -> _Voice:
    """A force far from the action says nothing about it."""
    far = voice.force_at >= 0 and place - voice.force_at > 2 * _REACH
    return replace(voice, force=Force.DOES) if far else voice


def _bare(plain: Sequence[str], mention: Mention | None, voice: _Voice, grammar: Grammar) -> Iterator[Head]:
    """Read *you may …* or *you must …* whose action has no name in the taxonomy."""
    if mention is not None and mention.concept.axis in {Axis.MAY, Axis.MUST}:
        yield _head(plain, mention, voice, grammar)


def _head(plain: Sequence[str], mention: Mention, voice: _Voice, grammar: Grammar) -> Head:
    negated = denied(plain, mention.start, grammar, voice.since) != _denied_inside(plain, mention, grammar)
    return Head(
        place=mention.start,
        concept=mention.concept,
        actor=voice.actor,
        force=voice.force,
        negated=negated,
        stance=_stance(mention.concept, voice.actor, voice.force, negated=negated),
        named=mention.concept.axis is Axis.TAKE and _named(plain, mention, grammar),
    )


def _denied_inside(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Read *cannot* and *may not*: the denial in a force, or right after it."""
    if mention.concept.axis not in {Axis.MAY, Axis.MUST} or grammar.negation_closers:
        return False
    return any(word in grammar.negations for word in plain[mention.start : mention.end + 1])


def _named(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether a power is only named: a noun (*processing*), or a participle without its auxiliary."""
    if mention.end - mention.start > 1:
        return False
    word = plain[mention.start]
    if mention.start and plain[mention.start - 1] in grammar.articles:
        return True
    if word.endswith(grammar.nominal):
        return True
    if not word.endswith(grammar.participles) or not mention.start:
        return False
    near = plain[max(0, mention.start - 4) : mention.start]
    return not any(before in grammar.auxiliaries for before in near)


def denied(plain: Sequence[str], place: int, grammar: Grammar, since: int = 0) -> bool:
    """Tell whether a word is denied: an odd number of denials shortly before it, *ne … que* being none."""
    low = max(since, place - _REACH)
    count = sum(
        _denies(plain, index, grammar)
        for index in range(low, place)
        if plain[index] in grammar.negations and plain[index] not in grammar.without
    )
    if not count and grammar.negation_closers:
        # The French denial may stand around the verb: "nous vendons pas" is written by mistake, "aucun" stands after.
        near = plain[place + 1 : place + 3]
        count = sum(word in {"pas", "jamais"} for word in near)
    return bool(count % 2)


def _denies(plain: Sequence[str], index: int, grammar: Grammar) -> bool:
    word = plain[index]
    if word not in _NE:
        # "ne … aucun", "never … no": one denial, told twice.
        return not any(word in _NE for word in plain[max(0, index - 6) : index + 4])
    before = plain[max(0, index - 8) : index]
    if index and ("avant" in before or "moins" in before) and ("que" in before or "qu'" in before):
        return False
    for follower in plain[index + 1 : index + 12]:
        if follower in grammar.negation_closers:
            return True
        if follower in {"que", "qu'"}:
            return False
        if follower in ENDS:
            break
    return any(near in {"aucun", "aucune", "personne", "nul", "rien", "ni", "jamais"} for near in before)


def _stance(concept: Concept, actor: Actor, force: Force, *, negated: bool) -> Stance:
    """Tell whom an action serves; a person's own acts serve by their force."""
    match concept.axis:
        case Axis.MAY | Axis.MUST:
            told = _bare_stance(concept.axis, actor)
        case Axis.DUTY | Axis.SHIELD:
            told = Stance.TAKES
        case Axis.RIGHT:
            told = Stance.TAKES if force is Force.MUST and actor is Actor.PERSON else Stance.GIVES
        case Axis.TAKE | Axis.GIVE if actor is Actor.PERSON:
            return _own(concept, force, negated=negated)
        case Axis.TAKE:
            told = Stance.TAKES
        case _:
            told = Stance.GIVES
    return Stance(-told) if negated else told


def _own(concept: Concept, force: Force, *, negated: bool) -> Stance:
    """Read what the person does: what they may is a right, what they must a duty, the rest tells nothing."""
    if concept.axis is Axis.GIVE and force is Force.DOES:
        return Stance.TAKES if negated else Stance.GIVES
    told = {Force.MAY: Stance.GIVES, Force.MUST: Stance.TAKES}.get(force, Stance.NEUTRAL)
    return Stance(-told) if negated else told


def _bare_stance(axis: Axis, actor: Actor) -> Stance:
    if actor is Actor.PERSON:
        return Stance.GIVES if axis is Axis.MAY else Stance.TAKES
    if axis is Axis.MAY:
        return Stance.TAKES if actor in {Actor.COMPANY, Actor.THIRD} else Stance.NEUTRAL
    return Stance.GIVES if actor in {Actor.COMPANY, Actor.THIRD} else Stance.NEUTRAL


def _gate(plain: Sequence[str], mentions: Sequence[Mention], heads: Sequence[Head], grammar: Grammar) -> Gate:
    """Read what the person's will has to say; *without your consent* gates only a power that is denied."""
    best = Gate.NONE
    for mention in mentions:
        if mention.concept.axis is Axis.OPT_OUT and mention.concept.rank:
            best = max(best, Gate.OPT_OUT)
        if mention.concept.axis is not Axis.CONSENT:
            continue
        bare = any(word in grammar.without for word in plain[max(0, mention.start - 3) : mention.start])
        if bare and not any(head.negated for head in heads) and not _denying(plain, grammar):
            continue
        best = max(best, Gate(mention.concept.rank))
    return best


def _denying(plain: Sequence[str], grammar: Grammar) -> bool:
    return any(word in grammar.negations and word not in grammar.without for word in plain)
