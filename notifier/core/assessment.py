"""What a change does to people: level, direction, category, and the words that say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from notifier.core.document import Kind
from notifier.core.editorial import Proof, explain_all
from notifier.core.excerpt import excerpt
from notifier.core.finding import Category, Direction, Finding, Level
from notifier.core.judgement import Place, judge, keys, noted, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Clause, Document
    from notifier.core.rulepack import RulePack
    from notifier.core.text import ClauseId, Language

__all__ = [
    "Assessed",
    "Assessment",
    "Category",
    "Direction",
    "Finding",
    "Level",
    "assess",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One change with what it does to people."""

    change: Change
    level: Level
    direction: Direction
    category: Category
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of a change set; a person rules on it afterwards.

    Attributes:
        edition: the editions of the rule pack and of the tables of the proof.
        language: the language of the texts.
        changes: every change of the change set, in its order.
    """

    edition: str
    language: Language
    changes: tuple[Assessed, ...]

    @property
    def level(self) -> Level:
        """Give the highest level of all changes; any change is at least editorial."""
        return max((assessed.level for assessed in self.changes), default=Level.NONE)

    @property
    def direction(self) -> Direction:
        """Give the direction of the whole: mixed where changes pull both ways."""
        pulls = {assessed.direction for assessed in self.changes} - {Direction.NEUTRAL}
        return Direction.MIXED if len(pulls) > 1 else next(iter(pulls), Direction.NEUTRAL)


def assess(
    changeset: ChangeSet, pack: RulePack, *, protected: frozenset[ClauseId] = frozenset()
) -> Assessment:
    """Weigh a change set.

    Only a proof of editoriality clears a change; everything else is at least material. A change to a protected
    clause, or to one under a protected heading, that is not editorial is a rights reduction.
    """
    proofs = explain_all(changeset, pack.editorial)
    return Assessment(
        edition=pack.editions,
        language=changeset.language,
        changes=tuple(
            _cleared(change) if isinstance(found, Proof) else _assessed(change, pack, protected, place)
            for found, (change, place) in zip(proofs, placed(changeset, pack), strict=True)
        ),
    )


def placed(changeset: ChangeSet, pack: RulePack) -> Iterator[tuple[Change, Place]]:
    """Give each change with where it stands, and with what other clauses ceased or began to say."""
    old, new = _Headings(changeset.before), _Headings(changeset.after)
    said = _said(changeset, pack)
    left = Counter(key for before, after in said for key in before - after)
    came = Counter(key for before, after in said for key in after - before)
    for change, (before, after) in zip(changeset.changes, said, strict=True):
        yield (
            change,
            Place(
                before=_context(change.before, old),
                after=_context(change.after, new),
                left=frozenset(key for key in after - before if left[key]),
                came=frozenset(key for key in before - after if came[key]),
            ),
        )


def _said(changeset: ChangeSet, pack: RulePack) -> list[tuple[frozenset[object], frozenset[object]]]:
    """Name what each change said and says; nothing can have moved where there is one change alone."""
    if len(changeset.changes) == 1:
        return [(frozenset(), frozenset())]
    return [(keys(c.words_before, pack), keys(c.words_after, pack)) for c in changeset.changes]


class _Headings:
    """The headings of a document, read when the first clause asks for its own."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def words(self) -> dict[ClauseId, str]:
        return {clause.id: clause.text for clause in self._document.clauses if clause.kind is Kind.HEADING}


def _context(clauses: tuple[Clause, ...], headings: _Headings) -> str:
    """Give the words that a part of a list or table stands under: its heading and its lead-in, the nearest last."""
    if not clauses or not _leans(clauses[0]):
        return ""
    above = [headings.words.get(known, "") for known in clauses[0].path[-1:]]
    return "\n".join(words for words in (*above, clauses[0].lead_in) if words)


def _leans(clause: Clause) -> bool:
    """Tell whether a clause is no sentence of its own."""
    if clause.kind is not Kind.PARAGRAPH:
        return clause.kind in {Kind.ITEM, Kind.ROW}
    return not clause.text.endswith((".", "!", "?", ":")) or clause.text.startswith(_BULLETS)


_BULLETS = ("•", "·", "▪", "–")


def _cleared(change: Change) -> Assessed:
    return Assessed(
        change=change,
        level=Level.EDITORIAL,
        direction=Direction.NEUTRAL,
        category=Category.OTHER,
        findings=(),
    )


def _assessed(change: Change, pack: RulePack, protected: frozenset[ClauseId], place: Place) -> Assessed:
    seen = excerpt(change.words_before, change.words_after)
    findings = judge(seen.before, seen.after, pack, place=place)
    if not seen.whole:
        findings = (*findings, noted("long-clause", pack, Direction.NEUTRAL))
    if not seen.enough:
        findings = (noted("long-change", pack, Direction.ADVERSE), *findings)
    if _guarded(change, protected):
        findings = (told("protected", seen.before, seen.after, pack), *findings)
    return weighed(change, findings)


def _guarded(change: Change, protected: frozenset[ClauseId]) -> bool:
    return bool(protected) and any(
        clause.id in protected or not protected.isdisjoint(clause.path)
        for clause in (*change.before, *change.after)
    )


def weighed(change: Change, findings: tuple[Finding, ...]) -> Assessed:
    """Give a change the highest level of its findings, and the direction in which they pull together."""
    pulls = {finding.direction for finding in findings} - {Direction.NEUTRAL}
    worst = max(findings, key=lambda finding: finding.level)
    return Assessed(
        change=change,
        level=worst.level,
        direction=Direction.MIXED if len(pulls) > 1 else next(iter(pulls), Direction.NEUTRAL),
        category=worst.category,
        findings=tuple(sorted(findings, key=lambda finding: -finding.level)),
    )
