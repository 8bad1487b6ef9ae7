"""Two ways to say one thing: what their words alone would make of them is no loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.denial import QUE, denied
from notifier.core.memory import united
from notifier.core.quantities import Measure
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notifier.core.comparison import Ground, Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_SHARED = 0.5
"""The part of the words of weight that both sides must have."""
_NEAR = 6
_STEM = 3


def untwinned(grounds: Sequence[Ground], pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Give the grounds that stand once what is only told otherwise is known."""
    seen = {ground.rule for ground in grounds}
    moot = frozenset[str]().union(
        *(rules for twin, rules in _TWINS if not seen.isdisjoint(rules) and twin(pair, pack))
    )
    yield from (ground for ground in grounds if ground.rule not in moot)


def _sides(pair: Pair) -> tuple[tuple[Statement, Statement], tuple[Statement, Statement]]:
    return (pair.old, pair.new), (pair.new, pair.old)


def _alike(pair: Pair) -> bool:
    """Tell whether both sides say mostly the same words, and the same numbers."""
    shared = len(pair.old.stems & pair.new.stems)
    values = [
        sorted(round(q.value, 2) for q in side.quantities if q.value > 1) for side in (pair.old, pair.new)
    ]
    return values[0] == values[1] and shared >= _SHARED * min(len(pair.old.stems), len(pair.new.stems))


def _doubled(pair: Pair, pack: RulePack) -> bool:
    """*No request goes without an answer* is *every request gets an answer*."""
    return _alike(pair) and any(
        _none_without(one, pack) and not _none_without(other, pack) and _every(other, pack)
        for one, other in _sides(pair)
    )


def _none_without(statement: Statement, pack: RulePack) -> bool:
    plain = statement.plain
    first = next((i for i, word in enumerate(plain[:_NEAR]) if word in _NONE), None)
    return first is not None and not pack.grammar.without.isdisjoint(plain[first:])


_NONE = frozenset({"no", "none", "nobody", "aucun", "aucune", "nul", "nulle"})


def _every(statement: Statement, pack: RulePack) -> bool:
    first = statement.plain[:_NEAR]
    return not united(pack.people.universal, _EVERY).isdisjoint(first) and pack.grammar.negations.isdisjoint(
        statement.plain
    )


_EVERY = frozenset({"all", "any", "each", "every"})


def _banned(pair: Pair, pack: RulePack) -> bool:
    """*Minors may not play* is *play is forbidden to minors*."""
    return any(_forbids(one) and _may_not(other, pack) for one, other in _sides(pair)) and _same_stems(pair)


def _forbids(statement: Statement) -> bool:
    return any(word.startswith(_FORBIDDEN) for word in statement.plain)


_FORBIDDEN = ("forbid", "prohibit", "banned", "interdi")


def _may_not(statement: Statement, pack: RulePack) -> bool:
    plain = list(statement.plain)
    return any(
        denied(plain, mention.end, pack.grammar)
        or denied(plain, mention.start, pack.grammar)
        or plain[mention.start] in _CANNOT
        for mention in statement.of(Axis.MAY, Axis.DUTY)
    )


_CANNOT = frozenset({"cannot", "can't"})


def _kept_for(pair: Pair, pack: RulePack) -> bool:
    """*Only adults may enter* is *entry is reserved for adults*."""
    return _same_stems(pair) and any(
        not pack.people.exclusive.isdisjoint(one.plain)
        and any(word.startswith(_RESERVED) for word in other.plain)
        for one, other in _sides(pair)
    )


_RESERVED = ("reserved", "réservé", "restricted", "limited")


def _same_stems(pair: Pair) -> bool:
    """Tell whether the shorter side has hardly a word of weight that does not begin as one of the other."""
    sides = [
        {stem[:_STEM] for stem in side.stems if not stem.startswith((*_FORBIDDEN, *_RESERVED))}
        for side in (pair.old, pair.new)
    ]
    fewer, more = sorted(sides, key=len)
    return bool(fewer) and len(fewer - more) <= len(fewer) // 2


