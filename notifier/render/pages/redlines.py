"""A whole text with its changes marked: by element, by hidden words and by style, so it reads by eye, by ear and in copies."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.changeset import spoken
from notifier.core.document import Kind
from notifier.core.dress import Run, words
from notifier.core.redline import Op, diff
from notifier.render import html as page
from notifier.render.pages import blocks
from notifier.render.pages.blocks import hung
from notifier.render.strokes import Stroke, drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from notifier.core.alignment import Match
    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Clause
    from notifier.core.redline import Redline
    from notifier.core.text import ClauseId
    from notifier.render.pages.blocks import Block
    from notifier.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading and what stands under it.

    Attributes:
        name: the id of the heading; empty for what stands before the first.
        title: the words of the heading.
        fate: what became of the heading itself.
        changes: how many changes the part holds, clauses that came from elsewhere among them.
        html: the part, heading included.
    """

    name: str
    title: str
    fate: Fate
    changes: int
    html: str


@dataclass(slots=True)
class Marker:
    """Marks changes and numbers them."""

    words: Words
    follow: Callable[[str], str]
    count: int = 0
    names: dict[ClauseId, int] = field(default_factory=dict)
    """The first change of each clause."""
    redlines: dict[int, Redline] = field(default_factory=dict)
    """What was compared already, by the clause that came of it."""

    def parts(self, changeset: ChangeSet) -> tuple[Part, ...]:
        """Lay out the new text with everything that went and came, part by part."""
        told: list[Part] = []
        self.redlines = {id(one.after[0]): one.redline for one in changeset.changes if one.after}
        gone = any(match.fate is Fate.REMOVED for match in changeset.alignment.matches)
        taken = {clause.id for clause in changeset.after.clauses} if gone else set()
        for matches in _sections(_with_departures(changeset)):
            first = matches[0]
            start = self.count
            html = self._section(matches, taken)
            arrivals = sum(1 for match in matches if match.fate is Fate.MOVED and match.after)
            head = (first.after or first.before)[0]
            titled = head.kind is Kind.HEADING
            told.append(
                Part(
                    name=head.id if titled else "",
                    title=head.text if titled else "",
                    fate=first.fate if titled else Fate.SAME,
                    changes=self.count - start + arrivals,
                    html=html,
                )
            )
        return tuple(told)

    def _section(self, matches: list[Match], taken: set[ClauseId]) -> str:
        table = self.words.gettext("Table")
        if all(match.fate is Fate.SAME for match in matches):
            clauses = [match.after[0] for match in matches]
            return blocks.section(clauses, self.follow, table=table, classes=("same",))
        return blocks.layout(self._blocks(matches, taken), table=table)

    def strokes(self, drawn: Iterable[Stroke], clause: ClauseId) -> str:
        """Mark the strokes of one stretch; neighbours that went and came are one change."""
        html: list[str] = []
        for keep, group in itertools.groupby(drawn, key=lambda stroke: stroke.op is Op.KEEP):
            marked = page.marked((self._followed(stroke) for stroke in group), self.words)
            html.append(marked if keep else self._change(marked, clause))
        return "".join(html)

    def _followed(self, stroke: Stroke) -> Stroke:
        """Let links lead where the page wants them; words that went lead nowhere any more."""
        if stroke.op is Op.REMOVE:
            return replace(stroke, run=stroke.run._replace(target=""))
        was = stroke.was and next(hung([stroke.was], self.follow))
        return replace(stroke, run=next(hung([stroke.run], self.follow)), was=was)

    def _change(self, html: str, clause: ClauseId) -> str:
        self.count += 1
        self.names.setdefault(clause, self.count)
        return f'<span class="change" id="change_{self.count}" tabindex="-1">{html}</span>'

    def _blocks(self, matches: Iterable[Match], taken: set[ClauseId]) -> Iterator[Block]:
        for match in matches:
            match match.fate:
                case Fate.SAME:
                    yield self._same(match.after[0])
                case Fate.ADDED:
                    yield self._whole(match.after[0], Op.ADD, "came")
                case Fate.REMOVED:
                    block = self._whole(match.before[0], Op.REMOVE, "went")
                    yield block if block.id not in taken else replace(block, id="")
                case Fate.MOVED | Fate.MOVED_EDITED if not match.after:
                    yield self._departure(match.before[0])
                case Fate.MOVED | Fate.MOVED_EDITED:
                    yield self._arrival(match)
                case _:
                    yield from self._edited(match)

    def _same(self, clause: Clause) -> Block:
        return blocks.same(clause, self.follow, classes=("same",))

    def _whole(self, clause: Clause, op: Op, name: str) -> Block:
        """Mark all words of a clause that came or went."""
        cells = tuple(
            self.strokes([Stroke(op=op, run=run) for run in cell], clause.id) for cell in blocks.cells(clause)
        )
        return replace(blocks.of(clause, self.follow, classes=(name,)), cells=cells)

    def _departure(self, clause: Clause) -> Block:
        """Leave a sign where a clause stood before it moved."""
        note = escape(self.words.gettext("Moved from here"))
        way = f'<a class="moved" href="#{escape(clause.id)}">{note}</a> '
        gone = page.marked([Stroke(op=Op.REMOVE, run=Run(text=clause.text))], self.words)
        block = blocks.of(clause, self.follow, classes=("departed",))
        kind = Kind.PARAGRAPH if clause.kind in {Kind.ROW, Kind.HEADING} else clause.kind
        return replace(
            block, kind=kind, id=f"from_{clause.id}", cells=(way + self._change(gone, clause.id),), head=False
        )

    def _arrival(self, match: Match) -> Block:
        """Show a clause where it stands now, with the way back to where it stood."""
        note = escape(self.words.gettext("Moved here"))
        sign = f'<a class="moved" href="#from_{escape(match.before[0].id)}">{note}</a> '
        edited = match.fate is Fate.MOVED_EDITED
        block = next(self._edited(match)) if edited else self._same(match.after[0])
        return replace(block, cells=(sign + block.cells[0], *block.cells[1:]), classes=("arrived",))

    def _edited(self, match: Match) -> Iterator[Block]:
        """Mark a clause that says something else; the parts of a split each where they stand now."""
        first, clause = match.before[0], match.after[0]
        if clause.kind is Kind.ROW and len(clause.cells) == len(first.cells):
            yield self._row(first, clause)
            return
        known = self.redlines.get(id(clause))
        redline = known or diff(spoken(match.before), spoken(match.after))
        told = drawn(redline, before=_joined(match.before), after=_joined(match.after))
        for after, strokes in zip(match.after, _cut(told, match.after), strict=True):
            cells = (self.strokes(strokes, after.id), *("" for _ in after.cells[1:]))
            yield replace(blocks.of(after, self.follow, classes=("edited",)), cells=cells)

    def _row(self, before: Clause, after: Clause) -> Block:
        cells = tuple(
            self.strokes(drawn(diff(words(old), words(new)), before=old, after=new), after.id)
            for old, new in zip(blocks.cells(before), blocks.cells(after), strict=True)
        )
        return replace(blocks.of(after, self.follow, classes=("edited",)), cells=cells)


