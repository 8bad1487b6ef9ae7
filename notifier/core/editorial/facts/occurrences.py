"""What is never done without something, told of each time it is done: `none is refused without a reply`, `each refusal is replied to`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import GAP, PERFECT, SAME, Fact, is_noun, noun
from notifier.core.editorial.voice import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Part, Piece, Role
    from notifier.core.editorial.lexicon import Words

EACH_TIME = "never without, each time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What goes with an act each time it is done.

    Attributes:
        act: the verb, and what it is done to; a verb alone where a noun tells what is done.
        doer: who acts; nothing where nobody is named.
        duty: what goes with it, as its force, verb and parts.
        before: whether it has been done before.
    """

    act: Words
    doer: Part
    duty: tuple[str, frozenset[Role]]
    before: bool


def each_time(one: Fact, other: Fact, grammar: Grammar) -> bool:
    """Tell whether one fact denies that something is done without an act that the other one tells of each time.

    What goes along with it may be told as done before; what must have been done before may not be told as done at all.
    """
    if not grammar.words("realising"):
        return False
    return _told_by(one, other, grammar) or _told_by(other, one, grammar)


def _told_by(denying: Fact, stating: Fact, grammar: Grammar) -> bool:
    rules = list(_denied(denying, grammar))
    return bool(rules) and any(
        _alike(rule, told, stating, grammar) for told in _stated(stating, grammar) for rule in rules
    )


def _alike(rule: Rule, told: Rule, stating: Fact, grammar: Grammar) -> bool:
    """Tell whether two rules are one: who acts may go unnamed where it is the writer, or who has the duty."""
    unnamed = {grammar.by_writer[1], stating.get("agent"), None}
    same = rule.doer == told.doer or (told.doer is None and rule.doer in unnamed)
    return same and (rule.act, rule.duty) == (told.act, told.duty) and (told.before or not rule.before)


def _denied(fact: Fact, grammar: Grammar) -> Iterator[Rule]:
    """Read what is only done with something: `a file is closed only once we have written`, `only with an explanation`."""
    limits = [(role, piece) for role, piece in fact.roles if role.startswith("only ")]
    thing = fact.get("patient") or fact.get("agent")
    limited = len(limits) == 1 and limits[0][0] in grammar.phrases("only_with")
    if not limited or fact.force or not is_noun(thing):
        return
    duty = limits[0][1]
    others = tuple(
        (role, piece) for role, piece in fact.roles if piece not in (duty, thing, fact.get("agent"))
    )
    act = _act(fact.verb, _bare(thing[1:], grammar), grammar)
    doer = fact.get("agent") if fact.get("patient") else None
    for going in _alongside(duty, fact.verb, grammar):
        yield Rule(act=act, doer=doer, duty=(_ALONG, frozenset(((_ALONG, going), *others))), before=False)
    if others:
        return
    if is_noun(duty):
        for told, before in _announced(duty[1:], grammar):
            for who in ((), (("agent", doer),))[: 2 if doer else 1]:
                yield Rule(act=act, doer=doer, duty=(told[0], told[1] | frozenset(who)), before=before)
    elif isinstance(duty, Fact) and duty.force in {(), PERFECT}:
        acting = thing if fact.passive else doer
        roles = tuple((role, acting if piece == SAME else piece) for role, piece in duty.roles)
        told = _duty(duty.verb, roles, thing, grammar)
        yield Rule(act=act, doer=doer, duty=told, before=duty.force == PERFECT)


_ALONG = "along"


def _alongside(duty: Part, verb: str, grammar: Grammar) -> Iterator[Words]:
    """Give what goes along with an act: `with a signature`, `if the tenant is there`, as the tenant's presence.

    How many there are stays; what somebody pays with is no more than one way to pay.
    """
    there = grammar.rules.table("reading_presence")
    if is_noun(duty):
        words = duty[2:] if duty[1] in grammar.words("generic") | grammar.words("definite") else duty[1:]
        named = {words[1] if len(words) > 1 and str(words[0]).isdigit() else words[0]} if words else set()
        known = {one.removesuffix("s") for one in named} & grammar.words("going_along")
        if known and verb not in grammar.words("by_means"):
            yield words
    elif isinstance(duty, Fact) and there and not duty.force:
        who, how = duty.get("agent"), duty.get("patient")
        if duty.verb == "is" and is_noun(who) and how in map(noun, map(str.split, there)):
            yield (*there[str(how[1])].split(), *_bare(who[1:], grammar))


