"""What people get: a list of what is included, free or on offer that only grew, or only shrank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from notifier.core.comparison import Ground
from notifier.core.finding import Direction
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.phrases import begun, found
from notifier.core.quantities import Measure
from notifier.core.taxonomy import Axis
from notifier.core.whole import category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_SUBJECT = 6
_LONGEST = 7
_SHORT = 2
_MOST = 3
"""Things that may come at once: of more a person should judge."""
_BOUNDS = (
    Axis.EXCEPT, Axis.CONDITION, Axis.MUST, Axis.DUTY, Axis.DISCRETION, Axis.CONSENT, Axis.HEDGE,
    Axis.SHIELD, Axis.TRY,
)  # fmt: skip
"""What makes of a sentence more than one about what people get."""
_STRINGS = (
    *_BOUNDS,
    Axis.PURPOSE,
    Axis.LIMIT,
    Axis.BURDEN,
    Axis.MAY,
    Axis.BEFORE,
    Axis.AFTER,
    Axis.THRESHOLD,
    Axis.SOME,
)
_OFFERED = "offers"
_OTHERS = (Axis.RECIPIENT, Axis.THIRD, Axis.COMPANY)


class _Frame(NamedTuple):
    """Where the list stands in a sentence of what people get.

    Attributes:
        kind: how the sentence says that they get it.
        start: the first word of the list.
        end: after its last word.
    """

    kind: str
    start: int
    end: int


def gifts(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh whether people get more kinds of things than before, or fewer; linear in the words."""
    old, new = (_frame(side, pack) for side in (pair.old, pair.new))
    if old is None or new is None or old.kind != new.kind or not _same_around(pair, old, new, pack):
        return
    was, now = _entries(pair.old, old, pack), _entries(pair.new, new, pack)
    come, gone = _more(was, pair.old, now, pair.new), _more(now, pair.new, was, pair.old)
    if come and all(_thing(pair.new, span, new.kind, len(was), pack) for span in come):
        wider = True
    elif gone and all(_thing(pair.old, span, old.kind, len(now), pack) for span in gone):
        wider = False
    else:
        return
    longer, told = (pair.new, new) if wider else (pair.old, old)
    if told.kind in _BURDENS and pack.grammar.both.isdisjoint(longer.plain[told.start : told.end]):
        return  # What a comma sets off, *a carrier, for the moment BlueVan*, is no further thing.
    rule, direction = _RULES[told.kind in _BURDENS, wider]
    yield Ground(rule, direction, category(pair.new), before=pair.old.text, after=pair.new.text)


_BURDENS = frozenset({"owed", "barred", "reaches"})
_RULES = {
    (False, True): ("grant-wider", Direction.FAVOURABLE),
    (False, False): ("grant-narrower", Direction.ADVERSE),
    (True, True): ("borne-more", Direction.ADVERSE),
    (True, False): ("borne-fewer", Direction.FAVOURABLE),
}
"""What a list that grew or shrank does to people, by whether it tells what burdens them."""


def _frame(statement: Statement, pack: RulePack) -> _Frame | None:
    """Find the list of what people get or bear; none where something else depends on the sentence."""
    return _burden(statement, pack) or _gift(statement, pack)


def _burden(statement: Statement, pack: RulePack) -> _Frame | None:
    """Find the list of what people must bring or may not have, or of those who get what is theirs."""
    plain, words = statement.plain, pack.words
    end = len(plain) - (not plain[-1][0].isalnum())
    barred = found(plain, words.excluding_things)
    told = statement.of(Axis.EXCEPT, Axis.CONDITION, Axis.DISCRETION)
    if not pack.grammar.either.isdisjoint(plain) or any(
        not barred or m.start not in range(*barred) for m in told
    ):
        return None
    if barred:
        return _Frame("barred", 0, barred[0]) if barred[0] and not statement.of(Axis.DATA, *_OTHERS) else None
    owns = not pack.grammar.possessives.isdisjoint(plain[:1])
    for kind, phrases, known in (
        ("owed", words.owing_things, _receives(plain, pack)),
        ("reaches", words.reaching, owns),
    ):
        begins = found(plain, phrases) if known else None
        if begins and pack.grammar.negations.isdisjoint(plain):
            return _Frame(kind, begins[1], end)
    return None


