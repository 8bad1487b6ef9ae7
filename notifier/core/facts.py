"""What a clause does to people that is told as a mere fact: *a camera hangs above the door*, *a curtain hides the couch*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.denial import denied
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.statements import Actor
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement
    from notifier.core.taxonomy import Mention

_BEHIND = 8
_EARLY = 4
_ASKS_OTHERS = 2


def intrudes(statement: Statement, pack: RulePack) -> bool:
    """Tell whether somebody or something comes near to people or what is theirs, or they lose something."""
    told = tuple(pack.facts.mentions(statement.plain))
    if not told or _past(statement, pack) or statement.plain[-1] == "?" or statement.has(Axis.POINTER):
        return False
    readers = (_watched, _pried, _asked_after, _passed_on, _shown, _lost)
    return any(read(statement, told, pack) for read in readers) and not _covered(statement, told, pack)


def covers(statement: Statement, pack: RulePack) -> bool:
    """Tell whether something keeps others from people or what is theirs, or a *no* has no consequence."""
    told = list(pack.facts.mentions(statement.plain))
    if any(head.concept.axis is Axis.DUTY and head.actor is Actor.PERSON for head in statement.heads):
        return False  # What people must leave alone, *do not obscure the notice*, hides nobody.
    return not _past(statement, pack) and (_covered(statement, told, pack) or _barred(statement, pack))


def _past(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement tells what was, rather than what is done."""
    own = united(pack.grammar.possessives, _YOU)
    return not pack.words.bygone.isdisjoint(statement.plain[:_OPENING]) and own.isdisjoint(statement.plain)


_OPENING = 6


def _of(told: Sequence[Mention], *axes: Axis) -> list[Mention]:
    return [mention for mention in told if mention.concept.axis in axes]


def _done(statement: Statement, mention: Mention, pack: RulePack) -> bool:
    """Tell whether an act is done by others, and not denied."""
    before = statement.plain[max(0, mention.start - 3) : mention.start]
    noun_ = bool(before) and before[-1] in united(pack.grammar.articles, pack.grammar.possessives, _A)
    bidden = _BIDDEN.isdisjoint(before) and not noun_
    return bidden and not denied(list(statement.plain), mention.start, pack.grammar)


_A = frozenset(
    {"its", "their", "his", "her", "ses", "leurs", "a", "an", "un", "une", "le", "la", "l'", "les", "des"}
)


_BIDDEN = frozenset({"you", "vous", "may", "can", "peut", "peuvent", "pouvez", "please", "must", "devez"})


