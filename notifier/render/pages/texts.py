"""The text of a version, and the text of a change, as pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.document import Kind
from notifier.render.pages import blocks
from notifier.render.pages.press import safe
from notifier.render.pages.redlines import Marker

if TYPE_CHECKING:
    from markupsafe import Markup

    from notifier.core.assessment import Category, Direction, Level
    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Clause, Document
    from notifier.core.release import Record, Ruling
    from notifier.core.text import ClauseId
    from notifier.render.pages.blocks import Block
    from notifier.render.pages.press import Press
    from notifier.render.words import Words


_ID = re.compile(r' id="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one change does, in a line, with the way to its first mark."""

    title: str
    first: int
    level: Level
    category: Category
    direction: Direction
    ruling: Ruling | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One part of a redline as the page shows it."""

    name: str
    title: str
    state: str
    sign: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A whole redline: its parts, what they do, and how many changes there are."""

    parts: tuple[Shown, ...]
    notes: tuple[Note, ...]
    count: int


def text(document: Document, words: Words) -> str:
    """Lay out a text; its heading of level 1 is the title of the page."""
    clauses = (c for c in document.clauses if not (c.kind is Kind.HEADING and c.depth == 1))
    told = (blocks.of(clause, follow, anchor=anchor(clause, words)) for clause in clauses)
    return blocks.layout(told, table=words.gettext("Table"))


def units(document: Document, words: Words) -> list[str]:
    """Lay out a text in pieces that stand beside those of another language: a clause, or a whole table."""
    pieces: list[list[Block]] = []
    for clause in document.clauses:
        block = blocks.of(clause, follow)
        if clause.kind is Kind.ROW and clause.header and pieces:
            pieces[-1].append(block)
        else:
            pieces.append([block])
    table = words.gettext("Table")
    return [blocks.layout(_numbered(piece), table=table) for piece in pieces]


def _numbered(piece: list[Block]) -> list[Block]:
    """Let an item that stands alone begin at its own depth."""
    return [replace(block, depth=1) if block.kind is Kind.ITEM else block for block in piece]


def nameless(html: str) -> str:
    """Take the addresses out of HTML of our own, where another piece of the page has them."""
    return _ID.sub("", html)


def anchor(clause: Clause, words: Words) -> str:
    """Give a heading the link to itself."""
    if clause.kind is not Kind.HEADING:
        return ""
    label = words.gettext("Link to this clause: {title}").format(title=clause.text)
    return f' <a class="anchor" href="#{escape(clause.id)}" aria-label="{escape(label)}">#</a>'


def follow(target: str) -> str:
    """Keep links inside the page; links to other files have no place on a page that lasts."""
    return target if target.startswith(("#", "http:", "https:", "mailto:", "tel:")) else ""


def change(changeset: ChangeSet, record: Record, press: Press) -> Told:
    """Lay out a redline, with what each change does as the record says it."""
    marker = Marker(words=press.words, follow=follow)
    parts = tuple(
        Shown(
            name=part.name,
            title=part.title,
            state=(state := _state(part.fate, part.changes)),
            sign=_sign(state, press.words),
            html=safe(part.html),
        )
        for part in marker.parts(changeset)
    )
    return Told(parts=parts, notes=_notes(changeset, record, marker, press), count=marker.count)


def _state(fate: Fate, changes: int) -> str:
    if fate is Fate.ADDED:
        return "new"
    if fate is Fate.REMOVED:
        return "removed"
    if fate is Fate.RENUMBERED and changes <= 1:
        return "renumbered"
    return "changed" if changes else "same"


def _sign(state: str, words: Words) -> str:
    _ = words.gettext
    return {
        "new": _("New part"),
        "removed": _("Removed"),
        "renumbered": _("Renumbered"),
        "changed": _("Changed"),
        "same": "",
    }[state]


def _notes(changeset: ChangeSet, record: Record, marker: Marker, press: Press) -> tuple[Note, ...]:
    """Say what the changes of each part do, the heaviest of each kind, reductions first."""
    clauses = (*changeset.before.clauses, *changeset.after.clauses)
    headings: dict[str, str] = {clause.id: clause.text for clause in clauses if clause.kind is Kind.HEADING}
    parts: dict[ClauseId, str] = {
        clause.id: clause.id if clause.kind is Kind.HEADING else ("", *clause.path)[-1] for clause in clauses
    }
    notes: dict[tuple[str, Category, Direction], Note] = {}
    for ref in record.changes:
        if ref.language != changeset.language or ref.clause not in marker.names:
            continue
        part = parts.get(ref.clause, "")
        note = Note(
            title=headings.get(part, press.words.gettext("Before the first heading")),
            first=marker.names[ref.clause],
            level=ref.level,
            category=ref.category,
            direction=ref.direction,
            ruling=ref.ruling,
        )
        told = notes.get((part, ref.category, ref.direction))
        if told is None or note.level > told.level:
            notes[part, ref.category, ref.direction] = note
    return tuple(sorted(notes.values(), key=lambda note: (-note.level, note.first)))
