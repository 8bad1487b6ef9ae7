"""How firmly, until when and in which case something is done, where two words for it mean the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import Fact, noun

if TYPE_CHECKING:
    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Role


def whenever(fact: Fact, grammar: Grammar) -> Fact:
    """Write `when a warrant is shown` as `if a warrant is shown`: what is not known yet is a case, and no time."""
    case, unknown = grammar.one("conditional_if"), noun((grammar.one("article"),))

    def one(role: Role) -> Role:
        name, piece = role
        uncertain = isinstance(piece, Fact) and unknown in {piece.subject[:2], (piece.get("agent") or ())[:2]}
        return (case, piece) if name == grammar.one("when") and uncertain else role

    return fact.with_roles(tuple(map(one, fact.roles)))


def shall(fact: Fact, grammar: Grammar) -> Fact:
    """Write what somebody shall do as what they must do."""
    if fact.force[:1] != (grammar.one("shall"),):
        return fact
    return replace(fact, force=(grammar.one("obliging"), *fact.force[1:]))
