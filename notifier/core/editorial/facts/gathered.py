"""Facts gathered in one sentence or told one by one, and denials told in another way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import SAME, Fact, Group, noun, spoken
from notifier.core.text import FR

if TYPE_CHECKING:
    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Part, Piece, Role

Facts = tuple[Fact | Group, ...]


def closed(fact: Fact, what: str, grammar: Grammar) -> tuple[Fact, ...]:
    """Give a fact of which a closing word says that it is all: nothing else is acted on, or there is no other case."""
    if _denied(fact, grammar) or _limited(fact):
        return ()
    names = [role for role, _ in fact.roles]
    if what == "patient":
        whole = names.count("patient") == 1 and set(names) == {"agent", "patient"}
        return (fact.put(_only_patient),) if whole else ()
    cases = [role for role in fact.roles if role[0] in grammar.words("conditional")]
    if len(cases) != 1 or not isinstance(cases[0][1], Fact) or cases[0][0] not in grammar.words("case"):
        return ()
    return (replace(fact, roles=tuple(_limiting(role) if role == cases[0] else role for role in fact.roles)),)


def _only_patient(role: str, piece: Part) -> Part:
    """Limit what is acted on."""
    return ("only", piece) if role == "patient" else piece


def _limiting(role: Role) -> Role:
    """Limit a case."""
    return f"only {role[0]}", role[1]


def _denied(fact: Fact, grammar: Grammar) -> bool:
    """Tell whether a fact denies something, or somebody that does it."""
    none = any(
        word in grammar.words("none") for role, piece in fact.roles if role != "if" for word in spoken(piece)
    )
    return none or any(force in grammar.words("denials") for force in fact.force)


def _limited(fact: Fact) -> bool:
    """Tell whether something alone is meant."""
    return any(role.startswith("only ") or _alone(piece) for role, piece in fact.roles)


def _alone(piece: Part) -> bool:
    return isinstance(piece, tuple) and piece[:1] == ("only",)


def nothing_else(facts: Facts, grammar: Grammar) -> Facts:
    """Write `the bank sees your name. It sees nothing else` as what the bank sees only."""
    for place in range(len(facts) - 1):
        one, other = facts[place], facts[place + 1]
        if not isinstance(one, Fact) or not isinstance(other, Fact) or one.verb != other.verb:
            continue
        told = other.get("patient")
        phrases = {tuple(phrase.split()) for phrase in grammar.rules.table("reading").get("nothing_else", ())}
        pronouns = {noun((word,)) for word in grammar.words("taking_up") & grammar.words("subjects")}
        same = one.force == other.force and (
            one.get("agent") == other.get("agent") or other.subject in pronouns
        )
        plain = {role for role, _ in other.roles} == {"agent", "patient"}
        if same and plain and told and told[1:] in phrases and (all_of_it := closed(one, "patient", grammar)):
            return (*facts[:place], *all_of_it, *facts[place + 2 :])
    return facts


def banned(fact: Fact, grammar: Grammar) -> Fact:
    """Write `do not lend your key` as `you must not lend your key`."""
    denied = fact.force[:1] == ("!",) and fact.force[1:] in {(one,) for one in grammar.words("denials")}
    return replace(fact, force=(grammar.one("obliging"), *fact.force[1:])) if denied else fact


def never(fact: Fact, grammar: Grammar) -> Fact:
    """Write `not at any time` as `never`, and `must never` as `must not`: a ban knows no other time."""
    always = ("adverb", noun(grammar.one("any_time").split()))
    denials = (grammar.one("not"), grammar.one("never"))
    if denials[0] in fact.force and always in fact.roles:
        force = tuple(denials[1] if one == denials[0] else one for one in fact.force)
        fact = replace(fact, force=force, roles=tuple(role for role in fact.roles if role != always))
    if fact.force == (grammar.one("obliging"), denials[1]):
        return replace(fact, force=(fact.force[0], denials[0]))
    return fact


def nobody_can(fact: Fact, grammar: Grammar) -> Fact:
    """Write `it is not possible to change the date` as `the date cannot be changed`, by anybody."""
    done, told = fact.get(grammar.one("to")), ("patient", noun((grammar.one("possible"),)))
    it = ("agent", noun((grammar.one("neuter"),)))
    barred = fact.verb == "is" and fact.force == (grammar.one("not"),) and {told, it} < set(fact.roles)
    if not barred or len(fact.roles) != 3 or not isinstance(done, Fact):
        return fact
    patient = done.get("patient")
    if patient is None or done.force:
        return fact
    roles = tuple(role for role in done.roles if role[0] != "agent")
    force = (grammar.one("can"), grammar.one("not"))
    return replace(done, force=force, roles=roles, subject=patient, passive=True)


def purposes(fact: Fact, grammar: Grammar) -> Fact:
    """Write `used for calling you` as `used to call you`."""
    key = grammar.one("purpose")
    if not any(role == key and isinstance(piece, Fact | Group) for role, piece in fact.roles):
        return fact
    roles = tuple(
        (grammar.one("to"), piece) if role == key and isinstance(piece, Fact | Group) else (role, piece)
        for role, piece in fact.roles
    )
    return replace(fact, roles=roles)


def as_long(facts: Facts, grammar: Grammar) -> Facts:
    """Write `for the same period` as the period told before, and leave out `also` of what is done as before."""
    done: list[Fact | Group] = []
    for fact in facts:
        before = done[-1] if done else None
        if isinstance(fact, Fact) and isinstance(before, Fact):
            done.append(_like(fact, before, grammar))
        else:
            done.append(fact)
    return tuple(done)


def _like(fact: Fact, before: Fact, grammar: Grammar) -> Fact:
    """Give a fact without what points back to the one before it."""
    also = ("adverb", noun((grammar.one("also"),)))
    again = fact.verb == before.verb
    roles = (_as_before(role, before, grammar) for role in fact.roles if not (again and role == also))
    return fact.with_roles(tuple(roles))


def _as_before(role: Role, before: Fact, grammar: Grammar) -> Role:
    """Give the period that a part points back to, or the part."""
    phrases = {tuple(phrase.split()) for phrase in grammar.rules.table("reading").get("same_period", ())}
    if not isinstance(role[1], tuple) or role[1][:1] != ("noun",) or role[1][1:] not in phrases:
        return role
    periods = [one for one in before.roles if one[0] == role[0] or one[0] == "time"]
    return periods[0] if len(periods) == 1 else role


def gathered(facts: Facts, grammar: Grammar) -> Facts:
    """Write what is done with one thing after another, or by one after another, as one fact, where nothing is denied."""
    done: list[Fact | Group] = []
    for fact in facts:
        told = _listed(fact, grammar)
        before = done[-1] if done else None
        one = _merged(before, told, grammar) if isinstance(before, Fact) and isinstance(told, Fact) else None
        done = [*done[:-1], one] if one else [*done, told]
    return tuple(done)


def neither(facts: Facts, grammar: Grammar) -> Facts:
    """Write `we do not sell lists. We do not rent lists` as `we do not sell or rent lists`."""
    done: list[Fact | Group] = []
    denied, joint = (grammar.one("not"),), f" {grammar.one('ors')} "
    for fact in facts:
        before = done[-1] if done else None
        if not isinstance(fact, Fact) or not isinstance(before, Fact):
            done.append(fact)
        elif fact.roles == before.roles and fact.force == before.force == denied:
            done[-1] = replace(before, verb=f"{before.verb}{joint}{fact.verb}")
        else:
            done.append(fact)
    return tuple(done)


def _listed(fact: Fact | Group, grammar: Grammar) -> Fact | Group:
    """Write things that `and` joins as a list."""
    if isinstance(fact, Group):
        return fact
    for role, piece in fact.roles:
        items = _items(piece, grammar) if role in {"agent", "patient"} and piece[:1] == ("noun",) else ()
        if items:
            fact = _with(fact, piece, ("list", grammar.one("and"), *items))
    return fact


def _merged(one: Fact, other: Fact, grammar: Grammar) -> Fact | None:
    """Give one fact for two that differ in one thing alone."""
    alike = (one.force, one.verb, one.passive) == (other.force, other.verb, other.passive)
    apart = [role for role in one.roles if role not in other.roles]
    came = [role for role in other.roles if role not in one.roles]
    if not alike or len(apart) != 1 or len(came) != 1 or len(one.roles) != len(other.roles):
        return None
    (role, piece), (name, further) = apart[0], came[0]
    if role != name or role not in {"agent", "patient"} or _unclear(one, grammar):
        return None
    items = (*_things(piece, grammar), *_things(further, grammar))
    return _with(one, piece, ("list", grammar.one("and"), *items)) if all(items) else None


def _unclear(fact: Fact, grammar: Grammar) -> bool:
    return _denied(fact, grammar) or _limited(fact)


def _things(piece: Part, grammar: Grammar) -> tuple[Piece, ...]:
    """Give the things of a part: those of a list that counts whole, or the one."""
    if isinstance(piece, tuple) and piece[:2] == ("list", grammar.one("and")):
        return piece[2:]
    if not isinstance(piece, tuple) or piece[0] != "noun":
        return ((),)
    mixed = not (grammar.words("joiners") | grammar.words("subjects") | {","}).isdisjoint(piece)
    return ((),) if mixed or _reaches(piece[-1:], grammar) else (piece,)


def _with(fact: Fact, piece: Piece, item: Piece) -> Fact:
    """Give a fact with one of its parts told otherwise."""
    subject = item if fact.subject == piece else fact.subject
    return replace(fact.put(lambda _, part: item if part == piece else part), subject=subject)


def _items(piece: Piece, grammar: Grammar) -> tuple[Piece, ...]:
    """Give the things that `and` joins, where none reaches over to its neighbour."""
    joint = grammar.one("and")
    others = (grammar.words("joiners") | {","}) - {joint}
    if piece.count(joint) != 1 or not others.isdisjoint(piece):
        return ()
    place = piece.index(joint)
    one, other = piece[1:place], piece[place + 1 :]
    if not one or not other or any(_reaches(words, grammar) for words in (one, other)):
        return ()
    first, last = (one, other) if grammar.rules.language != FR else (other, one)
    apart = len(first) == 1 or min(len(first), len(last)) > 1
    return (noun(one), noun(other)) if apart else ()


def _reaches(words: Piece, grammar: Grammar) -> bool:
    """Tell whether a thing has a word that may go with its neighbour, too."""
    return any(
        word in grammar.words(kind) for word in words for kind in ("ofs", "between", "determiners", "persons")
    ) or any(grammar.opening(words, place, "prepositions") for place in range(len(words)))


def both(facts: Facts, grammar: Grammar) -> Facts:
    """Write `both are then burned` as what is done with the two things told before."""
    done: list[Fact | Group] = []
    for fact in facts:
        before = done[-1] if done else None
        two = before.subject if isinstance(before, Fact) else ()
        meant = two[:2] == ("list", grammar.one("and")) and len(two) == 4
        if isinstance(fact, Fact) and meant and fact.subject == noun((grammar.one("both"),)):
            done.append(_with(fact, fact.subject, two))
        else:
            done.append(fact)
    return tuple(done)


def checked_before(fact: Fact, grammar: Grammar) -> Fact:
    """Write `each letter is read before it leaves` as what a letter only does once it is read."""
    patient, before = fact.get("patient"), fact.get(grammar.one("before"))
    each = patient and patient[:2] == ("noun", grammar.one("each")) and fact.passive and not fact.force
    if not each or not isinstance(before, Fact) or before.force:
        return fact
    taken = {SAME, patient, noun((grammar.one("neuter"),))}
    if before.subject not in taken:
        return fact
    one = noun((grammar.one("article"), *patient[2:]))
    rest = tuple(role for role in fact.roles if role != ("patient", patient) and role[1] != before)
    done = replace(fact, roles=(*rest, ("patient", SAME)), subject=SAME)
    told = before.put(lambda _, piece: one if piece == before.subject else piece)
    if before.passive:  # Where it says that nothing happens without, nobody is named either.
        told = replace(told, roles=tuple(role for role in told.roles if role != grammar.by_writer))
    return replace(told, roles=(*told.roles, (f"only {grammar.one('with')}", done)), subject=one)


def first(fact: Fact, grammar: Grammar) -> Fact:
    """Leave out `first` of what must be done before: `not without being copied first`."""
    key = f"only {grammar.one('with')}"
    adverb = ("adverb", noun((grammar.one("first"),)))

    def one(role: str, piece: Part) -> Part:
        if role != key or not isinstance(piece, Fact):
            return piece
        return piece.with_roles(tuple(role for role in piece.roles if role != adverb))

    return fact.put(one)


def paying_nothing(facts: Facts, grammar: Grammar) -> Facts:
    """Write `boats are lent to guests, who pay nothing for them` as `boats are lent free to guests`."""
    for place in range(len(facts) - 1):
        one, other = facts[place], facts[place + 1]
        if not isinstance(one, Fact) or not isinstance(other, Fact) or one.force or other.force:
            continue
        nothing = noun((grammar.one("nothing"),))
        paid = other.verb in grammar.verbs("paying") and other.get("patient") == nothing
        rest = {role for role in other.roles if role not in {("patient", nothing), ("agent", other.subject)}}
        about = {(grammar.one("for_what_paid"), one.get("patient"))}
        if paid and rest <= about and one.get(grammar.one("to")) == other.subject and one.get("patient"):
            told = replace(one, roles=(*one.roles, ("adverb", noun((grammar.one("free"),)))))
            return (*facts[:place], told, *facts[place + 2 :])
    return facts