def _until(pair: Pair, pack: RulePack) -> bool:
    """*Until you publish it* is *as long as you have not published it*."""
    for one, other in _sides(pair):
        until, lasting = _clause(one, _UNTIL), _clause(other, _LASTING)
        if not until or not lasting or pack.grammar.negations.isdisjoint(lasting[:_NEAR]):
            continue
        ends, goes = ({word[:_STEM] for word in words if _weighs(word, pack)} for words in (until, lasting))
        if ends & goes:
            return True
    return False


def _weighs(word: str, pack: RulePack) -> bool:
    return (
        len(word) >= _STEM
        and word.isalpha()
        and word not in united(pack.grammar.stop, pack.grammar.negation_closers, _SMALL)
    )


_SMALL = frozenset({"you", "vous", "they", "have", "has", "avez", "ont", "que", "pas", "not"})
_UNTIL = frozenset({"until", "till", "jusqu'", "jusqu'à", "jusque"})
_LASTING = frozenset({"tant", "long"})


def _clause(statement: Statement, openers: frozenset[str]) -> tuple[str, ...]:
    """Give the words after one that begins how long something lasts."""
    plain = statement.plain
    place = next((i for i, word in enumerate(plain) if word in openers), None)
    return plain[place + 1 : place + 2 + _NEAR] if place is not None else ()


def _contrary(pair: Pair, pack: RulePack) -> bool:
    """*Does not know your name* is *your name is unknown to*."""
    return any(
        any(_undone(word, other, pack) for word in one.plain)
        and not pack.grammar.negations.isdisjoint(other.plain)
        and pack.grammar.negations.isdisjoint(one.plain)
        for one, other in _sides(pair)
    )


def _undone(word: str, other: Statement, pack: RulePack) -> bool:
    """Tell whether a word denies by its beginning one that the other side has."""
    prefix = next(
        (one for one in sorted(pack.grammar.contraries, key=len, reverse=True) if word.startswith(one)), ""
    )
    stem = word[len(prefix) : len(prefix) + _STEM]
    return (
        bool(prefix)
        and len(stem) == _STEM
        and any(
            one.startswith(stem) and one != word and not one.startswith(prefix)
            for one in other.plain
            if len(one) > _STEM
        )
    )


def _elapsed(pair: Pair, pack: RulePack) -> bool:
    """*Past ten years* is *once ten years have gone by*: around the same time nothing but small words differ."""
    times = [
        [round(q.value, 2) for q in side.quantities if q.measure is Measure.DURATION]
        for side in (pair.old, pair.new)
    ]
    if not times[0] or times[0] != times[1]:
        return False
    small = united(pack.grammar.stop, pack.grammar.articles, pack.words.elapsed)
    return all(
        word in small or not word.isalpha() or word in pack.numerals.words or word in pack.numerals.units
        for chunk in pair.chunks
        for side, span in ((pair.old, chunk.old), (pair.new, chunk.new))
        for word in side.plain[slice(*span)]
    ) and all(not pack.words.elapsed.isdisjoint(side.plain) for side in (pair.old, pair.new))


def _case(pair: Pair, pack: RulePack) -> bool:
    """*Theft ends the hire* is *in the event of theft the hire ends*: what brings something about is its condition."""
    return any(_brings(one, other, pack) for one, other in _sides(pair)) and _alike_but_for_verbs(pair)


def _brings(one: Statement, other: Statement, pack: RulePack) -> bool:
    subject = {word[:_STEM] for word in one.plain[:_FIRST] if _weighs(word, pack)}
    if not subject or pack.words.effects.isdisjoint(one.plain[1:_LATE]):
        return False
    return any(
        word[:_STEM] in subject
        for mention in other.of(Axis.CONDITION)
        for word in other.plain[mention.start : mention.end + 3]
        if _weighs(word, pack)
    )


def _alike_but_for_verbs(pair: Pair) -> bool:
    values = [
        sorted(round(q.value, 2) for q in side.quantities if q.value > 1) for side in (pair.old, pair.new)
    ]
    return values[0] == values[1] and len(pair.old.stems & pair.new.stems) >= _FEW


_FEW, _FIRST, _LATE = 2, 4, 9


