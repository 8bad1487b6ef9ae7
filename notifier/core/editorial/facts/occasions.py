"""What happens, told by a noun or as a case: `upon installation of the card` and `when the card is installed`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import PERFECT, SAME, Fact, is_noun, noun, spoken

if TYPE_CHECKING:
    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Piece, Role
    from notifier.core.editorial.lexicon import Words


def acting_noun(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the destruction of letters takes place` as `letters are destroyed`, by the writer."""
    agent = fact.get("agent")
    if fact.verb not in grammar.verbs("happening") or fact.force or not agent or agent[0] != "noun":
        return fact
    act, patient = _act_of(agent, grammar)
    after = fact.get("patient")
    told = (
        named_event(after[1:], grammar)
        if is_noun(after) and fact.verb in grammar.verbs("coming_next")
        else None
    )
    if not act or (after and not told):
        return fact
    rest = [role for role in fact.roles if role[0] not in {"agent", "patient"}]
    rest = [*rest, (grammar.one("when"), told)] if told else rest
    doer, patient = _doer(act, patient, grammar)
    return replace(fact, verb=act, roles=(*doer, ("patient", patient), *rest), subject=patient)


def _doer(act: str, patient: Piece, grammar: Grammar) -> tuple[tuple[Role, ...], Piece]:
    """Part what is done from who does it: `the hiding of your address by the app`."""
    by = next((at for at, word in enumerate(patient) if at and word == grammar.one("by")), 0)
    if not 1 < by < len(patient) - 1:
        return _writers(act, patient, grammar), patient
    who = noun(patient[by + 1 :])
    if not grammar.words("beside").isdisjoint(who):
        return (), patient  # `The cleaning of the hut by the lake`.
    if _timed(who) or grammar.rules.channels.search(f" {' '.join(who[1:])} "):
        return (), patient
    told = grammar.rules.pronouns.get(who[1], who[1]) if len(who) == _SINGLE else ""
    return (("agent", noun((told,)) if told else who),), patient[:by]


def _writers(act: str, patient: Piece, grammar: Grammar) -> tuple[Role, ...]:
    """Give the writer as who acts where nobody else is named, and nobody where anybody may be meant."""
    meant = {act, grammar.synonyms.get(act, act)}
    unknown = not meant.isdisjoint(grammar.rules.unowned) or grammar.rules.contended(act, (), spoken(patient))
    return () if unknown else (grammar.by_writer,)


_SINGLE = 2


def _timed(who: Piece) -> bool:
    """Tell whether a part is an hour, a day or a number, which does nothing."""
    return any(not word[0].isalpha() for word in who[1:])


def undergone(fact: Fact, grammar: Grammar) -> Fact:
    """Write `your letters undergo shredding` as `your letters are shredded`, by the writer."""
    agent, told = fact.get("agent"), fact.get("patient")
    if fact.verb not in grammar.verbs("undergoing") or fact.force or not agent or not is_noun(told):
        return fact
    act = grammar.rules.nominal(told[1]) if len(told) == _SINGLE else ""
    if not act or not is_noun(agent) or not _writers(act, agent, grammar):
        return fact
    rest = [role for role in fact.roles if role[0] not in {"agent", "patient"}]
    roles = (grammar.by_writer, ("patient", agent), *rest)
    return replace(fact, verb=grammar.act(act), roles=roles, subject=agent)


def in_which_case(fact: Fact, grammar: Grammar) -> Fact:
    """Write `where the meter is broken` as `if the meter is broken`: no place is meant where nothing is or stays there."""
    names = grammar.rules.table("reading_names")

    if not any(f"case {name.split()[-1]}" in names for name, _ in fact.roles):
        return fact

    def one(role: Role) -> Role:
        name, piece = role
        last = name.split()[-1]
        case = names.get(f"case {last}")
        if not case or not isinstance(piece, Fact) or not _case(piece, grammar):
            return role
        return name.removesuffix(last) + case, piece

    return fact.with_roles(tuple(map(one, fact.roles)))


def _case(fact: Fact, grammar: Grammar) -> bool:
    """Tell whether a clause tells a case and no place."""
    personal = next(spoken(fact.subject), "") in grammar.words("subjects")
    there = fact.verb in grammar.verbs("staying") or (fact.verb == "is" and fact.get("patient") is None)
    return not personal and not there


