"""Our redline and its peers, each as a list of strokes over whole Markdown texts.

A stroke is (mark, text): `=` kept, `-` removed, `+` added, `<` moved from here, `>` moved to here.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.changeset import compare
from notifier.core.document import parse, show
from notifier.core.redline import Op, diff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notifier.core.alignment import Match
    from notifier.core.changeset import ChangeSet

Stroke = tuple[str, str]
_MARKS = {Op.KEEP: "=", Op.REMOVE: "-", Op.ADD: "+"}
_WORD = re.compile(r"\S+\s*|\s+")


def ours(before: str, after: str) -> ChangeSet:
    """Parse, align, compare: what the product does."""
    return compare(parse(before), parse(after))


def strokes(changes: ChangeSet) -> list[Stroke]:
    """Give our redline of the whole Markdown, both texts exactly in it."""
    told: list[Stroke] = []
    if changes.before.front or changes.after.front:
        told.extend(_inner(changes.before.front, changes.after.front))
    place = {id(clause): at for at, clause in enumerate(changes.before.clauses)}
    standing, moved = _standing(changes, place)
    waiting = 0
    for match in changes.alignment.matches:
        if id(match) in standing:
            first, last = place[id(match.before[0])], place[id(match.before[-1])]
            told.extend(stroke for at in range(waiting, first) for stroke in moved[at])
            waiting = last + 1
            told.extend(_inner(_sources(match.before), _sources(match.after)))
        else:
            told.extend(_arrived(match))
    told.extend(stroke for at in range(waiting, len(changes.before.clauses)) for stroke in moved[at])
    return told


def _standing(changes: ChangeSet, place: dict[int, int]) -> tuple[set[int], dict[int, list[Stroke]]]:
    """Give the matches that stand in order, and what to write where the others left."""
    standing: set[int] = set()
    left: dict[int, list[Stroke]] = {}
    high = -1
    for match in changes.alignment.matches:
        if not match.before:
            continue
        places = [place[id(clause)] for clause in match.before]
        whole = places == list(range(places[0], places[-1] + 1))
        if match.after and match.fate not in {Fate.MOVED, Fate.MOVED_EDITED} and places[0] > high and whole:
            standing.add(id(match))
            high = places[-1]
            continue
        gone = _departed(match) if match.after else [("-", _sources(match.before))]
        left.update({at: [] for at in places})
        left[places[0]] = gone if whole else [("-", match.before[0].source)]
        if not whole:
            left.update({at: [("-", clause.source)] for at, clause in zip(places, match.before, strict=True)})
    return standing, left


def _departed(match: Match) -> list[Stroke]:
    return [
        ("<" if mark == "=" else mark, old)
        for mark, old, _ in _both(_sources(match.before), _sources(match.after))
        if old
    ]


def _arrived(match: Match) -> list[Stroke]:
    if not match.before or match.fate not in {Fate.MOVED, Fate.MOVED_EDITED}:
        return [("+", _sources(match.after))] if match.after else []
    return [
        (">" if mark == "=" else mark, new)
        for mark, _, new in _both(_sources(match.before), _sources(match.after))
        if new
    ]


def _both(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    for edit in diff(before, after).edits:
        yield _MARKS[edit.op], edit.before, edit.after


def _inner(before: str, after: str) -> Iterator[Stroke]:
    """Write what stands; where typography differs the old form is hidden and the new one shown as kept."""
    for mark, old, new in _both(before, after):
        if old == new:
            yield mark, old
        elif mark == "=":
            yield "~", f"{old}\0{new}"
        else:
            yield mark, old or new


def _sources(clauses: Sequence[object]) -> str:
    return "".join(clause.source for clause in clauses)  # type: ignore[attr-defined]


def sides(told: Sequence[Stroke]) -> tuple[str, str]:
    """Give the two texts that strokes were made from."""
    old = "".join(text.split("\0")[0] for mark, text in told if mark in "=-<~")
    new = "".join(text.split("\0")[-1] for mark, text in told if mark in "=+>~")
    return old, new


def exact(changes: ChangeSet, before: str, after: str) -> bool:
    """Tell whether both texts come back byte for byte: from the clauses, the redline of each change, and the whole."""
    each = all(
        change.redline.before == "\n".join(map(_shown, change.before))
        and change.redline.after == "\n".join(map(_shown, change.after))
        for change in changes.changes
    )
    whole = sides(strokes(changes)) == (before, after)
    return each and whole and show(changes.before) == before and show(changes.after) == after


def _shown(clause: object) -> str:
    return "".join(run.text for run in clause.runs)  # type: ignore[attr-defined]


def _matched(
    before: Sequence[str], after: Sequence[str], blocks: Sequence[tuple[int, int, int]]
) -> list[Stroke]:
    told: list[Stroke] = []
    at = then = 0
    for one, two, size in blocks:
        told += [("-", "".join(before[at:one])), ("+", "".join(after[then:two]))]
        told.append(("=", "".join(after[two : two + size])))
        at, then = one + size, two + size
    told += [("-", "".join(before[at:])), ("+", "".join(after[then:]))]
    return [stroke for stroke in told if stroke[1]]


def by_difflib(before: str, after: str) -> list[Stroke]:
    """difflib on words, as it comes."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    return _matched(old, new, difflib.SequenceMatcher(None, old, new).get_matching_blocks())


