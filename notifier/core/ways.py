"""A list that grew or shrank: the ways in which people may turn to the company, what they have to do, where data comes from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.denial import denied
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.people import animate, noun
from notifier.core.reservations import reserves
from notifier.core.statements import YOURS, Actor, Force, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Chunk
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_EARLY = 3
_BACK = 8


def ways(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh the items that joined a list or left it, by what the list is of."""
    if any(_bounds(side, span, pack) for chunk in pair.chunks for side, span in _sides(chunk, pair)):
        return
    counts = _ways(pair.old, pack), _ways(pair.new, pack)
    if counts[0] != counts[1] and all(_turned_to(side, pack) for side in (pair.old, pair.new)):
        fewer = counts[0] > counts[1]
        yield _ground("ways-fewer" if fewer else "ways-more", Category.CONTACT, pair, worse=fewer)
        return
    for chunk in pair.chunks:
        yield from _joined(chunk, pair, pack)


def _sides(chunk: Chunk, pair: Pair) -> tuple[tuple[Statement, tuple[int, int]], ...]:
    return (pair.old, chunk.old), (pair.new, chunk.new)


def _bounds(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether words bound something, rather than add to it."""
    joined = not pack.grammar.either_way.isdisjoint(statement.plain[slice(*span)])
    bound = any(m.concept.axis in {Axis.CONDITION, Axis.EXCEPT} for m in statement.within(*span))
    return (bound and not joined) or reserves(span, statement, pack)


def _ground(rule: str, about: Category, pair: Pair, *, worse: bool) -> Ground:
    direction = Direction.ADVERSE if worse else Direction.FAVOURABLE
    return Ground(rule, direction, about, before=pair.old.text, after=pair.new.text)


def _ways(statement: Statement, pack: RulePack) -> int:
    """Count the further ways of a list: each begins with a small word for how, where or when, behind a joint.

    What people ask for may be told in a bare list of which one is chosen: *complaints are heard in French or German*.
    """
    words, grammar = statement.plain, pack.grammar
    bare = _asked(statement, pack) and not grammar.either.isdisjoint(words)
    joints = grammar.either_way
    places = [
        place
        for place in range(2, len(words) - 1)
        if words[place - 1] in joints | {","} and (bare or _begins(statement, place, pack))
    ]
    return len(places) if any(words[place - 1] in joints for place in places) else 0


def _begins(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether a way begins at a word; the name of a place behind it tells where something is done."""
    named = statement.text[statement.words[place + 1].start].isupper()
    return not named and pack.grammar.links.get(statement.plain[place]) in _HOW


_HOW = frozenset({"by", "in", "from", "with"})


def _asked(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement is about what people ask for, or what can be done."""
    first = statement.plain[:_BACK]
    known = pack.people
    named = any(
        noun(word, known) in known.demand
        and (word != noun(word, known) or not place or first[place - 1] in _A)
        for place, word in enumerate(first[:_EARLY])
    )
    return named or not _CAN.isdisjoint(pairwise(first))


_A = frozenset(
    {
        "a",
        "an",
        "the",
        "any",
        "each",
        "every",
        "un",
        "une",
        "la",
        "le",
        "toute",
        "tout",
        "chaque",
        "votre",
        "your",
    }
)


_CAN = frozenset({("can", "be"), ("may", "be"), ("peut", "être"), ("peuvent", "être")})


def _turned_to(statement: Statement, pack: RulePack) -> bool:
    """Tell whether people turn to the company in a statement; not what the company or somebody did."""
    words = statement.plain
    if not pack.grammar.ours.isdisjoint(words[:2]) or not _WAS.isdisjoint(words):
        return False
    if _asked(statement, pack):
        return True
    done = not pack.grammar.passives.isdisjoint(words[1:_EARLY])
    return not done and any(m.start < _EARLY for m in statement.of(Axis.PERSON))


_WAS = frozenset({"was", "were", "été", "fut", "furent"})


def _joined(chunk: Chunk, pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh what joined a row of acts or sources, or left one."""
    came, went = chunk.old[0] == chunk.old[1], chunk.new[0] == chunk.new[1]
    statement, span = (pair.new, chunk.new) if came else (pair.old, chunk.old)
    if came == went:
        return
    if _duty(statement, span, pack) or (went and _barred(statement, span, pack)):
        yield _ground("duty-longer" if came else "duty-shorter", Category.DUTIES, pair, worse=came)
    elif _source(statement, span, pack):
        yield _ground("source-added" if came else "source-removed", Category.DATA, pair, worse=came)
    elif _token(statement, span, pack):
        yield _ground("circle-narrower" if came else "circle-wider", Category.RECIPIENTS, pair, worse=went)


def _barred(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether words are one more thing that people may not do: *neither dogs nor cats*."""
    first = statement.plain[span[0]]
    joined = first in pack.grammar.either or first in pack.grammar.continuing or first == "ni"
    return (
        joined
        and bool(statement.heads)
        and all(
            head.actor is Actor.PERSON and head.negated and head.force is Force.MAY
            for head in statement.heads
        )
    )


_CHOICE = 2


def _duty(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether words are one more act of those who are served, which nobody lets them do."""
    words = statement.plain
    subject = words[:_EARLY]
    chosen = not pack.grammar.either.isdisjoint(words[max(0, span[0] - 1) : span[0] + _CHOICE])
    if chosen or not pack.grammar.ours.isdisjoint(subject) or not _served(subject, pack) or _others(words):
        return False  # *Or, if you prefer, in cash* asks nothing more.
    near = words[: span[1]]
    free = united(pack.people.having, pack.people.given)
    if not free.isdisjoint(near) or any(m.start < span[1] for m in statement.of(Axis.MAY, Axis.RIGHT)):
        return False
    return not denied(list(words), span[0], pack.grammar) and _acts(words, span, pack)


def _others(words: Sequence[str]) -> bool:
    """Tell whether somebody acts on what is *yours*, and so is not you: *the locum reads your file*."""
    return not YOURS.isdisjoint(words) and _SPOKEN_TO.isdisjoint(words)


_SPOKEN_TO = frozenset({"you", "vous", "tu"})


def _served(words: Sequence[str], pack: RulePack) -> bool:
    """Tell whether a subject is one of those who are served, known or by the ending of the noun."""
    known = pack.people
    plain = [noun(word, known) for word in words]
    if any(one in known.role or one in known.body or one in known.whole for one in plain):
        return False
    served = known.acting | known.everyone | _WHO
    return any(one in served for one in plain) or any(animate(one, known) for one in plain)


_WHO = frozenset({"you", "vous", "qui", "whoever"})


def _acts(words: Sequence[str], span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether a joint in or around a stretch is followed by a verb and what it is done to: *and tells us*."""
    joints = united(pack.grammar.both, _COMMA)
    low, high = max(1, span[0] - 2), min(span[1] + 1, len(words) - 2)
    small = pack.grammar.links.keys() | pack.grammar.determiners | pack.grammar.articles | _THINGS
    return any(
        words[place] in joints
        and words[place + 1] not in small
        and words[place + 1] not in joints
        and words[place + 2] in small
        and words[place + 2] not in _OF
        for place in range(low, high)
    )


_THINGS = frozenset(
    {
        "a",
        "an",
        "us",
        "them",
        "it",
        "ten",
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "des",
        "du",
        "nous",
        "son",
        "sa",
        "ses",
        "toute",
        "tout",
        "dix",
    }
)
_OF = frozenset({"of", "de", "d'"})


def _source(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether words are one more place where the company learns of a person, beside the person."""
    words = statement.plain
    joints = pack.grammar.either_way
    place = next((i for i in range(max(1, span[0] - 1), span[1]) if words[i] in joints), None)
    if place is None or not _WE.issuperset(words[:1]):
        return False
    told = any(m.start < span[0] for m in statement.of(Axis.PERSON))
    knows = any(word in pack.people.seeing or word in pack.words.learning for word in words[1:_BACK])
    return (
        told
        and knows
        and any(pack.grammar.links.get(word) in {"from", "by"} for word in words[place : span[1]])
    )


_WE = frozenset({"we", "nous"})


def _token(statement: Statement, span: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether words are one more thing to show for whoever wants to be handed something."""
    words, known = statement.plain, pack.people
    before = words[max(0, span[0] - _BACK) : span[0]]
    anybody = any(word in known.everyone or word in _WHO for word in before)
    joints = pack.grammar.both
    joined = any(word in joints for word in words[max(0, span[0] - 1) : span[1] + 1])
    passed = any(word in known.passing | known.given for word in words[: span[0]])
    return anybody and joined and passed and statement.stance is not Stance.GIVES


_COMMA = frozenset({","})
