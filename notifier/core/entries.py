"""Entries that come into an enumeration of data or of who receives it: each is one more, whatever its name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.comparison import MANY, Chunk, Ground, Pair
from notifier.core.excuses import RANKED
from notifier.core.finding import Direction
from notifier.core.presumption import ROW
from notifier.core.shifts import topic
from notifier.core.statements import Actor, Stance, Statement, Word
from notifier.core.taxonomy import Axis
from notifier.core.turns import known

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from notifier.core.rulepack import Grammar, RulePack

RULE = "entry-added"
_JOINS = frozenset(",;/&")
_BREAKS = frozenset('|().:«»"“”–—')
_OPENING = (Axis.OPEN, Axis.DEFINE)
_SHARED = (Axis.RECIPIENT, Axis.THIRD)
_TOLD = (Axis.DATA, *_SHARED)
_BOUNDS = frozenset({Axis.EXCEPT, Axis.CONDITION, Axis.LIMIT})
_LEAD = 14
_ROW = 24
"""Entries on either side of one that are looked at."""
_LONGEST = 6
"""Words: what is longer is a part of a sentence rather than an entry."""


class Entry(NamedTuple):
    """A part of a statement between two joints.

    Attributes:
        start: its first word.
        end: the word after its last.
        row: the number of the enumeration it stands in; what stands alone between breaks is one of its own.
        words: its words of weight.
    """

    start: int
    end: int
    row: int
    words: frozenset[str]


class _Lists(NamedTuple):
    """A pair of statements cut into entries: those of the new one, and those of the old one by each of their words."""

    new: Sequence[Entry]
    old: Mapping[str, Sequence[frozenset[str]]]
    pair: Pair
    pack: RulePack


def entered(pair: Pair, pack: RulePack) -> dict[Chunk, Ground]:
    """Tell where an entry came into an enumeration of data, or of names of those who receive it."""
    old = defaultdict[str, list[frozenset[str]]](list)
    for entry in _entries(pair.old, pack.grammar):
        for word in entry.words:
            old[word].append(entry.words)
    lists = _Lists(_entries(pair.new, pack.grammar), old, pair, pack)
    starts = [entry.start for entry in lists.new]
    found = ((chunk, _won(chunk, starts, lists)) for chunk in pair.chunks)
    return {chunk: ground for chunk, ground in found if ground is not None}


def _won(chunk: Chunk, starts: Sequence[int], lists: _Lists) -> Ground | None:
    """Tell of the first entry that a changed stretch won."""
    pair = lists.pair
    if _filled(chunk, pair, lists.pack):
        return _ground(chunk.new, pair.new)
    if any(mention.concept.axis in _BOUNDS for mention in pair.new.within(*chunk.new)):
        return None
    first, last = (bisect_left(starts, place) for place in chunk.new)
    came = (_came(at, chunk, lists) for at in range(first, last))
    return next((ground for ground in came if ground is not None), None)


def _came(at: int, chunk: Chunk, lists: _Lists) -> Ground | None:
    """Tell of one entry, if it is new and one more of what takes."""
    entry, pair, pack = lists.new[at], lists.pair, lists.pack
    one = entry if _inside(entry, chunk) else _capitals(entry, pair.new)
    if not _inside(one, chunk) or _longer(one, pair.new, pack) or _named_by_concept(one, pair):
        return None
    if any(one.words <= it for it in lists.old.get(min(one.words), ())[:MANY]):
        return None
    near = (*lists.new[max(0, at - _ROW) : at], *lists.new[at + 1 : at + _ROW])
    others = [other for other in near if other.row == one.row]
    if not others or _placed(pair.new, (one, *others)) or not _counts(one, others, chunk, pair, pack):
        return None
    return _ground((one.start, one.end), pair.new)


def _named_by_concept(one: Entry, pair: Pair) -> bool:
    """Tell whether what came has a name in the taxonomy: it is told by it."""
    return any(
        not known(mention, pair.new, pair.clause_new, pair.clause_old)
        for mention in pair.new.within(one.start, one.end)
        if mention.concept.axis in RANKED and mention in pair.come
    )


def _capitals(entry: Entry, statement: Statement) -> Entry:
    """Cut an entry behind the name it begins with, where the sentence goes on: *or Pip we share*."""
    words = statement.words[entry.start : entry.end]
    name = list(takewhile(lambda word: not statement.text[word.start].islower(), words))
    told = frozenset(word.text for word in name) & entry.words
    return entry._replace(end=entry.start + len(name), words=told) if told and entry.start else entry


def _longer(entry: Entry, statement: Statement, pack: RulePack) -> bool:
    """Tell whether an entry is a part of a sentence: it is long, or a small word joins it to the rest."""
    return entry.end - entry.start > _LONGEST or statement.plain[entry.start] in pack.grammar.links


def _ground(span: tuple[int, int], statement: Statement) -> Ground:
    return Ground(RULE, Direction.ADVERSE, topic(statement, span[0]), after=statement.said(*span))


def _entries(statement: Statement, grammar: Grammar) -> list[Entry]:
    """Cut a statement where its words are joined, and note which parts are joined to each other."""
    opened = {mention.start: mention.end for mention in statement.of(*_OPENING)}
    cuts, row = [(0, 0)], 0
    for place, word in enumerate(statement.plain):
        if place in opened and word not in grammar.either_way:
            row += 1
            cuts += [(place, row - 1), (opened[place], row)]
        elif word in _BREAKS:
            row += 1
            cuts += [(place, row - 1), (place + 1, row)]
        elif word in _JOINS or word in grammar.both or word in grammar.either:
            cuts += [(place, row), (place + 1, row)]
    cuts.append((len(statement.words), row))
    found = (
        Entry(start, end, number, _weight(statement, start, end, grammar))
        for (start, number), (end, _) in pairwise(cuts)
    )
    return [entry for entry in found if entry.words]


def _weight(statement: Statement, start: int, end: int, grammar: Grammar) -> frozenset[str]:
    return frozenset(
        word for word in statement.plain[start:end] if word[0].isalnum() and word not in grammar.stop
    )


def _inside(entry: Entry, chunk: Chunk) -> bool:
    return chunk.new[0] <= entry.start < entry.end <= chunk.new[1]


def _placed(statement: Statement, row: Sequence[Entry]) -> bool:
    """Tell whether an enumeration is an address or a row of places."""
    return any(
        _has(statement, entry, Axis.PLACE)
        or any(_number(statement, word) for word in statement.words[entry.start : entry.end])
        for entry in row
    )


def _number(statement: Statement, word: Word) -> bool:
    """Tell whether a word is a number by itself, and no part of a name: *MC1*."""
    return word.text.isdecimal() and not statement.text[max(0, word.start - 1) : word.start].isalnum()


def _counts(one: Entry, others: Sequence[Entry], chunk: Chunk, pair: Pair, pack: RulePack) -> bool:
    """Tell whether one more entry lets more be done: more data is used, or more receive it.

    A name in the place of another is one more only among several names of those who receive something.
    """
    statement = pair.new
    head = statement.head_at(one.start)
    if head is not None and head in statement.telling:
        owed = head.actor is Actor.PERSON and head.place < one.start
        if owed or head.stance is Stance.GIVES:
            return False
    data = [other for other in others if _has(statement, other, Axis.DATA)]
    instead = any(
        word[0].isalnum() and word not in statement.plain for word in pair.old.plain[slice(*chunk.old)]
    )
    if not instead and _has(statement, one, Axis.DATA):
        return bool(data)
    if not instead and len(data) > 1:
        return not _has(statement, one, *Axis) or _has(statement, one, Axis.PERSON)
    until_here = (entry for entry in others[1:] if entry.start < one.start)
    if not all(_named(statement, entry) for entry in (*until_here, one)):
        return False
    return len(others) > instead and _receiving(others[0], pair, _SHARED if instead else _TOLD, pack)


def _has(statement: Statement, entry: Entry, *axes: Axis) -> bool:
    return any(mention.concept.axis in axes for mention in statement.within(entry.start, entry.end))


def _named(statement: Statement, entry: Entry) -> bool:
    """Tell whether an entry is a name: no word of weight in it begins with a small letter."""
    words = (word for word in statement.words[entry.start : entry.end] if word.text in entry.words)
    return not any(statement.text[word.start].islower() for word in words)


def _receiving(first: Entry, pair: Pair, axes: Container[Axis], pack: RulePack) -> bool:
    """Tell whether names are of those who receive data or track: by the words before the first of them.

    Where names are all that is said, by what else the clause says.
    """
    statement = pair.new
    if not statement.mentions and not first.start:
        return any(stance < 0 for _, stance in pair.clause_new.acts)
    if _whereabouts(first, statement, pack):
        return False
    lead = statement.within(max(0, first.start - _LEAD), first.end)
    if any(mention.concept.axis in axes for mention in lead):
        return True
    heading = statement.inherited
    return heading is not None and heading.stance is Stance.TAKES and ROW in statement.plain


def _whereabouts(first: Entry, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a word for a place stands before the first name: *partners in Lyon*."""
    place = first.end - 1
    while place > 0 and not statement.text[statement.words[place].start].islower():
        place -= 1
    return pack.grammar.links.get(statement.plain[place]) == "in"


def _filled(chunk: Chunk, pair: Pair, pack: RulePack) -> bool:
    """Tell whether a cell of a table of what is done said *none*, and now says something."""
    if ROW not in pair.old.plain or pair.new.stance is Stance.GIVES:
        return False
    old = [word for word in pair.old.plain[slice(*chunk.old)] if word[0].isalnum()]
    none = pack.people.nothing
    told = any(word[0].isalnum() for word in pair.new.plain[slice(*chunk.new)])
    empty = old == ["n", "a"] or (bool(old) and all(word in none for word in old))
    return empty and told and bool(pair.new.of(*_TOLD))
