"""A redline a person reads: confetti joined into phrases, edges where phrases begin, brackets whole."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from notifier.core.wording import Span, Texts

_STOP_WORDS = """
a an the of to in on at by for and or nor as is are be it its our your we you that this with from any may
le la les l' un une des de d' du à au aux et ou en y par pour sur dans que qu' qui ce se s' ne n' est sont vos
votre nos notre nous vous il elle leur leurs avec
"""
_STOPS = frozenset(_STOP_WORDS.split())
_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”"}
_LONGEST_ISLAND = 12
_KEPT_SHARE = 0.25
_FEW = 2
_FAR = 64


def smooth(texts: Texts, spans: Sequence[Span]) -> list[Span]:
    """Join and shift changed spans until they read as a person would have drawn them."""
    if not spans:
        return []
    page = _Page(texts)
    slid = [page.slide(span, low, high) for span, low, high in _neighbours(spans, texts)]
    joined = page.join(slid)
    balanced = [page.balance(span, high) for span, _, high in _neighbours(joined, texts)]
    return [page.slide(span, low, high) for span, low, high in _neighbours(balanced, texts)]


def _neighbours(spans: Sequence[Span], texts: Texts) -> list[tuple[Span, int, int]]:
    """Give each span with the old token where it may begin at the earliest, and end at the latest."""
    ends = [0, *(span[1] for span in spans)]
    begins = [*(span[0] for span in spans[1:]), len(texts.old)]
    return list(zip(spans, ends[: len(spans)], begins, strict=True))


class _Page:
    """What the pass needs to know of two texts, counted when it is needed: one change alone needs next to nothing.

    Attributes:
        texts: the two texts.
        starts: where the sentences of both texts begin.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.starts = (set(texts.old_sentences), set(texts.new_sentences))

    @cached_property
    def solid(self) -> list[int]:
        """Count the words before each token of the old text."""
        return self._counted(self.texts.old, _is_word)

    @cached_property
    def solid_new(self) -> list[int]:
        """Count the words before each token of the new text."""
        return self._counted(self.texts.new, _is_word)

    @cached_property
    def weighty(self) -> list[int]:
        """Count the words that carry meaning before each token of the old text."""
        return self._counted(self.texts.old, _is_weighty)

    @cached_property
    def sentence(self) -> list[int]:
        """Number the sentence of each token of the old text."""
        starts = set(self.texts.old_sentences[1:])
        return [*accumulate(at in starts for at in range(len(self.texts.old))), -1]

    def _counted(self, side: Sequence[int], counts: Callable[[str], bool]) -> list[int]:
        known = list(map(counts, self.texts.words))
        return [0, *accumulate([known[word] for word in side])]

    def join(self, spans: Sequence[Span]) -> list[Span]:
        """Join two changes when what is kept between them is no phrase of its own."""
        done: list[Span] = []
        for span in spans:
            joined = span
            while done and self._crumb(done[-1], joined):
                last = done.pop()
                joined = (last[0], joined[1], last[2], joined[3])
            done.append(joined)
        return self._rewritten(done)

    def _crumb(self, one: Span, two: Span) -> bool:
        """Tell whether the kept words between two changes read as a crumb."""
        start, end = one[1], two[0]
        if start == end:
            return True
        if self.sentence[start] != self.sentence[end - 1] or self._crosses(start, end):
            return False
        kept = self.solid[end] - self.solid[start]
        if kept == 0:
            return True
        first, second = self._size(one), self._size(two)
        if not self.weighty[end] - self.weighty[start]:
            return kept <= _FEW and not (_swap(one) and _swap(two))
        return kept <= min(first, second, _LONGEST_ISLAND) and first + second > _FEW

    def _crosses(self, start: int, end: int) -> bool:
        return any(at in self.starts[0] for at in range(start + 1, end + 1)) if end - start < _FAR else True

    def _size(self, span: Span) -> int:
        """Count the words of the greater side of a change."""
        return max(
            self.solid[span[1]] - self.solid[span[0]], self.solid_new[span[3]] - self.solid_new[span[2]]
        )

    def _rewritten(self, spans: list[Span]) -> list[Span]:
        """Join all changes of a sentence of which next to nothing is kept."""
        done: list[Span] = []
        for span in spans:
            if done and self._same_sentence(done[-1], span) and self._little_kept(done[-1], span):
                last = done.pop()
                done.append((last[0], span[1], last[2], span[3]))
            else:
                done.append(span)
        return done

    def _same_sentence(self, one: Span, two: Span) -> bool:
        return one[1] < len(self.texts.old) and self.sentence[one[1]] == self.sentence[two[0] - 1]

    def _little_kept(self, one: Span, two: Span) -> bool:
        kept = self.solid[two[0]] - self.solid[one[1]]
        return kept < _KEPT_SHARE * min(self._size(one), self._size(two))

    def balance(self, span: Span, limit: int) -> Span:
        """Take the closing bracket into a change that holds the opening one."""
        old, old_end, new, new_end = span
        if old_end >= limit or old == old_end or new == new_end:
            return span
        texts = self.texts
        closing = texts.words[texts.old[old_end]]
        if closing not in _PAIRS.values():
            return span
        sides = (texts.old[old:old_end], texts.new[new:new_end])
        if all(_opens(side, texts.words, closing) for side in sides):
            return (old, old_end + 1, new, new_end + 1)
        return span

    def slide(self, span: Span, low: int, high: int) -> Span:
        """Shift a pure insertion or deletion to where it reads best: a sentence, a part, a word after a mark."""
        old, old_end, new, new_end = span
        if old != old_end and new != new_end:
            return span
        side, start, end, shift = (
            (self.texts.new, new, new_end, old) if old == old_end else (self.texts.old, old, old_end, old)
        )
        back = 0
        while back < shift - low and side[start - back - 1] == side[end - back - 1]:
            back += 1
        forth = 0
        room = high - (old if old == old_end else old_end)
        while forth < room and side[start + forth] == side[end + forth]:
            forth += 1
        starts = self.starts[old == old_end]
        best = max(
            range(-back, forth + 1),
            key=lambda by: (self._edge(side, starts, start + by, end + by), -abs(by), by),
        )
        return (old + best, old_end + best, new + best, new_end + best)

    def _edge(self, side: Sequence[int], starts: set[int], start: int, end: int) -> int:
        """Rate a place for a change to begin and end at."""
        if start in starts:
            return 5 + (end in starts)
        before = self.texts.words[side[start - 1]]
        last = self.texts.words[side[end - 1]]
        if before in {";", ":"}:
            return 4
        if before == "," and last == ",":
            return 3
        return 2 if last not in _PAIRS and before not in _PAIRS else 0


@lru_cache(maxsize=20_000)
def _is_word(known: str) -> bool:
    """Tell whether a token is a word or number, not a mark."""
    return any(map(str.isalnum, known))


@lru_cache(maxsize=20_000)
def _is_weighty(known: str) -> bool:
    """Tell whether a token is a word that carries meaning."""
    return _is_word(known) and known.casefold() not in _STOPS


def _swap(span: Span) -> bool:
    """Tell whether one word became another: two numbers of a list are two changes."""
    return span[1] - span[0] == span[3] - span[2] == 1


def _opens(side: Sequence[int], words: Sequence[str], closing: str) -> bool:
    """Tell whether a bracket is opened in a run of words and not closed."""
    opening = next(mark for mark, close in _PAIRS.items() if close == closing)
    open_at = sum(words[known] == opening for known in side) - sum(words[known] == closing for known in side)
    return open_at == 1
