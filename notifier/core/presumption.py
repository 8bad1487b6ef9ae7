"""What an act without a name in the taxonomy is presumed to be: whom it serves, by who acts on what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.denial import NE, denied
from notifier.core.statements import Actor, Force, Head, Stance
from notifier.core.taxonomy import Axis, Concept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.taxonomy import Mention

ROW = "|"
"""What stands between the cells of a row."""
_ADDRESS = 2
_EARLY = 1
_UNNAMED = {
    Stance.TAKES: Concept(id="unnamed-use", axis=Axis.TAKE),
    Stance.GIVES: Concept(id="unnamed-service", axis=Axis.GIVE),
}
_PEOPLE = frozenset({Axis.PERSON, Axis.CHILD})
_FIRMS = frozenset({Axis.COMPANY, Axis.THIRD})


def addressed(plain: Sequence[str]) -> bool:
    """Tell whether words are an address rather than a part of a list: a page, a mailbox, several numbers."""
    numbers = sum(word.isdecimal() for word in plain)
    return numbers >= _ADDRESS or any("@" in word or word.startswith(("http", "www.")) for word in plain)


def presumed(
    plain: list[str], mentions: Sequence[Mention], heads: Sequence[Head], grammar: Grammar
) -> Head | None:
    """Presume whom an act without a name serves; nothing is presumed beside one that has a name.

    What is free gives, and what is never done. What a person has gives, what they do is a duty. What is done with
    what is theirs takes; what we do gives, and what we never do as well. Who is only sent elsewhere owes nothing.
    """
    if any(head.stance for head in heads):
        return None
    if gratis(mentions):
        return _unnamed(Actor.NOBODY, Stance.GIVES, negated=False)
    if plain[0] in grammar.emptied:
        return _unnamed(Actor.NOBODY, Stance.TAKES, negated=True)
    lead = opened(plain, grammar)
    return _behind(lead, plain, mentions, grammar) if lead else _guessed(plain, mentions, grammar)


def _behind(lead: int, plain: list[str], mentions: Sequence[Mention], grammar: Grammar) -> Head | None:
    """Presume what the main clause does behind a condition."""
    behind = [m._replace(start=m.start - lead, end=m.end - lead) for m in mentions if m.start >= lead]
    guess = presumed(plain[lead:], behind, (), grammar)
    return replace(guess, place=guess.place + lead) if guess and guess.place else guess


def _guessed(plain: list[str], mentions: Sequence[Mention], grammar: Grammar) -> Head | None:
    if asks_back(plain, mentions, grammar):
        return _unnamed(Actor.PERSON, Stance.TAKES, negated=False)
    own = _given(plain, grammar) or _own(plain, mentions, grammar)
    if own is not None:
        return None if own.stance is Stance.TAKES and not own.place and _points(plain, mentions) else own
    if _inventoried(plain, mentions):
        return _unnamed(Actor.NOBODY, Stance.TAKES, negated=False)
    return _dealt(plain, mentions, grammar)


def opened(plain: Sequence[str], grammar: Grammar) -> int:
    """Give where the main clause begins behind a condition that stands first, *if you tell us, …*; else 0."""
    if plain[0] not in grammar.subordinators:
        return 0
    comma = next((place + 1 for place, word in enumerate(plain) if word == ","), 0)
    return comma if _EARLY < comma < len(plain) - 1 else 0


def asks_back(plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    """Tell whether people are to hand the company something: *nous adresser l'original* stands under *vous devez*."""
    ours = bool(mentions) and mentions[0].start == 0 and mentions[0].concept.axis is Axis.COMPANY
    endings = grammar.persons.get(plain[0], ())
    if not ours or not endings or len(plain) == 1:
        return False
    return plain[1].endswith(grammar.infinitives) and not plain[1].endswith(endings)


def _given(plain: list[str], grammar: Grammar) -> Head | None:
    """Read what is done to or for a person by the passive behind *vous*: *un casier vous est prêté*, *vous est demandé*."""
    if not grammar.persons or grammar.addressees.isdisjoint(plain):
        return None
    for place in range(1, len(plain) - 2):
        if plain[place] not in grammar.addressees:
            continue
        if plain[place + 1] not in grammar.passives or plain[place + 1].endswith(grammar.persons["vous"]):
            continue
        done = next(
            (word for word in plain[place + 2 : place + 4] if word not in grammar.negation_closers), ""
        )
        if not done.endswith(grammar.participles) or plain[place - 1] in grammar.relative:
            continue
        stance = Stance.TAKES if done.startswith(grammar.imposed) else Stance.GIVES
        negated = plain[place - 1] in NE or denied(plain, place + 1, grammar)
        return replace(_unnamed(Actor.NOBODY, stance, negated=negated), place=place + 1)
    return None


def gratis(mentions: Sequence[Mention]) -> bool:
    """Tell whether something is said to be free; what is *included* is not, where data is told of."""
    free = {mention.concept.id for mention in mentions if mention.concept.axis is Axis.FREE}
    data = any(mention.concept.axis is Axis.DATA for mention in mentions)
    return bool(free - {"inclusive"} if data else free)


def _points(plain: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Tell whether a statement sends the person elsewhere, *if you have questions, please see …*, and not in brackets."""
    return any(
        mention.concept.axis is Axis.POINTER
        and "(" not in plain[max(0, mention.start - _ASIDE) : mention.start]
        for mention in mentions
    )


_ASIDE = 4


def _own(plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> Head | None:
    """Read a statement that a person begins: *you have …* gives, *you lock the door* is a duty."""
    actor = next((m for m in mentions if m.concept.axis in _PEOPLE | _FIRMS), None)
    if actor is None or actor.start > _EARLY or actor.concept.axis not in _PEOPLE:
        return None
    has = any(word in grammar.having for word in plain[actor.end : actor.end + 2])
    return _unnamed(Actor.PERSON, Stance.GIVES if has else Stance.TAKES, negated=False)


def _inventoried(plain: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Tell whether a statement lists data, *campaign data includes …*, or is the row of a table of them."""
    data = [mention.start for mention in mentions if mention.concept.axis in {Axis.DATA, Axis.RECIPIENT}]
    listing = [mention.start for mention in mentions if mention.concept.axis in {Axis.DEFINE, Axis.OPEN}]
    return bool(data) and (ROW in plain or (bool(listing) and data[0] < listing[0]))


def _dealt(plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> Head | None:
    """Read what is done with what is the person's, or by the company."""
    owned = _owned(plain, mentions, grammar)
    ours = any(mention.concept.axis in _FIRMS for mention in mentions)
    ours = ours or any(word in grammar.ours for word in plain[:2])
    if not owned and not ours:
        return None
    negated = denied(plain, max(1, min(len(plain) - 1, 6)), grammar)
    stance = Stance.TAKES if owned or negated else Stance.GIVES
    return _unnamed(Actor.COMPANY if ours else Actor.NOBODY, stance, negated=negated)


def _owned(plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    """Tell whether something of the person's is dealt with; *your privacy* is only what is minded."""
    minded = {place for m in mentions if m.concept.axis is Axis.MASK for place in range(m.start, m.end)}
    return any(word in grammar.possessives and place not in minded for place, word in enumerate(plain))


def _unnamed(actor: Actor, stance: Stance, *, negated: bool) -> Head:
    told = Stance(-stance) if negated else stance
    return Head(
        place=0, concept=_UNNAMED[stance], actor=actor, force=Force.DOES, negated=negated, stance=told
    )