def _joined(clauses: Iterable[Clause]) -> Iterator[Run]:
    for place, clause in enumerate(clauses):
        if place:
            yield Run(text="\n")
        yield from clause.runs


def _cut(told: Iterable[Stroke], clauses: Iterable[Clause]) -> Iterator[list[Stroke]]:
    """Cut strokes where the new text begins a new clause; what went there stays with the clause before."""
    left = [len(words(clause.runs)) for clause in clauses][::-1]
    part: list[Stroke] = []
    for stroke in told:
        if stroke.op is not Op.REMOVE and not left[-1] and len(left) > 1:
            left.pop()
            yield part
            part = []
            continue
        part.append(stroke)
        if stroke.op is not Op.REMOVE:
            left[-1] -= len(stroke.run.text)
    yield part


def _sections(matches: Iterable[Match]) -> Iterator[list[Match]]:
    """Cut a text before each heading."""
    section: list[Match] = []
    for match in matches:
        if section and (match.after or match.before)[0].kind is Kind.HEADING:
            yield section
            section = []
        section.append(match)
    if section:
        yield section


def _with_departures(changeset: ChangeSet) -> Iterator[Match]:
    """Give all matches, and a second one without `after` where each moved clause stood before."""
    waiting = {
        match.before[0].id: match
        for match in changeset.alignment.matches
        if match.fate in {Fate.MOVED, Fate.MOVED_EDITED}
    }
    if not waiting:
        yield from changeset.alignment.matches
        return
    follows = {first.id: second.id for first, second in itertools.pairwise(changeset.before.clauses)}
    if changeset.before.clauses and (head := changeset.before.clauses[0].id) in waiting:
        yield replace(waiting[head], after=())
    for match in changeset.alignment.matches:
        yield match
        if match.fate in {Fate.MOVED, Fate.MOVED_EDITED} or not match.before:
            continue
        name = follows.get(match.before[-1].id)
        while name in waiting:
            yield replace(waiting[name], after=())
            name = follows.get(name)