def _stopped(pair: Pair, pack: RulePack) -> bool:
    """How long or how often something was taken goes with it: *kept for five years*, now *no copy is kept*."""
    held = [pair.old.head_at(q.start) for q in pair.old.quantities if q.measure is Measure.DURATION]
    if not held or any(head is None or head.stance is not Stance.TAKES for head in held):
        return False
    barred = united(pack.grammar.negations, pack.grammar.without)
    promised = {act for act, stance in pair.clause_new.acts - pair.clause_old.acts if stance > 0}
    bounded = pair.new.has(Axis.LIMIT) or not barred.isdisjoint(pair.new.plain) or bool(promised)
    going = {head.concept.id for head in pair.new.heads if head.stance is Stance.TAKES}
    return bounded and going.isdisjoint(head.concept.id for head in held if head)


def _willed(pair: Pair, pack: RulePack) -> bool:
    """A time that became shorter, or a power, with an exception that the person asks for: *unless you want us to keep it*."""
    if pair.old.stance is not Stance.TAKES and not _shortened(pair):
        return False
    return any(
        any(word.startswith((*pack.words.continuing, *pack.words.agreeing)) for word in near[1:])
        and pack.grammar.ours.isdisjoint(near[:2])
        for mention in pair.come
        if mention.concept.axis in {Axis.EXCEPT, Axis.OPT_OUT}
        for near in [pair.new.plain[mention.start : mention.end + _NEAR]]
    )


def _shortened(pair: Pair) -> bool:
    old, new = (
        [q.value for q in side.quantities if q.measure is Measure.DURATION] for side in (pair.old, pair.new)
    )
    return bool(old) and bool(new) and max(new) < max(old)


def _granted(pair: Pair, pack: RulePack) -> bool:
    """What was denied is given under a condition: *we do not pay*, now *we also pay, provided that …*."""
    refused = any(head.negated and head.stance is Stance.TAKES for head in pair.old.heads)
    if not refused or not QUE.isdisjoint(pair.old.plain) or pair.new.stance is not Stance.GIVES:
        return False
    return pack.grammar.negations.isdisjoint(pair.new.plain) and not any(
        head.negated for head in pair.new.heads
    )


def _day_of(pair: Pair, pack: RulePack) -> bool:
    """What people may do until some days before, *until the day itself* gives them longer."""
    del pack
    days = [q for q in pair.old.quantities if q.measure is Measure.DURATION and q.value >= 1]
    before = {m.start for m in pair.gone if m.concept.axis is Axis.BEFORE}
    if not any(not before.isdisjoint(range(q.end, q.end + 3)) for q in days):
        return False
    given = any(head.actor is Actor.PERSON and head.stance is Stance.GIVES for head in pair.old.heads)
    plain = pair.new.plain
    return given and any(plain[i : i + 2] in _DAY for i in range(len(plain)))


_DAY = frozenset({("day", "of"), ("jour", "de"), ("jour", "du"), ("jour", "même")})


_TWINS: tuple[tuple[Callable[[Pair, RulePack], bool], frozenset[str]], ...] = (
    (_doubled, frozenset({
        "all-to-some", "guarantee-removed", "polarity-lost", "denial", "ban-removed", "ladder-down", "condition-added",
        "permission-wider", "presence-lost",
    })),
    (_banned, frozenset({"duty-added", "power-added", "guarantee-removed"})),
    (_kept_for, frozenset({"power-added", "limit-removed", "limit-removed-from-fact", "right-limited", "guarantee-removed"})),
    (_until, frozenset({"lasts-longer", "denial", "no-end", "end", "lasts-shorter"})),
    (_contrary, frozenset({"denial", "antonym", "guarantee-removed"})),
    (_elapsed, frozenset({
        "condition-added", "condition-removed", "right-limited", "limit-removed", "limit-removed-from-fact", "later", "sooner",
    })),
    (_case, frozenset({"condition-added", "condition-removed", "power-added", "right-removed", "removed-promise"})),
    (_stopped, frozenset({"number-lost"})),
    (_willed, frozenset({"exception-added", "power-added"})),
    (_granted, frozenset({"condition-added", "free-removed"})),
    (_day_of, frozenset({"before-removed", "sooner"})),
)  # fmt: skip
"""Each way, and the rules that speak of its words alone."""
