"""The same act for other people: who has what is promised, who bears what is asked, who sees what is somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.denial import denied
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.people import Circle, Kind, Shift, Size, circle, noun, shift
from notifier.core.statements import Actor, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack

_FORCES = frozenset({Axis.MAY, Axis.MUST, Axis.WILL, Axis.TRY})
_NEAR = 7
_LONGEST = 14
_ALIKE = 0.6


def circles(pair: Pair, pack: RulePack) -> tuple[Ground, ...]:
    """Tell what other people in the same act mean: as its subject, or by or to whom it is done."""
    found = tuple(_subjects(pair, pack))
    return found or tuple(_partners(pair, pack))


def served(statement: Statement, pack: RulePack) -> Stance:
    """Tell whom a clause serves that came or went as a whole: by who has what, where the act has no name.

    What people get serves them, nothing that they get does not; what they are told to do is a duty. What they ask for
    and is not taken up is refused.
    """
    start = _start(statement, pack)
    verb = _verb(statement, pack, start)
    words = [word.text for word in statement.words]
    one = circle(statement, start, verb, pack.people, pack.grammar) if verb else None
    act = verb + 1 if verb and words[verb] in _CLITICS else verb
    if one is not None and Kind.SERVED in one.kinds and _has(words, act, pack):
        none = pack.people.nothing | (pack.grammar.negation_closers if act > verb else frozenset())
        nothing = any(word in none for word in words[act : act + _NEAR])
        return Stance.TAKES if nothing else Stance.GIVES
    if statement.stance:
        return statement.stance
    asked = one is not None and any(
        noun(word, pack.people) in pack.people.demand for word in words[start:verb]
    )
    if asked and (_refused(words, verb, pack) or statement.has(Axis.LIMIT)):
        return Stance.TAKES
    return _own(statement, pack)


def _own(statement: Statement, pack: RulePack) -> Stance:
    """Read what a person begins to do, or what they have: presumed, where nothing bounds or conditions it."""
    guess = statement.presumed
    if guess is None or guess.actor is not Actor.PERSON or statement.of(Axis.POINTER, Axis.LIMIT):
        return Stance.NEUTRAL
    return Stance.NEUTRAL if statement.words[0].text in pack.grammar.subordinators else guess.stance


def _refused(words: Sequence[str], verb: int, pack: RulePack) -> bool:
    return any(word in pack.grammar.negations for word in words[verb : verb + 3])


def _has(words: Sequence[str], verb: int, pack: RulePack) -> bool:
    """Tell whether somebody gets something, rather than *has done* it."""
    after = words[verb + 1] if verb + 1 < len(words) else ""
    done = after.endswith(pack.grammar.participles) or after in pack.grammar.negations - pack.people.nothing
    return words[verb] in pack.people.having and not done


def alone(pair: Pair, pack: RulePack) -> bool:
    """Tell whether nothing but the subject of a statement changed."""
    starts = _start(pair.old, pack), _start(pair.new, pack)
    old, new = _verb(pair.old, pack, starts[0]), _verb(pair.new, pack, starts[1])
    return all(
        starts[0] <= chunk.old[0] <= chunk.old[1] <= old + 1
        and starts[1] <= chunk.new[0] <= chunk.new[1] <= new + 1
        for chunk in pair.chunks
    )


def _subjects(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh another subject of the same act."""
    starts = _start(pair.old, pack), _start(pair.new, pack)
    ends = _verb(pair.old, pack, starts[0]), _verb(pair.new, pack, starts[1])
    if not min(ends) or not _same_act(pair, ends, pack):
        return
    old = circle(pair.old, starts[0], ends[0], pack.people, pack.grammar)
    new = circle(pair.new, starts[1], ends[1], pack.people, pack.grammar)
    if (
        _counted(pair.old, old, pack) == _counted(pair.new, new, pack)
        or _apart(pair.old, old)
        or _apart(pair.new, new)
    ):
        return
    stance = _serving(pair.old, ends[0], pack)
    if Kind.MUTUAL in old.kinds:
        yield from _parted(pair, old, new, pack)
    elif Kind.INSIDE in old.kinds & new.kinds and _seen(pair, ends, pack):
        yield from _insiders(pair, old, new)
    elif (
        Kind.SERVED in old.kinds
        and (Kind.SERVED in new.kinds or new.told < old.told or old.everyone)
        and stance is _serving(pair.new, ends[1], pack)
    ):
        yield from _people(pair, old, new, stance, pack)


def _apart(statement: Statement, one: Circle) -> bool:
    """Tell whether people are taken out again, or only named for example: other rules weigh that."""
    return any(m.concept.axis in {Axis.EXCEPT, Axis.OPEN} for m in statement.within(one.start, one.end))


