"""Quote the words that decide, as a person would: a whole phrase of each text, cut at its own ends.

Rules point at words with a few around them. A quote begins where a phrase begins and ends where it ends, shows what
became of the words in the other text, and never shows the marks of a list, a table or a sentence around it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from notifier.core.sentences import cut
from notifier.core.tidy import LONGEST, short, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.statements import Word


_CELLS = 1_000_000
"""Words of one text times words of the other: longer texts are quoted by what the rule points at alone."""
_KEPT = 0.35
"""The part of the words that both texts share, from which on one can say what became of a phrase."""
_MARKS = frozenset(",;:|—–•·.!?…/")
_ENDS = frozenset(".!?;")

Span = tuple[int, int]
Quotes = tuple[str, str]
"""Words before and words after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One text of a change, to quote from.

    Attributes:
        text: the exact words.
        words: the same, cut.
        changed: stretches of words that the other text does not have, each with its counterpart there.
    """

    text: str
    words: tuple[Word, ...]
    changed: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Both texts of a change, and the small words at which their phrases part.

    Attributes:
        old: the text before.
        new: the text after.
        grammar: the small words of their language.
        told: whether the texts share enough words to say what became of a phrase.
    """

    old: Side
    new: Side
    grammar: Grammar
    told: bool

    @classmethod
    def read(cls, before: str, after: str, grammar: Grammar) -> Source:
        """Cut both texts, and note where they differ."""
        old, new = cut(before), cut(after)
        ones, twos = [word.text for word in old], [word.text for word in new]
        if not ones or not twos or len(ones) * len(twos) > _CELLS:
            return cls(
                old=Side(text=before, words=old), new=Side(text=after, words=new), grammar=grammar, told=False
            )
        chunks = _chunks(ones, twos)
        same = len(ones) - sum(end - start for (start, end), _ in chunks)
        return cls(
            old=Side(text=before, words=old, changed=chunks),
            new=Side(text=after, words=new, changed=tuple((b, a) for a, b in chunks)),
            grammar=grammar,
            told=same >= _KEPT * max(len(ones), len(twos)),
        )

    def quote(self, before: str, after: str, *, onward: bool = False) -> tuple[str, str]:
        """Quote what a rule points at; where it points at one text alone, the other shows what it became or was.

        `onward` quotes from the first word that is pointed at, for numbers: *30 days to object*.
        """
        return self.quotes(before, after, onward=onward)[1]

    def quotes(self, before: str, after: str, *, onward: bool = False) -> tuple[Quotes, Quotes]:
        """Quote the phrases that a rule points at, and as they are shown: a whole sentence beside a whole one."""
        one, two = _core(self.old, before, self.grammar), _core(self.new, after, self.grammar)
        if onward:  # A number is quoted from its beginning: *three weeks* where *months* were.
            one, two = _found(self.old, before) if before else one, _found(self.new, after) if after else two
            told = self._told(one, two, before, after, onward=True)
            return told, told
        spans = self._both(one, two)
        near, even = self._told(*spans, before, after), self._even(*spans)
        told = near if even == spans else self._told(*even, before, after)
        if before and after and told[0] == told[1]:
            told = self._apart(*even, before, after) or told
        return near, told

    def _told(
        self, one: Span | None, two: Span | None, before: str, after: str, *, onward: bool = False
    ) -> Quotes:
        """Quote both sides; words that are the same on both are quoted where the rule points."""
        quotes = (
            _quoted(self.old, one, before, self.grammar, onward=onward),
            _quoted(self.new, two, after, self.grammar, onward=onward),
        )
        if quotes[0] == quotes[1]:
            return (quotes[0] if before else "", quotes[1] if after else "")
        tail = quotes[0].removeprefix(before)
        return (quotes[0], after) if onward and tail and quotes[1] == after + tail else quotes

    def _even(self, one: Span | None, two: Span | None) -> tuple[Span | None, Span | None]:
        """Quote a whole sentence beside a whole sentence, never beside a piece of one."""
        whole, other = self._fills(self.old, one), self._fills(self.new, two)
        if one and two and whole != other:
            return _sentence(self.old, one) or one, _sentence(self.new, two) or two
        if self.told and one and whole and two is None:
            return one, _rewritten(self.old, self.new, _sentence(self.old, one))
        if self.told and two and other and one is None:
            return _rewritten(self.new, self.old, _sentence(self.new, two)), two
        return one, two

    def _fills(self, side: Side, span: Span | None) -> bool:
        """Tell whether the phrase around words is a whole sentence."""
        if span is None:
            return False
        start, end = span if _whole(side, span) else _phrase(side, span, self.grammar)
        more = (
            end < len(side.words) and side.words[end].text in _ENDS
        )  # the mark itself is no part of a phrase
        return _whole(side, (start, end + more))

    def _apart(self, one: Span | None, two: Span | None, before: str, after: str) -> Quotes | None:
        """Quote the sentences where the phrases are the same on both sides, as around an *and* that was an *or*."""
        whole = one and _sentence(self.old, one), two and _sentence(self.new, two)
        return self._told(*whole, before, after) if all(whole) else None

    def _both(self, one: Span | None, two: Span | None) -> tuple[Span | None, Span | None]:
        """Say what became of words, or what they were, where a rule points at one text or at a sentence of the other."""
        if self.told and one and not _whole(self.old, one) and (two is None or _whole(self.new, two)):
            return one, _counterpart(self.old, self.new, one, self.grammar) or two
        if self.told and two and not _whole(self.new, two) and (one is None or _whole(self.old, one)):
            return _counterpart(self.new, self.old, two, self.grammar) or one, two
        return one, two


