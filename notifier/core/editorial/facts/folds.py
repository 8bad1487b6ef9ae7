"""Facts told in another way: each fold writes one turn of speech as the plain fact it stands for."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from notifier.core.editorial.facts import descriptions, views
from notifier.core.editorial.facts.consent import consented
from notifier.core.editorial.facts.gathered import (
    as_long,
    banned,
    both,
    checked_before,
    first,
    gathered,
    neither,
    never,
    nobody_can,
    nothing_else,
    paying_nothing,
    purposes,
)
from notifier.core.editorial.facts.moods import shall, whenever
from notifier.core.editorial.facts.numbers import one_of_many
from notifier.core.editorial.facts.occasions import (
    acting_noun,
    befallen,
    done_once,
    event,
    in_which_case,
    undergone,
)
from notifier.core.editorial.facts.values import GAP, SAME, Fact, Group, is_noun, noun, spoken
from notifier.core.text import FR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Part

Facts = tuple[Fact | Group, ...]

_piece = itemgetter(1)
"""Gives the part of a role."""


def folded(facts: Facts, grammar: Grammar) -> tuple[Facts, tuple[str, ...]]:
    """Fold facts as far as they go, and name the folds that did something."""
    steps: list[str] = []
    for name, fold in _FOLDS if facts else ():
        given = fold(facts, grammar)
        if given != facts:
            steps.append(name)
        facts = given
    return facts, tuple(steps)


def _each(fold: Callable[[Fact, Grammar], Fact]) -> Callable[[Facts, Grammar], Facts]:
    """Let a fold work on every fact, also within groups and clauses."""

    def one(told: Fact | Group, grammar: Grammar) -> Fact | Group:
        if isinstance(told, Group):
            under = told.under and (told.under[0], inside(told.under[1], grammar))
            return replace(told, facts=tuple(one(fact, grammar) for fact in told.facts), under=under or None)
        plain = all(map(is_noun, map(_piece, told.roles)))  # as in most facts
        return fold(told if plain else told.put(lambda _, piece: inside(piece, grammar)), grammar)

    def inside(piece: Part, grammar: Grammar) -> Part:
        if is_noun(piece) or isinstance(piece, str):
            return piece  # Most parts are words alone.
        if isinstance(piece, Fact | Group):
            return one(piece, grammar)
        return tuple([inside(part, grammar) for part in piece])

    return lambda facts, grammar: tuple([one(fact, grammar) for fact in facts])


def _writer_will(fact: Fact, grammar: Grammar) -> Fact:
    """Write what the writer will do as what it does: a promise binds either way."""
    if (
        not grammar.words("will").issuperset(fact.force[:1])
        or not fact.force
        or grammar.by_writer not in fact.roles
    ):
        return fact
    return replace(fact, force=fact.force[1:])


def _only_one(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the doctor is the only one who reads it` as `only the doctor reads it`."""
    told = fact.get("patient")
    if fact.verb != "is" or fact.force or not told or told[0] != "told" or len(fact.roles) != 2:
        return fact
    if tuple(spoken(told[1])) not in {tuple(one.split()) for one in grammar.rules.table("reading")["sole"]}:
        return fact
    only, done = ("only", fact.subject), told[2]
    return done.put(lambda _, piece: only if piece == GAP else piece) if isinstance(done, Fact) else fact


def _time_to_act(fact: Fact, grammar: Grammar) -> Fact:
    """Write `you have ten days to appeal` as `you can appeal within ten days`."""
    done, time = fact.get(grammar.one("for_what")), fact.get("time") or ("",)
    has = fact.verb in grammar.words("have") and not fact.force and len(fact.roles) == 3
    if not has or not isinstance(done, Fact) or done.force or time[0] != "noun":
        return fact
    deadline = (
        grammar.one("within"),
        noun((*grammar.rules.table("reading")["within_the"].split(), *time[1:])),
    )
    told = done.put(lambda _, piece: fact.subject if piece == SAME else piece)
    return replace(told, force=(grammar.one("can"),), roles=(*told.roles, deadline), subject=fact.subject)