def _gift(statement: Statement, pack: RulePack) -> _Frame | None:
    """Find the list of what people get."""
    plain = statement.plain
    if statement.of(*_BOUNDS) or _told_of_people(statement, pack):
        return None
    end = len(plain) - (not plain[-1][0].isalnum())
    free = found(plain, pack.words.gratis)
    outside = (*plain[: free[0]], *plain[free[1] :]) if free else plain
    if not pack.grammar.negations.isdisjoint(outside):
        return None
    if free:
        near = plain[free[1] - 1 : free[1] + 1]
        if any(word in pack.grammar.links or word in pack.grammar.before_objects for word in near):
            return _Frame("free", free[1], end)
        return _Frame("free", 0, free[0])
    for kind, phrases, known in (
        ("holds", pack.words.holding, begun(plain[:_SUBJECT], pack.words.bundles)),
        ("gets", pack.words.getting, _receives(plain, pack)),
        (_OFFERED, pack.words.offering, True),
    ):
        told = found(plain, phrases) if known else None
        if told and told[0]:
            return _Frame(kind, told[1], end)
    return None


def _told_of_people(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence is about what is known of people, and not about *calls* or *a calendar* that are nobody's yet."""
    return any(
        mention.concept.id not in _ANYBODYS
        or not pack.grammar.possessives.isdisjoint(statement.plain[max(0, mention.start - 1) : mention.end])
        for mention in statement.of(Axis.DATA)
    )


_ANYBODYS = frozenset({"data-content", "data-financial"})


def _receives(plain: Sequence[str], pack: RulePack) -> bool:
    """Tell whether a sentence begins with those who are served."""
    served = united(pack.people.served, pack.grammar.addressees)
    return any(noun(word, pack.people) in served for word in plain[:_SHORT])


def _same_around(pair: Pair, old: _Frame, new: _Frame, pack: RulePack) -> bool:
    """Tell whether nothing but the list changed; what follows it may agree with more things or fewer."""
    if pair.old.plain[: old.start] != pair.new.plain[: new.start]:
        return False
    was, now = pair.old.plain[old.end :], pair.new.plain[new.end :]
    if old.start or was == now:
        return was == now
    phrases = pack.words.gratis + pack.words.excluding_things
    one, other = (found(side, phrases) for side in (was, now))
    return one is not None and other is not None and was[one[1] :] == now[other[1] :]


def _entries(statement: Statement, frame: _Frame, pack: RulePack) -> list[tuple[int, int]]:
    """Cut a list where its words are joined."""
    joints = pack.grammar.either_way
    spans, start = [], frame.start
    for place in range(frame.start, frame.end + 1):
        if place == frame.end or statement.plain[place] == "," or statement.plain[place] in joints:
            if place > start:
                spans.append((start, place))
            start = place + 1
    return spans


def _more(
    few: Sequence[tuple[int, int]], fewer: Statement, many: Sequence[tuple[int, int]], more: Statement
) -> list[tuple[int, int]]:
    """Give what a list has beyond another whose things it has all, in their order; nothing where it has not."""
    rest = [fewer.plain[slice(*span)] for span in reversed(few)]
    left = []
    for span in many:
        if rest and more.plain[slice(*span)] == rest[-1]:
            rest.pop()
        else:
            left.append(span)
    return left if few and not rest and len(left) <= _MOST else []


def _thing(statement: Statement, span: tuple[int, int], kind: str, others: int, pack: RulePack) -> bool:
    """Tell whether an entry of a list is one more thing, on which nothing depends, and no act, price or denial."""
    words = statement.plain[slice(*span)]
    if len(words) > _LONGEST or kind in _BURDENS:
        return len(words) <= _LONGEST and pack.people.pronouns.isdisjoint(words)
    barred = _STRINGS if kind == _OFFERED else (*_STRINGS, *_OTHERS)
    bound = any(m.start < span[1] and m.end > span[0] for m in statement.of(*barred))
    if bound or any(span[0] <= m.start < span[1] for m in statement.staked(Axis.CHARGE)):
        return False
    inside = [q for q in statement.quantities if span[0] <= q.start < span[1]]
    if any(quantity.measure is not Measure.COUNT for quantity in inside):
        return False
    grammar = pack.grammar
    if not united(
        grammar.conditionals, grammar.relative, pack.people.pronouns, pack.words.burdens
    ).isdisjoint(words):
        return False
    if begun(words, pack.words.lenses):
        return False
    small = united(grammar.determiners, grammar.articles, grammar.possessives, pack.numerals.articles)
    return (
        others > 1 or len(words) <= _SHORT or bool(inside) or words[0] in small or words[0] in grammar.links
    )
