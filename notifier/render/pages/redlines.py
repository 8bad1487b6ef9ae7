"""A whole text with its changes marked: by element, by hidden words and by style, so it reads by eye, by ear and in copies."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.document import Kind
from notifier.core.redline import Edit, Op, diff
from notifier.render.pages import blocks, inline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from notifier.core.alignment import Match
    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Clause
    from notifier.render.pages.blocks import Block
    from notifier.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading and what stands under it.

    Attributes:
        name: the id of the heading; empty for what stands before the first.
        title: the words of the heading.
        fate: what became of the heading itself.
        changes: how many changes the part holds.
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
    names: dict[str, int] = field(default_factory=dict)
    """The first change of each clause."""

    def parts(self, changeset: ChangeSet) -> tuple[Part, ...]:
        """Lay out the new text with everything that went and came, part by part."""
        told: list[Part] = []
        taken = {clause.id for clause in changeset.after.clauses}
        for matches in _sections(_with_departures(changeset)):
            first = matches[0]
            start = self.count
            html = blocks.layout(self._tabled(self._blocks(matches, taken)))
            head = (first.after or first.before)[0]
            titled = head.kind is Kind.HEADING
            told.append(
                Part(
                    name=head.id if titled else "",
                    title=head.text if titled else "",
                    fate=first.fate if titled else Fate.SAME,
                    changes=self.count - start,
                    html=html,
                )
            )
        return tuple(told)

    def edits(self, edits: Iterable[Edit], clause: str) -> str:
        """Mark the edits of one stretch; neighbours that went and came are one change."""
        html: list[str] = []
        for keep, group in itertools.groupby(edits, key=lambda edit: edit.op is Op.KEEP):
            if keep:
                html.extend(escape(edit.after, quote=False) for edit in group)
            else:
                html.append(self._change("".join(self._mark(edit) for edit in group), clause))
        return "".join(html)

    def _mark(self, edit: Edit) -> str:
        if edit.op is Op.REMOVE:
            return self.removed(escape(edit.before.replace("\n", " ¶ "), quote=False))
        return self.added(escape(edit.after, quote=False))

    def added(self, html: str) -> str:
        """Mark words that came."""
        said = escape(self.words.gettext("[added: "), quote=False)
        return f'<ins><span class="said">{said}</span>{html}<span class="said">]</span></ins>'

    def removed(self, html: str) -> str:
        """Mark words that went."""
        said = escape(self.words.gettext("[removed: "), quote=False)
        return f'<del><span class="said">{said}</span>{html}<span class="said">]</span></del>'

    def _change(self, html: str, clause: str) -> str:
        self.count += 1
        self.names.setdefault(clause, self.count)
        return f'<span class="change" id="change-{self.count}" tabindex="-1">{html}</span>'

    def _blocks(self, matches: Iterable[Match], taken: set[str]) -> Iterator[Block]:
        for match in matches:
            match match.fate:
                case Fate.SAME:
                    yield self._same(match.after[0])
                case Fate.ADDED:
                    yield self._whole(match.after[0], self.added, "came")
                case Fate.REMOVED:
                    block = self._whole(match.before[0], self.removed, "went")
                    yield block if block.id not in taken else replace(block, id="")
                case Fate.MOVED | Fate.MOVED_EDITED if not match.after:
                    yield self._departure(match.before[0])
                case Fate.MOVED | Fate.MOVED_EDITED:
                    yield self._arrival(match)
                case _:
                    yield from self._edited(match)

    def _same(self, clause: Clause) -> Block:
        html = inline.dressed(clause.runs, self.follow)
        return blocks.of(clause, html, cells=_cells(clause), classes=("same",))

    def _whole(self, clause: Clause, mark: Callable[[str], str], name: str) -> Block:
        if clause.kind is Kind.ROW:
            first, *rest = (mark(cell) for cell in _cells(clause))
            cells = (self._change(first, clause.id), *rest)
            return blocks.of(clause, "", cells=cells, classes=(name,))
        html = self._change(mark(inline.dressed(clause.runs, self.follow)), clause.id)
        return blocks.of(clause, html, classes=(name,))

    def _departure(self, clause: Clause) -> Block:
        """Leave a sign where a clause stood before it moved."""
        note = self.words.gettext("Moved from here")
        self.count += 1
        self.names.setdefault(clause.id, self.count)
        html = (
            f'<span class="change moved" id="change-{self.count}" tabindex="-1">'
            f'<a href="#{escape(clause.id)}">{escape(note)}</a>'
            f'<del class="elsewhere">{escape(clause.text, quote=False)}</del></span>'
        )
        block = blocks.of(clause, html, id=f"from-{clause.id}", classes=("departed",))
        return replace(block, kind=Kind.PARAGRAPH) if clause.kind is Kind.ROW else block

    def _arrival(self, match: Match) -> Block:
        """Show a clause where it stands now, with the way back to where it stood."""
        note = escape(self.words.gettext("Moved here"))
        sign = f'<a class="moved" href="#from-{escape(match.before[0].id)}">{note}</a> '
        block = (
            next(iter(self._edited(match))) if match.fate is Fate.MOVED_EDITED else self._same(match.after[0])
        )
        cells = (sign + block.cells[0], *block.cells[1:]) if block.cells else ()
        return replace(block, html=sign + block.html, cells=cells, classes=("arrived",))

    def _edited(self, match: Match) -> Iterator[Block]:
        clause = match.after[0]
        if clause.kind is Kind.ROW and len(clause.cells) == len(match.before[0].cells):
            yield self._row(match.before[0], clause)
            return
        redline = diff("\n".join(c.text for c in match.before), "\n".join(c.text for c in match.after))
        for after, edits in zip(match.after, _lines(redline.edits), strict=True):
            html = self.edits(edits, after.id)
            cells = (html, *("" for _ in after.cells[1:])) if after.kind is Kind.ROW else ()
            yield blocks.of(after, html, cells=cells, classes=("edited",))

    def _row(self, before: Clause, after: Clause) -> Block:
        cells = tuple(
            self.edits(diff(old, new).edits, after.id)
            for old, new in zip(before.cells, after.cells, strict=True)
        )
        return blocks.of(after, "", cells=cells, classes=("edited",))

    @staticmethod
    def _tabled(told: Iterable[Block]) -> Iterator[Block]:
        """Keep the sign of a row that moved away out of the table it left."""
        return iter(told)


def _cells(clause: Clause) -> tuple[str, ...]:
    return tuple(escape(cell, quote=False) for cell in clause.cells)


def _lines(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Cut edits where the new text begins a new clause."""
    line: list[Edit] = []
    for edit in edits:
        pieces = edit.after.split("\n") if edit.op is not Op.REMOVE else [edit.after]
        if len(pieces) == 1:
            line.append(edit)
            continue
        olds = edit.before.split("\n") if edit.op is Op.KEEP else [""] * len(pieces)
        for place, (old, new) in enumerate(zip(olds, pieces, strict=True)):
            if place:
                yield line
                line = []
            if new:
                line.append(Edit(op=edit.op, before=old, after=new))
    yield line


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