def _chunks(ones: Sequence[str], twos: Sequence[str]) -> tuple[tuple[Span, Span], ...]:
    """Give the stretches that differ; neighbours are one."""
    chunks: list[tuple[Span, Span]] = []
    for op in LCSseq.opcodes(ones, twos):
        if op.tag == "equal":
            continue
        old, new = (op.src_start, op.src_end), (op.dest_start, op.dest_end)
        if chunks and chunks[-1][0][1] == old[0] and chunks[-1][1][1] == new[0]:
            (a, _), (c, _) = chunks.pop()
            old, new = (a, old[1]), (c, new[1])
        chunks.append((old, new))
    return tuple(chunks)


def _core(side: Side, pointed: str, grammar: Grammar) -> Span | None:
    """Find the words that a rule points at, and keep those that changed; a whole sentence stays whole."""
    found = _found(side, pointed) if pointed else None
    if found is None or _whole(side, found):
        return found
    return _trimmed(side, _altered(side, found) or found, grammar)


def _found(side: Side, pointed: str) -> Span | None:
    """Find words in a text, first of all where the texts differ."""
    first = None
    for at in _places(side.text, pointed):
        start = bisect_left(side.words, at, key=_start)
        end = bisect_left(side.words, at + len(pointed), key=_end) + 1
        if start < end <= len(side.words) and _text(side, (start, end)) == pointed:
            if _altered(side, (start, end)):
                return start, end
            first = first or (start, end)
    return first


_start, _end = attrgetter("start"), attrgetter("end")
_TRIED = 50


def _places(text: str, pointed: str) -> Iterator[int]:
    """Give where words stand in a text, the first so many times."""
    at = -1
    for _ in range(_TRIED):
        at = text.find(pointed, at + 1)
        if at < 0:
            return
        yield at


def _altered(side: Side, span: Span) -> Span | None:
    """Give the words of a stretch from the first to the last that changed."""
    first, last = span
    inside = [
        (max(start, first), min(end, last))
        for (start, end), _ in side.changed
        if start <= last and end >= first and (start < last or start == end) and (end > first or start == end)
    ]
    if not inside:
        return None
    start, end = inside[0][0], inside[-1][1]
    return (start, end) if start < end else (min(start, last - 1), min(start, last - 1) + 1)


def _whole(side: Side, span: Span) -> bool:
    """Tell whether words are a sentence or a whole text."""
    return (span[0] == 0 or _stops(side, span[0] - 1)) and _stops(side, span[1] - 1)


def _sentence(side: Side, span: Span) -> Span | None:
    """Give the sentence around words, if it is one that can be quoted whole."""
    start, end = span
    while start > 0 and not _stops(side, start - 1):
        start -= 1
    while not _stops(side, end - 1):
        end += 1
    return (start, end) if len(_text(side, (start, end))) <= LONGEST else None


def _rewritten(side: Side, other: Side, sentence: Span | None) -> Span | None:
    """Give the sentence of the other text that has most of the words of a sentence, if it still stands there."""
    if sentence is None:
        return None
    kept = _still(side, sentence)
    if len(kept) <= _HALF * (sentence[1] - sentence[0]):
        return None
    found = _sentence(other, (kept[0], kept[0] + 1))
    return found if found and kept[-1] < found[1] else None


def _still(side: Side, span: Span) -> list[int]:
    """Give where the words of a stretch that both texts have stand in the other."""
    places: list[int] = []
    at, there, end = 0, 0, len(side.words)
    for (start, stop), (_, other) in (*side.changed, ((end, end), (0, 0))):
        places += [there + place - at for place in range(max(at, span[0]), min(start, span[1]))]
        at, there = stop, other
    return places


_HALF = 0.5


def _stops(side: Side, place: int) -> bool:
    """Tell whether a sentence ends with a word."""
    return place + 1 == len(side.words) or side.words[place].text in _ENDS or "\n" in _gap(side, place + 1)


def _gap(side: Side, place: int) -> str:
    return side.text[side.words[place - 1].end : side.words[place].start]


