"""Synthetic truth: real documents edited by known operations, so that we know which clause became which."""

from __future__ import annotations

import difflib
import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate, align
from notifier.core.document import Document, Kind, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WORD = re.compile(r"(?<![\w/@.&#-])[^\W\d_]{4,}(?![\w/@.-])")
_NUMBER = re.compile(r"(?<![\w./&#-])\d{1,4}(?![\w./-])")
_STOP = re.compile(r"(?<=[a-zé)][.!?])\s+(?=[A-ZÀÉ])")
_PLAIN = re.compile(r"[\[\]<>`|]")
SHARES = (0.03, 0.1, 0.3)


@dataclass(slots=True)
class Piece:
    """A clause on its way: its Markdown, and the old places it comes from."""

    source: str
    old: tuple[int, ...]
    done: str = ""


@dataclass(slots=True)
class Edited:
    """An edited document and what is true of it."""

    before: Document
    after: Document
    truth: dict[tuple[int, int], str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)


def documents(texts: Sequence[str], seeds: Sequence[int]) -> Iterator[Edited]:
    """Edit every text at three densities; one whose clauses are cut anew by an edit is left out."""
    vocabulary = sorted({word for text in texts[:20] for word in _WORD.findall(text)})
    for at, text in enumerate(texts):
        for seed in seeds:
            for share in SHARES:
                chance = random.Random(f"{at}.{seed}.{share}")
                if edited := _edited(text, chance, vocabulary, share):
                    yield edited


def _edited(text: str, chance: random.Random, vocabulary: Sequence[str], share: float) -> Edited | None:
    before = parse(text)
    pieces = [Piece(clause.source, (place,)) for place, clause in enumerate(before.clauses)]
    steps = max(2, int(share * len(pieces)))
    for _ in range(3 * steps):
        if sum(bool(piece.done) for piece in pieces) >= steps:
            break
        _STEPS[chance.choice(list(_STEPS))](pieces, before, chance, vocabulary)
    after = parse(before.front + "".join(piece.source for piece in pieces))
    if len(after.clauses) != len(pieces):
        return None
    if any(clause.source != piece.source for clause, piece in zip(after.clauses, pieces, strict=True)):
        return None
    edited = Edited(before, after)
    for place, piece in enumerate(pieces):
        for old in piece.old:
            edited.truth[old, place] = piece.done
        if not piece.old:
            edited.new.add(place)
    edited.gone = set(range(len(before.clauses))) - {old for old, _ in edited.truth}
    return edited


def _free(pieces: Sequence[Piece], before: Document, *kinds: Kind) -> list[int]:
    return [
        at
        for at, piece in enumerate(pieces)
        if not piece.done
        and len(piece.old) == 1
        and before.clauses[piece.old[0]].kind in kinds
        and len(before.clauses[piece.old[0]].text.split()) >= (2 if Kind.HEADING in kinds else 6)
    ]


_TEXT = (Kind.PARAGRAPH, Kind.ITEM)
Step = "Callable[[list[Piece], Document, random.Random, Sequence[str]], None]"


def _reworded(source: str, chance: random.Random, vocabulary: Sequence[str], count: int) -> str:
    places = [found.span() for found in _WORD.finditer(source)]
    for start, end in sorted(chance.sample(places, min(count, len(places))), reverse=True):
        source = source[:start] + chance.choice(vocabulary) + source[end:]
    return source


