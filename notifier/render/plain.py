"""Clauses and redlines as plain text: every change is said in words, so that it reads by ear."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from notifier.core import hidden
from notifier.core.document import Kind, shown
from notifier.core.redline import Op
from notifier.render import telling
from notifier.render.strokes import drawn, strokes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Clause, Document
    from notifier.core.redline import Redline
    from notifier.render.strokes import Stroke
    from notifier.render.words import Words


def document(value: Document) -> str:
    """Give a document as plain text, a blank line between clauses."""
    return "\n\n".join(clause(each) for each in value.clauses) + "\n"


def clause(value: Clause) -> str:
    """Give a clause as plain text, with its marker and its indent."""
    text = shown(value)
    match value.kind:
        case Kind.HEADING:
            return f"{'#' * value.depth} {text}"
        case Kind.ITEM:
            return f"{'  ' * (value.depth - 1)}{value.marker} {text}"
        case Kind.QUOTE:
            return f"> {text}"
        case _:
            return text


def redline(value: Redline, words: Words) -> str:
    """Give a redline as plain text, what went and what came said in words."""
    return _said(drawn(value), words)


def change(value: Change, words: Words) -> str:
    """Give one change as plain text: its clause, what became of it, and its redline."""
    notes = "".join(f"\n[{note}]" for note in telling.hints(value, words))
    return f"{value.clause}: {telling.fate(value, words)}\n{_said(strokes(value), words)}{notes}"


def changes(value: ChangeSet, words: Words) -> str:
    """Give all changes as plain text."""
    return "".join(f"{change(each, words)}\n\n" for each in value.changes)


def _said(pieces: Iterable[Stroke], words: Words) -> str:
    told: list[str] = []
    last = Op.KEEP
    for (op, old), group in groupby(pieces, key=_turn):
        runs = [stroke.run for stroke in group]
        text = hidden.visible("".join(run.text for run in runs))
        if op is not Op.KEEP and last is not Op.KEEP:
            told.append(" ")
        if op is Op.REMOVE:
            told.append(words.gettext("[removed: {words}]").format(words=text))
        elif op is Op.ADD:
            told.append(words.gettext("[added: {words}]").format(words=text))
        else:
            told.append(text if old is None else _linked(text, old, runs[0].target, words))
        last = op
    return "".join(told)


def _turn(stroke: Stroke) -> tuple[Op, str | None]:
    """Group strokes by what happened, and kept ones by the link they lost."""
    moved = stroke.was is not None and stroke.was.target != stroke.run.target
    return stroke.op, stroke.was.target if stroke.was and moved else None


def _linked(text: str, old: str, new: str, words: Words) -> str:
    if not new:
        return text + words.gettext(" [no longer a link to {old}]").format(old=old)
    if not old:
        return text + words.gettext(" [now a link to {new}]").format(new=new)
    return text + words.gettext(" [link was {old}, is {new}]").format(old=old, new=new)
