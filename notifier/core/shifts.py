"""What it means when one statement became another: one function a kind of shift, each yielding what it sees."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.denial import expletive
from notifier.core.finding import Category, Direction
from notifier.core.heads import ACTORS
from notifier.core.people import animate, noun
from notifier.core.safeguards import safeguarded
from notifier.core.statements import Actor, Force, Gate, Head, Stance, Statement
from notifier.core.taxonomy import Axis, Concept, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.rulepack import RulePack


_NEVER, _EXPRESS, _CONSENT, _BOUNDED, _OPT_OUT, _FREE = range(6)


_BARE = frozenset({Axis.MAY, Axis.MUST})


def topic(statement: Statement, place: int, mention: Mention | None = None) -> Category:
    """Tell what the words at a place are about."""
    if mention is not None and mention.concept.category:
        return Category(mention.concept.category)
    head = statement.head_at(place)
    if head is not None and head.concept.category:
        return Category(head.concept.category)
    named = (m.concept.category for m in statement.mentions if m.concept.category)
    return Category(next(named, Category.OTHER.value))


def _near(statement: Statement, place: int) -> str:
    """Quote the words around an action."""
    return statement.said(max(0, place - 4), place + 4)


def _heads(pair: Pair) -> Iterator[tuple[Head, Head]]:
    """Pair the actions of both statements by what they are."""
    waiting: dict[Concept, deque[Head]] = defaultdict(deque)
    for head in _told(pair.new):
        waiting[head.concept].append(head)
    for head in _told(pair.old):
        if waiting[head.concept]:
            yield head, waiting[head.concept].popleft()
    left = sorted((h for kept in waiting.values() for h in kept), key=lambda h: h.place)
    forces = (
        [h for h in pair.old.heads if h.concept.axis in _BARE],
        [h for h in left if h.concept.axis in _BARE],
    )
    yield from zip(*forces, strict=False)


def _told(statement: Statement) -> Iterator[Head]:
    """Give the actions that are done; what somebody has to prove is not."""
    proof = next(iter(statement.staked(Axis.PROOF)[-1:]), None)
    yield from (head for head in statement.heads if proof is None or head.place <= proof.end)


def _bounds(statement: Statement) -> list[str]:
    """Give the words that bound a power; where both sides say the same, a denial alone makes the difference."""
    return [statement.said(m.start, m.end).lower() for m in statement.of(Axis.LIMIT, Axis.EXCEPT)]


def permission(head: Head, statement: Statement, *, bounded: bool = True) -> int:
    """Tell how far a power reaches, from never to freely."""
    gated = {Gate.EXPRESS: _EXPRESS, Gate.CONSENT: _CONSENT}.get(statement.gate)
    bounded = bounded and (statement.has(Axis.LIMIT) or statement.has(Axis.EXCEPT))
    if head.negated:
        if statement.gate is Gate.OPT_OUT:
            return _OPT_OUT
        return gated if gated is not None else _BOUNDED if bounded else _NEVER
    if gated is not None:
        return gated
    return _OPT_OUT if statement.gate is Gate.OPT_OUT else _BOUNDED if bounded else _FREE


def polarity(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """An action that was denied and no longer is, or the other way; a power is weighed by how far it reaches."""
    for old, new in _heads(pair):
        about = topic(pair.new, new.place)
        said = {"before": _near(pair.old, old.place), "after": _near(pair.new, new.place)}
        if said["before"] == said["after"]:  # What differs stands farther on.
            said = {"before": pair.old.text, "after": pair.new.text}
        if (
            old.concept.axis is Axis.TAKE
            and Actor.PERSON not in {old.actor, new.actor}
            and not _handed_on(old, new)
        ):
            same = old.negated != new.negated and _bounds(pair.old) == _bounds(pair.new)
            before, after = (
                permission(old, pair.old, bounded=not same),
                permission(new, pair.new, bounded=not same),
            )
            if old.negated == new.negated and pair.old.gate == pair.new.gate:
                continue
            if after > before:
                rule, direction = _wider(old, new, pair, pack, free=after == _FREE)
                yield Ground(rule, direction, about, **said)
            elif after < before:
                yield Ground("permission-narrower", Direction.FAVOURABLE, about, **said)
        elif old.stance is Stance.GIVES and _loosened(old, new):
            yield Ground("force-down", Direction.ADVERSE, about, **said)
        elif old.stance is Stance.GIVES and new.stance is Stance.TAKES:
            yield Ground("polarity-lost", Direction.ADVERSE, about, **said)
        elif old.stance is Stance.TAKES and new.stance is Stance.GIVES:
            yield Ground("polarity-won", Direction.FAVOURABLE, about, **said)


def _wider(old: Head, new: Head, pair: Pair, pack: RulePack, *, free: bool) -> tuple[str, Direction]:
    """Tell what it means that a power reaches farther; to lock or to guard things is none."""
    undenied = old.negated and not new.negated
    if undenied and safeguarded(pair.new, pack):
        return "polarity-won", Direction.FAVOURABLE
    return "polarity-lost" if undenied and free else "permission-wider", Direction.ADVERSE


def _handed_on(old: Head, new: Head) -> bool:
    """Tell whether an act is one that people are free to do with a ticket or a seat."""
    return any(not head.negated and head.stance is Stance.GIVES for head in (old, new))


def _loosened(old: Head, new: Head) -> bool:
    """Tell whether what the company or a third party must do became what may be asked of it."""
    return (
        old.concept.axis is Axis.MUST
        and new.concept.axis is Axis.MAY
        and new.stance is Stance.NEUTRAL
        and Actor.PERSON not in {old.actor, new.actor}
    )


def force(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A promise that is made less firmly, or more."""
    yield from list(_firmer(pair)) or list(_tried(pair)) or (_loosely(pair) if _allowed(pair, pack) else ())