def _watched(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """A thing that sees, hears or follows is there."""
    plain = list(statement.plain)
    watchers = [mention for mention in _of(told, Axis.WATCHER) if mention.start < _EARLY]
    return any(not denied(plain, mention.end, pack.grammar) for mention in watchers)


def _pried(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """What is somebody's own is opened, entered or held against something else."""
    acts = [m for m in _of(told, Axis.PRIES) if m.concept.rank < _ASKS_OTHERS and _done(statement, m, pack)]
    owned = _of(told, Axis.BELONGINGS)
    return any(
        thing.start < act.start <= thing.end + _NEAR or act.end <= thing.start <= act.end + _NEAR
        for act in acts
        for thing in owned
    ) and (_peopled(statement, pack) or any(thing.start < _EARLY for thing in owned))


_NEAR = 6


def _peopled(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a statement speaks of those who are served, or tells what one of the staff does."""
    known = pack.people
    own = united(pack.grammar.possessives, _YOU)
    inside = any(noun(word, known) in known.role for word in statement.plain[:_EARLY])
    return inside or any(word in own or noun(word, known) in known.acting for word in statement.plain)


def _asked_after(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """Others are turned to about a person: *we ring your neighbours*, *the teachers of each applicant are asked*."""
    return any(
        mention.concept.rank == _ASKS_OTHERS
        and _done(statement, mention, pack)
        and (_others(statement, mention.end, pack) or _suffer(statement, mention.start, pack))
        for mention in _of(told, Axis.PRIES)
    )


def _others(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether those named at a place are others who belong to a person."""
    return _belong(statement.plain[place : place + _BEHIND], pack)


def _suffer(statement: Statement, place: int, pack: RulePack) -> bool:
    """Tell whether others who belong to a person are asked, in the passive."""
    passive = not pack.grammar.passives.isdisjoint(statement.plain[max(0, place - 2) : place])
    return passive and _belong(statement.plain[:place], pack)


def _belong(words: Sequence[str], pack: RulePack) -> bool:
    """Tell whether somebody is *your neighbours*, *the landlord of each applicant*, *a pupil's friends*."""
    known = pack.people
    for place, word in enumerate(words):
        if word in _STOPS:
            return False
        if word in pack.grammar.possessives and noun((*words, "")[place + 1], known) in united(
            pack.words.related, known.standing_in
        ):
            return True
        if word.endswith("'s") and noun(word, known) in known.acting:
            return True
        of = pack.grammar.links.get(word) == "of" and place > 0
        if of and any(noun(one, known) in known.acting for one in words[place + 1 : place + 4]):
            return True
    return False


_STOPS = frozenset(".,;:()!?")


def _passed_on(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """What was told of people passes to the next owner."""
    later = _of(told, Axis.SUCCESSOR)
    kept = statement.of(Axis.DATA) or any(
        noun(word, pack.people) in pack.people.recording or word in pack.words.kept
        for word in statement.plain
    )
    return bool(later) and bool(kept) and not any(word in pack.grammar.negations for word in statement.plain)


def _shown(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """The names or results of people are told to whoever passes."""
    first = statement.plain[:_EARLY]
    return bool(_of(told, Axis.DISPLAYS)) and not pack.words.personal.isdisjoint(first)


def _lost(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """A person, or what they bought, loses something."""
    plain, grammar = statement.plain, pack.grammar
    cases = united(grammar.subordinators, grammar.relative, pack.people.everyone)
    return any(
        _done(statement, mention, pack)
        and grammar.ours.isdisjoint(plain[: mention.start])
        and plain[mention.start - 1] not in cases
        and (plain[0] not in cases or "," in plain[: mention.start])
        for mention in _of(told, Axis.LOSES)
    )


def _covered(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    return bool(told) and any(read(statement, told, pack) for read in (_hidden, _unfound, _unharmed))


def _hidden(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """Something hides people from others."""
    plain = list(statement.plain)
    return any(
        not _name(mention, statement) and not denied(plain, mention.start, pack.grammar)
        for mention in _of(told, Axis.HIDES)
    )


def _name(mention: Mention, statement: Statement) -> bool:
    """Tell whether a word is part of a name, *the Privacy Shield*: no act."""
    first, before = statement.words[mention.start], statement.words[mention.start - 1]
    capitals = (statement.text[word.start].isupper() for word in (before, first))
    return mention.start > 0 and all(capitals)


def _unfound(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """It is so that others do not come to know something."""
    finds = _of(told, Axis.FINDS)
    if not finds:
        return False
    plain = statement.plain
    aims = [place for place in range(len(plain) - 2) if _aims(plain, place)]
    denials = united(pack.grammar.negations, pack.grammar.nobody)
    return any(
        not denials.isdisjoint(plain[aim:]) and any(mention.start > aim for mention in finds) for aim in aims
    )


def _aims(plain: Sequence[str], place: int) -> bool:
    return tuple(plain[place : place + 2]) in _SO or plain[place] == "afin"


_SO = frozenset(
    {
        ("so", "that"),
        ("so", "nobody"),
        ("so", "no"),
        ("pour", "que"),
        ("pour", "qu'"),
        ("sorte", "que"),
        ("sorte", "qu'"),
    }
)


def _unharmed(statement: Statement, told: Sequence[Mention], pack: RulePack) -> bool:
    """Who says no is not asked again, and has nothing to fear."""
    said_no = _of(told, Axis.REFUSES)
    later = statement.plain[said_no[0].end :] if said_no else ()
    calm = united(pack.grammar.negations, pack.words.calm)
    return pack.words.preventing.isdisjoint(later) and any(
        word in calm and word not in pack.grammar.without for word in later
    )


def _barred(statement: Statement, pack: RulePack) -> bool:
    """Those who work for the company, or others, do not see, hold or know something."""
    if statement.of(Axis.SHIELD, Axis.RIGHT) or len(statement.words) > _LONGEST:
        return False
    plain = statement.plain
    known = next((place for place in range(1, len(plain)) if _knows(plain, place, pack)), 0)
    first = plain[:known]
    yours = not _SPOKEN_TO.isdisjoint(first) or any(
        noun(word, pack.people) in pack.people.acting for word in first[:_EARLY]
    )
    return known > 0 and not yours and _denies(plain, known, pack)


_LONGEST = 30
_SPOKEN_TO = frozenset({"you", "vous"})


def _knows(plain: Sequence[str], place: int, pack: RulePack) -> bool:
    """Tell whether somebody comes to know something there, or has the key to it."""
    if plain[place] in pack.words.possessing:
        return not pack.words.keys.isdisjoint(plain[place : place + 4])
    return plain[place] in pack.words.knowing


def _denies(plain: Sequence[str], place: int, pack: RulePack) -> bool:
    """Tell whether it is denied: right before, by *no key*, or by nobody who does it."""
    bare = pack.grammar.negations - pack.grammar.without
    near = plain[max(0, place - 3) : place + 2]
    nobody = plain[0] in bare | _NOR
    return nobody or (_QUOTES.isdisjoint(near) and not bare.isdisjoint(near))


_QUOTES = frozenset('"“”«»')


_NOR = frozenset({"ni", "neither", "aucun", "aucune", "nul", "personne"})


_YOU = frozenset({"you", "vous"})
