"""What it means that *and* became *or*, or the other way round, by what they join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.shifts import overlapping, topic
from notifier.core.statements import Actor, Force, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack


def joints(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """*And* became *or*, or the other way: read against the person, unless it is theirs to choose or to qualify."""
    told = _bracketed(pair.old), _bracketed(pair.new)
    if set(told) == {"either", "both"}:
        good = told[1] == "either" and _bidden(pair.old)
        yield Ground(
            "or-and" if good else "and-or", Direction.FAVOURABLE if good else Direction.ADVERSE,
            topic(pair.old, 0), before=pair.old.text, after=pair.new.text,
        )  # fmt: skip
        return
    both = united(pack.grammar.both, pack.grammar.together)
    for chunk in pair.chunks if overlapping(pair) else ():
        old, new = _joint(pair.old, chunk.old), _joint(pair.new, chunk.new)
        apart = new in pack.grammar.either
        if (old in both and apart) or (old in pack.grammar.either and new in both):
            good = _serves(pair.new, chunk.new[0], pack, apart=apart)
            yield Ground(
                "or-and" if good else "and-or", Direction.FAVOURABLE if good else Direction.ADVERSE,
                topic(pair.old, chunk.old[0]), before=_around(pair.old, chunk.old), after=_around(pair.new, chunk.new),
            )  # fmt: skip


def _joint(statement: Statement, span: tuple[int, int]) -> str:
    """Give the words of a stretch, commas aside."""
    return " ".join(word for word in statement.plain[slice(*span)] if word != ",")


def _bracketed(statement: Statement) -> str:
    """Tell whether two things are joined by words on both sides: *both … and*, *either … or*."""
    words = statement.plain
    if words.count("soit") > 1 or "either" in words:
        return "either"
    at_once = "fois" in words and words[max(0, words.index("fois") - 2) : words.index("fois")] == _AT_ONCE
    return "both" if at_once or "both" in words else ""


_AT_ONCE = ("à", "la")


def _bidden(statement: Statement) -> bool:
    """Tell whether a statement begins by bidding the reader do something: *show your card*, *joignez un reçu*."""
    return statement.plain[0].endswith("ez") or statement.plain[0] in _BIDDING


_BIDDING = frozenset(
    {"show", "present", "bring", "enclose", "attach", "send", "provide", "supply", "give", "submit", "produce"}
)  # fmt: skip


def _around(statement: Statement, span: tuple[int, int]) -> str:
    return statement.said(max(0, span[0] - 3), span[1] + 3)


def _serves(statement: Statement, place: int, pack: RulePack, *, apart: bool) -> bool:
    """Tell whether a joint that came serves the person: a choice in what they owe, or one of two grounds that suffices."""
    head = statement.head_at(place)
    if head is not None and head.actor is Actor.PERSON and head.force is Force.MUST and not head.negated:
        return apart
    if _bidden(statement):
        return apart
    if not _qualifies(statement, place, pack):
        return False
    return apart == (statement.stance_at(place) is not Stance.TAKES and not statement.staked(Axis.CHARGE))


def _qualifies(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether a joint stands between two qualities of people: *clients who are ill and out of work*.

    Between two kinds of people, *members and guests*, or two things it does not.
    """
    plain = statement.plain
    after = plain[place + 1 : place + 1 + _NEAR]
    behind = next(
        (
            gap
            for gap, word in enumerate(reversed(plain[max(0, place - _BACK) : place]), 1)
            if _person(word, pack)
        ),
        0,
    )
    if (
        not after
        or after[0] in united(pack.grammar.articles, pack.grammar.determiners, _A)
        or _person(after[0], pack)
    ):
        return False
    between = plain[place - behind + 1 : place] if behind > 1 else ()
    return bool(between) and _things(between, pack)


def _things(between: Sequence[str], pack: RulePack) -> bool:
    """Tell whether no further noun is named between people and a joint."""
    small = united(pack.grammar.articles, pack.grammar.possessives, _A, _COMMA)
    return small.isdisjoint(between)


_NEAR, _BACK = 2, 6
_A = frozenset({"a", "an", "un", "une", "des", "du"})


def _person(word: str, pack: RulePack) -> bool:
    return noun(word, pack.people) in pack.people.served


_COMMA = frozenset({","})