def _counted(statement: Statement, one: Circle, pack: RulePack) -> list[str]:
    """Give who is meant, however many: *two adults* and *an adult* are told apart by their number."""
    words = statement.plain[one.start : one.end]
    numbered = any(word in pack.numerals.words and word not in pack.numerals.articles for word in words)
    kept = [word for word in words if word not in pack.numerals.words]
    return [noun(word, pack.people) for word in kept] if numbered or len(kept) < len(words) else list(words)


def _start(statement: Statement, pack: RulePack) -> int:
    """Give where the subject begins: after the condition or time that stands first."""
    first, grammar = statement.words[0].text, pack.grammar
    if first not in grammar.subordinators and first not in grammar.links:
        return 0
    commas = (place + 1 for place, word in enumerate(statement.words[:-1]) if word.text == ",")
    return next(commas, 0)


def _verb(statement: Statement, pack: RulePack, start: int) -> int:
    """Give where the act begins whose subject stands before it, else 0; what follows *who* tells only who."""
    words = statement.words[start : start + _LONGEST]
    joined = united(pack.grammar.either_way, _COMMA)
    if words[0].text in pack.people.pronouns and len(words) > 1 and words[1].text not in joined:
        return start + 1
    known = united(
        pack.grammar.auxiliaries, pack.people.having, pack.people.owing, pack.people.seeing, _CLITICS
    )
    forces = {m.start for m in statement.mentions if m.concept.axis in _FORCES}
    heads = {head.place for head in statement.heads}
    places = range(start + 1, start + len(words))
    acts = [i for i in places if i in forces or statement.words[i].text in known]
    acts = acts or [i for i in places if i in heads]
    who = next((i for i in places if statement.words[i].text in pack.grammar.relative), start + _LONGEST)
    if acts and who < acts[0]:
        acts = [i for i in acts if statement.words[i - 1].text not in joined] or [0]
        return next((i for i in acts if i in forces), acts[min(1, len(acts) - 1)])
    return acts[0] if acts else 0


_CLITICS = frozenset({"ne", "n'", "se", "s'"})


