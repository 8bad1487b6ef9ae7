"""Clauses, documents and redlines as HTML that is safe whatever the text says.

Nothing of a text is ever markup: raw HTML is shown as words, and a link leads only where a reader expects links to lead.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from notifier.core import hidden
from notifier.core.document import BAR, Kind
from notifier.core.redline import Op
from notifier.render import telling
from notifier.render.strokes import drawn, strokes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Clause, Document, Run
    from notifier.core.redline import Redline
    from notifier.render.strokes import Stroke
    from notifier.render.words import Words

_SCHEMES = {"", "http", "https", "mailto", "tel"}

STYLE = """
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
ins { background: #d7f0dc; color: #0b3d17; text-decoration: underline; text-decoration-thickness: 2px }
del { background: #fbdcdc; color: #5f0b0b; text-decoration: line-through }
.restyled { border-bottom: 2px dotted #6b5b00 }
.note { border-left: 4px solid #b00020; padding-left: .6em }
.fate { font-weight: 600; font-size: .85em; margin: 1.5em 0 .25em }
"""
"""The least that makes a redline readable by style and colour."""


def safe_target(target: str) -> str:
    """Give the address of a link, or nothing when it does not lead to a page, an address or a number."""
    try:
        scheme = urlsplit(target.strip()).scheme.lower()
    except ValueError:
        return ""
    return target if scheme in _SCHEMES else ""


def inline(runs: Iterable[Run]) -> str:
    """Give words in their dress."""
    return "".join(_run(run) for run in runs)


def clause(value: Clause) -> str:
    """Give one clause as a block of its own, with its id as its address."""
    return _block(value, inline(value.runs), anchor=f' id="{escape(value.id)}"')


def document(value: Document) -> str:
    """Give a whole document, its lists and tables whole."""
    page = _Page()
    for each in value.clauses:
        page.add(each, inline(each.runs), cells=_cells(each))
    return page.end()


def redline(value: Redline, words: Words, *, before: Sequence[Run] = (), after: Sequence[Run] = ()) -> str:
    """Give a redline in its sentence: what went as `del`, what came as `ins`, both said to screen readers."""
    return marked(drawn(value, before=before, after=after), words)


def change(value: Change, words: Words) -> str:
    """Give one change: what became of the clause, and its redline in a block of the clause's kind."""
    one = (value.after or value.before)[0]
    label = f'<p class="fate">{escape(telling.fate(value, words))}</p>'
    body = _block(one, marked(strokes(value), words), anchor="")
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in telling.hints(value, words))
    return (
        f'<section class="change {value.fate}" data-clause="{escape(value.clause)}">'
        f"{label}{body}{notes}</section>\n"
    )


def changes(value: ChangeSet, words: Words) -> str:
    """Give all changes, in the order of the new text."""
    return "".join(change(each, words) for each in value.changes)


def page(value: ChangeSet, words: Words) -> str:
    """Give all changes as a page that stands alone: no script, nothing loaded from elsewhere."""
    title = escape(value.after.title or words.gettext("What changed"))
    note = words.gettext("Next to nothing of the old text is left: read this as a new text.")
    head = f"<p><strong>{escape(note)}</strong></p>\n" if value.alignment.rewritten else ""
    body = changes(value, words) or f"<p>{escape(words.gettext('Nothing changed.'))}</p>\n"
    return (
        f'<!doctype html>\n<html lang="{escape(value.language)}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n<main>\n<h1>{title}</h1>\n{head}{body}</main>\n</html>\n"
    )


def _run(run: Run) -> str:
    told = escape(hidden.visible(run.text)).replace("\n", "<br>")
    if run.code:
        told = f"<code>{told}</code>"
    if run.emphasis:
        told = f"<em>{told}</em>"
    if run.strong:
        told = f"<strong>{told}</strong>"
    target = safe_target(run.target)
    return f'<a href="{escape(target)}">{told}</a>' if target else told


def marked(pieces: Iterable[Stroke], words: Words) -> str:
    """Mark each whole stroke once, whatever dresses are inside of it."""
    told: list[str] = []
    for op, group in groupby(pieces, key=lambda stroke: stroke.op):
        if op is Op.KEEP:
            told.extend(_kept(stroke, words) for stroke in group)
            continue
        body = inline(stroke.run for stroke in group)
        if op is Op.REMOVE:
            told.append(_stroke("del", words.gettext("removed:"), words.gettext("end of removal"), body))
        else:
            told.append(_stroke("ins", words.gettext("added:"), words.gettext("end of addition"), body))
    return "".join(told)


def _stroke(tag: str, begin: str, end: str, body: str) -> str:
    return f'<{tag}><span class="said">[{escape(begin)} </span>{body}<span class="said"> {escape(end)}]</span></{tag}>'


def _kept(stroke: Stroke, words: Words) -> str:
    told = _run(stroke.run)
    if stroke.was is None:
        return told
    if stroke.was.target == stroke.run.target:
        said = words.gettext("formatting changed")
    elif not stroke.was.target:
        said = words.gettext("this is now a link to {new}").format(new=stroke.run.target)
    elif not stroke.run.target:
        said = words.gettext("this was a link to {old}").format(old=stroke.was.target)
    else:
        said = words.gettext("this link led to {old} and leads to {new}").format(
            old=stroke.was.target, new=stroke.run.target
        )
    return f'<span class="restyled" title="{escape(said)}">{told}<span class="said"> [{escape(said)}]</span></span>'


def _block(one: Clause, body: str, *, anchor: str) -> str:
    match one.kind:
        case Kind.HEADING:
            return f"<h{one.depth}{anchor}>{body}</h{one.depth}>\n"
        case Kind.QUOTE:
            return f"<blockquote{anchor}><p>{body}</p></blockquote>\n"
        case Kind.CODE | Kind.HTML:
            return f"<pre{anchor}>{body}</pre>\n"
        case Kind.ITEM:
            return f'<p class="item"{anchor}><span class="marker">{escape(one.marker)}</span> {body}</p>\n'
        case Kind.ROW:
            return f'<p class="row"{anchor}>{body}</p>\n'
        case _:
            return f"<p{anchor}>{body}</p>\n"


def _cells(one: Clause) -> list[str]:
    """Give the cells of a row in their dress: the runs between its bars."""
    cells: list[list[str]] = [[]]
    rest = list(one.cells[:-1])
    for run in one.runs:
        if rest and run == BAR:
            cells.append([])
            rest.pop()
        else:
            cells[-1].append(_run(run))
    return ["".join(cell) for cell in cells]


class _Page:
    """A page that is being written: which lists, items and tables are open.

    Attributes:
        told: what is written so far.
        lists: the tags of the open lists, each with an open item.
        table: whether a table is open.
    """

    def __init__(self) -> None:
        self.told: list[str] = []
        self.lists: list[tuple[str, str]] = []
        self.table = False

    def add(self, one: Clause, body: str, *, cells: list[str]) -> None:
        """Write one clause, closing and opening what is around it."""
        if self.table and (one.kind is not Kind.ROW or not one.header):
            self._end_table()
        anchor = f' id="{escape(one.id)}"'
        if one.kind is Kind.ITEM:
            self._item(one, f"<li{anchor}>{body}")
            return
        if one.kind is Kind.ROW:
            self._row(one, anchor, cells)
            return
        self._close(0 if one.kind is Kind.HEADING else one.depth)
        self.told.append(_block(one, body, anchor=anchor))

    def end(self) -> str:
        """Close what is open and give the page."""
        if self.table:
            self._end_table()
        self._close(0)
        return "".join(self.told)

    def _item(self, one: Clause, body: str) -> None:
        ordered = one.marker[:1].isdigit()
        tag, style = ("ol" if ordered else "ul"), one.marker[-1:]
        self._close(one.depth)
        if len(self.lists) == one.depth and self.lists[-1] != (tag, style):
            self._close(one.depth - 1)
        if len(self.lists) == one.depth:
            self.told.append("</li>\n")
        while len(self.lists) < one.depth:
            start = f' start="{int(one.marker[:-1])}"' if ordered and one.marker[:-1] != "1" else ""
            self.told.append(f"<{tag}{start}>\n" + ("<li>" if len(self.lists) < one.depth - 1 else ""))
            self.lists.append((tag, style))
        self.told.append(body)

    def _row(self, one: Clause, anchor: str, cells: list[str]) -> None:
        tag = "td" if one.header else "th"
        if not self.table:
            self._close(0)
            self.told.append("<table>\n")
            self.table = True
        scope = "" if one.header else ' scope="col"'
        row = "".join(f"<{tag}{scope}>{cell}</{tag}>" for cell in cells)
        if one.header:
            self.told.append(f"<tr{anchor}>{row}</tr>\n")
        else:
            self.told.append(f"<thead><tr{anchor}>{row}</tr></thead>\n<tbody>\n")

    def _close(self, depth: int) -> None:
        while len(self.lists) > depth:
            tag, _ = self.lists.pop()
            self.told.append(f"</li>\n</{tag}>\n")

    def _end_table(self) -> None:
        self.told.append("</tbody>\n</table>\n")
        self.table = False