def edit(pieces: list[Piece], before: Document, chance: random.Random, vocabulary: Sequence[str]) -> None:
    _reword(
        pieces,
        before,
        chance,
        vocabulary,
        "edit",
        lambda words: chance.randint(1, min(4, max(1, words // 4))),
    )


def heavy(pieces: list[Piece], before: Document, chance: random.Random, vocabulary: Sequence[str]) -> None:
    _reword(pieces, before, chance, vocabulary, "heavy edit", lambda words: max(2, int(0.3 * words)))


def _reword(  # noqa: PLR0917
    pieces: list[Piece],
    before: Document,
    chance: random.Random,
    vocabulary: Sequence[str],
    name: str,
    count: Callable[[int], int],
) -> None:
    if free := _free(pieces, before, *_TEXT):
        piece = pieces[chance.choice(free)]
        words = _WORD.findall(piece.source)
        changed = _reworded(piece.source, chance, vocabulary, count(len(words)))
        if changed != piece.source and len(words) >= 4:
            piece.source, piece.done = changed, name


def number(pieces: list[Piece], before: Document, chance: random.Random, _: Sequence[str]) -> None:
    free = [at for at in _free(pieces, before, *_TEXT) if _NUMBER.search(pieces[at].source[6:])]
    if free:
        piece = pieces[chance.choice(free)]
        found = _NUMBER.search(piece.source, 6)
        if found:
            other = str(int(found.group()) + chance.randint(1, 60))
            piece.source = piece.source[: found.start()] + other + piece.source[found.end() :]
            piece.done = "number"


def _paragraphs(pieces: Sequence[Piece], before: Document) -> list[int]:
    """Give free paragraphs that stand between blank lines and under no list."""
    return [
        at
        for at in _free(pieces, before, Kind.PARAGRAPH)
        if pieces[at].source.endswith("\n\n") and not before.clauses[pieces[at].old[0]].depth
    ]


def _moved(
    pieces: list[Piece], before: Document, chance: random.Random, name: str, *, near: bool
) -> Piece | None:
    """Move a paragraph over more words than it has."""
    free = _paragraphs(pieces, before)
    if len(free) < 3:
        return None
    at = chance.choice(free)
    path = before.clauses[pieces[at].old[0]].path
    goals = [
        goal
        for goal in free
        if (before.clauses[pieces[goal].old[0]].path == path) is near
        and sum(len(piece.source) for piece in pieces[min(at, goal) + 1 : max(at, goal)])
        > 1.5 * len(pieces[at].source)
        and not any(piece.done for piece in pieces[min(at, goal) + 1 : max(at, goal)])
    ]
    if not goals:
        return None
    goal = chance.choice(goals)
    piece = pieces.pop(at)
    pieces.insert(goal, piece)
    piece.done = name
    return piece


def move(pieces: list[Piece], before: Document, chance: random.Random, _: Sequence[str]) -> None:
    _moved(pieces, before, chance, "move", near=True)


def section(pieces: list[Piece], before: Document, chance: random.Random, _: Sequence[str]) -> None:
    _moved(pieces, before, chance, "move to another section", near=False)


def move_edit(
    pieces: list[Piece], before: Document, chance: random.Random, vocabulary: Sequence[str]
) -> None:
    piece = _moved(pieces, before, chance, "move and edit", near=chance.random() < 0.5)
    if piece:
        piece.source = _reworded(piece.source, chance, vocabulary, 2)


def reorder(pieces: list[Piece], before: Document, chance: random.Random, _: Sequence[str]) -> None:
    free = set(_free(pieces, before, Kind.ITEM))
    runs = [
        at
        for at in free
        if {at + 1, at + 2} <= free
        and len({before.clauses[pieces[at + step].old[0]].lead_in for step in range(3)}) == 1
        and len({before.clauses[pieces[at + step].old[0]].depth for step in range(3)}) == 1
        and len(pieces[at].source) < len(pieces[at + 1].source) + len(pieces[at + 2].source)
        and pieces[at + 2].source[-2:] == pieces[at].source[-2:]
    ]
    if runs:
        at = chance.choice(sorted(runs))
        piece = pieces.pop(at)
        pieces.insert(at + 2, piece)
        piece.done = "reorder"
        for other in pieces[at : at + 2]:
            other.done = other.done or " "


def split(pieces: list[Piece], before: Document, chance: random.Random, _: Sequence[str]) -> None:
    free = [
        at
        for at in _paragraphs(pieces, before)
        if not _PLAIN.search(pieces[at].source)
        and any(
            40 < found.start() < len(pieces[at].source) - 40 for found in _STOP.finditer(pieces[at].source)
        )
    ]
    if free:
        at = chance.choice(free)
        source = pieces[at].source
        cut = next(found for found in _STOP.finditer(source) if 40 < found.start() < len(source) - 40)
        old = pieces[at].old
        halves = [source[: cut.start()] + "\n\n", source[cut.end() :]]
        pieces[at : at + 1] = [Piece(half, old, "split") for half in halves]


def merge(pieces: list[Piece], before: Document, chance: random.Random, _: Sequence[str]) -> None:
    free = set(_paragraphs(pieces, before))
    runs = sorted(
        at for at in free if at + 1 in free and not _PLAIN.search(pieces[at].source + pieces[at + 1].source)
    )
    if runs:
        at = chance.choice(runs)
        one, two = pieces[at], pieces[at + 1]
        source = one.source.rstrip() + " " + two.source
        pieces[at : at + 2] = [Piece(source, (*one.old, *two.old), "merge")]


def rename(pieces: list[Piece], before: Document, chance: random.Random, vocabulary: Sequence[str]) -> None:
    if free := _free(pieces, before, Kind.HEADING):
        piece = pieces[chance.choice(free)]
        changed = _reworded(piece.source, chance, vocabulary, 2)
        if changed != piece.source:
            piece.source, piece.done = changed, "rename"


def row(pieces: list[Piece], before: Document, chance: random.Random, vocabulary: Sequence[str]) -> None:
    if free := [at for at in _free(pieces, before, Kind.ROW) if before.clauses[pieces[at].old[0]].header]:
        piece = pieces[chance.choice(free)]
        changed = _reworded(piece.source, chance, vocabulary, 2)
        if changed != piece.source:
            piece.source, piece.done = changed, "row"


def remove(pieces: list[Piece], before: Document, chance: random.Random, _: Sequence[str]) -> None:
    if free := _paragraphs(pieces, before):
        pieces.pop(chance.choice(free))


def add(pieces: list[Piece], before: Document, chance: random.Random, vocabulary: Sequence[str]) -> None:
    if free := _paragraphs(pieces, before):
        words = " ".join(chance.choice(vocabulary) for _ in range(chance.randint(8, 30)))
        pieces.insert(chance.choice(free), Piece(f"{words.capitalize()}.\n\n", (), "add"))


_STEPS = {
    step.__name__: step
    for step in (
        edit,
        heavy,
        number,
        move,
        move_edit,
        section,
        reorder,
        split,
        merge,
        rename,
        row,
        remove,
        add,
    )
}


@dataclass(slots=True)
class Score:
    """What an aligner found of what is true."""

    right: int = 0
    told: int = 0
    true: int = 0
    by_step: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    moves: list[int] = field(default_factory=lambda: [0, 0, 0])

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall of changed clauses."""
        return 2 * self.right / (self.told + self.true) if self.told + self.true else 1.0

    def add(self, edited: Edited, pairs: set[tuple[int, int]], moved: set[int] | None) -> None:
        """Score the pairs of one document, and the new places marked as moved."""
        skip_old, skip_new = _trivial(edited.before), _trivial(edited.after)
        truth = {
            pair: step.strip()
            for pair, step in edited.truth.items()
            if pair[0] not in skip_old and pair[1] not in skip_new
        }
        changed = {pair for pair, step in truth.items() if step}
        olds = {old for old, _ in changed} | (edited.gone - skip_old)
        news = {new for _, new in changed} | (edited.new - skip_new)
        told = {
            (old, new)
            for old, new in pairs
            if (old in olds or new in news) and old not in skip_old and new not in skip_new
        }
        self.right += len(told & changed)
        self.told += len(told)
        self.true += len(changed)
        for pair in changed:
            self.by_step[truth[pair]][0] += pair in pairs
            self.by_step[truth[pair]][1] += 1
        if moved is not None:
            true = {new for (_, new), step in truth.items() if step.startswith(("move", "reorder"))}
            self.moves[0] += len(moved & true)
            self.moves[1] += len(moved - skip_new)
            self.moves[2] += len(true)


def _trivial(document: Document) -> set[int]:
    """Give the places of clauses that say too little or stand there twice: no truth about them is certain."""
    places = defaultdict(list)
    for place, clause in enumerate(document.clauses):
        places[clause.text].append(place)
    return {place for text, found in places.items() for place in found if len(found) > 1 or len(text) < 3}


def ours(edited: Edited) -> tuple[set[tuple[int, int]], set[int]]:
    """Give our pairs, and what we mark as moved."""
    old = {id(clause): place for place, clause in enumerate(edited.before.clauses)}
    new = {id(clause): place for place, clause in enumerate(edited.after.clauses)}
    matches = align(edited.before, edited.after).matches
    pairs = {(old[id(one)], new[id(two)]) for match in matches for one in match.before for two in match.after}
    moved = {
        new[id(two)]
        for match in matches
        if match.fate in {Fate.MOVED, Fate.MOVED_EDITED}
        for two in match.after
    }
    return pairs, moved


def by_difflib(edited: Edited, *, ratio: float = 0.0) -> set[tuple[int, int]]:
    """Pair as difflib does: what is replaced in order, or by its best ratio."""
    one, two = ([clause.text for clause in side.clauses] for side in (edited.before, edited.after))
    pairs: set[tuple[int, int]] = set()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and not ratio):
            pairs.update(zip(range(a, b), range(c, d), strict=False))
        elif tag == "replace":
            scored = sorted(
                (
                    (-difflib.SequenceMatcher(None, one[x], two[y]).quick_ratio(), x, y)
                    for x in range(a, b)
                    for y in range(c, d)
                ),
            )
            used: set[tuple[str, int]] = set()
            for score, x, y in scored:
                if -score >= ratio and ("o", x) not in used and ("n", y) not in used:
                    pairs.add((x, y))
                    used |= {("o", x), ("n", y)}
    return pairs
