"""A time that something comes before: who has to act so early, and who is told."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from notifier.core.bounds import allows
from notifier.core.comparison import MANY
from notifier.core.statements import Actor, Force, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.quantities import Quantity
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement


_NOTICE = frozenset({"notice", "préavis", "avance", "veille", "avant-veille", "eve"})


def ahead(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether a time is one of notice: so long before something."""
    near = statement.words[max(0, quantity.start - _LABEL) : quantity.end + _NEAR]
    told = any(
        mention.concept.axis is Axis.BEFORE
        for mention in statement.within(quantity.start - 4, quantity.end + 4)
    )
    return told or any(word.text in _NOTICE for word in near)


_LABEL, _NEAR = 6, 4


def early(quantity: Quantity, statement: Statement, head: Head | None, pack: RulePack) -> bool:
    """Tell whether it is the person who must act so long before: *cancel until two days before*."""
    if _learns(statement, quantity):
        return False
    claimed = statement.staked(Axis.CLAIM)
    claims = any(mention.start < quantity.start for mention in claimed)
    acting = any(statement.words[m.start].text in pack.grammar.subjects for m in statement.of(Axis.COMPANY))
    leaving = any(mention.concept.rank for mention in claimed) and not acting
    if head is not None and (_gives_word(statement, head, pack) or _theirs_to_give(statement, head, pack)):
        return True
    if head is None or leaving:
        return claims or leaving or allows(statement)
    if head.concept.id in _TOLD:
        return False
    own = head.actor is Actor.PERSON and (claims or head.stance is Stance.TAKES)
    return own or head.concept.axis is Axis.RIGHT or (claims and head.actor is Actor.NOBODY)


def closing(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether something people may have or do ends so long before: *taken back until two days before the show*."""
    last = " ".join(statement.plain[max(0, quantity.start - 2) : quantity.start])
    lasting = statement.stance is not Stance.TAKES and any(word in last for word in _UNTIL)
    return lasting and ahead(quantity, statement)


_UNTIL = ("until", "till", "up to", "jusqu'")


def _learns(statement: Statement, quantity: Quantity) -> bool:
    """Tell whether it is to know something that a time comes before: *you learn of a rise two weeks before it applies*."""
    return any(m.start < quantity.start for m in statement.staked(Axis.KNOWN)) and not any(
        head.force is Force.MUST for head in statement.heads[:MANY]
    )


def _gives_word(statement: Statement, head: Head, pack: RulePack) -> bool:
    """Tell whether it is the person who gives notice or books, rather than has or is given it."""
    if head.actor is not Actor.PERSON or head.place <= 0 or head.concept.axis is not Axis.GIVE:
        return False
    people = [m.end for m in statement.of(Axis.PERSON, Axis.CHILD)[:MANY] if m.end <= head.place]
    words = [word.text for word in statement.words[people[-1] if people else 0 : head.place + 2]]
    return not any(
        word in pack.grammar.passives or (word in pack.grammar.having and after not in pack.grammar.purposes)
        for word, after in itertools.pairwise(words)
    )


def _theirs_to_give(statement: Statement, head: Head, pack: RulePack) -> bool:
    """Tell whether a notice is named with the person whose it is: *notice by the tenant*, *préavis du locataire*."""
    near = [m for m in statement.of(Axis.PERSON, Axis.CHILD)[:MANY] if 1 <= m.start - head.place <= _NEAR - 1]
    before = [word.text for word in statement.words[head.place + 1 : near[0].start]] if near else []
    return head.actor is Actor.NOBODY and any(pack.grammar.links.get(word) in {"of", "by"} for word in before)


_TOLD = frozenset({"notify", "post", "gain", "serve"})
