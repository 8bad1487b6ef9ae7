"""Which tokens changed: sentences are paired first, then the words inside of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from notifier.core.chain import between, common, heaviest, shared
from notifier.core.tokens import key, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int, int, int]
"""Tokens of the old text, from and to, that became tokens of the new text, from and to."""

_ALIKE = 0.5
_ONE = 2
"""The places where one sentence begins and ends."""
_NEAR = 4
_ALL_WITH_ALL = 400
_CELLS = 40_000
_LONG_CELLS = 30_000_000


@dataclass(frozen=True, slots=True)
class Texts:
    """Both texts as numbered keys, and where their sentences begin.

    Attributes:
        words: the keys themselves; a key's number is its place here.
        old: the keys of the old text.
        new: the keys of the new text.
        old_sentences: where sentences of the old text begin, and its end.
        new_sentences: where sentences of the new text begin, and its end.
    """

    words: tuple[str, ...]
    old: list[int]
    new: list[int]
    old_sentences: list[int]
    new_sentences: list[int]

    @classmethod
    def read(cls, old: Sequence[str], new: Sequence[str]) -> Texts:
        """Number the keys of two lists of tokens."""
        numbers: dict[str, int] = {}
        sides, starts = [], []
        for side in (old, new):
            keys = list(map(key, side))
            starts.append(sentences(side, keys))
            for known in dict.fromkeys(keys):
                numbers.setdefault(known, len(numbers))
            sides.append([numbers[known] for known in keys])
        return cls(tuple(numbers), sides[0], sides[1], starts[0], starts[1])


def changed(texts: Texts) -> list[Span]:
    """Give the spans that changed, in order; everything between them is equal, key by key."""
    found: list[Span] = []
    for old, old_end, new, new_end in _blocks(texts):
        spans = _words(texts.old[old:old_end], texts.new[new:new_end])
        found.extend((old + a, old + b, new + c, new + d) for a, b, c, d in spans)
    return found


def _blocks(texts: Texts) -> Iterator[Span]:
    """Pair sentences, and give the tokens of those that are not equal."""
    starts, ends = texts.old_sentences, texts.new_sentences
    if len(starts) == len(ends) == _ONE:
        yield 0, len(texts.old), 0, len(texts.new)
        return
    numbers: dict[tuple[int, ...], int] = {}
    sides = [
        [numbers.setdefault(tuple(side[one:two]), len(numbers)) for one, two in itertools.pairwise(at)]
        for side, at in ((texts.old, starts), (texts.new, ends))
    ]
    sizes = [len(sentence) for sentence in numbers]
    before = sides[0]
    anchors = common(before, sides[1], lambda place: 1 + sizes[before[place]])
    for gap in between(anchors, (0, len(before), 0, len(sides[1]))):
        for old, old_end, new, new_end in _paired(texts, gap):
            yield starts[old], starts[old_end], ends[new], ends[new_end]


def _paired(texts: Texts, gap: Span) -> Iterator[Span]:
    """Pair the sentences of a gap that are alike; the rest went or came whole."""
    old, old_end, new, new_end = gap
    if old_end - old <= 1 and new_end - new <= 1:
        yield gap
        return
    alike = {(one, two): weight for one, two, weight in _alike(texts, gap)}
    pairs = heaviest(alike, alike.__getitem__)
    at, then = old, new
    for one, two in pairs:
        yield from _whole((at, one, then, two))
        yield one, one + 1, two, two + 1
        at, then = one + 1, two + 1
    yield from _whole((at, old_end, then, new_end))


def _whole(gap: Span) -> Iterator[Span]:
    if gap[0] < gap[1] or gap[2] < gap[3]:
        yield gap


def _alike(texts: Texts, gap: Span) -> Iterator[tuple[int, int, float]]:
    """Give the pairs of sentences of a gap that share half their words: of all, or in a long gap of the near ones."""
    old, old_end, new, new_end = gap
    few = (old_end - old) * (new_end - new) <= _ALL_WITH_ALL
    for one in range(old, old_end):
        first = texts.old[texts.old_sentences[one] : texts.old_sentences[one + 1]]
        middle = new + (one - old) * (new_end - new) // (old_end - old)
        near = range(max(new, middle - _NEAR), min(new_end, middle + _NEAR + 1))
        for two in range(new, new_end) if few else near:
            second = texts.new[texts.new_sentences[two] : texts.new_sentences[two + 1]]
            likeness = Indel.normalized_similarity(first, second, score_cutoff=_ALIKE)
            if likeness:
                yield one, two, likeness * (len(first) + len(second))


def _words(old: Sequence[int], new: Sequence[int]) -> list[Span]:
    """Give the changed spans of two runs of words; a run too long for that is cut at what is unique in it first."""
    start = shared(old, new)
    end = shared(old[start:][::-1], new[start:][::-1])
    inner, other = old[start : len(old) - end], new[start : len(new) - end]
    if not inner or not other:
        spans = [(0, len(inner), 0, len(other))] if inner or other else []
    elif len(inner) * len(other) <= _CELLS:
        spans = _few(inner, other)
    else:
        spans = _many(inner, other)
    return [(a + start, b + start, c + start, d + start) for a, b, c, d in spans]


@cache
def _engine() -> diff_match_patch:
    engine = diff_match_patch()
    # With a limit in seconds the result would depend on the machine; the problem is cut small instead.
    engine.Diff_Timeout = 0
    return engine


def _few(old: Sequence[int], new: Sequence[int]) -> list[Span]:
    """Compare words as diff-match-patch compares letters."""
    codes: dict[int, str] = {}

    def encode(words: Sequence[int]) -> str:
        return "".join([codes.setdefault(word, chr(0x100 + len(codes))) for word in words])

    spans: list[Span] = []
    at = then = 0
    for op, piece in _engine().diff_main(encode(old), encode(new), checklines=False):
        size = len(piece)
        a, c = at, then
        at, then = at + size * (op <= 0), then + size * (op >= 0)
        if not op:
            continue
        if spans and spans[-1][1] == a and spans[-1][3] == c:
            spans[-1] = (spans[-1][0], at, spans[-1][2], then)
        else:
            spans.append((a, at, c, then))
    return spans


def _many(old: Sequence[int], new: Sequence[int]) -> list[Span]:
    """Cut a long run at its unique triples of words, and compare what lies between."""
    threes, others = _triples(old, new)
    anchors = _grown(old, new, common(threes, others, _one))
    spans: list[Span] = []
    for a, b, c, d in between(anchors, (0, len(old), 0, len(new))):
        inner = _rest(old[a:b], new[c:d])
        spans.extend((a + one, a + two, c + three, c + four) for one, two, three, four in inner)
    return spans


def _one(_: int) -> float:
    return 1.0


def _triples(old: Sequence[int], new: Sequence[int]) -> list[list[int]]:
    """Number every three neighbouring words."""
    numbers: dict[tuple[int, int, int], int] = {}
    return [
        [numbers.setdefault(three, len(numbers)) for three in zip(side, side[1:], side[2:], strict=False)]
        for side in (old, new)
    ]


def _grown(
    old: Sequence[int], new: Sequence[int], anchors: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Let each paired triple stand for its three words, where the next pair leaves room."""
    pairs: list[tuple[int, int]] = []
    at = then = -1
    for one, two in anchors:
        for step in range(3):
            if one + step > at and two + step > then and old[one + step] == new[two + step]:
                at, then = one + step, two + step
                pairs.append((at, then))
    return pairs


def _rest(old: Sequence[int], new: Sequence[int]) -> list[Span]:
    """Compare what has no unique triples: exactly where that is bounded, else it is replaced whole."""
    cells = len(old) * len(new)
    if not cells or cells > _LONG_CELLS:
        return [(0, len(old), 0, len(new))]
    if cells <= _CELLS:
        return _words(old, new)
    spans: list[Span] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        a, b, c, d = code.src_start, code.src_end, code.dest_start, code.dest_end
        if spans and spans[-1][1] == a and spans[-1][3] == c:
            a, c = spans.pop()[::2]
        spans.append((a, b, c, d))
    return spans