def _firmer(pair: Pair) -> Iterator[Ground]:
    for old, new in _heads(pair):
        kept = old.stance is new.stance is Stance.GIVES and not old.negated and not new.negated
        own = Actor.PERSON in {old.actor, new.actor} and old.concept.id != "right"
        if not kept or own or old.concept.axis not in {Axis.GIVE, Axis.MUST, Axis.RIGHT}:
            continue
        about = topic(pair.new, new.place)
        said = {"before": _near(pair.old, old.place), "after": _near(pair.new, new.place)}
        if new.force < min(old.force, Force.DOES):
            yield Ground("force-down", Direction.ADVERSE, about, **said)
        elif old.force < min(new.force, Force.DOES):
            yield Ground("force-up", Direction.FAVOURABLE, about, **said)


def _allowed(pair: Pair, pack: RulePack) -> bool:
    """Tell whether what is done in the passive now may be done, *a break is provided*, *a break may be provided*, or back."""
    mays = [statement.of(Axis.MAY) for statement in (pair.old, pair.new)]
    if bool(mays[0]) == bool(mays[1]) or len(pair.old.stems ^ pair.new.stems) > _FEW:
        return False
    plain = pair.old if mays[1] else pair.new
    may = (mays[0] or mays[1])[0]
    soft = pair.new if mays[1] else pair.old
    passive = not pack.grammar.passives.isdisjoint(soft.plain[may.end : may.end + 1])
    owned = not pack.grammar.possessives.isdisjoint(plain.plain)
    bounds = plain.staked(Axis.CHARGE, Axis.SHUT) or plain.of(Axis.DATA, Axis.PERSON, Axis.COMPANY)
    done = not pack.grammar.passives.isdisjoint(plain.plain)
    owed = plain.has(Axis.MUST) or plain.stance is Stance.TAKES
    return passive and done and not owned and not bounds and not owed


_FEW = 3


