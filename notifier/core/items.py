"""Words without a name in the taxonomy that join or leave a sentence: a power grew, or a promise shrank."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.bounds import caps
from notifier.core.comparison import Ground, Pair, Said
from notifier.core.definitions import defines
from notifier.core.entries import entered
from notifier.core.finding import Category, Direction
from notifier.core.listing import closer, ends_list, listed
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.reservations import reserves
from notifier.core.shifts import topic, weighty
from notifier.core.statements import Actor, Force, Stance, Statement, stem
from notifier.core.taxonomy import Axis, Mention
from notifier.core.turns import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack


def items(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Words without a name in the taxonomy that join or leave a list: a power grew, or a promise shrank."""
    shifted, entries = _shifted(pair), entered(pair, pack)
    for chunk in () if defines(pair.old, pack) else pair.chunks:
        old, new = (
            weighty(span, statement, pack, but=shifted | _agreeing(statement.plain[slice(*span)], other))
            for span, statement, other in (
                (chunk.old, pair.old, pair.new.plain[slice(*chunk.new)]),
                (chunk.new, pair.new, pair.old.plain[slice(*chunk.old)]),
            )
        )
        if new and chunk in entries:
            yield entries[chunk]
            continue
        if new and not old:
            if (
                _explains(chunk.new, pair.new, pack)
                or reserves(chunk.new, pair.new, pack)
                or caps(chunk.new, pair.new)
            ):
                continue
            if _names(chunk.new, pair.new, pack):
                yield Ground("named", Direction.NEUTRAL, Category.CONTACT, after=pair.new.said(*chunk.new))
                continue
            last = chunk.old[0] < chunk.old[1] and ends_list(chunk.new, pair.new, pack)
            rules = _CAME if last or listed(chunk.new, pair.new, pack) else _NARROWED
            yield from _item(
                chunk.new, pair.new, pair.clause_old, pack, rules if _one_way(pair, rules) else {}
            )
        elif old and not new and not reserves(chunk.old, pair.old, pack):
            if _narrows(chunk.old, pair, pack):
                yield Ground(
                    "demand-narrowed",
                    Direction.ADVERSE,
                    Category.RIGHTS,
                    before=pair.old.text,
                    after=pair.new.text,
                )
                continue
            rules = _WENT if listed(chunk.old, pair.old, pack) else _WIDENED
            yield from _item(
                chunk.old, pair.old, pair.clause_new, pack, rules if _one_way(pair, rules) else {}
            )


def _shifted(pair: Pair) -> frozenset[str]:
    """Give the words that one stretch lost and another won: in *a and b*, *a, b and c* only the last came."""
    if len(pair.chunks) < 2:
        return frozenset()
    gone, come = (
        {word for span in spans for word in statement.plain[slice(*span)]}
        for statement, spans in (
            (pair.old, [chunk.old for chunk in pair.chunks]),
            (pair.new, [chunk.new for chunk in pair.chunks]),
        )
    )
    return frozenset(gone & come)


def _agreeing(words: Sequence[str], other: Sequence[str]) -> frozenset[str]:
    """Give the words of a stretch that only agree with fewer or more: *sont offertes*, *est offerte*."""
    known = {word.rstrip(_AGREEMENT) for word in other if len(word) > _LONG}
    return frozenset(word for word in words if len(word) > _LONG and word.rstrip(_AGREEMENT) in known)


_LONG = 5
_AGREEMENT = "esnt"