def by_patience(before: str, after: str) -> list[Stroke]:
    """patiencediff (Rust) on words."""
    from patiencediff import PatienceSequenceMatcher

    old, new = _WORD.findall(before), _WORD.findall(after)
    return _matched(old, new, PatienceSequenceMatcher(None, old, new).get_matching_blocks())


def by_dmp(before: str, after: str) -> list[Stroke]:
    """diff-match-patch on words, its own limit of a second, its own clean-up."""
    from diff_match_patch import diff_match_patch

    words: dict[str, int] = {}

    def encode(text: str) -> str:
        numbers = [words.setdefault(word, len(words)) for word in _WORD.findall(text)]
        return "".join(chr(number if number < 0xD800 else number + 0x800) for number in numbers)

    engine = diff_match_patch()
    pieces = engine.diff_main(encode(before), encode(after), checklines=False)
    engine.diff_cleanupSemantic(pieces)
    said = list(words)
    return [
        ("=+-"[op], "".join(said[ord(c) if ord(c) < 0xD800 else ord(c) - 0x800] for c in piece))
        for op, piece in pieces
    ]


def by_redlines(before: str, after: str) -> None:
    """The redlines package; its text loses white space, so only its time is taken."""
    from redlines import Redlines

    _ = Redlines(before, after).output_markdown


def by_lxml(before: str, after: str) -> None:
    """lxml's htmldiff on rendered pages; only its time is taken, rendering aside."""
    from lxml.html.diff import htmldiff

    htmldiff(before, after)


def by_prosediff(before: str, after: str) -> None:
    """The prosediff package on two files; only its time is taken."""
    import prosediff

    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "a.md"), Path(folder, "b.md")
        old.write_text(before, "utf-8", newline="")
        new.write_text(after, "utf-8", newline="")
        prosediff.compare_paths(old, new)


def by_git(before: str, after: str) -> list[Stroke]:
    """A process of git: `diff --no-index --word-diff`."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "a"), Path(folder, "b")
        old.write_text(before, "utf-8", newline="")
        new.write_text(after, "utf-8", newline="")
        ran = subprocess.run(
            ["git", "diff", "--no-index", "--word-diff=porcelain", "-U1000000", str(old), str(new)],
            capture_output=True,
            check=False,
        )
    lines = ran.stdout.decode("utf-8", "replace").split("\n")
    body = lines[next((at + 1 for at, line in enumerate(lines) if line.startswith("@@")), len(lines)) :]
    if not body:
        return [("=", after)]
    marks = {" ": "=", "-": "-", "+": "+"}
    return [
        ("=", "\n") if line[0] == "~" else (marks.get(line[0], "="), line[1:] + " ") for line in body if line
    ]


WITH_STROKES: dict[str, Callable[[str, str], list[Stroke]]] = {
    "git diff --word-diff": by_git,
    "patiencediff on words": by_patience,
    "difflib on words": by_difflib,
    "diff-match-patch on words": by_dmp,
}
TIME_ONLY: dict[str, Callable[[str, str], None]] = {
    "redlines": by_redlines,
    "lxml htmldiff": by_lxml,
    "prosediff": by_prosediff,
}
