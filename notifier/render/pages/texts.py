"""The text of a version, and the text of a change, as pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.document import Kind
from notifier.core.finding import Direction, Level
from notifier.core.release import stricter
from notifier.render.pages import blocks
from notifier.render.pages.press import safe
from notifier.render.pages.redlines import Marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markupsafe import Markup

    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Document
    from notifier.core.finding import Category
    from notifier.core.release import ChangeRef, Record, Ruling
    from notifier.core.text import ClauseId, Language
    from notifier.render.pages.blocks import Block
    from notifier.render.pages.press import Press
    from notifier.render.words import Words


_ID = re.compile(r' id="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the changes of one part do, in a line, with the way to the first mark.

    Attributes:
        direction: for whom they are good, as the rules saw it; nothing where a person or another language has them
            graver or less grave, for then it speaks of another level.
        elsewhere: what they do in a language that takes more, where that is why they are so grave; as the record says it.
        why: what they do, a sentence each, as the record says it; of the gravest only.
        ruling: what a person decided; the rows of one part and one ruling are one note.
        otherwise: whether that person saw more or less in it than the rules in any language: then their reason comes first.
    """

    title: str
    first: int
    level: Level
    categories: tuple[Category, ...]
    direction: Direction | None
    elsewhere: tuple[tuple[Language, str], ...]
    why: tuple[str, ...]
    ruling: Ruling | None
    otherwise: bool


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
    """A whole redline: its parts, what they do, how many changes there are, and which parts changed elsewhere alone."""

    parts: tuple[Shown, ...]
    notes: tuple[Note, ...]
    count: int
    alone: tuple[tuple[Language, str], ...] = ()

    @property
    def hidden(self) -> int:
        """Count the parts without a change, which are not shown at first."""
        return sum(1 for part in self.parts if part.state == "same")


def text(document: Document, words: Words, *, gone: Iterable[ClauseId] = ()) -> str:
    """Lay out a text; its heading of level 1 is the title of the page, which tells of clauses that are `gone` too."""
    way = following([document], gone)
    clauses = (c for c in document.clauses if not (c.kind is Kind.HEADING and c.depth == 1))
    table, link = words.gettext("Table"), words.gettext("Link to this clause: {title}")
    return "".join(blocks.section(part, way, table=table, link=link) for part in blocks.sections(clauses))


def units(document: Document, words: Words) -> list[str]:
    """Lay out a text in pieces that stand beside those of another language: a clause, or a whole table."""
    pieces: list[list[Block]] = []
    way = following([document])
    for clause in document.clauses:
        block = blocks.same(clause, way)
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


def follow(target: str) -> str:
    """Keep links inside the page; links to other files have no place on a page that lasts."""
    return target if target.startswith(("#", "http:", "https:", "mailto:", "tel:")) else ""


def following(documents: Iterable[Document], gone: Iterable[ClauseId] = ()) -> Callable[[str], str]:
    """Give what follows the links of texts; links to clauses that stand in none of them keep their words only."""
    clauses = [clause for document in documents for clause in document.clauses]
    named = {*gone, *(clause.block.id for clause in clauses if clause.block.id)}
    dead = {
        run.target
        for clause in clauses
        if "#" in clause.source and "[" in clause.source
        for run in clause.runs
        if run.target.startswith("#") and run.target[1:] not in named
    }
    if dead:  # most links lead to names that stand in the text; the others are counted only then
        dead -= {f"#{clause.id}" for clause in clauses}
    return (lambda target: "" if target in dead else follow(target)) if dead else follow


def change(changeset: ChangeSet, record: Record, press: Press) -> Told:
    """Lay out a redline, with what each change does as the record says it."""
    marker = Marker(words=press.words, follow=following([changeset.before, changeset.after]))
    parts = _shown(marker, changeset, press)
    return Told(
        parts=parts,
        notes=_notes(changeset, record, marker, press),
        count=marker.count,
        alone=_alone(changeset, record),
    )


def redline(changeset: ChangeSet, press: Press) -> Told:
    """Lay out a redline of which no record tells anything yet."""
    marker = Marker(words=press.words, follow=following([changeset.before, changeset.after]))
    return Told(parts=_shown(marker, changeset, press), notes=(), count=marker.count)


def _shown(marker: Marker, changeset: ChangeSet, press: Press) -> tuple[Shown, ...]:
    return tuple(
        Shown(
            name=part.name,
            title=part.title,
            state=(state := _state(part.fate, part.changes)),
            sign=_sign(state, press.words),
            html=safe(part.html),
        )
        for part in marker.parts(changeset)
    )


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
    headings: dict[str, str] = {
        clause.id: clause.text
        for side in (changeset.before, changeset.after)
        for clause in side.clauses
        if clause.kind is Kind.HEADING
    }
    parts: dict[ClauseId, str] = {
        clause.id: clause.id if clause.kind is Kind.HEADING else ("", *clause.path)[-1]
        for change in changeset.changes
        for clause in (*change.before, *change.after)
    }
    rows: dict[tuple[str, tuple[str, ...]], list[ChangeRef]] = {}
    for ref in record.changes:
        if ref.language == changeset.language and ref.clause in marker.names:
            ruled = (ref.ruling.by, ref.ruling.second, ref.ruling.reason) if ref.ruling else ()
            rows.setdefault((parts.get(ref.clause, ""), ruled), []).append(ref)
    untitled = press.words.gettext("Before the first heading")
    notes = (_note(headings.get(part, untitled), refs, marker, record) for (part, _), refs in rows.items())
    return tuple(sorted(notes, key=lambda note: (-note.level, note.first)))


def _alone(changeset: ChangeSet, record: Record) -> tuple[tuple[Language, str], ...]:
    """Name the parts that changed in another language alone, where people should know of it."""
    own = {ref.clause for ref in record.changes if ref.language == changeset.language}
    titles: dict[ClauseId, str] = {}
    title = ""
    for clause in changeset.after.clauses:
        title = clause.text if clause.kind is Kind.HEADING else title
        titles[clause.id] = title
    found = (
        (ref.language, titles[ref.clause])
        for ref in record.changes
        if ref.level > Level.EDITORIAL and ref.clause not in own and titles.get(ref.clause)
    )
    return tuple(dict.fromkeys(found))


def _note(title: str, refs: Sequence[ChangeRef], marker: Marker, record: Record) -> Note:
    """Join the changes of one part and one ruling; the gravest of them leads."""
    pulls = {ref.direction for ref in refs} - {Direction.NEUTRAL}
    direction = next(iter(pulls), Direction.NEUTRAL) if len(pulls) < 2 else Direction.MIXED
    grave = max(refs, key=lambda ref: ref.level)
    strictest: dict[ClauseId, Level] = {}
    for ref in record.changes:
        strictest[ref.clause] = max(ref.assessed, strictest.get(ref.clause, ref.assessed))
    return Note(
        title=title,
        first=marker.names[grave.clause],
        level=grave.level,
        categories=tuple(dict.fromkeys(ref.category for ref in refs)),
        direction=direction if all(ref.level == ref.assessed for ref in refs) else None,
        elsewhere=stricter(record, refs),
        why=tuple(dict.fromkeys(words for ref in refs if ref.level == grave.level for words in ref.why)),
        ruling=grave.ruling,
        otherwise=any(ref.level != strictest[ref.clause] for ref in refs),
    )