def _same_act(pair: Pair, ends: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether both statements say nearly the same of their subjects."""
    old, new = (
        {word.text[:4] for word in statement.words[end:] if word.text not in pack.grammar.stop}
        for statement, end in zip((pair.old, pair.new), ends, strict=True)
    )
    return len(old & new) >= _ALIKE * max(len(old | new), 1)


def _serving(statement: Statement, verb: int, pack: RulePack) -> Stance:
    """Tell whether an act serves its subject: what they may, have or are given; or burdens them."""
    plain = [word.text for word in statement.words]
    near = plain[verb : verb + 3]
    force = next((m for m in statement.mentions if m.start == verb and m.concept.axis in _FORCES), None)
    negated = denied(plain, verb + 1, pack.grammar) or any(word in pack.grammar.negations for word in near)
    if force is not None and force.concept.axis in {Axis.MAY, Axis.MUST}:
        told = Stance.GIVES if force.concept.axis is Axis.MAY else Stance.TAKES
        passive = any(word in pack.grammar.passives for word in plain[force.end : force.end + 2])
        if passive and not any(word in pack.people.given for word in plain[force.end : force.end + 3]):
            told = Stance.TAKES
        return Stance(-told) if negated else told
    if any(word in pack.people.owing for word in near):
        return Stance.GIVES if negated else Stance.TAKES
    if any(word in pack.people.given for word in near) or near[0] in pack.people.having:
        return Stance.NEUTRAL if negated else Stance.GIVES
    head = next((head for head in statement.telling if verb <= head.place <= verb + 3), None)
    return head.stance if head else Stance.NEUTRAL


_SERVED = {
    (Stance.GIVES, Shift.FEWER): ("people-fewer", Direction.ADVERSE),
    (Stance.GIVES, Shift.MORE): ("people-more", Direction.FAVOURABLE),
    (Stance.TAKES, Shift.MORE): ("asked-of-more", Direction.ADVERSE),
    (Stance.TAKES, Shift.FEWER): ("asked-of-fewer", Direction.FAVOURABLE),
    (Stance.GIVES, Shift.SAME): ("people-same", Direction.NEUTRAL),
    (Stance.TAKES, Shift.SAME): ("people-same", Direction.NEUTRAL),
}


def _people(pair: Pair, old: Circle, new: Circle, stance: Stance, pack: RulePack) -> Iterator[Ground]:
    if any(
        _reader(*sides, pack) for sides in ((pair.old, old, pair.new, new), (pair.new, new, pair.old, old))
    ):
        yield Ground(
            "people-same", Direction.NEUTRAL, Category.SCOPE,
            before=_told(pair.old, old), after=_told(pair.new, new),
        )  # fmt: skip
        return
    became = shift(old, new, joined=_joined(pair, old, new, pack))
    found = _SERVED.get((stance, became)) if became is not None else None
    if found and (old.told or new.told):
        yield Ground(*found, Category.SCOPE, before=_told(pair.old, old), after=_told(pair.new, new))


def _reader(one: Statement, circle_: Circle, other: Statement, party: Circle, pack: RulePack) -> bool:
    """Tell whether *you* took the place of one who is the reader by the contract: *the insured must …*."""
    grammar = pack.grammar
    spoken = one.plain[circle_.start : circle_.end]
    named = other.plain[party.start : party.end]
    if len(spoken) != 1 or spoken[0] not in grammar.addressees or len(named) != _PAIR:
        return False
    return named[0] in _ONE and noun(named[1], pack.people) == named[1] and named[1] in pack.people.acting


_PAIR = 2
_ONE = frozenset({"the", "le", "la", "l'"})


def _joined(pair: Pair, old: Circle, new: Circle, pack: RulePack) -> bool:
    """Tell whether a changed stretch begins or ends with a joint, as one more or one less in a row of people does."""
    joints = united(pack.grammar.either_way, _COMMA)
    for chunk in pair.chunks:
        for statement, (start, end), one in ((pair.old, chunk.old, old), (pair.new, chunk.new, new)):
            words = [word.text for word in statement.words[start : min(end, one.end)]]
            more = statement.words[start + 1].text in pack.people.degrees if len(words) > 1 else False
            if words and not more and (words[0] in joints or words[-1] in joints):
                return True
    return False


def _parted(pair: Pair, old: Circle, new: Circle, pack: RulePack) -> Iterator[Ground]:
    """Weigh what held for both sides and now holds for one of them."""
    if Kind.MUTUAL in new.kinds:
        return
    good = _serving(pair.new, new.end, pack) is Stance.GIVES
    lost = good == (Kind.COMPANY in new.kinds or Kind.SERVED not in new.kinds)
    yield Ground(
        "mutual-lost" if lost else "mutual-won", Direction.ADVERSE if lost else Direction.FAVOURABLE, Category.SCOPE,
        before=_told(pair.old, old), after=_told(pair.new, new),
    )  # fmt: skip


def _seen(pair: Pair, ends: tuple[int, int], pack: RulePack) -> bool:
    """Tell whether the subjects come to know or hold something."""
    return all(
        any(word.text in pack.people.seeing for word in statement.words[end : end + 4])
        for statement, end in zip((pair.old, pair.new), ends, strict=True)
    )


def _insiders(pair: Pair, old: Circle, new: Circle) -> Iterator[Ground]:
    """Weigh who of those who work for the company sees something: one, several, all."""
    if Size.NONE in {old.size, new.size}:
        return
    more = (new.size, new.joints) > (old.size, old.joints) and new.size >= old.size
    if more or (new.size, new.joints) < (old.size, old.joints):
        yield Ground(
            "insiders-more" if more else "insiders-fewer", Direction.ADVERSE if more else Direction.FAVOURABLE,
            Category.RECIPIENTS, before=_told(pair.old, old), after=_told(pair.new, new),
        )  # fmt: skip


def _partners(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh others by or to whom the same is done: *read by the doctor*, *open to the team*."""
    for chunk in pair.chunks:
        old, new = _behind(pair.old, chunk.old, pack), _behind(pair.new, chunk.new, pack)
        if old is not None and new is not None and Kind.INSIDE in old.kinds & new.kinds:
            yield from _insiders(pair, old, new)
            return


def _behind(statement: Statement, span: tuple[int, int], pack: RulePack) -> Circle | None:
    """Read the people behind a word for *by* or *to* at a changed stretch, where something is seen or held."""
    known, grammar = pack.people, pack.grammar
    first = max(1, span[0] - 2)
    start = next((i for i in range(first, span[1]) if statement.words[i].text in known.towards), None)
    if start is None or statement.of(Axis.RIGHT):
        return None
    before = statement.words[max(0, start - _NEAR) : start]
    end = min(max(span[1], start + 2), len(statement.words))
    while end < len(statement.words) and statement.words[end].text not in _ENDS and end < span[1] + 1:
        end += 1
    if not any(word.text in known.seeing for word in before):
        return None
    if denied([word.text for word in statement.words], start, grammar):
        return None
    return circle(statement, start, end, known, grammar)


_ENDS = frozenset(".,;:()!?")


def _told(statement: Statement, one: Circle) -> str:
    """Quote the people and the next words, which say what it is about."""
    return statement.said(one.start, one.end)


_COMMA = frozenset({","})
