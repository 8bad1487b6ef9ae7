"""Clauses and redlines for a terminal: colour where there is colour, marks everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core import hidden
from notifier.core.redline import Op
from notifier.render import telling
from notifier.render.strokes import drawn, strokes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Run
    from notifier.core.redline import Redline
    from notifier.render.strokes import Stroke
    from notifier.render.words import Words

_RED, _GREEN, _DIM = "31;9", "32;4", "2"
_MARKS = {Op.REMOVE: ("[-", "-]", _RED), Op.ADD: ("{+", "+}", _GREEN), Op.KEEP: ("", "", "")}


def redline(value: Redline, *, colour: bool) -> str:
    """Give a redline: what went and what came, in marks, and in colour where wanted."""
    return _marked(drawn(value), colour=colour)


def change(value: Change, words: Words, *, colour: bool) -> str:
    """Give one change: its clause, what became of it, and its redline."""
    label = f"{value.clause} · {telling.fate(value, words)}"
    body = _marked(strokes(value), colour=colour).replace("\n", "\n  ")
    notes = "".join(f"  ! {safe(note)}\n" for note in telling.hints(value, words))
    return f"{_painted(label, '1', colour=colour)}\n  {body}\n{notes}"


def changes(value: ChangeSet, words: Words, *, colour: bool) -> str:
    """Give all changes, or say that there are none."""
    told = [change(each, words, colour=colour) for each in value.changes]
    if value.alignment.rewritten:
        note = words.gettext("Next to nothing of the old text is left: read this as a new text.")
        told.insert(0, f"{note}\n")
    return "\n".join(told) or words.gettext("Nothing changed.") + "\n"


def _marked(pieces: Iterable[Stroke], *, colour: bool) -> str:
    told = []
    last = Op.KEEP
    for stroke in pieces:
        if stroke.op is not last:
            told.append(_MARKS[last][1] + _MARKS[stroke.op][0])
            last = stroke.op
        told.append(_painted(_text(stroke), _MARKS[stroke.op][2], colour=colour))
    return "".join([*told, _MARKS[last][1]])


def _text(stroke: Stroke) -> str:
    """Give the words, and both dresses where the dress changed."""
    text = safe(stroke.run.text)
    if stroke.was is None:
        return text
    was, now = _dress(stroke.was), _dress(stroke.run)
    return text + (f"[-{was}-]" if was else "") + (f"{{+{now}+}}" if now else "")


def _dress(run: Run) -> str:
    """Name a dress as Markdown would write it."""
    named = [("**", run.strong), ("*", run.emphasis), ("`", run.code), (f"({safe(run.target)})", run.target)]
    return "".join(mark for mark, on in named if on)


def safe(text: str) -> str:
    """Show control and invisible characters by their code: a text must not steer the terminal."""
    return hidden.visible(text).replace("\r", "⟨U+000D⟩")


def _painted(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text