def _parted_verbs(facts: Facts, grammar: Grammar) -> Facts:
    """Write `we empty and clean the lockers` as two facts, where nothing is denied."""
    return tuple(part for fact in facts for part in _parts(fact, grammar))


def _parts(fact: Fact | Group, grammar: Grammar) -> Iterator[Fact | Group]:
    joint = f" {grammar.one('and')} "
    if isinstance(fact, Group) or joint not in fact.verb or fact.force:
        yield fact
    else:
        yield from (replace(fact, verb=verb) for verb in fact.verb.split(joint))


def _unfailing(fact: Fact, grammar: Grammar) -> Fact:
    """Write `we never fail to answer` as `we always answer`."""
    done = fact.get(grammar.one("done"))
    unfailing = fact.verb in grammar.verbs("failing") and fact.force == (grammar.one("never"),)
    if not unfailing or not isinstance(done, Fact) or len(fact.roles) != 2:
        return fact
    always = ("adverb", noun((grammar.one("always"),)))
    told = done.put(lambda _, piece: fact.subject if piece == SAME else piece)
    return replace(told, roles=(*told.roles, always), subject=fact.subject)


def _bare_means(fact: Fact, grammar: Grammar) -> Fact:
    """Leave out the article of what alone something is done with."""
    only = f"only {grammar.one('with')}"

    def one(role: str, piece: Part) -> Part:
        articled = role == only and isinstance(piece, tuple) and len(piece) > 2
        return noun(piece[2:]) if articled and piece[:2] == noun((grammar.one("article"),)) else piece

    return fact.put(one)


def _all(fact: Fact, grammar: Grammar) -> Fact:
    """Write `all members may have their entry` as `each member may have his entry`."""
    subject = fact.subject
    if subject[0] != "noun" or len(subject) < 3 or subject[1] not in grammar.words("all"):
        return fact
    if views.jointly(fact, grammar):
        return fact
    words = subject[3:] if subject[2] in grammar.words("definite") else subject[2:]
    if len(words) != 1 or not words[0].endswith("s"):
        return fact
    each = noun((grammar.one("each"), words[0][:-1]))
    return replace(fact.put(lambda _, piece: each if piece == subject else piece), subject=each)


def _his(fact: Fact, grammar: Grammar) -> Fact:
    """Write whose a thing is of each one, or of one person, as of all of them."""
    subject = fact.subject
    if subject[0] != "noun":
        return fact
    person = subject[-1] in grammar.words("people") and subject[1] in grammar.words("one_of")
    if subject[1] != grammar.one("each") and not person:
        return fact

    def one(_: str, piece: Part) -> Part:
        if isinstance(piece, Fact):
            return piece.put(one)
        if isinstance(piece, Group) or piece[0] != "noun":
            return piece
        their = grammar.one("their")
        return noun(their if word in grammar.words("his") else word for word in piece[1:])

    return fact.put(one)


def _none(fact: Fact, grammar: Grammar) -> Fact:
    """Write `no dog may` as what a dog may not."""
    if any(force in grammar.words("denials") for force in fact.force):
        return fact
    nothing = noun((grammar.one("nothing"),))
    if ("patient", nothing) in fact.roles and nothing[1] in grammar.words("denials"):
        rest = fact.with_roles(tuple(role for role in fact.roles if role != ("patient", nothing)))
        return rest.beyond(grammar.words("how_often")).denied(nothing[1])
    for place, (role, piece) in enumerate(fact.roles):
        if role not in {"agent", "patient"} or not isinstance(piece, tuple):
            continue
        told = piece[2:] if piece[0] == "told" and grammar.rules.language == FR else ()
        named = piece[1] if told else piece
        if is_noun(named) and len(named) > 2 and named[1] in grammar.words("none"):
            article = () if named[2].endswith("s") else (grammar.one("article"),)
            bare = noun((*article, *named[2:]))
            given = ("told", bare, *told) if told else bare
            roles = (*fact.roles[:place], (role, given), *fact.roles[place + 1 :])
            subject = given if fact.subject == piece else fact.subject
            denied = replace(fact, force=(*fact.force, grammar.one("not")), roles=roles, subject=subject)
            return denied if piece == fact.subject else denied.beyond(grammar.words("how_often"))
    return fact


