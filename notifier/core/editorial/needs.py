"""What a pattern cannot match without: few patterns of a table match a text, and letters are found sooner than patterns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Letters = tuple[str, ...]
"""Runs of letters of which a text must hold one."""

MOST = 40
"""So many runs are looked for at most; of more the pattern itself finds one sooner."""
GROWN = 16
"""Strings that follow each other grow to so many; beyond, each piece is looked for by itself: of forty long ones most texts hold none,
and all forty had to be looked for."""
WIDEST = 12
"""A class of more characters than that counts as any character."""

_PLAIN = r"[^\\.^$|()\[\]{}?*+]+"
_PART = re.compile(
    rf"\((?:\?:)?{_PLAIN}(?:\|{_PLAIN})*\)|"
    r"\(\?P=\w+\)|\(\?P<\w+>|\(\?<?[=!]|\(\?:|\(\?[a-z]+\)|[()|]|\[\^?(?:\\.|[^\]\\])*\]|\\.|[?*+]\??|\{\d*,?\d*\}\??"
    rf"|{_PLAIN}(?![?*+{{])|.",
    re.DOTALL,
)
_AWAY = frozenset({"(?!", "(?<!"})
_AROUND = frozenset({"(?=", "(?<="})


@dataclass(frozen=True, slots=True)
class Needs:
    """What a piece of a pattern needs.

    Attributes:
        exact: all it can match, where that is a few strings.
        some: of each of these, the text holds one wherever it matches.
    """

    exact: Letters | None
    some: tuple[Letters, ...] = ()


_ANYTHING = Needs(None)
_NOTHING = Needs(("",))
_KNOWN = {
    **dict.fromkeys(("^", "$", r"\b", r"\A", r"\Z"), _NOTHING),
    ".": _ANYTHING,
    r"\d": Needs(None, (tuple("0123456789"),)),
}


def needed(pattern: str) -> tuple[Letters, ...]:
    """Give what a pattern needs, the rarest first: a text holds one run of each, or the pattern does not match."""
    found, _ = _choice(_PART.findall(pattern), 0)
    wanted = {_shortest(letters) for letters in _sure(found)}
    return tuple(sorted((letters for letters in wanted if len(letters) <= MOST), key=_rarity, reverse=True))


def _shortest(letters: Letters) -> Letters:
    """Leave out the runs that hold another one."""
    written = "|".join(letters)
    held = [run for run in letters if written.count(run) > 1]
    return tuple(run for run in letters if not any(other in run for other in held if other != run))


def common(needs: Iterable[Letters]) -> str:
    """Give the longest letters that every text holds which a pattern with these needs matches; empty where there are none."""
    return max((_shared(letters) for letters in needs), key=len, default="")


def _shared(letters: Letters) -> str:
    """Give the longest letters that stand in each of several runs."""
    first, *others = sorted(letters, key=len)
    parts = (
        first[at : at + size] for size in range(len(first), 0, -1) for at in range(len(first) - size + 1)
    )
    return next((part for part in parts if all(part in other for other in others)), "")


def possible(needs: tuple[Letters, ...], text: str) -> bool:
    """Tell whether a pattern that needs all of this may match a text."""
    for letters in needs:
        # A generator takes three times as long, and this is asked of every pattern.
        for run in letters:
            if run in text:
                break
        else:
            return False
    return True


class Sought:
    """A pattern that is asked of no text that lacks what it needs, and compiled for the first one that does not.

    Attributes:
        needs: what it cannot match without.
    """

    def __init__(self, written: str) -> None:
        self._written = written
        self.needs = needed(written)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._written)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give what it matches, from left to right."""
        return self._pattern.finditer(text) if possible(self.needs, text) else iter(())

    def sub(self, given: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Write something else where it matches."""
        return self._pattern.sub(given, text) if possible(self.needs, text) else text


class Index:
    """Finds among many patterns over words, one space before and after each, those that may match a text."""

    def __init__(self, needs: Sequence[tuple[Letters, ...]]) -> None:
        self._needs = needs
        self._worded = [tuple(filter(None, map(_worded, wanted))) for wanted in needs]
        self._by_words: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        known = Counter(words for wanted in needs for runs in wanted for run in runs for words in _whole(run))
        for place, wanted in enumerate(needs):
            keys = _keys(wanted, known)
            for words in keys:
                self._by_words[words].append(place)
            if not keys:
                self._always.append(place)

    def places(self, text: str) -> list[int]:
        """Give the places of the patterns that may match, in order."""
        words = text.split(" ")
        held = {*words, *map(" ".join, pairwise(words))}
        found = set(self._always)
        for known in self._by_words.keys() & held:
            found.update(self._by_words[known])
        return sorted(
            place for place in found if self._held(place, held) and possible(self._needs[place], text)
        )

    def _held(self, place: int, held: set[str]) -> bool:
        """Tell whether a text has words of each need; words are found sooner than runs of letters, and most texts lack some."""
        return not any(map(held.isdisjoint, self._worded[place]))


def _worded(runs: Letters) -> frozenset[str]:
    """Give whole words of which a text must hold one; none where a run holds no whole word."""
    words = [_whole(run) for run in runs]
    return frozenset(held[0] for held in words) if all(words) else frozenset()


def _keys(wanted: tuple[Letters, ...], known: Counter[str]) -> frozenset[str]:
    """Give whole words of which a text must hold one, the rarest; none where a run holds no whole word."""
    choices = [
        frozenset(min(words, key=lambda one: (known[one], one)) for words in map(_whole, runs))
        for runs in wanted
        if all(map(_whole, runs))
    ]
    return min(
        choices, key=lambda words: (sum(known[word] for word in words), sorted(words)), default=frozenset()
    )


def _whole(run: str) -> list[str]:
    """Give the words that are sure to begin and end in a run: two neighbours each, where it has so many."""
    words = [word for word in run.split(" ")[1:-1] if word]
    return [" ".join(pair) for pair in pairwise(words)] or words


def _rarity(letters: Letters) -> tuple[int, int, Letters]:
    return min(map(len, letters)), -len(letters), letters


def _choice(parts: Sequence[str], place: int) -> tuple[Needs, int]:
    """Read alternatives up to the end of their group."""
    branches: list[Needs] = []
    while True:
        branch, place = _branch(parts, place)
        branches.append(branch)
        if place >= len(parts) or parts[place] == ")":
            return _either(branches), place + 1
        place += 1


def _either(branches: Sequence[Needs]) -> Needs:
    """One of the branches stands there, so each has to need something."""
    if len(branches) == 1:
        return branches[0]
    exact = [branch.exact for branch in branches]
    if all(strings is not None for strings in exact):
        return _one_of([run for strings in exact for run in strings or ()])
    rarest = [max(_sure(branch), key=_rarity, default=()) for branch in branches]
    return (
        Needs(None, (tuple(dict.fromkeys(run for runs in rarest for run in runs)),))
        if all(rarest)
        else _ANYTHING
    )


def _one_of(runs: Sequence[str]) -> Needs:
    """Read several ways to write a piece; of many, of which one is empty, nothing is sure."""
    united = tuple(dict.fromkeys(runs))
    return Needs(united) if len(united) <= MOST or all(united) else _ANYTHING


def _sure(needs: Needs) -> list[Letters]:
    known = needs.some if needs.exact is None else (*needs.some, needs.exact)
    return [runs for runs in known if all(run.strip() for run in runs)]


def _branch(parts: Sequence[str], place: int) -> tuple[Needs, int]:
    """Read one alternative, piece by piece."""
    pieces: list[Needs] = []
    while place < len(parts) and parts[place] not in {")", "|"}:
        if parts[place].startswith("(") and not parts[place].endswith(")"):
            found, end = _choice(parts, place + 1)
            found = _NOTHING if parts[place] in _AWAY else found
            # What stands around takes no room in a match, but it stands in the text.
            found = Needs(("",), tuple(_sure(found))) if parts[place] in _AROUND else found
        else:
            found, end = _single(parts[place]), place + 1
        if end < len(parts) and parts[end][0] in "?*+{" and len(parts[end]) > (parts[end][0] == "{"):
            found, end = _repeated(found, parts[end]), end + 1
        pieces.append(found)
        place = end
    return _joined(pieces), place


def _single(part: str) -> Needs:
    """Read letters, one of several words, or a class of letters; what takes no room needs nothing."""
    if part in _KNOWN or part.startswith("(?P="):
        return _KNOWN.get(part, _ANYTHING)
    if part.startswith("(?") and part[2] != ":":
        return _NOTHING
    if part[0] == "(":
        return _one_of(part.removeprefix("(").removeprefix("?:").removesuffix(")").split("|"))
    if part.startswith("["):
        plain = part[1:-1]
        small = len(plain) <= WIDEST and plain[0] != "^" and "-" not in plain[1:-1] and "\\" not in plain
        return Needs(tuple(plain)) if small else _ANYTHING
    if part.startswith("\\"):
        return _ANYTHING if part[1].isalnum() else Needs((part[1],))
    return Needs((part,))


def _repeated(found: Needs, mark: str) -> Needs:
    """Read a piece that may be left out, or stand several times."""
    if mark[0] == "?":
        return _ANYTHING if found.exact is None else Needs(tuple(dict.fromkeys((*found.exact, ""))))
    if mark[0] == "*" or mark.startswith(("{0", "{,")):
        return _ANYTHING
    return Needs(None, tuple(_sure(found)))


def _joined(pieces: Iterable[Needs]) -> Needs:
    """Read pieces that follow each other: strings grow as long as they are few."""
    run: Letters = ("",)
    some: list[Letters] = []
    broken = False
    for piece in pieces:
        if piece.exact is not None and len(run) * len(piece.exact) <= GROWN:
            run = tuple(dict.fromkeys(map("".join, product(run, piece.exact))))
            some += piece.some
            continue
        broken = True
        some += [run, *piece.some]
        run = piece.exact or ("",)
    return (
        Needs(None, tuple(runs for runs in (*some, run) if all(runs))) if broken else Needs(run, tuple(some))
    )
