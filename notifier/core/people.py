"""Who is named in a stretch of words: how many, what they are to each other, and what narrows them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.memory import Memory
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of a language for people; a noun is listed in the singular.

    Attributes:
        pronouns: words that act alone; what follows is what they do.
        recording: what notes down or senses.
        coarse: phrases that tell little of one person.
        fine: phrases that tell much of one person.
        calling: words around the name of someone who was told of already.
        demand: what they ask of the company.
        open: words that say to whom something is open.
        closed: words that say that it is kept for a few.
        showing: those of both that tell of seeing or knowing.
        anybody: words for everybody that are no nouns for people.
        standing: verbs beside *to be* with which something is open or kept.
        records: nouns for what tells of people.
        lodging: participles of what they do with it themselves, or of its being taken from them.
        nothing: words for nothing that somebody gets.
        everyone: words for everybody, whoever they are.
        universal: words for all of those who follow.
        partial: words for a part of them.
        exclusive: words that leave everybody else out.
        mutual: words that, before one of `sides`, mean the person and the company alike.
        sides: words for the person and the company alike.
        degrees: words that after *or* only say how much: *five or more*.
        standing_in: those who act for someone.
        served: those whom something is promised to, or asked of.
        role: those who work for the company, one by one.
        body: several of them at once.
        whole: all of them.
        title: words before the name of one person.
        bound: words by which one of them has to do with the person alone.
        seeing: verbs by which someone comes to know or hold something.
        passing: other words by which something goes to somebody.
        assembly: where those who are served decide together.
        given: participles by which something is given to whoever *is sent* it.
        having: verbs by which someone has something.
        owing: verbs by which something is asked of someone.
        towards: what stands before those by or to whom something is done.
        orders: verbs by which people are told to do something before a time is over.
        holding: words by which something is held.
        held: what is held for somebody who will come for it.
        shutting: words for what is shut when nobody touches it.
        leave: words for the leave that a person gives.
        covering: verbs by which it holds for something.
        endings: endings of nouns for people.
        things: nouns that only look like them.
        listed: all nouns that are listed.
        acting: those who are served and nothing else.
        nouns: what `noun` gives for each word.
    """

    pronouns: frozenset[str] = frozenset()
    recording: frozenset[str] = frozenset()
    coarse: frozenset[str] = frozenset()
    fine: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    demand: frozenset[str] = frozenset()
    lodging: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    showing: frozenset[str] = frozenset()
    anybody: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset()
    everyone: frozenset[str] = frozenset()
    universal: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    exclusive: frozenset[str] = frozenset()
    mutual: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()
    standing_in: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    seeing: frozenset[str] = frozenset()
    assembly: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    owing: frozenset[str] = frozenset()
    towards: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    shutting: frozenset[str] = frozenset()
    leave: frozenset[str] = frozenset()
    covering: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    things: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    acting: frozenset[str] = frozenset()
    nouns: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make room for the nouns that are asked again."""
        object.__setattr__(self, "nouns", Memory(self._noun))

    def _noun(self, word: str) -> str:
        word = word.removesuffix("'s")
        if word in self.listed or len(word) <= _SHORT or not word.endswith(("s", "x")):
            return word
        one, other = word[:-1], word.removesuffix("ies") + "y"
        return other if word.endswith("ies") and other in self.listed else one


def vocabulary(table: Mapping[str, Sequence[str]]) -> Vocabulary:
    """Read the words of a language from its table; raises `KeyError` for a list that is not there."""
    words = {
        one.name: frozenset(table[one.name])
        for one in fields(Vocabulary)
        if one.name not in {"endings", "listed", "acting", "nouns"}
    }
    listed = frozenset().union(*(words[name] for name in _NOUNS))
    acting = words["served"] - words["role"] - words["body"] - words["whole"]
    return Vocabulary(**words, endings=tuple(table["endings"]), listed=listed, acting=acting)


_NOUNS = ("everyone", "sides", "standing_in", "served", "role", "body", "whole")


class Kind(StrEnum):
    """What people are to the one who is promised something."""

    MUTUAL = "the person and the company"
    COMPANY = "the company"
    SERVED = "those it is promised to or asked of"
    INSIDE = "those who work for the company"
    NOBODY = "no people that are known"


class Size(IntEnum):
    """How many of those who work for the company, fewest first."""

    NONE = 0
    BOUND = 1
    ONE = 2
    SOME = 3
    MANY = 4
    BODY = 5
    WHOLE = 6
    ALL = 7


class Shift(IntEnum):
    """What became of those who are named."""

    FEWER = -1
    SAME = 0
    MORE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The people in a stretch of words.

    Attributes:
        start: the index of the first word in its statement.
        end: the index after the last one.
        kinds: what they may be; a word like *employee* may be two things.
        everyone: whether they are everybody.
        bounded: how many words bound them: *only*, *some*.
        told: how the words of weight begin that tell who they are.
        joints: how often one more is joined to them.
        size: how many they are, where they work for the company.
    """

    start: int
    end: int
    kinds: frozenset[Kind]
    everyone: bool
    bounded: int
    told: frozenset[str]
    joints: int
    size: Size


_FIRST = frozenset({"we", "nous", "on"})
_LETTERS = 6