def _loosely(pair: Pair) -> Iterator[Ground]:
    down = bool(pair.new.of(Axis.MAY))
    yield Ground(
        "force-down" if down else "force-up", Direction.ADVERSE if down else Direction.FAVOURABLE,
        topic(pair.new, 0), before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _tried(pair: Pair) -> Iterator[Ground]:
    """Who undertook to do something without a name, or did it, now only tries; or the other way round."""
    came = next((mention for mention in pair.come if mention.concept.axis is Axis.TRY), None)
    gone = next((mention for mention in pair.gone if mention.concept.axis is Axis.TRY), None)
    tried = came or gone
    if tried is None or (came and gone):
        return
    soft, firm = (pair.new, pair.old) if came else (pair.old, pair.new)
    others = pair.gone if came else pair.come
    sworn = any(mention.concept.axis is Axis.MUST for mention in others)
    promised = sworn or firm.stance is Stance.GIVES or (firm.presumed is not None and not firm.heads)
    if not promised or _whose(soft, tried.start) is Actor.PERSON:
        return
    yield Ground(
        "force-down" if came else "force-up", Direction.ADVERSE if came else Direction.FAVOURABLE,
        topic(pair.new, 0), before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _whose(statement: Statement, place: int) -> Actor:
    """Tell who is named last before a word, as who acts there."""
    named = [m for m in statement.of(*ACTORS) if m.start < place]
    return ACTORS[named[-1].concept.axis] if named else Actor.NOBODY


def consent(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """The person's will counts for less, or for more."""
    del pack
    old, new = pair.old.gate, pair.new.gate
    if old == new:
        return
    said = {"before": _told_gate(pair.old), "after": _told_gate(pair.new)}
    if (old >= Gate.CONSENT and new < old) or (old > new and _still_taken(pair)):
        yield Ground("consent-weaker", Direction.ADVERSE, Category.CONSENT, **said)
    elif new >= Gate.CONSENT:
        yield Ground("consent-stronger", Direction.FAVOURABLE, Category.CONSENT, **said)


def _still_taken(pair: Pair) -> bool:
    """Tell whether what could be refused is done all the same."""
    return pair.new.stance is Stance.TAKES and pair.old.stance is Stance.TAKES


def conditions(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """What waited for an act of the person is now done unless they act, or the other way round."""
    if pair.old.gate or pair.new.gate or pair.old.stance is Stance.GIVES:
        return
    old, new = _awaited(pair.old, pack), _awaited(pair.new, pack)
    if {old[0], new[0]} != {Axis.CONDITION, Axis.EXCEPT}:
        return
    said = {"before": pair.old.said(*old[1]), "after": pair.new.said(*new[1])}
    worse = new[0] is Axis.EXCEPT
    yield Ground(
        "consent-weaker" if worse else "consent-stronger",
        Direction.ADVERSE if worse else Direction.FAVOURABLE, Category.CONSENT, **said,
    )  # fmt: skip


def _awaited(statement: Statement, pack: RulePack) -> tuple[Axis | None, tuple[int, int]]:
    """Give what the first act of the person in a condition is: what something waits for, or what stops it."""
    people = {m.start for m in statement.of(Axis.PERSON, Axis.CHILD)}
    for mention in statement.of(Axis.CONDITION, Axis.EXCEPT):
        near = range(mention.end, mention.end + 3)
        if (
            any(place in people for place in near)
            and statement.words[mention.start].text in pack.grammar.subordinators
        ):
            return mention.concept.axis, (mention.start, mention.end + 8)
    return None, (0, 0)


def _told_gate(statement: Statement) -> str:
    mention = next(iter(statement.of(Axis.CONSENT, Axis.OPT_OUT)), None)
    if mention is None:
        return statement.text
    return statement.said(max(0, mention.start - 3), mention.end + 1)


def commas(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Without its comma a relative clause restricts: *subscribers who pay* are fewer than *subscribers, who pay*."""
    for chunk in pair.chunks:
        start, end = chunk.old
        if chunk.new[0] != chunk.new[1] or end - start != 1 or end >= len(pair.old.words):
            continue
        relative = pair.old.words[end].text in pack.grammar.relative
        people = any(start - _NAMED <= m.end <= start for m in pair.old.of(Axis.PERSON, Axis.CHILD))
        people = people or _many(pair.old, start, pack)
        if pair.old.words[start].text == "," and relative and people and _enjoyed(pair.old):
            yield Ground(
                "comma", Direction.ADVERSE, topic(pair.old, start),
                before=pair.old.said(max(0, start - 2), end + 4), after=pair.new.text,
            )  # fmt: skip


def _many(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether several people are named right before a word, known or by the ending of the noun."""
    word = statement.plain[place - 1] if place else ""
    one = noun(word, pack.people)
    return word != one and (one in pack.people.acting or animate(word, pack.people))


_RELIEF = ("exempt", "dispens", "exonér", "excus")
"""How words begin that free people from something."""


def _enjoyed(statement: Statement) -> bool:
    """Tell whether a statement gives people something, or tells what they do and nobody asks of them."""
    freed = statement.has(Axis.FREE) or any(word.startswith(_RELIEF) for word in statement.plain)
    if statement.stance is Stance.GIVES or freed:
        return True
    acts = [*statement.heads, *([statement.presumed] if statement.presumed and not statement.heads else [])]
    return bool(acts) and all(head.actor is Actor.PERSON and head.stance is Stance.NEUTRAL for head in acts)


_NAMED = 4
"""Words that may stand between people and what is told of them: *les titulaires de la carte, qui …*."""


def weighty(
    span: tuple[int, int], statement: Statement, pack: RulePack, *, but: frozenset[str] = frozenset()
) -> bool:
    """Tell whether a stretch has words of weight, other than some."""
    return any(
        word[0].isalnum() and word not in pack.grammar.stop and word not in but
        for word in statement.plain[slice(*span)]
    )


def denials(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A denial came or went around an act that has no name in the taxonomy."""
    grammar = pack.grammar
    if pair.old.staked(Axis.PROOF) and pair.new.staked(Axis.PROOF):
        return  # What has to be proved turns round with who has to prove it.
    counts = [
        sum(
            word.text in grammar.negations - grammar.without
            and (not side.text[word.start].isupper() or (not place and word.text in grammar.emptied))
            and not expletive(side.plain, place)
            and not (
                place and side.words[place - 1].text in grammar.either
            )  # "whether or not" denies nothing.
            for place, word in enumerate(side.words)
        )
        for side in (pair.old, pair.new)
    ]
    restricted = any(mention.concept.id == "ne-que" for mention in (*pair.gone, *pair.come))
    same_heads = _named_heads(pair.old) == _named_heads(pair.new)
    lone = _lone(pair, pack)
    if (
        (min(counts) == 0 < max(counts) or lone)
        and pair.old.gate == pair.new.gate
        and not restricted
        and same_heads
    ):
        told = {head.negated for _, head in _heads(pair)} | {head.negated for head, _ in _heads(pair)}
        if len(told) < 2 and (overlapping(pair) or (lone and _held(pair))):
            adverse = _worse(pair, pack, came=counts[1] > counts[0])
            yield Ground(
                "denial", Direction.ADVERSE if adverse else Direction.FAVOURABLE, topic(pair.new, 0),
                before=pair.old.text, after=pair.new.text,
            )  # fmt: skip


def _worse(pair: Pair, pack: RulePack, *, came: bool) -> bool:
    """Tell whether a denial takes from the person: where it came to what serves them, or went from what takes."""
    plain, denied = (pair.old, pair.new) if came else (pair.new, pair.old)
    told = next((-head.stance for head in denied.heads if head.negated and head.stance), 0)
    serving = told or next((int(head.stance) for head in plain.telling), 0)
    if serving:
        return (serving > 0) == came
    if safeguarded(plain, pack):
        return came
    return not came or not _frees(pair.new)


def _lone(pair: Pair, pack: RulePack) -> bool:
    """Tell whether a word that denies the next came or went alone: *non transférable*, *transférable*."""
    return any(
        len(words) == 1 and words[0].text in pack.grammar.negations
        for words in (
            [*pair.old.words[slice(*chunk.old)], *pair.new.words[slice(*chunk.new)]] for chunk in pair.chunks
        )
    )


def _held(pair: Pair) -> bool:
    """Tell whether one statement says all that the other says, and more."""
    return min(len(pair.old.stems), len(pair.new.stems)) - len(pair.old.stems & pair.new.stems) == 0


_SERVICES = (Axis.GIVE, Axis.RIGHT, Axis.FAVOUR, Axis.FREE, Axis.MAY, Axis.PERSON)
_BURDENS = (Axis.TAKE, Axis.DUTY, Axis.SHIELD, Axis.PURPOSE, Axis.RECIPIENT)


def _frees(statement: Statement) -> bool:
    """Tell whether a denial that came frees: from a burden or a use that has a name, and from nothing that serves."""
    return bool(statement.of(*_BURDENS)) and not statement.of(*_SERVICES)


def _named_heads(statement: Statement) -> list[str]:
    return [head.concept.id for head in statement.heads if not head.concept.id.startswith("unnamed")]


def overlapping(pair: Pair, share: float = 0.7) -> bool:
    """Tell whether both statements say nearly the same words."""
    shared = len(pair.old.stems & pair.new.stems)
    return shared >= share * max(len(pair.old.stems), len(pair.new.stems), 1)