def _limited(fact: Fact, grammar: Grammar) -> Fact:
    """Write what is denied before, until, unless or without something as what is only done with it."""
    denials = [force for force in fact.force if force in grammar.words("denials")]
    names = grammar.rules.table("reading_limits")
    bounds = [
        place
        for place, (role, piece) in enumerate(fact.roles)
        if _bound(role) in names and (isinstance(piece, Fact) or _bare(role, grammar))
    ]
    limited = "only" in fact.force or any(role.startswith("only ") for role, _ in fact.roles)
    parted = any(word in grammar.words("every") for _, piece in fact.roles for word in _own(piece))
    if len(denials) != 1 or len(bounds) != 1 or limited or parted:
        return fact
    force = tuple(
        grammar.one("may") if one in grammar.words("obliging") else one
        for one in fact.force
        if one not in denials
    )
    role, piece = fact.roles[bounds[0]]
    roles = (*fact.roles[: bounds[0]], (f"only {names[_bound(role)]}", piece), *fact.roles[bounds[0] + 1 :])
    return replace(fact, force=force, roles=roles)


def _own(piece: Part) -> tuple[str, ...]:
    """Give the words of a noun; none of a clause."""
    return tuple(piece[1:]) if isinstance(piece, tuple) and piece[0] == "noun" else ()


def _bound(role: str) -> str:
    """Give the word that bounds a fact: what stands in front of a denial bounds it, too."""
    return role.removeprefix("lead ")


def _bare(role: str, grammar: Grammar) -> bool:
    """Tell whether the word that bounds a fact does so with a noun, too."""
    return _bound(role).split()[0] in grammar.words("bare_limits")


def _pairs(facts: Facts) -> Iterator[tuple[int, Fact, Fact]]:
    """Give each fact with the next one."""
    for place in range(len(facts) - 1):
        one, other = facts[place], facts[place + 1]
        if isinstance(one, Fact) and isinstance(other, Fact):
            yield place, one, other


def _so(facts: Facts, grammar: Grammar) -> Facts:
    """Write `we write to you. We do so in May` as one fact."""
    for place, one, other in _pairs(facts):
        done = grammar.words("so")
        taken = [role for role in other.roles if role[1] in {noun((word,)) for word in done}]
        same = other.subject == one.subject and not other.force and not one.force
        if other.verb == grammar.verb(grammar.one("do")) and len(taken) == 1 and same:
            rest = [role for role in other.roles if role not in taken and role != ("agent", other.subject)]
            if any(role == "patient" for role, _ in rest):
                continue
            merged = replace(one, roles=(*one.roles, *rest))
            return (*facts[:place], merged, *_so(facts[place + 2 :], grammar))
    return facts


def _excepted(facts: Facts, grammar: Grammar) -> Facts:
    """Write `we insure all objects. Only mirrors are left out` as one fact with its exception."""
    for place, one, other in _pairs(facts):
        named = other.get("patient")
        left_out = other.verb in grammar.verbs("leaving_out") and other.passive and not other.force
        whole = any(word in grammar.words("whole") for _, piece in one.roles for word in spoken(piece))
        told = named[1] if named and named[0] == "only" else named
        plain = all(role in {("patient", named), grammar.by_writer} for role in other.roles)
        if left_out and whole and plain and told and told[0] == "noun" and one.get("except") is None:
            words = [word for word in told[1:] if word not in grammar.words("definite")]
            merged = replace(one, roles=(*one.roles, ("except", noun(words))))
            return (*facts[:place], merged, *facts[place + 2 :])
    return facts


