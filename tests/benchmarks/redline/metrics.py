"""How a redline reads, without a judge: strokes, islands, words marked, things cut in half."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.redline.tools import Stroke

_TOKEN = re.compile(r"\w+|[^\w\s]")
_ATOMS = {
    "words": re.compile(r"[^\W\d_]+"),
    "numbers": re.compile(r"\d+(?:[.,:/]\d+)*"),
    "links": re.compile(r"https?://[^\s()<>\[\]\"\\\\]+|[\w.+-]+@[\w-]+\.[\w.-]+\w"),
}
_FEW = 3


@dataclass(slots=True)
class Reading:
    """The sums over all pairs."""

    strokes: int = 0
    islands: int = 0
    crumbs: int = 0
    marked: int = 0
    cut_words: int = 0
    cut_numbers: int = 0
    cut_links: int = 0

    def add(self, told: Sequence[Stroke]) -> None:
        """Count one redline; what moved is not marked."""
        self._runs(told)
        self.marked += sum(len(_TOKEN.findall(text)) for mark, text in told if mark in "+-")
        for side in ("-", "+"):
            self._cuts(told, side)

    def _runs(self, told: Sequence[Stroke]) -> None:
        """A stroke is a run of changes up to the next kept letter; an island is what few words stand between two."""
        open_, kept = False, ""
        for mark, text in told:
            if mark in "+-" and text.strip():
                if not open_:
                    self.strokes += 1
                    words = re.findall(r"\w+", kept)
                    if kept.strip() and "\n" not in kept:
                        self.islands += len(words) < _FEW
                        self.crumbs += 0 < len(words) < _FEW and all(len(word) <= _FEW for word in words)
                open_, kept = True, ""
            elif mark not in "+-":
                shown = text.split("\0")[-1]
                kept = kept + shown if kept or self.strokes else ""
                if shown.strip():
                    open_ = False

    def _cuts(self, told: Sequence[Stroke], side: str) -> None:
        """Count what is marked in part only."""
        text, edges, at = [], set(), 0
        for mark, words in told:
            if mark == side or mark in "=~" or mark == {"-": "<", "+": ">"}[side]:
                words = words.split("\0")[0 if side == "-" else -1]  # noqa: PLW2901
                if mark == side:
                    edges.update((at, at + len(words)))
                at += len(words)
                text.append(words)
        whole = "".join(text)
        for name, pattern in _ATOMS.items():
            cut = sum(_within(edge, pattern, whole) for edge in edges)
            setattr(self, f"cut_{name}", getattr(self, f"cut_{name}") + cut)


def _within(edge: int, pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether an edge lies inside of something that should be whole."""
    start = edge
    while start > 0 and edge - start < 300 and not text[start - 1].isspace():
        start -= 1
    return any(
        start + found.start() < edge < start + found.end()
        for found in pattern.finditer(text[start : edge + 300])
    )