def _explains(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    opening = " ".join(word.text for word in statement.words[span[0] : span[0] + 4])
    if opening.startswith(":") or opening.lstrip(",( ").startswith(pack.grammar.explaining):
        return True
    return _beside(span, statement, pack)


def _beside(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a comma sets off what only describes: *, built in 1931,*, *Fenmoor, which has taken over Larkwood*."""
    words = [word.text for word in statement.words[slice(*span)]]
    after = words[words.index(",") + 1 :] if "," in words[: _NAME + 1] else []
    if not after or statement.within(*span):
        return False
    told = united(pack.grammar.relative, pack.people.calling)
    done = after[0].endswith(pack.grammar.participles) and after[0] not in pack.grammar.stop
    return after[0] in told or done


_NAME = 4


def _names(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether words only name whom or what was named already: *, at present the firm Vélofleur*.

    They stand between pauses, join nothing, and what has weight in them is a name, or says since when.
    """
    words = statement.words[slice(*span)]
    if words[0].text not in _OPENING or any(word.text in pack.grammar.both for word in words[1:]):
        return False
    named = [word for word in words if statement.text[word.start].isupper()]
    others = [
        word.text
        for word in words
        if word.text.isalpha()
        and word not in named
        and word.text not in united(pack.grammar.stop, pack.people.calling)
    ]
    before = statement.words[span[0] - 1].text if span[0] else ""
    return (
        bool(named)
        and not others
        and not statement.text[statement.words[span[0] - 1].start].isupper()
        and before != ""
    )


_OPENING = frozenset(",(:")


def _narrows(span: tuple[int, int], pair: Pair, pack: RulePack) -> bool:
    """Tell whether *any request, spoken or written* now is only one of the two."""
    words = [word.text for word in pair.old.words[slice(*span)]]
    if len(words) > _PAIR or not pair.new.stems <= pair.old.stems:
        return False
    told = {word.text for word in pair.new.words} & set(words) - pack.grammar.stop
    asked = any(noun(word.text, pack.people) in pack.people.demand for word in pair.new.words)
    every = any(word.text in pack.people.universal for word in pair.old.words)
    return asked and every and bool(told) and any(word in pack.grammar.either for word in words)


_PAIR = 6


def _one_way(pair: Pair, rules: dict[Stance, tuple[str, Direction]]) -> bool:
    """Tell whether words only came or only went, where that is asked: else a sentence was told in other words."""
    came = all(chunk.old[0] == chunk.old[1] for chunk in pair.chunks)
    went = all(chunk.new[0] == chunk.new[1] for chunk in pair.chunks)
    return rules in (_CAME, _WENT) or (came if rules is _NARROWED else went)


_CAME = {
    Stance.TAKES: ("item-added", Direction.ADVERSE),
    Stance.GIVES: ("item-won", Direction.FAVOURABLE),
}


_WENT = {
    Stance.GIVES: ("item-removed", Direction.ADVERSE),
    Stance.TAKES: ("item-lost", Direction.FAVOURABLE),
    Stance.NEUTRAL: ("item-removed-from-fact", Direction.ADVERSE),
}


_NARROWED = {
    Stance.TAKES: ("qualifier-to-power", Direction.FAVOURABLE),
    Stance.GIVES: ("qualifier-added", Direction.ADVERSE),
}


_WIDENED = {
    Stance.TAKES: ("qualifier-removed", Direction.ADVERSE),
    Stance.GIVES: ("qualifier-dropped", Direction.FAVOURABLE),
}
"""Words that are no item of a list say more closely what is meant: *broad* location, data *of subscribers*."""


def _item(
    span: tuple[int, int],
    statement: Statement,
    other: Said,
    pack: RulePack,
    rules: dict[Stance, tuple[str, Direction]],
) -> Iterator[Ground]:
    stance = _bearer(span, statement, pack)
    if _denies(span, statement, pack):
        rules = _NARROWED if rules in (_CAME, _NARROWED) else _WIDENED
    kind = _SOFTENING if stance is Stance.TAKES else frozenset[Axis]()
    found = rules.get(stance)
    if any(m.concept.axis in kind and span[0] <= m.start < span[1] for m in statement.mentions):
        return  # "…, in encrypted form" is no further thing that is done.
    if (
        not closer(span, statement, pack)
        and _title(span, statement, pack)
        and (stance is Stance.GIVES or _addressed(span, statement))
    ):
        return  # Who keeps a promise, or where someone sits, is told by name.
    alternative = rules is _CAME and stance is Stance.TAKES and _instead(span, statement, pack)
    if alternative or _weightless(span, statement, pack) or _offered(span, statement, pack):
        return  # *The shop sells bread and cheese* takes nothing.
    if stance is Stance.NEUTRAL and statement.of(*_PERSONAL):
        return  # A list of data or recipients that nobody is said to do anything with.
    if (
        rules in (_NARROWED, _WIDENED)
        and not _denies(span, statement, pack)
        and any(word.text in pack.grammar.negations for word in statement.words[slice(*span)])
    ):
        return  # A denial is weighed as one.
    if found is None or not _fresh(span, statement, other, pack):
        return
    told = statement.said(*span)
    came = rules in (_CAME, _NARROWED)
    yield Ground(*found, topic(statement, span[0]), before="" if came else told, after=told if came else "")


def _weightless(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether words leave what is said as it is: *respectively*, *hereinafter referred to as the “Rules”*."""
    told = [word for word in statement.plain[slice(*span)] if word[0].isalnum()]
    named = not _QUOTES.isdisjoint(statement.plain[slice(*span)])
    if pack.words.weightless.isdisjoint(told):
        return False
    return named or all(word in pack.words.weightless or word in pack.grammar.stop for word in told)


_QUOTES = frozenset('"“”«»')


def _instead(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether what people must bring may also be another thing: *a certificate or, if there is none, a copy*."""
    head = statement.head_at(span[0])
    if head is None or head.actor is not Actor.PERSON or head.negated:
        return False
    first = next((word for word in statement.plain[slice(*span)] if word[0].isalnum()), "")
    return first in pack.grammar.either


def _offered(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether one more of what is sold is nothing of the person's: no data, no people, nobody's own."""
    head = statement.head_at(span[0])
    if head is None or head.concept.id != "sell" or head.negated:
        return False
    own = united(pack.grammar.possessives, _ITS)
    named = statement.of(*_PERSONAL, Axis.PERSON, Axis.CHILD)
    return own.isdisjoint(statement.plain) and not named and not records(statement, pack)


_ITS = frozenset({"its", "it", "them", "ses", "leurs", "leur", "vous", "you"})


def _denies(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch says when or where something is not so: *…, but never at night*, it is no further item."""
    start = max(0, span[0] - 1)
    near = [word for word in statement.plain[start : span[0] + _DENIAL] if word != ","]
    joints = united(pack.grammar.joints, pack.grammar.both)
    return any(one in joints and other in _NEVER for one, other in pairwise(near))


_DENIAL = 3
_NEVER = frozenset({"never", "not", "jamais", "pas", "non"})


_PERSONAL = (Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.PLACE, Axis.THIRD)
_SOFTENING = frozenset({Axis.GIVE, Axis.MEASURE, Axis.FAVOUR, Axis.RIGHT, Axis.FREE})


def _bearer(span: tuple[int, int], statement: Statement, pack: RulePack) -> Stance:
    """Tell whom an item serves; what *and* joins to a condition narrows what depends on it.

    What notes down or senses takes, whatever its verb.
    """
    stance = statement.stance_at(span[0])
    if stance is Stance.TAKES and _chosen(span, statement, pack):
        return Stance.GIVES
    first = next(iter(statement.telling), None)
    if (first is None or first.stance is Stance.TAKES) and records(statement, pack):
        return Stance.TAKES
    asked = [mention.start for mention in statement.of(Axis.CONDITION) if mention.start < span[0]]
    joined = any(statement.words[i].text in pack.grammar.both for i in range(max(0, span[0] - 1), span[1]))
    if not asked or not joined or any(word.text == "," for word in statement.words[asked[-1] : span[0]]):
        return stance
    return Stance(-stance)


def _chosen(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether *or* lets the person choose how to do what they owe: *you must write or call*.

    Where no act has a name, a choice between ways to reach someone is theirs: *please send it by post or by e-mail*.
    """
    near = statement.plain[max(0, span[0] - 1) : span[1] + 1]
    if pack.grammar.either.isdisjoint(near):
        return False
    head = statement.head_at(span[0])
    if head is None or head is statement.presumed:
        return statement.has(Axis.CHANNEL)
    return head.actor is Actor.PERSON and head.force is Force.MUST and not head.negated


def _fresh(span: tuple[int, int], statement: Statement, other: Said, pack: RulePack) -> bool:
    """Tell whether a stretch says what the other side says nowhere, no concept names, and nothing restricts."""
    inside = [mention for mention in statement.mentions if span[0] <= mention.start < span[1]]
    if any(mention.concept.axis in _RESTRICTING for mention in inside) or _conditional(
        inside, span, statement
    ):
        return False
    given = statement.stance_at(span[0]) is Stance.GIVES
    named = {
        i
        for mention in statement.mentions
        for i in range(mention.start, mention.end)
        if not (given and mention.concept.axis is Axis.PERSON)
    }
    named.update(i for quantity in statement.quantities for i in range(quantity.start, quantity.end))
    grammar = pack.grammar
    small = (grammar.stop, grammar.negations, grammar.negation_closers)
    return any(
        i not in named
        and statement.words[i].text.translate(_JOINED).isalpha()
        and statement.text[statement.words[i].start - 1 : statement.words[i].start] not in _JOINING
        and len(statement.words[i].text) >= _SHORTEST
        and not any(statement.words[i].text in known for known in small)
        and stem(statement.words[i].text) not in other.stems
        for i in range(*span)
    )


_SHORTEST = 3
_JOINED = {ord("-"): None, ord("'"): None}
_JOINING = frozenset("./@#")
"""Signs inside an address: what follows one is no word of the sentence."""


def _addressed(span: tuple[int, int], statement: Statement) -> bool:
    """Tell whether a name has a number in it, as addresses have, or is as short as the form of a company."""
    words = [statement.words[i].text for i in range(*span)]
    return any(word.isdecimal() for word in words) or all(len(word) <= _FORM for word in words)


_FORM = 4


def _title(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch is only a name or an address: *20 Primrose Street*."""
    words = [
        statement.words[i]
        for i in range(*span)
        if statement.words[i].text[0].isalnum() and statement.words[i].text not in pack.grammar.stop
    ]
    return all(not statement.text[word.start].islower() for word in words)


def _conditional(inside: list[Mention], span: tuple[int, int], statement: Statement) -> bool:
    """Tell whether a stretch is a condition to its end, rather than an item that has one: *and, if …, your pulse*."""
    asked = [mention.end for mention in inside if mention.concept.axis is Axis.CONDITION]
    return bool(asked) and all(word.text != "," for word in statement.words[asked[0] : span[1] - 1])


_RESTRICTING = frozenset({Axis.EXCEPT, Axis.LIMIT, Axis.HEDGE, Axis.OPEN})
