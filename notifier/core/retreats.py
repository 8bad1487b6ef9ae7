"""A promise taken back in plain words: *no longer*, *need not*, an aside that denied, one more exception."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.denial import NE
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.phrases import said
from notifier.core.shifts import overlapping, topic, weighty
from notifier.core.statements import Actor, Force, Stance, stem
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Chunk, Said
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement

_LONGEST = 14
"""Words: a longer aside tells more than what is left out."""
_ALIKE = 0.6


def retreats(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh what a sentence takes back, or promises, in words that mean the same in every clause."""
    yield from _aside(pair, pack)
    for chunk in pair.chunks:
        yield from _excepted(chunk, pair, pack)
    yield from _ended(pair, pack)
    yield from _lifted(pair)


def _ground(rule: str, pair: Pair, about: Category, *, worse: bool) -> Ground:
    direction = Direction.ADVERSE if worse else Direction.FAVOURABLE
    return Ground(rule, direction, about, before=pair.old.text, after=pair.new.text)


def _aside(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """An aside that said what is left out came or went, alone: *advisers see your tariff (never your calls)*."""
    if len(pair.chunks) != 1:
        return
    chunk = pair.chunks[0]
    came, went = chunk.old[0] == chunk.old[1], chunk.new[0] == chunk.new[1]
    statement, span = (pair.new, chunk.new) if came else (pair.old, chunk.old)
    if came == went or not _leaves_out(statement, span, pair.clause_old if came else pair.clause_new, pack):
        return
    spared = _spares(statement, span, pack)
    if spared is not None:
        lost = spared == went
        yield _ground("aside-lost" if lost else "aside-won", pair, topic(statement, span[0]), worse=lost)


def _leaves_out(statement: Statement, span: tuple[int, int], other: Said, pack: RulePack) -> bool:
    """Tell whether words set off by a pause say what is not meant, and the other text says it nowhere."""
    words = statement.plain[slice(*span)]
    told = [word for word in words if word[0].isalnum()]
    bracketed = "(" in words or statement.plain[max(0, span[0] - 1)] == "("
    set_off = bracketed or words[0] in _PAUSES
    if not set_off or not 1 < len(told) <= _LONGEST or _asks(statement, span):
        return False
    heavy = [word for word in told if len(word) > _OPENING and word not in pack.grammar.negations]
    if all(stem(word) in other.stems for word in heavy if word not in pack.grammar.stop):
        return False
    small = united(pack.grammar.negations, pack.grammar.without, _NOTHING)
    denied = any(word in small for word in (told if bracketed else told[:_OPENING]))
    return denied or (bracketed and told[-1] in pack.words.excluded)


def _asks(statement: Statement, span: tuple[int, int]) -> bool:
    """Tell whether an aside is a condition, a price or a choice: these are weighed as what they are."""
    return any(m.concept.axis in _WEIGHED or m.concept.id == "optional" for m in statement.within(*span))


_WEIGHED = frozenset({Axis.CONDITION, Axis.EXCEPT, Axis.CONSENT, Axis.OPT_OUT, Axis.FREE})
_PAUSES = frozenset(",(–—")
_OPENING = 3
_NOTHING = frozenset({"nothing", "rien", "pas", "jamais", "aucun", "aucune"})


def _spares(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool | None:
    """Tell whether what is left out is spared the person, or kept from them; `None` where nobody can say."""
    known = pack.people
    outside = statement.plain[: span[0]]
    acts = {head.stance for head in statement.telling if head.place < span[0]}
    able = any(head.actor is Actor.COMPANY and head.force is Force.MAY for head in statement.heads)
    banned = any(head.negated and head.concept.axis is Axis.TAKE for head in statement.telling)
    if able or banned or Stance.TAKES in acts or not known.owing.isdisjoint(outside):
        return True
    if statement.staked(Axis.SERVED, Axis.BENEFIT) or statement.has(Axis.FREE):
        return False
    flows = known.seeing | known.passing | known.having | known.given
    if not flows.isdisjoint(outside):
        return not any(not m.start for m in statement.of(Axis.PERSON, Axis.CHILD))
    return False if acts == {Stance.GIVES} else None


def _excepted(chunk: Chunk, pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """One more case came to an exception: *unless a court orders it or the caller is in a hurry*."""
    if chunk.old[0] != chunk.old[1] or not weighty(chunk.new, pair.new, pack):
        return
    words = pair.new.plain[slice(*chunk.new)]
    joined = words[0] in pack.grammar.either or words[-1] in pack.grammar.either
    unless = next((m for m in pair.new.of(Axis.EXCEPT) if m.end <= chunk.new[0]), None)
    if not joined or unless is None or "," in pair.new.plain[unless.end : chunk.new[0]]:
        return
    worse = not burdens(pair.new, unless.start)
    rule = "exception-added" if worse else "exception-to-power"
    yield Ground(
        rule, Direction.ADVERSE if worse else Direction.FAVOURABLE, topic(pair.new, unless.start),
        after=pair.new.said(unless.start, chunk.new[1]),
    )  # fmt: skip


def burdens(statement: Statement, end: int) -> bool:
    """Tell whether what an exception is made to takes from the person: a price, a duty, a use of their data."""
    if any(mention.start < end for mention in statement.staked(Axis.CHARGE, Axis.EFFORT, Axis.EXPENSE)):
        return not statement.staked(Axis.BENEFIT)
    acts = [head for head in statement.telling if head.place < end]
    return bool(acts) and all(head.stance is Stance.TAKES for head in acts)


def _ended(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """What was so no longer is: a safeguard or a service that ends, or a burden."""
    told = [no_longer(side.plain, pack) for side in (pair.old, pair.new)]
    if told[0] == told[1] or not overlapping(pair, _ALIKE):
        return
    plain = pair.old if told[1] else pair.new
    tells = said(plain.plain, pack.words.telling_you) and not plain.has(Axis.PURPOSE)
    burden = not tells and _borne(plain, pack)
    if burden or tells or _served(plain):
        worse = told[1] != burden
        yield _ground("no-longer" if worse else "no-longer-borne", pair, topic(plain, 0), worse=worse)


def _served(statement: Statement) -> bool:
    """Tell whether something told serves people: it is required before something is done, given, or free."""
    needed = any(head.concept.id == "need" and head.actor is not Actor.PERSON for head in statement.heads)
    return needed or statement.has(Axis.FREE) or statement.stance is Stance.GIVES


def no_longer(plain: Sequence[str], pack: RulePack) -> bool:
    """Tell whether something is said to have ended: *no longer*, *ne … plus*."""
    if not pack.grammar.negation_closers:
        return ("no", "longer") in pairwise(plain)
    ne = next((place for place, word in enumerate(plain) if word in NE), None)
    if ne is None:
        return False
    after = plain[ne + 1 : ne + _REACH]
    place = next((i for i, word in enumerate(after) if word == "plus"), None)
    return place is not None and after[place + 1 : place + 2] not in (("de",), ("d'",), ("que",), ("qu'",))


_REACH = 6


def _borne(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something told is a burden of the person: a fee, a form, what is done with their data."""
    if statement.has(Axis.FREE) or statement.staked(Axis.SERVED):
        return False
    if statement.staked(
        Axis.CHARGE, Axis.EFFORT, Axis.EXPENSE, Axis.BINDING
    ) or not pack.words.burdens.isdisjoint(statement.plain):
        return True
    acts = [head for head in statement.telling if not head.negated]
    return any(head.stance is Stance.TAKES for head in acts)


def _lifted(pair: Pair) -> Iterator[Ground]:
    """The company need not do what it did: *we give the reason*, *we need not say why*."""
    was, now = (any(_free(head) for head in side.heads) for side in (pair.old, pair.new))
    if was == now or not set(pair.old.stems) & set(pair.new.stems):
        return
    yield _ground("need-not" if now else "need-not-gone", pair, topic(pair.new, 0), worse=now)


def _free(head: Head) -> bool:
    """Tell whether the company is told not to be bound: *need not*, *does not have to explain*."""
    excused = head.negated and head.force is Force.MUST and head.concept.axis is Axis.GIVE
    bound = head.concept.id == "optional" or excused
    return bound and head.stance is Stance.TAKES and head.actor in {Actor.COMPANY, Actor.THIRD}
