"""Whose will an act waits for: *once you have ticked the box*, *at the patient's wish*, *the members you name*."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement
    from notifier.core.taxonomy import Mention


class Holder(IntEnum):
    """Whose will it is, from the company's to the reader's own."""

    OTHER = 0
    PEOPLE = 1
    YOU = 2


class Will(NamedTuple):
    """A will at its place: from its holder to its last word, and whether it stands in a condition."""

    start: int
    end: int
    holder: Holder
    under: bool


_FAR = 8
"""Words between a holder and what they want."""
_BEHIND = 4
_SECOND = frozenset({"you", "vous", "tu", "toi"})
_THEIRS = frozenset(
    {"their", "his", "her", "leur", "leurs", "son", "sa", "ses", "they", "he", "she", "ils", "elles"}
)
_ENDS = frozenset(".,;:()!?")
_ADDRESSED = ("ez", "tes")


def wills(statement: Statement, mentions: Sequence[Mention], pack: RulePack) -> Iterator[Will]:
    """Find whose will is told of in a statement, by the words around each verb or noun for one."""
    words = [word.text for word in statement.words]
    for mention in mentions:
        if mention.concept.axis is Axis.WISHED or (
            mention.concept.axis is Axis.WILLING and _noun(words, mention, pack)
        ):
            yield from _wished(statement, words, mention, pack)
        elif mention.concept.axis is Axis.WILLING:
            yield from _willed(statement, words, mention, pack)


def _noun(words: Sequence[str], mention: Mention, pack: RulePack) -> bool:
    """Tell whether a form that may be a verb is a noun here: *upon request*, *your wish*, *une demande*."""
    before = words[mention.start - 1] if mention.start else ""
    grammar = pack.grammar
    small = before in grammar.possessives or before in grammar.ours or before in _THEIRS | _A
    joined = before in grammar.links and before not in grammar.purposes
    behind = before in _PLAIN and words[max(0, mention.start - 2)] in grammar.links
    return mention.end - mention.start == 1 and (
        (small and before not in _PLAIN) or joined or behind or before.endswith("'s")
    )


_A = frozenset({"a", "an", "the", "une", "un", "la", "le", "l'", "simple", "own", "express", "upon"})
_PLAIN = frozenset({"we", "nous", "they", "he", "she", "ils", "elles", "la", "le", "l'"})
"""Words that are pronouns before a verb."""


def _wished(statement: Statement, words: Sequence[str], mention: Mention, pack: RulePack) -> Iterator[Will]:
    """Read a wish that something is done *at*, *upon*, *after*; what is done with one is another matter."""
    near = range(max(0, mention.start - 4), mention.start)
    place = next(
        (i for i in reversed(near) if words[i] in pack.grammar.links or words[i] in pack.words.upon), None
    )
    if place is None or any(word in _ENDS for word in words[place : mention.start]):
        return
    holder, start, end = _owner(statement, words, mention, pack)
    yield Will(min(place, start), end, holder, under=True)


def _owner(
    statement: Statement, words: Sequence[str], mention: Mention, pack: RulePack
) -> tuple[Holder, int, int]:
    """Give whose a wish is: the possessive before it, else the one named behind it, else whoever is there."""
    whose = _whoever(statement, pack)
    for place in reversed(range(max(0, mention.start - 3), mention.start)):
        holder = _possessor(statement, words, place, whose, pack)
        if holder is not None:
            return holder, place, mention.end
    for place in range(mention.end, min(len(words), mention.end + _BEHIND)):
        if words[place] in _ENDS:
            break
        if words[place] in _SECOND:
            return Holder.YOU, mention.start, place + 1
        if len(words[place]) > _SHORT and words[place] not in pack.grammar.stop:
            return _person(statement, words, place, pack), mention.start, place + 1
    return whose, mention.start, mention.end


def _whoever(statement: Statement, pack: RulePack) -> Holder:
    """Give whose a bare wish is: the person's, unless something goes to somebody at theirs."""
    goes = statement.has(Axis.RECIPIENT) or not pack.people.passing.isdisjoint(statement.plain)
    return Holder.OTHER if goes else Holder.PEOPLE


def _possessor(
    statement: Statement, words: Sequence[str], place: int, whose: Holder, pack: RulePack
) -> Holder | None:
    """Give whose something is by a word before it: *your*, *our*, *their*, *the patient's*."""
    word = words[place]
    if word in _THEIRS:
        return whose
    if word in pack.grammar.possessives:
        return Holder.YOU
    if word in pack.grammar.ours:
        return Holder.OTHER
    return _person(statement, words, place, pack) if word.endswith("'s") else None


