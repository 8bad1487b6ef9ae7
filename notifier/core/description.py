"""What only describes: what a thing is, where it stands, what it is made of, when it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.memory import united
from notifier.core.statements import YOURS
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_NEAR = 10
_SUBJECT = 2
_SAYING = (
    Axis.FREE, Axis.DISCRETION, Axis.LIMIT, Axis.EXCEPT, Axis.CONSENT, Axis.OPT_OUT, Axis.MAY, Axis.MUST, Axis.MEASURE,
    Axis.FAVOUR, Axis.BURDEN,
)  # fmt: skip
_TOUCHED = (Axis.DATA, Axis.RECIPIENT, Axis.PURPOSE, Axis.PLACE)


def describes(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement describes, and nothing in it is done, allowed, denied, bounded or given.

    What data contains or shows is no description; what a thing is or how it began is one whatever it is about.
    """
    if (
        statement.telling
        or statement.of(*_SAYING)
        or statement.staked(Axis.OUTLET, Axis.CHARGE, Axis.BENEFIT)
    ):
        return False
    state = next((m for m in statement.staked(Axis.STATE) if 1 <= m.start <= _NEAR), None)
    if state is None or any(m.start < _SUBJECT for m in statement.of(Axis.PERSON, Axis.CHILD)):
        return False
    denied = any(word.text in pack.grammar.negations for word in statement.words[: state.end + 1])
    return not denied and (state.concept.rank > 0 or not statement.of(*_TOUCHED))


def points(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement only says where on something of the person's own a known thing stands, or what a word means.

    *The number is printed on the back of your card* puts nothing there; *a sticker is put on your door* does.
    """
    plain = statement.plain
    if plain[0] in pack.words.terms or (
        plain[0] in _DEFINITE and plain[1:2] and plain[1] in pack.words.terms
    ):
        return statement.has(Axis.DEFINE) or not pack.grammar.defining.isdisjoint(plain)
    if plain[0] not in _DEFINITE or statement.of(*_SAYING, Axis.RECIPIENT, Axis.PURPOSE):
        return False
    shown = next(
        (place for place in range(2, min(len(plain), _NEAR)) if plain[place] in pack.words.standing), 0
    )
    subject, rest = plain[:shown], plain[shown + 1 :]
    known = not any(m.start < shown for m in statement.of(Axis.PERSON, Axis.CHILD, Axis.DATA))
    own = united(pack.grammar.possessives, pack.grammar.ours)
    return (
        bool(shown)
        and known
        and own.isdisjoint(subject)
        and pack.grammar.negations.isdisjoint(subject)
        and any(word in YOURS for word in rest)
        and any(pack.grammar.links.get(word) == "in" for word in rest[:_SUBJECT])
    )


def means(statement: Statement) -> bool:
    """Tell whether a statement says what quoted words mean: *“we” means the club*."""
    plain = statement.plain
    return any(
        not _QUOTES.isdisjoint(plain[max(0, mention.start - 2) : mention.start])
        and mention.concept.rank == 0
        and not any(m.start < mention.start for m in statement.of(Axis.MAY, Axis.MUST))
        for mention in statement.of(Axis.DEFINE)
    )


_QUOTES = frozenset('"“”«»')
_DEFINITE = frozenset({"the", "this", "these", "le", "la", "l'", "les", "ce", "cet", "cette", "ces"})
