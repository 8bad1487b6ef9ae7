"""What a statement mentions, and what is done in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.asides import about, directing, prepositional, refused, titled
from notifier.core.bans import barred
from notifier.core.denial import NE, restrictions
from notifier.core.heads import ACTORS, FORCES, heads_of
from notifier.core.nouns import ACTIONS, ambiguous
from notifier.core.onlookers import watched
from notifier.core.statements import Actor, Force, Head, Stance, Word
from notifier.core.taxonomy import Axis, Concept, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar, RulePack


def headed(
    text: str, words: Sequence[Word], pack: RulePack, lent: Head | None = None
) -> tuple[tuple[Mention, ...], tuple[Head, ...]]:
    """Find what is mentioned in a statement, and what is done in it."""
    plain = [word.text for word in words]
    found = tuple(
        _meant(mention, plain, pack.grammar) if mention.concept.axis in ACTIONS else mention
        for mention in pack.lexicon.mentions(plain)
        if not prepositional(plain, mention, pack.grammar)
        and not (
            mention.concept.axis in _VARYING
            and (
                ambiguous(plain, mention, pack.grammar)
                or titled(mention, words, text, pack.grammar)
                or _calendar(mention, words, text)
            )
        )
        and not _counts(mention, plain)
    )
    known = (*_shielded(found, plain, pack.grammar), *restrictions(plain, pack.grammar))
    mentions = tuple(sorted((*known, *_people(plain, known, pack)), key=lambda mention: mention.start))
    names = frozenset([i for i, word in enumerate(words) if i and text[word.start].isupper()])
    if lent is None and _titled(text, words, mentions, pack.grammar):
        lent = _FIRM
    heads = watched(
        tuple(heads_of(plain, mentions, names, pack.grammar, lent)), plain, mentions, pack.grammar
    )
    done = _reserved(_done(heads), mentions)
    told = _inalienable(about(refused(done, plain), plain, pack.grammar), plain, mentions, pack.grammar)
    told = barred(_ended(told, plain, mentions, pack.grammar), plain, mentions, pack.grammar)
    directs = lent is None and directing(heads, plain, pack.grammar)
    told = _delivered(
        _advertised(_pointed(told, mentions, directs=directs), mentions), plain, mentions, pack.grammar
    )
    return mentions, _reported(told, plain, mentions, pack.grammar)


def _reserved(heads: tuple[Head, ...], mentions: Sequence[Mention]) -> tuple[Head, ...]:
    """What the company reserves the right to do is a power, *to clear lockers*, whatever it does otherwise."""
    rights = [mention.end for mention in mentions if mention.concept.id == "reserved"]
    if not rights:
        return heads
    return tuple(
        replace(head, stance=Stance.TAKES)
        if head.stance is Stance.GIVES and any(0 <= head.place - end <= _NEXT for end in rights)
        else head
        for head in heads
    )


_NEXT = 3


def _ended(
    heads: tuple[Head, ...], plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar
) -> tuple[Head, ...]:
    """What the company may end, *the contract may be terminated by the landlord*, is no right of the person."""
    if not any(head.concept.id == "right-withdraw" for head in heads):
        return heads
    makers = {m.start for m in mentions if m.concept.axis in {Axis.COMPANY, Axis.THIRD}}
    return tuple(
        replace(head, actor=Actor.COMPANY, stance=Stance(-head.stance))
        if head.concept.id == "right-withdraw"
        and head.actor is Actor.NOBODY
        and any(grammar.links.get(word) == "by" for word in plain[head.place + 1 : head.place + 3])
        and not makers.isdisjoint(range(head.place + 2, head.place + 5))
        else head
        for head in heads
    )


_ALLOWED = Concept(id="may", axis=Axis.MAY)


def _shielded(found: Sequence[Mention], plain: Sequence[str], grammar: Grammar) -> Iterator[Mention]:
    """*You may not film* forbids people something, *you may not be filmed* forbids it to be done to them."""
    first = next((mention.start for mention in found if mention.concept.axis in _SUBJECTS), len(plain))
    for mention in found:
        barred = (
            mention.concept.axis is Axis.DUTY
            and mention.end - mention.start == _BAN
            and mention.start > first
        )
        passive = barred and plain[mention.end : mention.end + 1] and plain[mention.end] in grammar.passives
        if passive and plain[mention.end - 1] in grammar.negations:
            yield Mention(_ALLOWED, mention.start, mention.start + 1)
        else:
            yield mention


_SUBJECTS = frozenset({Axis.DATA, Axis.PERSON, Axis.CHILD})
_BAN = 2


def _inalienable(
    heads: tuple[Head, ...], plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar
) -> tuple[Head, ...]:
    """What is no one's data, a ticket or a seat, and *can be sold or transferred*, people may hand on, or may not."""
    if not any(head.concept.id in _ALIENATING for head in heads):
        return heads
    first = next((mention.start for mention in mentions if mention.concept.axis in _SUBJECTS), len(plain))
    if any(mention.concept.axis in {Axis.EXCEPT, Axis.CONDITION} for mention in mentions):
        return heads
    owned = not grammar.possessives.isdisjoint(plain) or any(m.concept.axis is Axis.COMPANY for m in mentions)
    return tuple(
        replace(head, stance=Stance.TAKES if head.negated else Stance.GIVES)
        if (head.negated or not owned)
        and head.force is Force.MAY
        and head.actor is Actor.NOBODY
        and head.concept.id in _ALIENATING
        and head.place < first
        and any(word in grammar.passives for word in plain[max(0, head.place - 3) : head.place])
        else head
        for head in heads
    )


