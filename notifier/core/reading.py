"""Read a clause into normative statements; linear in its words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.core.acts import headed
from notifier.core.comparison import MANY
from notifier.core.presumption import ROW, addressed, presumed
from notifier.core.quantities import quantities
from notifier.core.sentences import ENDLESS, ENDS, parts
from notifier.core.statements import Actor, Force, Gate, Head, Stance, Statement, Word
from notifier.core.taxonomy import Axis, Concept, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar, RulePack


Known = dict[tuple[str, Head | None], Statement]
"""Sentences that were read, by their words and what is lent to them: most of a clause stays when a part of it changes."""


def read(
    text: str, pack: RulePack, *, context: str = "", known: Known | None = None
) -> tuple[Statement, ...]:
    """Read a clause, under the words of its lead-in or heading; what is known is not read again."""
    return tuple(_statements(text, pack, context, {} if known is None else known))


def _statements(text: str, pack: RulePack, context: str, known: Known) -> Iterator[Statement]:
    """Read part by part; the rest of an endless sentence stands under the last act of what was read of it."""
    lent = inherited = _lent(context, pack) if context else None
    for part, words in parts(text, pack.grammar):
        aim = _aim(words, context, lent, pack.grammar)
        statement = known.get((part, aim))
        if statement is None:
            statement = known[part, aim] = _statement(part, words, pack, aim)
        yield statement
        goes_on = len(words) == ENDLESS and words[-1].text not in ENDS
        lent = _last(statement) if goes_on else inherited


def asked(context: str, pack: RulePack) -> Gate:
    """Read what the person's will has to say by a lead-in or heading: *if you choose so, we share:*."""
    found = [Gate.NONE]
    for told, words in parts(context, pack.grammar):
        mentions, heads = headed(told, words, pack)
        found.append(_gate([word.text for word in words], mentions, heads, pack.grammar))
    return max(found)


def _last(statement: Statement) -> Head | None:
    return next(iter(statement.telling[-1:]), statement.inherited)


def _aim(words: Sequence[Word], context: str, inherited: Head | None, grammar: Grammar) -> Head | None:
    """Under a heading, *to send you reminders* is one of the things that data serves."""
    aims = bool(context) and words[0].text in grammar.purposes
    return _AIM if aims and (inherited is None or inherited.stance is not Stance.GIVES) else inherited


@lru_cache(maxsize=256)
def _lent(context: str, pack: RulePack) -> Head | None:
    """Give the last action of a lead-in or heading; kept, for both texts and many clauses stand under one."""
    read_ = [headed(told, words, pack) for told, words in parts(context, pack.grammar)]
    heads = [head for _, told in read_ for head in told]
    if context.rstrip().endswith(":") and any(mention.concept.id == "asked" for mention in read_[-1][0]):
        return _OWED
    if heads:
        return heads[-1]
    named = [mention for mentions, _ in read_ for mention in mentions if mention.concept.axis in _INVENTORY]
    return _inventory(named[-1]) if named else None


def _taking(concept: Concept, *, actor: Actor = Actor.NOBODY, force: Force = Force.DOES) -> Head:
    """Make an act that stands above a text and takes from the person in each of its parts."""
    return Head(place=-1, concept=concept, actor=actor, force=force, negated=False, stance=Stance.TAKES)


_OWED = _taking(
    Concept(id="asked", axis=Axis.DUTY, category="user-obligations"), actor=Actor.PERSON, force=Force.MUST
)
"""Under *please enclose:* stands what the person has to hand over."""

_INVENTORY = frozenset({Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.THIRD})


def _inventory(mention: Mention) -> Head:
    """Under a heading that names data, recipients or purposes stands a list of what is done."""
    return _taking(mention.concept)


_AIM = _taking(Concept(id="unnamed-use", axis=Axis.TAKE, category="purpose"))


def _statement(text: str, words: tuple[Word, ...], pack: RulePack, inherited: Head | None) -> Statement:
    plain = [word.text for word in words]
    if inherited and ROW not in plain and addressed(plain):
        inherited = None
    mentions, heads = headed(text, words, pack, inherited)
    guess = None if _asks(plain) else presumed(plain, mentions, heads, pack.grammar)
    heads = _settled(plain, heads, inherited, guess)
    return Statement(
        text=text,
        words=words,
        mentions=mentions,
        heads=heads,
        inherited=inherited,
        quantities=tuple(quantities(plain, pack.numerals)),
        gate=_gate(plain, mentions, heads, pack.grammar),
        stems=frozenset(filter(None, map(pack.grammar.stems.__getitem__, plain))),
        stakes=_stakes(plain, pack),
        presumed=None if guess in heads else guess,
    )


def _stakes(plain: Sequence[str], pack: RulePack) -> dict[Axis, tuple[Mention, ...]]:
    """Gather by axis the words that tell whose something is; of an endless sentence as many as rules look at."""
    found: dict[Axis, list[Mention]] = {}
    for mention in pack.stakes.mentions(plain):
        found.setdefault(mention.concept.axis, []).append(mention)
    return {axis: tuple(mentions[:MANY]) for axis, mentions in found.items()}


def _settled(
    plain: Sequence[str], heads: tuple[Head, ...], inherited: Head | None, guess: Head | None
) -> tuple[Head, ...]:
    """Give the actions that count: a row or an aim does what its heading says; what we never do is promised."""
    row = plain[0] == ROW
    if inherited is _AIM or (row and inherited):
        return ()
    if _asks(plain):
        return tuple(replace(head, stance=Stance.NEUTRAL) for head in heads)  # Who asks promises nothing.
    if guess and (row or guess.place or (guess.negated and guess.stance is Stance.GIVES)):
        return (guess,)
    return heads


def _asks(plain: Sequence[str]) -> bool:
    """Tell whether a statement is a question; a quotation mark may follow."""
    return "?" in plain[-2:]


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
