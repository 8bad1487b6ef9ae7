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
    rule = _denied(denying, grammar)
    if rule is None:
        return False
    return any(_alike(rule, told, stating, grammar) for told in _stated(stating, grammar))


def _alike(rule: Rule, told: Rule, stating: Fact, grammar: Grammar) -> bool:
    """Tell whether two rules are one: who acts may go unnamed where it is the writer, or who has the duty."""
    unnamed = {grammar.by_writer[1], stating.get("agent"), None}
    same = rule.doer == told.doer or (told.doer is None and rule.doer in unnamed)
    return same and (rule.act, rule.duty) == (told.act, told.duty) and (told.before or not rule.before)


def _denied(fact: Fact, grammar: Grammar) -> Rule | None:
    """Read what is only done with something: `a file is closed only once we have written`."""
    limits = [(role, piece) for role, piece in fact.roles if role.startswith("only ")]
    if len(limits) != 1 or fact.force or limits[0][0] not in grammar.phrases("only_with"):
        return None
    duty, thing = limits[0][1], fact.get("patient") or fact.get("agent")
    others = [role for role, piece in fact.roles if piece not in (duty, thing, fact.get("agent"))]
    if not isinstance(duty, Fact) or duty.force not in {(), PERFECT} or not is_noun(thing) or others:
        return None
    act = _act(fact.verb, _bare(thing[1:], grammar), grammar)
    doer = fact.get("agent") if fact.get("patient") else None
    acting = thing if fact.passive else doer
    roles = tuple((role, acting if piece == SAME else piece) for role, piece in duty.roles)
    return Rule(
        act=act, doer=doer, duty=_duty(duty.verb, roles, thing, grammar), before=duty.force == PERFECT
    )


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
    for place, (role, piece) in enumerate(roles):
        if role not in grammar.phrases("of_each"):
            continue
        rest = (*roles[:place], *roles[place + 1 :])
        before = role in grammar.phrases("before_it") or len(roles) < len(fact.roles)
        for act, doer, left in _times(role, piece, fact, grammar):
            told = (*rest, *left)
            thing = noun(act[1:])
            yield Rule(act=act, doer=doer, duty=_duty(fact.verb, told, thing, grammar), before=before)


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
    if len(words) == 1 and role in grammar.phrases("before_it"):
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

    kept = frozenset((role, one(piece)) for role, piece in roles if role not in grammar.words("about_it"))
    return verb, kept


def _bare(words: Words, grammar: Grammar) -> Words:
    """Give a noun without its article, and in the singular."""
    rest = words[1:] if len(words) > 1 and words[0] in grammar.words("determiners") else words
    return tuple(str(word).removesuffix("s") for word in rest)
