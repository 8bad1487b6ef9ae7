"""What a pattern cannot match without: few patterns of a table match a text, and letters are found sooner than patterns."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from notifier.core.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Letters = tuple[str, ...]
"""Runs of letters of which a text must hold one."""

MOST = 40
"""So many runs are looked for at most; of more the pattern itself finds one sooner."""
GROWN = 20
"""Strings that follow each other grow to so many; beyond, each piece is looked for by itself: of forty long ones most texts hold none,
and all forty had to be looked for."""
FILED = 3
"""Of so many of its needs a pattern is filed under the pieces."""
TEXTS = 256
"""Of so many texts it is kept which patterns may match."""
WIDEST = 12
"""A class of more characters than that counts as any character."""

_PLAIN = r"[^\\.^$|()\[\]{}?*+<]+"
_PART = re.compile(
    rf"\((?:\?:|\?<?!)?{_PLAIN}(?:\|{_PLAIN})*\)|"
    r"\(\?P=\w+\)|\(\?P<\w+>|\(\?<?[=!]|\(\?:|\(\?[a-z]+\)|[()|]|\[\^?(?:\\.|[^\]\\])*\]|\\.|[?*+]\??|\{\d*,?\d*\}\??"
    rf"|<\w+>|{_PLAIN}(?![?*+{{])|.",
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


class Slots:
    """What stands in patterns by a name: `<persons>` for a list of words, `<n>` for a number.

    What each name needs is read once, and not again in every pattern that it stands in.

    Attributes:
        needs: name → what it needs wherever it stands.
    """

    def __init__(self, written: Iterable[tuple[str, str]] = ()) -> None:
        self._written = tuple(written)
        self.needs: dict[str, Needs] = {}
        for slot, words in reversed(self._written):
            self.needs[slot], _ = _choice(_PART.findall(words), 0, self.needs)

    def spelled(self, pattern: str) -> str:
        """Write out the names of a pattern, in order: what a name stands for may hold later ones."""
        for slot, words in self._written if "<" in pattern else ():
            pattern = pattern.replace(slot, words)
        return pattern


NO_SLOTS = Slots()


def needed(pattern: str, slots: Slots = NO_SLOTS) -> tuple[Letters, ...]:
    """Give what a pattern needs, the rarest first: a text holds one run of each, or the pattern does not match."""
    found, _ = _choice(_PART.findall(pattern), 0, slots.needs)
    wanted = {_shortest(letters) for letters in _sure(found)}
    return tuple(sorted((letters for letters in wanted if len(letters) <= MOST), key=_rarity, reverse=True))


@lru_cache(maxsize=4096)
def _shortest(letters: Letters) -> Letters:
    """Leave out the runs that hold another one."""
    written = "|".join(letters)
    held = [run for run in letters if written.count(run) > 1]
    return tuple(run for run in letters if not any(other in run for other in held if other != run))


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

    def __init__(self, written: str, slots: Slots = NO_SLOTS) -> None:
        self._written = written
        self._slots = slots
        self.needs = needed(written, slots)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, for a text that is known to hold what it needs."""
        return re.compile(self._slots.spelled(self._written))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give what it matches, from left to right."""
        return self.pattern.finditer(text) if possible(self.needs, text) else iter(())

    def sub(self, given: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Write something else where it matches."""
        return self.pattern.sub(given, text) if possible(self.needs, text) else text