def _counterpart(side: Side, other: Side, core: Span, grammar: Grammar) -> Span | None:
    """Give what stands in the other text where these words stand, if it is the same phrase in other words."""
    places = [
        place
        for (start, end), place in side.changed
        if start < core[1] and end > core[0] and place[0] < place[1]
    ]
    if not places:
        return None
    found = places[0][0], places[-1][1]
    if _elsewhere(side, other, found):
        return None
    ours, theirs = (
        {word.text for word in one.words[slice(*_phrase(one, span, grammar))]} - _MARKS
        for one, span in ((side, core), (other, found))
    )
    few = max(len(ours), len(theirs)) <= _FEW
    return found if few or len(ours & theirs) >= _KEPT * min(len(ours), len(theirs)) else None


def _elsewhere(side: Side, other: Side, found: Span) -> bool:
    """Tell whether words only stand elsewhere: then they are not what the others became."""
    fresh = {word.text for (start, end), _ in side.changed for word in side.words[start:end]}
    return any(word.text in fresh and len(word.text) > _FEW for word in other.words[slice(*found)])


_FEW = 3


def _quoted(side: Side, core: Span | None, pointed: str, grammar: Grammar, *, onward: bool) -> str:
    """Give the phrase around the words, or what fits of it."""
    if core is None:
        return short(tidy(pointed))
    whole = tidy(_text(side, core))
    if _whole(side, core) and len(whole) > LONGEST:
        altered = _altered(side, core)
        if altered is None or altered == core:
            return short(whole)
        return _part(side, core, _trimmed(side, _phrase(side, altered, grammar), grammar))
    span = core if _whole(side, core) else _phrase(side, core, grammar)
    if onward:
        span = (core[0], _before_verb(side, core, span[1], grammar))
    phrase = tidy(_text(side, _trimmed(side, span, grammar)))
    if len(phrase) <= LONGEST:
        return phrase
    return short(tidy(_text(side, (core[0], span[1]))))


def _before_verb(side: Side, core: Span, end: int, grammar: Grammar) -> int:
    """Give where the words after a number come to a verb: *50 €*, of *50 € are covered*."""
    verbs = (place for place in range(core[1], end) if side.words[place].text in grammar.passives)
    return next(verbs, end)


def _part(side: Side, sentence: Span, span: Span) -> str:
    """Quote a part of a sentence, and show that there is more."""
    phrase = tidy(_text(side, span))
    told = short(phrase)
    before = "… " if span[0] > sentence[0] else ""
    return f"{before}{told}{' …' if span[1] < sentence[1] and told == phrase else ''}"


def _text(side: Side, span: Span) -> str:
    return side.text[side.words[span[0]].start : side.words[span[1] - 1].end]


def _phrase(side: Side, core: Span, grammar: Grammar) -> Span:
    """Go on to both ends of the phrase; of a long one only to the next *who* or *which*."""
    span = _widened(side, core, grammar, frozenset())
    long = len(_text(side, span)) > LONGEST
    return _widened(side, core, grammar, grammar.relative) if long else span


def _widened(side: Side, core: Span, grammar: Grammar, breaks: frozenset[str]) -> Span:
    start, end = core
    while start > 0 and not _begins(side, start, grammar, breaks):
        start -= 1
    while (
        end < len(side.words) and not _begins(side, end, grammar, breaks) and not _parts(side, end, grammar)
    ):
        end += 1
    return start, end


def _begins(side: Side, place: int, grammar: Grammar, breaks: frozenset[str]) -> bool:
    """Tell whether a phrase begins with a word: after a mark or an *and*, or with an *if*."""
    word = side.words[place].text
    if "\n" in _gap(side, place) or _parts(side, place - 1, grammar):
        return True
    if place and side.words[place - 1].text in grammar.before_objects:
        return False  # *au moins*, *d'après*: one expression
    return (word in grammar.subordinators or word in breaks) and not _last(side, place)


def _last(side: Side, place: int) -> bool:
    """Tell whether a mark follows a word: *to say so.* is one phrase."""
    return place + 1 == len(side.words) or side.words[place + 1].text in _EDGES


def _parts(side: Side, place: int, grammar: Grammar) -> bool:
    """Tell whether a word or mark stands between two phrases."""
    word = side.words[place]
    if word.text in grammar.both or word.text in grammar.either or word.text in grammar.joints:
        return True
    if word.text not in _EDGES:
        return False
    alone = place + 1 == len(side.words) or side.text[word.end].isspace() or word.text in "()|"
    return alone and not (word.text == "," and _numbered(side, place))


_EDGES = frozenset(",;:()|—–•.!?…")


def _numbered(side: Side, comma: int) -> bool:
    """Tell whether a comma stands between a number and a number: *May 5, 2026*."""
    around = side.words[max(0, comma - 1)], side.words[min(len(side.words), comma + 2) - 1]
    return all(word.text[0].isdigit() for word in around)


def _trimmed(side: Side, span: Span, grammar: Grammar) -> Span:
    """Leave out the marks and joints at both ends, where words are left."""
    start, end = span
    while start < end and _loose(side.words[start].text, grammar):
        start += 1
    while end > start and _loose(side.words[end - 1].text, grammar):
        end -= 1
    return (start, end) if start < end else span


def _loose(word: str, grammar: Grammar) -> bool:
    return word in _MARKS or word in grammar.both or word in grammar.either
