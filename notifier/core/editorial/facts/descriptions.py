"""A thing or person told in another way: `nurses who are on duty` and `nurses on duty`, `us` and `we`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.consent import readers_leave
from notifier.core.editorial.facts.values import GAP, Fact, is_noun, noun, spoken

if TYPE_CHECKING:
    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Part, Piece


def nominative(fact: Fact, grammar: Grammar) -> Fact:
    """Write `us` as `we` wherever it stands: its role tells what is done to whom."""

    def one(_: str, piece: Part) -> Part:
        if is_noun(piece) and len(piece) == 2:
            return noun((grammar.rules.pronouns.get(piece[1], piece[1]),))
        return piece

    return fact.put(one)


def plainly(fact: Fact, _: Grammar) -> Fact:
    """Write `nurses who are on duty` as `nurses on duty`, and `cookies that are necessary` as `necessary cookies`."""
    return fact.put(lambda _, piece: _plain(piece))


def attributed(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the number of your passport` as `your passport number`."""

    def one(_: str, piece: Part) -> Part:
        if not is_noun(piece) or len(piece) != _OWNED or piece[3] not in grammar.words("ofs"):
            return piece
        known = piece[1] in grammar.words("definite") and piece[2] in grammar.words("attributes")
        return noun((*piece[4:], piece[2])) if known and piece[4] in grammar.words("owners") else piece

    return fact.put(one)


_OWNED = 6


def any_of_them(fact: Fact, grammar: Grammar) -> Fact:
    """Write what is only done with leave as what is done with any one: `un relevé`, `les relevés`, `un de vos relevés`."""
    loose = grammar.words("generic")
    through = any(role.startswith("only ") for role, _ in fact.roles)
    if not loose or not through or not grammar.words("denials").isdisjoint(fact.force):
        return fact
    single = grammar.rules.table("reading_single")

    def one(role: str, piece: Part) -> Part:
        if role in {"agent", "patient"} and isinstance(piece, tuple) and piece[:1] == ("told",):
            return (piece[0], one(role, piece[1]), *piece[2:])
        if role not in {"agent", "patient"} or not is_noun(piece) or len(piece) < _NAMED:
            return piece
        words = piece[3:] if piece[1] in loose and piece[2] in grammar.words("ofs") else piece[1:]
        words = words[1:] if words[0] in loose else words
        return noun(single.get(word) or word.removesuffix("s") for word in words)

    return fact.put(one)


_NAMED = 3
"""So many parts a noun with its article has at least."""


def reaching_out(fact: Fact, grammar: Grammar) -> Fact:
    """Write `we cut no benefit you enjoy without your consent` as what is not cut without it, wherever it stands."""
    denied = any(force in grammar.words("denials") for force in fact.force)
    taken = fact.get("patient")
    if not isinstance(taken, tuple) or taken[:1] != ("told",) or not isinstance(taken[2], Fact):
        return fact
    told: Fact = taken[2]
    reader = noun((grammar.one("reader"),))

    def own(role: str, piece: Part) -> bool:
        """Tell whether a leave is the reader's, which what he gets or does himself needs none of."""
        kept = told.subject == reader or told.get(grammar.one("to")) == reader
        return kept and readers_leave([(role, piece)], grammar)

    limits = [
        (role, piece)
        for role, piece in told.roles
        if (denied and _reaches(role, grammar))
        or (role in grammar.phrases("only_gates") and own(role, piece))
    ]
    limited = any(_reaches(role, grammar) or role.startswith("only ") for role, _ in fact.roles)
    if len(limits) != 1 or limited or any(force in grammar.words("denials") for force in told.force):
        return fact
    rest = told.with_roles(tuple(role for role in told.roles if role != limits[0]))
    bare = (*taken[:2], rest)
    moved = fact.put(lambda _, piece: bare if piece == taken else piece)
    return replace(
        moved, roles=(*moved.roles, *limits), subject=bare if fact.subject == taken else fact.subject
    )


def _reaches(role: str, grammar: Grammar) -> bool:
    """Tell whether a part of a clause bounds what is denied of the noun that the clause is about."""
    return role in grammar.words("reaching") or role in grammar.phrases("reaching_clauses")


def _plain(piece: Part) -> Part:
    """Write a noun with what a clause tells that it is as one noun."""
    if isinstance(piece, tuple) and piece[:1] == ("only",) and len(piece) == 2:
        return ("only", _plain(piece[1]))
    if not isinstance(piece, tuple) or piece[:1] != ("told",) or not isinstance(piece[2], Fact):
        return piece
    head, told = piece[1], piece[2]
    rest = [role for role in told.roles if role != ("agent", GAP)]
    if told.verb != "is" or told.force or len(rest) != 1 or len(told.roles) != 2 or not is_noun(rest[0][1]):
        return piece
    (role, what) = rest[0]
    if role in {"patient", "adverb"}:
        return piece if len(what) > _ADJECTIVES else noun((*head[1:-1], *what[1:], head[-1]))
    return noun((*head[1:], *role.split(), *what[1:]))


_ADJECTIVES = 4


def only_thing(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the only thing we send is a note` and `a note is all we send` as `we send only a note`."""
    if fact.verb != grammar.one("is") or fact.force or len(fact.roles) != 2:
        return fact
    sides = fact.get("agent"), fact.get("patient")
    for told, named in (sides, sides[::-1]):
        sole = isinstance(told, tuple) and told[:1] == ("told",) and isinstance(told[2], Fact)
        if sole and named and " ".join(spoken(told[1])) in grammar.phrases("sole_things"):
            done: Fact = told[2]
            return _filled(done, ("only", named))
    return fact


def _filled(fact: Fact, what: Piece) -> Fact:
    """Put what a clause is about in its place."""
    return fact.put(lambda _, piece: what if piece == GAP else piece)