class Index:
    """Finds among many patterns those that may match a text, by what its words hold; what a word holds is kept.

    A pattern is filed under the pieces of its rarest needs: of each run the longest part between spaces, with the space on
    either side of it. Wherever the run stands in a text, that piece stands in one of the words, a space put around it.

    Every pattern has one bit for each of these needs, all first ones before all second ones, and a word has those bits whose need
    it meets; a pattern that needs less has its bit always.
    """

    def __init__(self, needs: Sequence[tuple[Letters, ...]]) -> None:
        self._needs = needs
        self._filed: dict[str, int] = defaultdict(int)
        self._always = 0
        for place, wanted in enumerate(needs):
            rarest = sorted((tuple(map(_piece, runs)) for runs in wanted), key=_rarity, reverse=True)
            for turn in range(FILED):
                bit = 1 << (turn * len(needs) + place)
                if turn >= len(rarest):
                    self._always |= bit
                    continue
                for piece in rarest[turn]:
                    self._filed[piece] |= bit
        for piece in tuple(self._filed):
            for end in range(1, len(piece)):
                self._filed.setdefault(piece[:end], 0)
        self._held = Memory(self._meets)
        self._told = Memory(self._sought, most=TEXTS)

    def places(self, text: str) -> tuple[int, ...]:
        """Give the places of the patterns that may match, in order."""
        return self._told[text]

    def _sought(self, text: str) -> tuple[int, ...]:
        """Look for them; kept, for a text is asked about again when nothing was changed in it."""
        met = self._always
        for bits in map(self._held.__getitem__, set(text.split(" "))):
            met |= bits
        for _ in range(1, FILED):
            met &= met >> len(self._needs)
        return tuple([place for place in _places(met) if possible(self._needs[place], text)])

    def _meets(self, word: str) -> int:
        """Give the bits of the needs that a word meets; at a letter with which no piece goes on, the next place has its turn."""
        spaced = f" {word} "
        found = 0
        for start in range(len(spaced)):
            for end in range(start + 1, len(spaced) + 1):
                bits = self._filed.get(spaced[start:end])
                if bits is None:
                    break
                found |= bits
        return found


def _places(bits: int) -> Iterator[int]:
    """Give the places of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _piece(run: str) -> str:
    """Give the longest part of a run between spaces, with the spaces that the run has around it."""
    words = run.split(" ")
    spaced = [
        f"{' ' * (place > 0)}{word}{' ' * (place + 1 < len(words))}"
        for place, word in enumerate(words)
        if word
    ]
    return max(spaced, key=len)


def _rarity(letters: Letters) -> tuple[int, int, Letters]:
    return min(map(len, letters)), -len(letters), letters


def _choice(parts: Sequence[str], place: int, slots: Mapping[str, Needs]) -> tuple[Needs, int]:
    """Read alternatives up to the end of their group."""
    branches: list[Needs] = []
    while True:
        branch, place = _branch(parts, place, slots)
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


def _branch(parts: Sequence[str], place: int, slots: Mapping[str, Needs]) -> tuple[Needs, int]:
    """Read one alternative, piece by piece."""
    pieces: list[Needs] = []
    while place < len(parts) and parts[place] not in {")", "|"}:
        if parts[place].startswith("(") and not parts[place].endswith(")"):
            found, end = _choice(parts, place + 1, slots)
            found = _NOTHING if parts[place] in _AWAY else found
            # What stands around takes no room in a match, but it stands in the text.
            found = Needs(("",), tuple(_sure(found))) if parts[place] in _AROUND else found
        else:
            found, end = slots.get(parts[place]) or _single(parts[place]), place + 1
        if end < len(parts) and parts[end][0] in "?*+{" and len(parts[end]) > (parts[end][0] == "{"):
            found, end = _repeated(found, parts[end]), end + 1
        pieces.append(found)
        place = end
    return _joined(pieces), place


@lru_cache(maxsize=4096)
def _single(part: str) -> Needs:
    """Read letters, one of several words, or a class of letters; what takes no room needs nothing. Kept, for patterns share lists of words."""
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
            run = tuple(dict.fromkeys([start + end for start in run for end in piece.exact]))
            some += piece.some
            continue
        broken = True
        some += [run, *piece.some]
        run = piece.exact or ("",)
    return (
        Needs(None, tuple(runs for runs in (*some, run) if all(runs))) if broken else Needs(run, tuple(some))
    )