def circle(statement: Statement, start: int, end: int, known: Vocabulary, grammar: Grammar) -> Circle:
    """Read the people in a stretch of words."""
    words = [word.text for word in statement.words[start:end]]
    plain = [noun(word, known) for word in words]
    counted = (known.universal, known.partial, known.exclusive, known.everyone)
    told = frozenset(
        one[:_LETTERS]
        for word, one in zip(words, plain, strict=True)
        if word[0].isalnum()
        and word not in grammar.stop
        and not any(word in group or one in group for group in counted)
    )
    kinds = frozenset(_kinds(statement, start, end, (words, plain), known))
    return Circle(
        start=start,
        end=end,
        kinds=kinds,
        everyone=any(word in known.everyone for word in plain[:_NAMED]) and Kind.MUTUAL not in kinds,
        bounded=sum(word in known.partial or word in known.exclusive for word in words),
        told=told,
        joints=sum(
            (word == "," or word in grammar.both or word in grammar.either) and after not in known.degrees
            for word, after in zip(words, [*words[1:], ""], strict=True)
        ),
        size=_size(statement, start, words, known, grammar),
    )


def noun(word: str, known: Vocabulary) -> str:
    """Give a noun without the ending of its plural and its possessive."""
    return known.nouns[word]


_SHORT = 4
_NAMED = 3
"""Words in which everybody is named: *tout le monde*, *any person*."""


def _kinds(
    statement: Statement, start: int, end: int, read: tuple[Sequence[str], Sequence[str]], known: Vocabulary
) -> Iterable[Kind]:
    words, plain = read
    if _mutual(plain, known):
        yield Kind.MUTUAL
        return
    named = {m.concept.axis for m in statement.within(start, end)}
    if any(word in _FIRST for word in plain) or named == {Axis.COMPANY}:
        yield Kind.COMPANY
    if (
        named & {Axis.PERSON, Axis.CHILD}
        or any(not group.isdisjoint(plain) for group in (known.served, known.standing_in, known.everyone))
        or _likely(words, plain, known)
    ):
        yield Kind.SERVED
    if any(not group.isdisjoint(plain) for group in (known.role, known.body, known.whole, known.title)):
        yield Kind.INSIDE


def _mutual(plain: Sequence[str], known: Vocabulary) -> bool:
    """Tell whether both sides are meant: *either of us*, *each party*, *les deux parties*."""
    near = plain[:_MUTUAL]
    sides = any(word in known.sides and after not in _PART for word, after in pairwise((*near, "")))
    return sides and any(word in known.mutual for word in near)


_MUTUAL = 7
_PART = frozenset({"de", "d'", "du", "des"})
"""What follows a part rather than a side: *une partie des immeubles*."""


def _likely(words: Sequence[str], plain: Sequence[str], known: Vocabulary) -> bool:
    """Tell whether a noun has the ending of one for people, behind a word for all or as many: *any stonemason*."""
    near = list(zip(words[:2], plain[:2], strict=True))
    behind = len(near) > 1 and plain[0] in known.universal and animate(plain[1], known)
    return behind or any((word != one or word.endswith("men")) and animate(one, known) for word, one in near)


def animate(word: str, known: Vocabulary) -> bool:
    """Tell whether a noun has the ending of one for people."""
    return word.endswith(known.endings) and word not in known.things


def _size(
    statement: Statement, start: int, words: Sequence[str], known: Vocabulary, grammar: Grammar
) -> Size:
    """Tell how many who work for the company are named, the most that any word tells."""
    sizes = [Size.NONE]
    alone = any(word in known.bound or word in grammar.possessives for word in words)
    for place, word in enumerate(words):
        plain = noun(word, known)
        if word in known.title and _name(statement, start + place + 1):
            sizes.append(Size.BOUND)
        elif word in known.whole or plain in known.whole - known.body:
            sizes.append(Size.WHOLE)
        elif plain in known.body:
            sizes.append(Size.BODY)
        elif plain in known.role and plain == word:
            sizes.append(Size.BOUND if alone else Size.ONE)
        elif plain in known.role:
            sizes.append(Size.SOME if _counted(statement, start, start + place) else Size.MANY)
    best = max(sizes)
    all_ = best >= Size.MANY and any(word in known.universal for word in words)
    return Size.ALL if all_ else best


def _name(statement: Statement, place: int) -> bool:
    """Tell whether a name stands at a place."""
    return place < len(statement.words) and statement.text[statement.words[place].start].isupper()


def _counted(statement: Statement, start: int, place: int) -> bool:
    return any(start <= quantity.start < place for quantity in statement.quantities)


def shift(old: Circle, new: Circle, *, joined: bool) -> Shift | None:
    """Tell whether those who are named became fewer or more; none where that cannot be told.

    Words that came or went name more people where *and* or *or* joined them, else they say more closely who is meant.
    """
    if old.everyone != new.everyone:
        return Shift.FEWER if old.everyone else Shift.MORE
    if old.told == new.told:
        became = _order(new.bounded, old.bounded)
        return None if became is Shift.SAME and old.joints != new.joints else became
    fewer_words, more_words = new.told < old.told, old.told < new.told
    if fewer_words or more_words:
        return Shift.FEWER if joined == fewer_words else Shift.MORE
    if old.bounded != new.bounded:
        return _order(new.bounded, old.bounded)
    return None


def _order(one: int, other: int) -> Shift:
    """Read more bounds as fewer people."""
    return Shift.SAME if one == other else Shift.FEWER if one > other else Shift.MORE


def granted(words: Sequence[str], known: Vocabulary) -> bool:
    """Tell whether a statement says for what the leave holds that a person gives: *the parents' permission covers …*."""
    return not known.covering.isdisjoint(words) and any(
        noun(word, known) in known.leave for word in words[:_SUBJECT]
    )


_SUBJECT = 4
