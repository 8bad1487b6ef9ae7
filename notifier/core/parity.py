"""Two languages say the same, clause by clause: same headings, and under each the same kinds in the same order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.document import Clause, Kind
from notifier.core.text import ClauseId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One place of the text in two languages; a side is empty where the other has no counterpart."""

    governing: Clause | None
    translated: Clause | None


def pairs(governing: Document, translated: Document) -> tuple[Pair, ...]:
    """Pair every clause with its counterpart, by heading and by position; what has none stands alone.

    Law: the governing clauses of all pairs are the governing document in its order, and each clause of the
    translation is in exactly one pair.
    """
    here, there = _sections(governing), _sections(translated)
    found: list[Pair] = []
    for name, section in here.items():
        found += _aligned(section, there.pop(name, ()))
    for section in there.values():
        found += _aligned((), section)
    return tuple(found)


def parallel(governing: Document, translated: Document) -> bool:
    """Say whether every clause has its counterpart and the headings stand in the same order."""
    together = pairs(governing, translated)
    return all(pair.governing and pair.translated for pair in together) and [
        pair.translated for pair in together
    ] == list(translated.clauses)


def renamed(governing: Document, translated: Document) -> tuple[tuple[Pair, ...], ...]:
    """Give the sections that differ in nothing but the id of their heading: in the same place, of the same shape."""
    here, there = _sections(governing), _sections(translated)
    after = dict(zip((None, *there), there, strict=False))
    found: list[tuple[Pair, ...]] = []
    before: tuple[ClauseId, int] | None = None  # the section before, as the translation calls it
    for name, section in here.items():
        other = after.get(before)
        if name not in there and other is not None and other not in here:
            together = _aligned(section, there[other])
            if all(pair.governing and pair.translated for pair in together):
                found.append(tuple(together))
                before = other
                continue
        before = name
    return tuple(found)


def named(document: Document, ids: Sequence[ClauseId]) -> Document:
    """Give the clauses their permanent ids, in order."""
    known = {
        clause.id: name
        for clause, name in zip(document.clauses, ids, strict=True)
        if clause.kind is Kind.HEADING
    }
    return document.named(
        (name, tuple(known.get(above, above) for above in clause.path))
        for clause, name in zip(document.clauses, ids, strict=True)
    )


def _sections(document: Document) -> dict[tuple[ClauseId, int], tuple[Clause, ...]]:
    """Cut a text at its headings; a heading id that stands twice counts its places."""
    sections: dict[tuple[ClauseId, int], tuple[Clause, ...]] = {}
    for head, clauses in itertools.groupby(_headed(document), key=lambda pair: pair[0]):
        sections[head] = tuple(clause for _, clause in clauses)
    return sections


def _headed(document: Document) -> Iterator[tuple[tuple[ClauseId, int], Clause]]:
    seen: dict[ClauseId, int] = {}
    head = (ClauseId(""), 0)
    for clause in document.clauses:
        if clause.kind is Kind.HEADING:
            seen[clause.id] = seen.get(clause.id, 0) + 1
            head = (clause.id, seen[clause.id])
        yield head, clause


def _aligned(here: Sequence[Clause], there: Sequence[Clause]) -> list[Pair]:
    """Pair the clauses of one section: by position where the shapes agree, else along their common shape."""
    ours, theirs = [shape(clause) for clause in here], [shape(clause) for clause in there]
    if ours == theirs:
        return [Pair(governing=one, translated=two) for one, two in zip(here, there, strict=True)]
    from difflib import SequenceMatcher  # texts in parity never need it

    found: list[Pair] = []
    shapes = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, low, high, left, right in shapes.get_opcodes():
        if tag == "equal":
            found += [
                Pair(governing=one, translated=two)
                for one, two in zip(here[low:high], there[left:right], strict=True)
            ]
        else:
            found += [Pair(governing=clause, translated=None) for clause in here[low:high]]
            found += [Pair(governing=None, translated=clause) for clause in there[left:right]]
    return found


def shape(clause: Clause) -> tuple[Kind, int, bool, int]:
    """Give what a clause and its counterpart have in common: kind, depth, whether numbered, number of cells."""
    return clause.kind, clause.depth, clause.marker[:1].isdigit(), len(clause.cells)