def _announced(words: Words, grammar: Grammar) -> Iterator[tuple[tuple[str, frozenset[Role]], bool]]:
    """Read the noun of what is told or done about an act as a duty: `an explanation`, `a check`; and whether it is so before."""
    bare = _bare(words, grammar)
    rest = tuple(word for word in bare[1:] if word not in grammar.words("beforehand_adjectives"))
    told = grammar.rules.table("reading_telling").get(bare[0]) if bare else None
    if told:
        yield (str(told), frozenset(("how", word) for word in rest)), len(rest) < len(bare) - 1
    elif len(bare) == 1 and bare[0] in grammar.words("looking_over"):
        yield (grammar.act(grammar.rules.nominal(bare[0])), frozenset({("patient", GAP)})), False


def _act(verb: str, thing: Words, grammar: Grammar) -> Words:
    """Give an act; of a decision that is made, the decision alone."""
    made = verb in grammar.verbs("realising") and len(thing) == 1
    known = made and (
        grammar.rules.nominal(thing[0])
        or not grammar.words("decisions").isdisjoint((thing[0], f"{thing[0]}s"))
    )
    return thing if known else (verb, *thing)


def _stated(fact: Fact, grammar: Grammar) -> Iterator[Rule]:
    """Read what is done of each, or before each: `we write before we close a file`, `each refusal is explained`."""
    first = {("adverb", noun(phrase.split())) for phrase in grammar.phrases("beforehand")}
    roles = tuple(role for role in fact.roles if role not in first)
    if fact.force:
        return
    yield from _along_each(fact, grammar)
    for place, (role, piece) in enumerate(roles):
        if role not in grammar.phrases("of_each"):
            continue
        rest = (*roles[:place], *roles[place + 1 :])
        before = role in grammar.phrases("before_it") or len(roles) < len(fact.roles)
        for act, doer, left in _times(role, piece, fact, grammar):
            told = (*rest, *left)
            thing = noun(act[1:])
            yield Rule(act=act, doer=doer, duty=_duty(fact.verb, told, thing, grammar), before=before)
            yield from _got(act, fact.verb, rest, grammar)


def _got(act: Words, verb: str, roles: tuple[Role, ...], grammar: Grammar) -> Iterator[Rule]:
    """Read `each rejected file gets an explanation` and `each rejection is preceded by one` as what is told of it."""
    ahead = verb in grammar.verbs("preceding")
    role = "agent" if ahead else "patient"
    if len(roles) != 1 or roles[0][0] != role or not (ahead or verb in grammar.verbs("getting")):
        return
    piece = roles[0][1]
    for told, before in _announced(piece[1:], grammar) if is_noun(piece) else ():
        yield Rule(act=act, doer=None, duty=told, before=ahead or before)


def _along_each(fact: Fact, grammar: Grammar) -> Iterator[Rule]:
    """Read what goes along with each: `each parcel leaves against a signature`."""
    thing = fact.get("patient") or fact.get("agent")
    if not is_noun(thing) or thing[1] != grammar.one("each"):
        return
    doer = fact.get("agent") if fact.get("patient") else None
    act = (fact.verb, *_bare(thing[1:], grammar))
    for place, (role, piece) in enumerate(fact.roles):
        if role not in grammar.phrases("along_with") or not is_noun(piece):
            continue
        others = [one for at, one in enumerate(fact.roles) if at != place and one[1] not in (thing, doer)]
        there = grammar.rules.table("reading_presence").values()
        told = role.partition(" ")[2]
        words = (*told.split(), *_bare(piece[1:], grammar)) if told in there else piece[1:]
        for going in _alongside(noun(words), fact.verb, grammar):
            yield Rule(act=act, doer=doer, duty=(_ALONG, frozenset(((_ALONG, going), *others))), before=False)


