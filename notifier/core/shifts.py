"""What it means when one statement became another: one function a kind of shift, each yielding what it sees."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from notifier.core.comparison import Chunk, Ground, Pair, Said
from notifier.core.finding import Category, Direction
from notifier.core.quantities import Measure, Quantity
from notifier.core.rulepack import Serving, Turn
from notifier.core.statements import Actor, Force, Gate, Head, Stance, Statement
from notifier.core.taxonomy import Axis, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.rulepack import RulePack

_NEVER, _EXPRESS, _CONSENT, _BOUNDED, _OPT_OUT, _FREE = range(6)
_SERVING = {Stance.GIVES: Serving.GIVES, Stance.TAKES: Serving.TAKES, Stance.NEUTRAL: Serving.NEUTRAL}
_RANKED = frozenset({Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.PLACE})
_BARE = frozenset({Axis.MAY, Axis.MUST})
_GATING = frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.LIMIT})
_THINGS = _RANKED | {Axis.TAKE, Axis.GIVE}


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
    waiting = list(pair.new.heads)
    for head in pair.old.heads:
        other = next((h for h in waiting if h.concept is head.concept), None)
        if other is not None:
            waiting.remove(other)
            yield head, other
    forces = (
        [h for h in pair.old.heads if h.concept.axis in _BARE],
        [h for h in waiting if h.concept.axis in _BARE],
    )
    yield from zip(*forces, strict=False)


def permission(head: Head, statement: Statement) -> int:
    """Tell how far a power reaches, from never to freely."""
    gated = {Gate.EXPRESS: _EXPRESS, Gate.CONSENT: _CONSENT}.get(statement.gate)
    bounded = statement.has(Axis.LIMIT) or statement.has(Axis.EXCEPT)
    if head.negated:
        if statement.gate is Gate.OPT_OUT:
            return _OPT_OUT
        return gated if gated is not None else _BOUNDED if bounded else _NEVER
    if gated is not None:
        return gated
    return _OPT_OUT if statement.gate is Gate.OPT_OUT else _BOUNDED if bounded else _FREE


def polarity(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """An action that was denied and no longer is, or the other way; a power is weighed by how far it reaches."""
    del pack
    for old, new in _heads(pair):
        about = topic(pair.new, new.place)
        said = {"before": _near(pair.old, old.place), "after": _near(pair.new, new.place)}
        if old.concept.axis is Axis.TAKE and Actor.PERSON not in {old.actor, new.actor}:
            before, after = permission(old, pair.old), permission(new, pair.new)
            if old.negated == new.negated and pair.old.gate == pair.new.gate:
                continue
            if after > before:
                rule = (
                    "polarity-lost"
                    if old.negated and not new.negated and after == _FREE
                    else "permission-wider"
                )
                yield Ground(rule, Direction.ADVERSE, about, **said)
            elif after < before:
                yield Ground("permission-narrower", Direction.FAVOURABLE, about, **said)
        elif old.stance is Stance.GIVES and new.stance is Stance.TAKES:
            yield Ground("polarity-lost", Direction.ADVERSE, about, **said)
        elif old.stance is Stance.TAKES and new.stance is Stance.GIVES:
            yield Ground("polarity-won", Direction.FAVOURABLE, about, **said)


def force(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A promise that is made less firmly, or more."""
    del pack
    for old, new in _heads(pair):
        kept = old.stance is new.stance is Stance.GIVES and not old.negated and not new.negated
        if (
            not kept
            or Actor.PERSON in {old.actor, new.actor}
            or old.concept.axis not in {Axis.GIVE, Axis.MUST}
        ):
            continue
        about = topic(pair.new, new.place)
        said = {"before": _near(pair.old, old.place), "after": _near(pair.new, new.place)}
        if new.force < min(old.force, Force.DOES):
            yield Ground("force-down", Direction.ADVERSE, about, **said)
        elif old.force < min(new.force, Force.DOES):
            yield Ground("force-up", Direction.FAVOURABLE, about, **said)


