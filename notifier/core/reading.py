"""Read a clause into normative statements; linear in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.denial import denied
from notifier.core.heads import headed
from notifier.core.quantities import quantities
from notifier.core.sentences import parts
from notifier.core.statements import Actor, Force, Gate, Head, Stance, Statement, Word
from notifier.core.taxonomy import Axis, Concept, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar, RulePack


def read(text: str, pack: RulePack, *, context: str = "") -> tuple[Statement, ...]:
    """Read a clause, under the words of its lead-in or heading."""
    inherited = _lent(context, pack) if context else None
    return tuple(_statement(part, words, pack, inherited) for part, words in parts(text, pack.grammar))


def _lent(context: str, pack: RulePack) -> Head | None:
    """Give the last action of a lead-in or heading."""
    read_ = [headed(words, pack) for _, words in parts(context, pack.grammar)]
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
    mentions, heads = headed(words, pack, inherited)
    plain = [word.text for word in words]
    row = plain[0] == _ROW
    inherited = None if _addressed(plain) else inherited
    presumed = _presumed(plain, mentions, heads, pack.grammar)
    if presumed and presumed.negated and presumed.stance is Stance.GIVES:
        heads, presumed = (presumed,), None  # What we do not do is promised, whatever it is.
    if row and inherited:
        heads = ()
    return Statement(
        text=text,
        words=words,
        mentions=mentions,
        heads=heads,
        inherited=inherited,
        quantities=tuple(quantities(plain, pack.numerals)),
        gate=_gate(plain, mentions, heads, pack.grammar),
        stems=frozenset(_stems(plain, pack)),
        presumed=presumed,
    )


_UNNAMED = {
    Stance.TAKES: Concept(id="unnamed-use", axis=Axis.TAKE),
    Stance.GIVES: Concept(id="unnamed-service", axis=Axis.GIVE),
}


_ROW = "|"
_ADDRESS = 2


def _addressed(plain: Sequence[str]) -> bool:
    """Tell whether words are an address rather than a part of a list: a page, a mailbox, several numbers."""
    numbers = sum(word.isdecimal() for word in plain)
    return numbers >= _ADDRESS or any("@" in word or word.startswith(("http", "www.")) for word in plain)


def _presumed(
    plain: list[str], mentions: Sequence[Mention], heads: Sequence[Head], grammar: Grammar
) -> Head | None:
    """Presume whom an act without a name serves, by who acts on what.

    What is never done gives. What a person has gives, what they do is a duty. What is done with what is theirs takes,
    unless it does something itself, *your badge opens the gate*; what we do gives.
    """
    if any(head.stance for head in heads):
        return None
    if plain[0] in grammar.emptied:
        return _unnamed(Actor.NOBODY, Stance.GIVES, negated=False)
    actor = next((m for m in mentions if m.concept.axis in _WHO), None)
    if actor and actor.start <= _EARLY and _WHO[actor.concept.axis] is Actor.PERSON:
        following = plain[actor.end : actor.end + 2]
        has = any(word in grammar.having for word in following)
        return _unnamed(Actor.PERSON, Stance.GIVES if has else Stance.TAKES, negated=False)
    if _inventoried(plain, mentions):
        return _unnamed(Actor.NOBODY, Stance.TAKES, negated=False)
    owned = next((i for i, word in enumerate(plain) if word in grammar.possessives), -1)
    ours = any(m.concept.axis in {Axis.COMPANY, Axis.THIRD} for m in mentions)
    own = ours or any(word in grammar.ours for word in plain[:2])
    if owned < 0 and not own:
        return None
    negated = denied(plain, max(1, min(len(plain) - 1, 6)), grammar)
    stance = Stance.TAKES if owned >= 0 or negated else Stance.GIVES
    return _unnamed(Actor.COMPANY if own else Actor.NOBODY, stance, negated=negated)


def _inventoried(plain: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Tell whether a statement lists data, *campaign data includes …*, or is the row of a table of them."""
    data = [mention.start for mention in mentions if mention.concept.axis in {Axis.DATA, Axis.RECIPIENT}]
    listing = [mention.start for mention in mentions if mention.concept.axis in {Axis.DEFINE, Axis.OPEN}]
    return bool(data) and (plain[0] == _ROW or (bool(listing) and data[0] < listing[0]))


_EARLY = 1
_WHO = {
    Axis.PERSON: Actor.PERSON, Axis.CHILD: Actor.PERSON, Axis.COMPANY: Actor.COMPANY, Axis.THIRD: Actor.THIRD,
}  # fmt: skip


def _unnamed(actor: Actor, stance: Stance, *, negated: bool) -> Head:
    told = Stance(-stance) if negated else stance
    return Head(
        place=0, concept=_UNNAMED[stance], actor=actor, force=Force.DOES, negated=negated, stance=told
    )


def _stems(plain: Sequence[str], pack: RulePack) -> Iterator[str]:
    """Give how the words of weight begin: enough to know a word in another form."""
    for word in plain:
        if word[0].isalnum() and word not in pack.grammar.stop and word not in pack.grammar.negations:
            yield word[:5]


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