def _times(
    role: str, piece: Part, fact: Fact, grammar: Grammar
) -> Iterator[tuple[Words, Part, tuple[Role, ...]]]:
    """Read a part as an act that is done each time: the act, who acts, and what is left of the part."""
    if isinstance(piece, Fact):
        thing = piece.get("patient")
        if role in grammar.phrases("before_it") and not piece.force and is_noun(thing):
            doer = piece.get("agent")
            yield (piece.verb, *_bare(thing[1:], grammar)), fact.get("agent") if doer == SAME else doer, ()
    elif piece[0] == "told" and is_noun(piece[1]) and piece[1][1] == grammar.one("each"):
        act = piece[2]
        if isinstance(act, Fact) and act.get("patient") == GAP and not act.force:
            yield (
                (act.verb, *_bare(piece[1][2:], grammar)),
                act.get("agent"),
                _kept(role, grammar, acted_on=True),
            )
    elif is_noun(piece) and grammar.one("each") in piece:
        at = piece.index(grammar.one("each"))
        if at > 1 and piece[at - 1] not in grammar.words("ofs"):
            return
        head = ((role, noun(piece[1 : at - 1])),) if at > 1 else ()
        for act, acted_on in _named(tuple(piece[at + 1 :]), role, grammar):
            yield act, None, head or _kept(role, grammar, acted_on=acted_on)


def _kept(role: str, grammar: Grammar, *, acted_on: bool) -> tuple[Role, ...]:
    """Give what is left of a part: what it is done to takes its place in the duty, what is done has none."""
    return ((role, GAP),) if acted_on and role in {"agent", "patient", grammar.one("to")} else ()


def _named(words: Words, role: str, grammar: Grammar) -> Iterator[tuple[Words, bool]]:
    """Read a noun as an act: `refusal of a permit`, `refused permit`, `exclusion`; and whether it names what is acted on."""
    if len(words) > 1 and (done := grammar.participle(words[-1]) or words[-1] in grammar.past):
        name = grammar.past.get(words[-1]) or (done and named(words[-1], grammar.rules))
        yield (grammar.synonyms.get(str(name), str(name)), *_bare(words[:-1], grammar)), True
    verb = grammar.rules.nominal(words[0]) if len(words) > 2 and words[1] in grammar.words("ofs") else ""
    if verb:
        name = grammar.act(verb)
        yield (grammar.synonyms.get(name, name), *_bare(words[2:], grammar)), False
    if len(words) == 1 and (role in grammar.phrases("before_it") or words[0] in grammar.words("decisions")):
        yield _bare(words, grammar), False


def _duty(verb: str, roles: tuple[Role, ...], thing: Piece, grammar: Grammar) -> tuple[str, frozenset[Role]]:
    """Give what goes with an act, without what points to the act itself, and with what it is done to by one name."""
    bare = _bare(thing[1:], grammar)
    owners = grammar.words("his") | {grammar.one("their")}

    def one(piece: Part) -> Part:
        if not is_noun(piece):
            return piece
        taken = len(piece) == 2 and piece[1] in grammar.words("taking_up")
        if taken or _bare(piece[1:], grammar) == bare:
            return GAP
        return noun(
            (grammar.one("the") if word in grammar.words("several") else grammar.one("masculine"))
            if word in owners
            else word
            for word in piece[1:]
        )

    reasoned = verb in grammar.words("reasoning")
    itself = [noun((his, one)) for his in owners for one in grammar.words("the_act")] if reasoned else []
    kept = frozenset(
        (role, one(piece))
        for role, piece in roles
        if role not in grammar.words("about_it") and piece not in itself
    )
    return verb, kept


def _bare(words: Words, grammar: Grammar) -> Words:
    """Give a noun without its article, and in the singular; whose it is stays, unless it is told by what it belongs to."""
    kept = grammar.words("owners_named")
    articled = len(words) > 1 and words[0] in grammar.words("determiners") and words[0] not in kept
    rest = words[1:] if articled else words
    return tuple(str(word).removesuffix("s") for word in rest)