def consent(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """The person's will counts for less, or for more."""
    del pack
    old, new = pair.old.gate, pair.new.gate
    if old == new:
        return
    said = {"before": _told_gate(pair.old), "after": _told_gate(pair.new)}
    if old >= Gate.CONSENT and new < old:
        yield Ground("consent-weaker", Direction.ADVERSE, Category.CONSENT, **said)
    elif new >= Gate.CONSENT:
        yield Ground("consent-stronger", Direction.FAVOURABLE, Category.CONSENT, **said)


def _told_gate(statement: Statement) -> str:
    mention = next(iter(statement.of(Axis.CONSENT, Axis.OPT_OUT)), None)
    if mention is None:
        return statement.text
    return statement.said(max(0, mention.start - 3), mention.end + 1)


def turns(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Things named on one side only, weighed by the table of effects."""
    for mention in pair.come:
        if not _known(mention, pair.new, pair.clause_old):
            yield from _turned(mention, pair.new, Turn.ADDED, pair, pack)
    for mention in pair.gone:
        if not _known(mention, pair.old, pair.clause_new):
            yield from _turned(mention, pair.old, Turn.REMOVED, pair, pack)


def _known(mention: Mention, statement: Statement, other: Said) -> bool:
    """A thing or act told elsewhere on the other side has only moved; small words are judged where they stand."""
    if mention.concept.axis in _LOCAL:
        return False
    head = next((head for head in statement.heads if head.place == mention.start), None)
    if head is not None:
        return (head.concept.id, int(head.stance)) in other.acts
    stems = {word.text[:5] for word in statement.words[mention.start : mention.end]}
    return stems <= other.stems


_LOCAL = frozenset(
    {
        Axis.EXCEPT, Axis.CONDITION, Axis.HEDGE, Axis.LIMIT, Axis.DISCRETION, Axis.OPEN, Axis.ALL, Axis.SOME,
        Axis.THRESHOLD, Axis.BEFORE, Axis.FREE, Axis.SHIELD, Axis.DUTY,
    }
)  # fmt: skip
_BALANCED = {
    Axis.EXCEPT: frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.CONSENT, Axis.OPT_OUT, Axis.LIMIT}),
    Axis.CONDITION: frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.CONSENT, Axis.AFTER}),
    Axis.LIMIT: frozenset({Axis.LIMIT, Axis.EXCEPT}),
    Axis.OPEN: frozenset({Axis.OPEN}),
}


def _turned(
    mention: Mention, statement: Statement, turn: Turn, pair: Pair, pack: RulePack
) -> Iterator[Ground]:
    axis = mention.concept.axis
    if (
        _balanced(axis, pair, turn)
        or _replaced(mention, pair, turn)
        or _excused(mention, statement, pair, pack)
    ):
        return
    stance = _SERVING[statement.stance_at(mention.start)]
    effect = pack.effects.get((axis, turn, Serving.ANY)) or pack.effects.get((axis, turn, stance))
    if effect is None:
        return
    about = topic(statement, mention.start, mention)
    told = statement.said(mention.start, mention.end + 4)
    added = turn is Turn.ADDED
    yield Ground(
        effect.rule, effect.direction, about, before="" if added else told, after=told if added else ""
    )


def _balanced(axis: Axis, pair: Pair, turn: Turn) -> bool:
    """Tell whether the other side says as much in other words: *not … unless* for *only if*."""
    family = _BALANCED.get(axis)
    if family is None:
        return False
    old = sum(mention.concept.axis in family for mention in pair.old.mentions)
    new = sum(mention.concept.axis in family for mention in pair.new.mentions)
    return new <= old if turn is Turn.ADDED else old <= new


def _excused(mention: Mention, statement: Statement, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a mention is weighed elsewhere: as part of a consent, as a name, as a typo."""
    axis = mention.concept.axis
    if axis in _GATING:
        near = statement.of(Axis.CONSENT, Axis.OPT_OUT)
        return any(-1 <= other.start - mention.end <= 4 for other in near)
    if axis is Axis.TAKE and all(head.place != mention.start for head in statement.heads):
        return True
    if axis is Axis.PLACE and mention.start:
        return statement.words[mention.start - 1].text not in pack.grammar.stop | {","}
    if mention.concept.id == "right-object" and pair.new.gate >= Gate.CONSENT:
        return True
    return axis in _THINGS and any(_misspelt(chunk, mention, statement, pair) for chunk in pair.chunks)


def _misspelt(chunk: Chunk, mention: Mention, statement: Statement, pair: Pair) -> bool:
    """Tell whether a mention is one word whose counterpart is nearly the same."""
    start, end = chunk.new if statement is pair.new else chunk.old
    if not start <= mention.start < end or chunk.old[1] - chunk.old[0] != chunk.new[1] - chunk.new[0]:
        return False
    old = pair.old.said(*chunk.old)
    return fuzz.ratio(old, pair.new.said(*chunk.new)) > 80


def _replaced(mention: Mention, pair: Pair, turn: Turn) -> bool:
    """Tell whether something of the same kind came in its place; that is weighed as one replacement."""
    others = pair.gone if turn is Turn.ADDED else pair.come
    return mention.concept.axis in _RANKED | {Axis.MEASURE} and any(
        other.concept.axis is mention.concept.axis for other in others
    )


def replacements(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A thing replaced by another of its kind: wider or narrower, stronger or weaker."""
    del pack
    for axis in (*sorted(_RANKED), Axis.MEASURE):
        old = [m for m in pair.gone if m.concept.axis is axis]
        new = [m for m in pair.come if m.concept.axis is axis]
        if old and new:
            yield from _replacement(axis, old, new, pair)


def _replacement(axis: Axis, old: list[Mention], new: list[Mention], pair: Pair) -> Iterator[Ground]:
    first, last = old[0], new[-1]
    about = topic(pair.new, last.start, last)
    said = {
        "before": pair.old.said(first.start, old[-1].end),
        "after": pair.new.said(new[0].start, last.end),
    }
    before, after = max(m.concept.rank for m in old), max(m.concept.rank for m in new)
    if axis is Axis.MEASURE:
        if after < before:
            yield Ground("weaker-measure", Direction.ADVERSE, about, **said)
        elif after > before:
            yield Ground("stronger-measure", Direction.FAVOURABLE, about, **said)
        return
    stance = pair.new.stance_at(last.start) * (1 if axis is not Axis.PLACE else 0) or Stance.TAKES
    grew = after > before or len(new) > len(old)
    shrank = after < before and len(new) <= len(old)
    fewer = shrank or len(new) < len(old)
    if (stance is Stance.TAKES and grew) or (stance is Stance.GIVES and fewer):
        yield Ground("wider-term", Direction.ADVERSE, about, **said)
    elif grew or shrank:
        yield Ground("narrower-term", Direction.FAVOURABLE, about, **said)


def softened(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """All became some, or some became all."""
    del pack
    before = [m for m in pair.gone if m.concept.axis is Axis.ALL]
    after = [m for m in pair.come if m.concept.axis in {Axis.SOME, Axis.HEDGE}]
    if before and after and pair.old.stance is not Stance.TAKES:
        yield Ground(
            "all-to-some", Direction.ADVERSE, topic(pair.old, before[0].start),
            before=pair.old.said(before[0].start, before[0].end + 2),
            after=pair.new.said(after[0].start, after[0].end + 2),
        )  # fmt: skip


def thresholds(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A threshold that kept an exception small is gone."""
    del pack
    for mention in pair.gone:
        if mention.concept.axis is Axis.THRESHOLD and any(
            m.start < mention.start for m in pair.old.of(Axis.EXCEPT)
        ):
            yield Ground(
                "exception-added", Direction.ADVERSE, topic(pair.old, mention.start),
                before=pair.old.said(mention.start, mention.end + 1), after=pair.new.text,
            )  # fmt: skip


def numbers(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A number that changed, weighed by what it bounds: time to keep, time to act, a fee, an age."""
    del pack
    for measure in Measure:
        old = [q for q in pair.old.quantities if q.measure is measure]
        new = [q for q in pair.new.quantities if q.measure is measure]
        if [round(q.value, 3) for q in old] != [round(q.value, 3) for q in new]:
            for before, after in zip_longest(_unsaid(old, pair.clause_new), _unsaid(new, pair.clause_old)):
                yield from _number(before, after, pair)


def _unsaid(told: list[Quantity], other: Said) -> list[Quantity]:
    """Leave out what the other text says too."""
    return [quantity for quantity in told if round(quantity.value, 2) not in other.values]


def _number(before: Quantity | None, after: Quantity | None, pair: Pair) -> Iterator[Ground]:
    if before is None or after is None:
        yield from _number_alone(before, after, pair)
        return
    if _same(before.value, after.value):
        return
    said = {
        "before": pair.old.said(before.start, before.end),
        "after": pair.new.said(after.start, after.end),
    }
    about = _number_topic(after, pair.new)
    good = bearing(after, pair.new) or bearing(before, pair.old)
    if not good:
        yield Ground("number-changed", Direction.NEUTRAL, about, **said)
    elif (after.value > before.value) == (good > 0):
        yield Ground("number-better", Direction.FAVOURABLE, about, **said)
    else:
        yield Ground("number-worse", Direction.ADVERSE, about, **said)


def _number_topic(quantity: Quantity, statement: Statement) -> Category:
    if quantity.measure is Measure.AGE:
        return Category.CHILDREN
    if quantity.measure is Measure.MONEY:
        return Category.COST
    return topic(statement, quantity.start)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 0.004 * max(one, other)


def _number_alone(before: Quantity | None, after: Quantity | None, pair: Pair) -> Iterator[Ground]:
    """A limit that is gone or new: a lost limit on the company is adverse, a new limit on the person too."""
    if before is not None and before.measure is not Measure.COUNT:
        said = pair.old.said(before.start, before.end)
        about = _number_topic(before, pair.old)
        yield Ground("number-lost", _loss(before, pair.old), about, before=said, after=pair.new.text)
    if after is not None and after.measure is not Measure.COUNT:
        good = bearing(after, pair.new)
        about = _number_topic(after, pair.new)
        said = pair.new.said(after.start, after.end)
        capped = good > 0 and pair.new.stance_at(after.start) is Stance.GIVES
        if capped and pair.new.head_at(after.start) in pair.new.heads:
            yield Ground("number-added", Direction.ADVERSE, about, after=said)
        else:
            yield Ground("number-set", Direction.NEUTRAL, about, after=said)


def _loss(quantity: Quantity, statement: Statement) -> Direction:
    """Weigh a limit that is gone: on the person's own time it is relief, on the company's a loss."""
    if quantity.measure is not Measure.DURATION:
        return Direction.NEUTRAL
    head = statement.head_at(quantity.start)
    if head is None:
        return Direction.NEUTRAL
    own = head.actor is Actor.PERSON and head.stance is not Stance.NEUTRAL and head.place < quantity.start
    return Direction.FAVOURABLE if own else Direction.ADVERSE


_KEPT = frozenset({"keep", "delete", "anonymise"})
_PROMPT = frozenset({"notify", "answer", "refund", "delete", "post", "anonymise"})


def bearing(quantity: Quantity, statement: Statement) -> int:
    """Tell whether more of a number is good for the person (1), bad (-1), or cannot be told (0)."""
    head = statement.head_at(quantity.start)
    match quantity.measure:
        case Measure.MONEY:
            return 1 if head and (head.concept.axis is Axis.SHIELD or head.concept.id == "refund") else -1
        case Measure.AGE:
            asked = any(m.concept.id in {"child", "consent-request"} for m in statement.mentions)
            parental = asked or statement.has(Axis.CONSENT)
            return 1 if parental else -1
        case Measure.DURATION:
            return _time(quantity, statement, head)
        case Measure.PERCENT | Measure.COUNT:
            counted = [word.text for word in statement.words[quantity.end : quantity.end + 1]]
            told = (
                bool(counted)
                and counted[0].isalpha()
                and statement.said(quantity.end, quantity.end + 1).islower()
            )
            return int(head.stance) if told and head and head.actor is Actor.PERSON else 0


def _time(quantity: Quantity, statement: Statement, head: Head | None) -> int:
    words = [word.text for word in statement.words[quantity.end : quantity.end + 4]]
    ahead = any(
        mention.concept.axis is Axis.BEFORE and quantity.start - 4 <= mention.start <= quantity.end + 3
        for mention in statement.mentions
    ) or "notice" in words  # fmt: skip
    if ahead or any(
        m.concept.id == "notify"
        and m.end >= quantity.start - 4
        and "préavis" in statement.said(m.start, m.end)
        for m in statement.mentions
    ):
        return 1
    if head is None:
        return 0
    if head.actor is Actor.PERSON and head.stance is not Stance.NEUTRAL:
        return 1
    if head.concept.id in _KEPT | _PROMPT or head.concept.axis is Axis.GIVE:
        return -1
    if head.concept.axis is Axis.RIGHT:
        return 1
    return 0


def joints(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """*And* became *or*, or the other way: read against the person."""
    grammar = pack.grammar
    for chunk in pair.chunks:
        old = [word.text for word in pair.old.words[slice(*chunk.old)] if word.text != ","]
        new = [word.text for word in pair.new.words[slice(*chunk.new)] if word.text != ","]
        if len(old) != 1 or len(new) != 1:
            continue
        joined, apart = grammar.both, grammar.either
        if (old[0] in joined and new[0] in apart) or (old[0] in apart and new[0] in joined):
            yield Ground(
                "and-or", Direction.ADVERSE, topic(pair.old, chunk.old[0]),
                before=pair.old.said(max(0, chunk.old[0] - 3), chunk.old[1] + 3),
                after=pair.new.said(max(0, chunk.new[0] - 3), chunk.new[1] + 3),
            )  # fmt: skip


def commas(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Without its comma a relative clause restricts: *subscribers who pay* are fewer than *subscribers, who pay*."""
    for chunk in pair.chunks:
        start, end = chunk.old
        if chunk.new[0] != chunk.new[1] or end - start != 1 or end >= len(pair.old.words):
            continue
        relative = pair.old.words[end].text in pack.grammar.relative
        people = any(m.end == start for m in pair.old.of(Axis.PERSON))
        if pair.old.words[start].text == "," and relative and people and pair.old.stance is Stance.GIVES:
            yield Ground(
                "comma", Direction.ADVERSE, topic(pair.old, start),
                before=pair.old.said(max(0, start - 2), end + 4), after=pair.new.text,
            )  # fmt: skip


def items(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Words without a name in the taxonomy that join or leave a list: a power grew, or a promise shrank."""
    for chunk in pair.chunks:
        old, new = _weighty(chunk.old, pair.old, pack), _weighty(chunk.new, pair.new, pack)
        if new and not old:
            yield from _item(chunk.new, pair.new, pair.clause_old, pack, _CAME)
        elif old and not new:
            yield from _item(chunk.old, pair.old, pair.clause_new, pack, _WENT)


_CAME = {
    Stance.TAKES: ("item-added", Direction.ADVERSE),
    Stance.GIVES: ("item-won", Direction.FAVOURABLE),
}
_WENT = {
    Stance.GIVES: ("item-removed", Direction.ADVERSE),
    Stance.TAKES: ("item-lost", Direction.FAVOURABLE),
}


def _item(
    span: tuple[int, int],
    statement: Statement,
    other: Said,
    pack: RulePack,
    rules: dict[Stance, tuple[str, Direction]],
) -> Iterator[Ground]:
    found = rules.get(statement.stance_at(span[0]))
    if found is None or not _listed(span, statement, pack) or not _fresh(span, statement, other, pack):
        return
    told = statement.said(*span)
    came = rules is _CAME
    yield Ground(*found, topic(statement, span[0]), before="" if came else told, after=told if came else "")


def _weighty(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch has words of weight."""
    words = (statement.words[i].text for i in range(*span))
    return any(word[0].isalnum() and word not in pack.grammar.stop for word in words)


def _fresh(span: tuple[int, int], statement: Statement, other: Said, pack: RulePack) -> bool:
    """Tell whether a stretch says what the other side says nowhere, no concept names, and nothing restricts."""
    if any(m.concept.axis in _RESTRICTING and span[0] <= m.start < span[1] for m in statement.mentions):
        return False
    named = {i for mention in statement.mentions for i in range(mention.start, mention.end)}
    return any(
        i not in named
        and statement.words[i].text[0].isalpha()
        and statement.words[i].text not in pack.grammar.stop
        and statement.words[i].text[:5] not in other.stems
        for i in range(*span)
    )


_RESTRICTING = frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.LIMIT, Axis.HEDGE, Axis.OPEN})


def _listed(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch is an item of a list: a comma or a joint at its edge."""
    edges = (span[0] - 1, span[0], span[1] - 1, span[1])
    words = {statement.words[i].text for i in edges if 0 <= i < len(statement.words)}
    return bool(words & (pack.grammar.both | pack.grammar.either | {","}))


def denials(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A denial came or went around an act that has no name in the taxonomy."""
    grammar = pack.grammar
    counts = [
        sum(word.text in grammar.negations and word.text not in grammar.without for word in side.words)
        for side in (pair.old, pair.new)
    ]
    restricted = any(mention.concept.id == "ne-que" for mention in (*pair.gone, *pair.come))
    same_heads = [h.concept.id for h in pair.old.heads] == [h.concept.id for h in pair.new.heads]
    if min(counts) == 0 < max(counts) and pair.old.gate == pair.new.gate and not restricted and same_heads:
        told = {head.negated for _, head in _heads(pair)} | {head.negated for head, _ in _heads(pair)}
        if len(told) < 2 and _overlapping(pair):
            yield Ground(
                "denial", Direction.ADVERSE, topic(pair.new, 0), before=pair.old.text, after=pair.new.text
            )


def _overlapping(pair: Pair) -> bool:
    """Tell whether both statements say nearly the same words."""
    shared = len(pair.old.stems & pair.new.stems)
    return shared >= 0.7 * max(len(pair.old.stems), len(pair.new.stems), 1)


def starts(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """The time is as long, but runs from another event."""
    for old, new in zip(pair.old.quantities, pair.new.quantities, strict=False):
        if (
            old.measure is not Measure.DURATION
            or not _same(old.value, new.value)
            or not bearing(old, pair.old)
        ):
            continue
        for chunk in pair.chunks:
            near = 0 <= chunk.old[0] - old.end <= 4 and 0 <= chunk.new[0] - new.end <= 4
            if near and _weighty(chunk.old, pair.old, pack) and _weighty(chunk.new, pair.new, pack):
                yield Ground(
                    "term-start", Direction.ADVERSE, topic(pair.new, new.start),
                    before=pair.old.said(old.start, chunk.old[1]), after=pair.new.said(new.start, chunk.new[1]),
                )  # fmt: skip


def definitions(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """A definition reaches every clause that uses its term: what protects must not shrink, what burdens not grow."""
    place = _defines(pair.old)
    if not place:
        return
    protects = any(m.end <= place and m.concept.axis is Axis.DATA for m in pair.old.mentions)
    grown = all(not _weighty(chunk.old, pair.old, pack) for chunk in pair.chunks)
    favourable = protects and grown
    yield Ground(
        "definition", Direction.FAVOURABLE if favourable else Direction.ADVERSE, Category.SCOPE,
        before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _defines(statement: Statement) -> int:
    """Give where a quoted term ends and its meaning begins, else 0."""
    words = [word.text for word in statement.words]
    closing = next((i for i, word in enumerate(words[:12]) if i and word in _CLOSING), 0)
    if not closing or words[0] not in _QUOTES:
        return 0
    told = any(m.start - closing <= 3 for m in statement.of(Axis.DEFINE)) or words[
        closing + 1 : closing + 2
    ] == [":"]
    return closing if told else 0


_QUOTES = frozenset('"“«')
_CLOSING = frozenset('"”»')


RULES: tuple[Callable[[Pair, RulePack], Iterator[Ground]], ...] = (
    polarity, force, consent, numbers, turns, replacements, softened, thresholds, joints, commas, items, definitions, denials, starts,
)  # fmt: skip