_SHORT = 2


def _willed(statement: Statement, words: Sequence[str], mention: Mention, pack: RulePack) -> Iterator[Will]:
    """Read who wants something: the nearest subject before the verb, within its own part of the sentence."""
    grammar = pack.grammar
    if not _SECOND.isdisjoint(words[mention.start : mention.end]):
        yield Will(mention.start, mention.end, Holder.YOU, _conditional(words, mention.start, pack))
        return
    if mention.start and words[mention.start - 1] in grammar.reflexives and mention.concept.rank == 1:
        return  # What *s'allume* or *s'active* wants nothing.
    if mention.start and words[mention.start - 1] in grammar.passives:
        yield from _suffered(statement, words, mention, pack)
        return
    most = Holder.YOU
    for place in reversed(range(max(0, mention.start - _FAR), mention.start)):
        if words[place] in _ENDS or words[place] in grammar.subordinators - _SO:
            break
        if words[place] in grammar.relative:
            most = Holder.PEOPLE  # Those *who ask* are others.
            continue
        holder = _subject(statement, words, place, pack)
        if holder is not None:
            yield Will(place, mention.end, min(holder, most), under=_conditional(words, place, pack))
            return
    if mention.concept.rank > 1 and not mention.start:
        yield Will(mention.start, mention.end, Holder.YOU, under=False)


_SO = frozenset({"so"})
"""Words that begin a part of a sentence, but not before a verb: *if the patient so desires*."""


def _suffered(statement: Statement, words: Sequence[str], mention: Mention, pack: RulePack) -> Iterator[Will]:
    """Read by whom something is wanted: what is asked of somebody is no will of theirs."""
    places = range(mention.end, min(len(words), mention.end + _BEHIND + 1))
    by = next((place for place in places if pack.grammar.links.get(words[place]) == "by"), None)
    small = united(pack.grammar.stop, pack.grammar.articles)
    who = (
        place
        for place in places
        if by is not None and place > by and len(words[place]) > _SHORT and words[place] not in small
    )
    for place in who:
        yield Will(mention.start, place + 1, _person(statement, words, place, pack), under=True)
        return


def _subject(statement: Statement, words: Sequence[str], place: int, pack: RulePack) -> Holder | None:
    """Give whose act a word begins, if anybody's; *vous* may only be spoken to."""
    word = words[place]
    if word in _SECOND:
        following = words[place + 1 : place + 4]
        spoken = not pack.grammar.persons or any(one.endswith(_ADDRESSED) for one in following)
        return Holder.YOU if spoken else None
    if word in pack.grammar.ours:
        return Holder.OTHER
    if word in _THEIRS:
        return Holder.PEOPLE if word in _PRONOUNS else None
    if word in pack.grammar.stop or not word[0].isalpha() or len(word) <= _SHORT:
        return None
    return _person(statement, words, place, pack) if _names(statement, words, place, pack) else None


_PRONOUNS = frozenset({"they", "he", "she", "ils", "elles"})


def _names(statement: Statement, words: Sequence[str], place: int, pack: RulePack) -> bool:
    """Tell whether a word may be who acts: people who are known, or a noun behind an article."""
    known, word = pack.people, noun(words[place], pack.people)
    if (
        word in known.listed
        or word in known.assembly
        or any(m.start <= place < m.end for m in statement.of(*_ACTORS))
    ):
        return True
    before = words[place - 1] if place else ""
    return before in pack.grammar.articles or before in _A


_ACTORS = (Axis.PERSON, Axis.CHILD, Axis.COMPANY, Axis.THIRD)


def _person(statement: Statement, words: Sequence[str], place: int, pack: RulePack) -> Holder:
    """Tell whether a noun is for those who are served."""
    word = noun(words[place], pack.people)
    known = pack.people
    served = any(word in group for group in (known.acting, known.standing_in, known.everyone, known.assembly))
    person = served or any(m.start <= place < m.end for m in statement.of(Axis.PERSON, Axis.CHILD))
    return Holder.PEOPLE if person else Holder.OTHER


def _conditional(words: Sequence[str], place: int, pack: RulePack) -> bool:
    """Tell whether somebody wants something in a condition, or as what tells which others are meant."""
    if place > 1 and words[place] in _SECOND | _PRONOUNS:
        return words[place - 1] not in _ENDS and words[place - 1] not in pack.grammar.both
    before = words[max(0, place - 5) : place]
    return any(word in united(pack.grammar.subordinators, pack.grammar.relative, _AS) for word in before)


_AS = frozenset({"as", "moment", "soon", "whichever", "whatever"})