def event(fact: Fact, grammar: Grammar) -> Fact:
    """Write `upon installation of the card` as `when the card is installed`, by whom a passive would be read.

    What is done for something is done by who does it, and what only the reader can do is done by the reader.
    """
    names = grammar.rules.table("reading_names")

    def one(role: Role) -> Role:
        name, piece = role
        only, bare = ("only ", name[5:]) if name.startswith("only ") else ("", name)
        if f"event {bare}" not in names or not isinstance(piece, tuple) or piece[0] != "noun":
            return role
        if told := named_event(piece[1:], grammar):
            return only + names[f"event {bare}"], told
        verb, patient = _act_of(piece, grammar)
        if not verb:
            return role
        return only + names[f"event {bare}"], _happened(
            verb, patient, fact, grammar, aim=bare in grammar.words("for_what")
        )

    if not any(f"event {name.removeprefix('only ')}" in names for name, _ in fact.roles):
        return fact
    return fact.with_roles(tuple(map(one, fact.roles)))


def _happened(verb: str, patient: Piece, fact: Fact, grammar: Grammar, *, aim: bool) -> Fact:
    """Give what a noun of action tells beside a fact."""
    reader = noun((grammar.one("reader"),))
    told, verb = verb, grammar.synonyms.get(verb, verb)
    own = verb in grammar.words("by_reader") and not grammar.words("put_to_reader").isdisjoint(patient)
    if aim or (own and fact.subject == reader):
        return Fact(force=(), verb=verb, roles=(("agent", SAME), ("patient", patient)), subject=SAME)
    befalls = not grammar.befalling.isdisjoint({told, verb})
    doer, patient = ((), patient) if befalls else _doer(told, patient, grammar)
    return Fact(force=(), verb=verb, roles=(*doer, ("patient", patient)), subject=patient, passive=True)


def named_event(words: Words, grammar: Grammar) -> Fact | None:
    """Read what happens by itself, or what its owner does or undergoes: `the arrival of the ship`, `your departure`."""
    owner = grammar.rules.table("reading_owners").get(words[0]) if words else None
    bare = bool(owner) or (bool(words) and words[0] in grammar.words("definite") | grammar.words("article"))
    rest = words[1:] if bare else words
    head = rest[0] if rest else ""
    told = rest[2:] if len(rest) > _SINGLE and rest[1] in grammar.words("ofs") else ()
    who = noun((owner,)) if owner else noun(told)
    verb = str(grammar.rules.table("happenings").get(head, ""))
    if verb:
        plain = bool(owner) != bool(told) and (told or len(rest) == 1)
        return _acted(grammar.verb(verb), (("agent", who),), grammar) if plain else None
    name = grammar.act(grammar.rules.nominal(head)) if owner else ""
    if name and told:
        return _acted(name, (("agent", who), ("patient", noun(told))), grammar)
    by = rest[1:2] == (grammar.one("by"),) and len(rest) > _SINGLE
    if not name or owner not in grammar.words("things_taken_up") or not (by or len(rest) == 1):
        return None
    doer, what = _doer(name, noun((owner, *rest[1:])), grammar)
    return replace(_acted(name, (("patient", what), *doer), grammar), passive=True)


def _acted(name: str, roles: tuple[Role, ...], grammar: Grammar) -> Fact:
    """Give what somebody does, or what is done."""
    return Fact(force=(), verb=grammar.synonyms.get(name, name), roles=roles, subject=roles[0][1])


def befallen(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the humidity rises` as what befalls it, as its rise does: nobody is told to bring it about."""
    thing = fact.get("agent")
    plain = fact.verb in grammar.befalling and not fact.passive and fact.get("patient") is None
    if not plain or not thing or thing[0] != "noun" or thing[-1] in grammar.words("subjects"):
        return fact
    return fact.with_roles(
        tuple(("patient" if role == "agent" else role, piece) for role, piece in fact.roles)
    )


def done_once(fact: Fact, grammar: Grammar) -> Fact:
    """Write `until you have paid` as `until you pay`, and `when it has reached us` as `once it reaches us`."""
    if not any(isinstance(piece, Fact) and piece.force == PERFECT for _, piece in fact.roles):
        return fact

    def one(role: Role) -> Role:
        name, piece = role
        last = name.split()[-1]
        perfect = isinstance(piece, Fact) and piece.force == PERFECT
        over = last in grammar.words("perfective") or name.removeprefix("only ") in grammar.phrases(
            "perfect_until"
        )
        if not perfect or not over:
            return role
        once = grammar.rules.table("reading_names").get(f"done {last}", last)
        return name.removesuffix(last) + once, replace(piece, force=())

    return fact.with_roles(tuple(map(one, fact.roles)))


def _act_of(told: Piece, grammar: Grammar) -> tuple[str, Piece]:
    """Read `the destruction of letters` as its verb and what it is done to; the verb is empty for another noun."""
    articled = told[1] in grammar.words("definite") | grammar.words("article")
    words = told[2:] if articled else told[1:]
    act = grammar.rules.nominal(words[0]) if len(words) > 2 and words[1] in grammar.words("ofs") else ""
    several = (grammar.one("the"),) if act and words[1] == "des" else ()
    return (grammar.act(act) if act else ""), noun((*several, *words[2:]))