def _bare_exception(fact: Fact, grammar: Grammar) -> Fact:
    """Leave out the article of what is excepted."""

    def one(role: str, piece: Part) -> Part:
        if role != "except" or not isinstance(piece, tuple) or piece[0] != "noun":
            return piece
        return noun(word for word in piece[1:] if word not in grammar.words("definite"))

    return fact.put(one)


def _same_agent(fact: Fact, _: Grammar) -> Fact:
    """Leave out who acts in a clause within a fact, where it is who acts in the fact."""
    if fact.subject in (GAP, SAME):
        return fact
    actor = fact.get("agent") or fact.subject

    def one(piece: Part) -> Part:
        if isinstance(piece, Fact):
            own = piece.subject == actor
            return piece.put(
                lambda role, part: SAME if part == actor and (own or role == "patient") else part
            )
        around = isinstance(piece, tuple) and piece[:1] == ("around",)
        return tuple(map(one, piece)) if around else piece

    return fact.put(lambda _, piece: one(piece))


_FOLDS: tuple[tuple[str, Callable[[Facts, Grammar], Facts]], ...] = (
    ("and nothing else", nothing_else),
    ("an order and a duty", _each(banned)),
    ("never, not at any time", _each(never)),
    ("what is possible", _each(nobody_can)),
    ("for a purpose", _each(purposes)),
    ("as long as the one before", as_long),
    ("one after another", gathered),
    ("both of them", both),
    ("us and we", _each(descriptions.nominative)),
    ("what it is", _each(descriptions.plainly)),
    ("the only thing", _each(descriptions.only_thing)),
    ("noun for verb", _each(acting_noun)),
    ("noun for verb", _each(undergone)),
    ("what we will do and what we do", _each(_writer_will)),
    ("noun for verb", _each(event)),
    ("what befalls a thing", _each(befallen)),
    ("once it is done", _each(done_once)),
    ("where and if", _each(in_which_case)),
    ("who alone does it", _each(_only_one)),
    ("time to act", _each(_time_to_act)),
    ("verbs in a row", _parted_verbs),
    ("neither of them", neither),
    ("not without, wherever it stands", _each(descriptions.reaching_out)),
    ("when and if", _each(whenever)),
    ("shall and must", _each(shall)),
    ("never fails, always does", _each(_unfailing)),
    ("each and all of them", _each(_all)),
    ("his and their", _each(_his)),
    ("none and not a", _each(_none)),
    ("stays and never leaves", _each(views.stayed)),
    ("inside and not outside", _each(views.kept_inside)),
    ("with consent, if he consents", _each(consented)),
    ("not without, only with it", _each(_limited)),
    ("as long as not, until", _each(views.not_yet)),
    ("unless and if not", _each(views.if_not)),
    ("right and may", _each(views.entitled)),
    ("may not, must not", _each(views.forbidden)),
    ("may and can", _each(views.permitted)),
    ("only with leave", _each(views.gated)),
    ("an order and a duty", _each(views.due)),
    ("once and when", _each(views.once_done)),
    ("whose it is", _each(descriptions.attributed)),
    ("longer than, exceeds", _each(views.exceeding)),
    ("supplied with", _each(views.supplied)),
    ("gives and gets", _each(views.conversed)),
    ("owns and belongs", _each(views.owned)),
    ("with and with a", _each(_bare_means)),
    ("not without, only after", _each(checked_before)),
    ("not without, only after", _each(first)),
    ("no charge", paying_nothing),
    ("done so", _so),
    ("an exception by itself", _excepted),
    ("an exception", _each(_bare_exception)),
    ("who acts in both", _each(_same_agent)),
    ("any one", _each(views.generic)),
    ("one of many", _each(one_of_many)),
    ("each and all of them", _each(views.each_of_all)),
    ("who and where", _each(views.one_of_them)),
    ("any one", _each(descriptions.any_of_them)),
)
"""Folds by name, in order."""