_ALIENATING = frozenset({"sell", "transfer"})


def _done(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Leave out what is only named, and what only tells which things are meant, where something else is done."""
    mainly = tuple(head for head in heads if not head.named and not head.defining)
    return mainly or tuple(head for head in heads if not head.named) or heads


_PERSON = Concept(id="person", axis=Axis.PERSON)


def _people(plain: Sequence[str], known: Sequence[Mention], pack: RulePack) -> Iterator[Mention]:
    """Find those who are served, wherever no other concept has their word."""
    taken = {place for mention in known for place in range(mention.start, mention.end)}
    served, nouns = pack.people.acting, pack.people.nouns
    for place, word in enumerate(plain):
        if nouns[word] in served and place not in taken:
            yield Mention(_PERSON, place, place + 1)


_FIRM = Head(
    place=-1, concept=Concept(id="company", axis=Axis.COMPANY), actor=Actor.COMPANY, force=Force.DOES, negated=False,
    stance=Stance.TAKES,
)  # fmt: skip


def _titled(text: str, words: Sequence[Word], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    """Tell whether a name without a meaning acts at the beginning, as a company does: *Acme shares …*."""
    named = {place for mention in mentions for place in range(mention.start, mention.end)}
    end = 0
    while end < len(words) and text[words[end].start].isupper() and end not in named:
        end += 1
    if not 0 < end < min(len(words), _LONGEST_NAME):
        return False
    first, last, verb = words[0].text, words[end - 1].text, words[end].text
    common = end == 1 and last.endswith((*grammar.nominal, "s"))
    acts = any(m.start == end and m.concept.axis in ACTIONS | FORCES for m in mentions)
    small = any(
        first in known for known in (grammar.stop, grammar.determiners, grammar.emptied, grammar.negations)
    )
    return not common and not small and (acts or verb in NE or verb in grammar.does)


_LONGEST_NAME = 6


_VARYING = ACTIONS | {Axis.MAY}
"""What is told with words that may be another part of speech."""


def _meant(mention: Mention, plain: Sequence[str], grammar: Grammar) -> Mention:
    """Read an act by the words beside it."""
    return _handed(_agreed(_acting(mention, plain, grammar), plain, grammar), plain, grammar)


def _acting(mention: Mention, plain: Sequence[str], grammar: Grammar) -> Mention:
    """*Vous fournissons* speaks to the person, in *vous fournissez* the person acts."""
    endings = grammar.persons.get(plain[mention.start], ())
    acts = mention.concept.axis in {Axis.GIVE, Axis.TAKE} and mention.end - mention.start > 1
    if acts and endings and plain[mention.end - 1].endswith(endings):
        return Mention(_PERSON, mention.start, mention.start + 1)
    return mention


def _pointed(heads: tuple[Head, ...], mentions: Sequence[Mention], *, directs: bool) -> tuple[Head, ...]:
    """A statement that only points elsewhere, *to learn how we use data, see …*, lets nothing be done."""
    ours = any(head.actor in {Actor.COMPANY, Actor.THIRD} for head in heads)
    pointers = [
        m
        for m in mentions
        if m.concept.axis is Axis.POINTER
        and not _acted(m, mentions)
        and not (ours and m.concept.id == "found")
    ]
    agreed = [head.place for head in heads if head.concept.axis is Axis.DUTY and head.actor is Actor.PERSON]
    if not directs and not any(not agreed or mention.start < agreed[0] for mention in pointers):
        return heads
    return tuple(
        replace(head, stance=Stance.NEUTRAL)
        if head.concept.axis in {Axis.TAKE, Axis.MUST, Axis.DUTY, Axis.MAY} or _explains(head)
        else head
        for head in heads
    )


def _explains(head: Head) -> bool:
    """Tell whether a text informs, not the company: *please read this page, it explains …*."""
    return head.concept.id == "notify" and head.actor is Actor.NOBODY


def _acted(pointer: Mention, mentions: Sequence[Mention]) -> bool:
    """Tell whether words that point elsewhere are what someone does: *les pages que vous consultez*."""
    return any(m.concept.axis in ACTORS and m.end == pointer.start for m in mentions)


def _advertised(heads: tuple[Head, ...], mentions: Sequence[Mention]) -> tuple[Head, ...]:
    """To be informed of offers is no protection; what tells how to be rid of them is."""
    ads = any(mention.concept.id == "purpose-ads" for mention in mentions)
    if not ads or any(head.concept.id == "right-object" and head.stance is Stance.GIVES for head in heads):
        return heads
    return tuple(
        replace(head, stance=Stance.TAKES)
        if head.concept.id in {"notify", "serve", "post", "gain"} and head.stance is Stance.GIVES
        else head
        for head in heads
    )


def _calendar(mention: Mention, words: Sequence[Word], text: str) -> bool:
    """Tell whether what may be a force is a month: *from May to June*."""
    return (
        mention.concept.axis is Axis.MAY and mention.start > 0 and text[words[mention.start].start].isupper()
    )


def _counts(mention: Mention, plain: Sequence[str]) -> bool:
    """Tell whether what may be a condition only counts: *once a month*."""
    following = plain[mention.end : mention.end + 1]
    return plain[mention.start] == "once" and bool(following) and following[0] in _EACH


_EACH = frozenset({"a", "an", "per", "every", "each", "daily", "weekly", "monthly", "yearly"})


_SERVE = Concept(id="serve", axis=Axis.GIVE, category="service-scope", person="gives")
_HANDING = frozenset({"share", "transfer"})


def _handed(mention: Mention, plain: Sequence[str], grammar: Grammar) -> Mention:
    """What *vous est envoyé* or *is sent to you* goes to the person, and to no one else."""
    if mention.concept.id not in _HANDING:
        return mention
    place = mention.start
    before = (
        plain[place - 1] in grammar.passives and plain[place - 2] in grammar.addressees
        if place > 1 and grammar.persons
        else False
    )
    behind = plain[mention.end - 1] == "to" and plain[mention.end : mention.end + 1] == ["you"]
    if not before and not behind:
        return mention
    return Mention(_SERVE, place, place + 1 if before else mention.end)


_WRITTEN = Concept(id="notify", axis=Axis.GIVE, category="change-notice")
_TOLD_ON = Concept(id="share", axis=Axis.TAKE, category="recipients")
_OUTSIDERS = frozenset({"recipient-partner", "recipient-public", "recipient-advertiser", "recipient-group"})
_REACH = 8


def _delivered(
    heads: tuple[Head, ...], plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar
) -> tuple[Head, ...]:
    """A letter that is sent to those who are served tells them something: *un avis est envoyé à chaque locataire*."""
    return tuple(
        replace(head, concept=_WRITTEN, stance=Stance(-head.stance))
        if _passed_on(head, plain, grammar) or _writes(head, plain, mentions, grammar)
        else head
        for head in heads
    )


def _passed_on(head: Head, plain: Sequence[str], grammar: Grammar) -> bool:
    """Tell whether what is passed on goes to the person: *nous vous communiquons*, *vous sont montrés*."""
    if head.concept.id != "share" or head.actor is Actor.PERSON or not head.place:
        return False
    before = plain[head.place - 1]
    dative = plain[max(0, head.place - 2)] if before in grammar.passives else before
    return dative in grammar.persons and dative in grammar.addressees


def _writes(head: Head, plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    if head.concept.id != "share" or head.actor is Actor.PERSON or head.named:
        return False
    before = plain[max(0, head.place - _REACH) : head.place]
    sent = next((m.end for m in mentions if m.start == head.place), head.place)
    if _SENDING.isdisjoint(plain[sent - 1 : sent + 1]):
        return False
    if grammar.missives.isdisjoint(before) or not grammar.possessives.isdisjoint(before):
        return False
    if any(m.concept.axis is Axis.RECIPIENT for m in mentions):
        return False
    return any(
        m.concept.axis in _SUBJECTS - {Axis.DATA} and 0 < m.start - head.place <= _NEXT + 1 for m in mentions
    )


def _reported(
    heads: tuple[Head, ...], plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar
) -> tuple[Head, ...]:
    """What others are told about a person is shared: *we report late payers to their employer*."""
    return tuple(
        replace(head, concept=_TOLD_ON, stance=Stance(-head.stance))
        if _reports(head, plain, mentions, grammar)
        else head
        for head in heads
    )


def _reports(head: Head, plain: Sequence[str], mentions: Sequence[Mention], grammar: Grammar) -> bool:
    if head.concept.id != "notify" or head.actor is not Actor.COMPANY or not head.stance:
        return False
    near = plain[max(0, head.place - 2) : head.place + 3]
    if not grammar.addressees.isdisjoint(near):
        return False
    after = [m for m in mentions if 0 < m.start - head.place <= _REACH]
    return any(
        m.concept.id in _OUTSIDERS and not {plain[m.start - 1], plain[m.start - 2]}.isdisjoint(_TOWARDS)
        for m in after
    )


_SENDING = frozenset({"to", "à", "au", "aux"})
_TOWARDS = frozenset({"to", "à", "au", "aux", "their", "leur", "leurs", "your", "votre", "vos"})

_AGREED = Concept(id="consent", axis=Axis.CONSENT, rank=3, category="consent-legal-basis")


def _agreed(mention: Mention, plain: Sequence[str], grammar: Grammar) -> Mention:
    """*You agree* is a duty, *unless you agree* a consent."""
    if mention.concept.axis is not Axis.DUTY:
        return mention
    conditional = any(
        word in grammar.conditionals for word in plain[max(0, mention.start - 2) : mention.start]
    )
    addressed = plain[mention.start] in grammar.addressees
    if not conditional or not addressed:
        return mention
    return mention._replace(concept=_AGREED) if mention.end - mention.start == 2 else mention
