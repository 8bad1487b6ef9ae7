"""What is only done with somebody's consent: as a noun or as what he does, it is the same gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import PERFECT, SAME, Fact, is_noun, noun, spoken
from notifier.core.editorial.voice import named
from notifier.core.text import FR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Piece, Role

KIND = "consent"


def consented(fact: Fact, grammar: Grammar) -> Fact:
    """Write `only if you agree in writing` and `only with your written consent` as one condition."""
    known = grammar.rules.table("reading_gates")
    return (
        fact.with_roles(tuple(_gate(role, fact.subject, grammar, fact.get("patient")) for role in fact.roles))
        if known
        else fact
    )


def readers_leave(roles: Iterable[Role], grammar: Grammar) -> bool:
    """Tell whether something is only done with the reader's consent, or never without it."""
    kind = "accord" if grammar.rules.language == FR else "consent"
    reader = (KIND, kind, noun((grammar.one("reader"),)))
    gates = (_gate(role, noun(()), grammar) for role in roles)
    return any(piece[:3] == reader for _, piece in gates if isinstance(piece, tuple))


def _gate(role: Role, subject: Piece, grammar: Grammar, taken: Piece | None = None) -> Role:
    """Write a part that opens a gate by somebody's consent in one way, whatever it stands in."""
    gates = grammar.rules.table("reading_gates")
    name, piece = role
    front, _, last = ("", "", name) if name in gates else name.rpartition(" ")
    words = name.split()
    if isinstance(piece, Fact):
        leave = _act(piece, subject, grammar, taken) or _given(piece, subject, grammar)
        told = leave if last in gates else None
        key = f"{front} {gates.get(last, last)}".strip()
    elif isinstance(piece, tuple) and piece[:1] == ("rest",):
        place = next((at for at, word in enumerate(words) if word in gates), 0)
        told = _noun([*words[place + 1 :], *piece[1:]], grammar)
        key = " ".join((*words[:place], gates.get(words[place], "")))
    else:
        told = _noun(list(spoken(piece)), grammar) if last in gates and is_noun(piece) else None
        key = f"{front} {gates.get(last, last)}".strip()
    return (key, told) if told else role


def _act(told: Fact, subject: Piece, grammar: Grammar, thing: Piece | None) -> Piece | None:
    """Read a clause that tells that somebody consents, and how; to what is done to the `thing`, or to it."""
    kind = _kinds(grammar).get(told.verb)
    who = told.get("agent")
    who = subject if who == SAME else who
    if not kind or not is_noun(who) or told.force not in {(), PERFECT}:
        return None
    how: list[str] = []
    for role, piece in told.roles:
        words = " ".join(spoken(piece)) if role in {"adverb", "in", "on"} else ""
        manner = grammar.rules.table("reading_manners").get(words if role == "adverb" else f"{role} {words}")
        taken = grammar.words("taking_up") | grammar.words("so") | grammar.words("prepositional")
        about_it = tuple(spoken(piece)) in {(word,) for word in taken}
        if manner:
            how.append(manner)
        elif (
            role != "agent"
            and not about_it
            and (role, piece) != ("patient", thing)
            and (piece != SAME or told.passive)
        ):
            return None
    return _told(kind, who[1:], how, grammar)


def _given(told: Fact, subject: Piece, grammar: Grammar) -> Piece | None:
    """Read a clause that tells of a consent how it is given: `vous avez signé votre accord`, `vous avez dit oui`."""
    who, what = told.get("agent"), told.get("patient")
    who = subject if who == SAME else who
    if not is_noun(who) or not is_noun(what) or len(told.roles) != 2 or told.force not in {(), PERFECT}:
        return None
    kinds, manners = grammar.rules.table("reading_consents"), grammar.rules.table("reading_manners")
    articles = {grammar.one("article"), *grammar.rules.table("reading_owners"), *grammar.words("definite")}
    words = [word for word in what[1:] if word not in articles]
    kind = next((kinds[word] for word in words if word in kinds), "")
    how = [manners.get(word) or _manner(word, grammar) for word in words if word not in kinds]
    if told.verb not in grammar.verbs("consent_giving"):
        how.append(told.verb)
    return _told(kind, who[1:], how, grammar) if kind and all(how) else None


def _manner(word: str, grammar: Grammar) -> str:
    """Give how a consent is given, by an adjective or a participle; empty for another word."""
    if word in grammar.rules.table("reading_manners").values():
        return word
    done = named(word, grammar.rules)
    return done if grammar.participle(word) or done in grammar.past else ""


def _noun(words: list[str], grammar: Grammar) -> Piece | None:
    """Read a noun that tells the same: `your prior written consent`, `the consent of the tenant`."""
    owner: list[str] = []
    if whose := next((at for at, word in enumerate(words) if word in grammar.words("genitive")), 0):
        words, owner = words[whose + 1 :], words[:whose]
    if place := next((at for at, word in enumerate(words) if word in grammar.words("ofs")), 0):
        words, owner = words[:place], words[place + 1 :]
    if words and words[0] in grammar.rules.table("reading_owners"):
        owner = owner or [grammar.rules.table("reading_owners")[words[0]]]
        words = words[1:]
    elif words and words[0] in grammar.words("definite") | grammar.words("article"):
        words = words[1:]
    kinds = grammar.rules.table("reading_consents")
    kind = next((kinds[word] for word in words if word in kinds), "")
    how = [_manner(word, grammar) for word in words if word not in kinds]
    if not kind or not owner or not all(how):
        return None
    how = [one for one in how if one not in grammar.verbs("consent_giving")]
    return _told(kind, tuple(owner), how, grammar)


def _told(kind: str, owner: tuple[str, ...], how: Iterable[str], grammar: Grammar) -> Piece:
    article = (grammar.one("article"), *grammar.words("definite"), *grammar.words("pointing"))
    who = owner[1:] if len(owner) > 1 and owner[0] in article else owner
    return (KIND, kind, noun(who), *sorted(how))


def _kinds(grammar: Grammar) -> Mapping[str, str]:
    """Name of a verb → what kind of leave it gives."""
    return {grammar.verb(verb): kind for verb, kind in grammar.rules.table("reading_consenting").items()}


__all__ = ["KIND", "consented", "readers_leave"]
