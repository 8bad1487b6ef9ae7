"""Redlines as Markdown for pull requests: `del` and `ins`, and nothing of the text taken as markup."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from notifier.core import hidden
from notifier.core.redline import Op
from notifier.render import telling
from notifier.render.html import safe_target
from notifier.render.strokes import drawn, strokes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Run
    from notifier.core.redline import Redline
    from notifier.render.strokes import Stroke
    from notifier.render.words import Words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&-])")
_TAGS = {Op.REMOVE: "del", Op.ADD: "ins"}


def redline(value: Redline, *, before: Sequence[Run] = (), after: Sequence[Run] = ()) -> str:
    """Give a redline as one line of Markdown."""
    return _marked(drawn(value, before=before, after=after))


def change(value: Change, words: Words) -> str:
    """Give one change: its clause, what became of it, and its redline as a quote."""
    body = _marked(strokes(value))
    notes = "".join(f"\n> ⚠ {_escaped(note)}\n" for note in telling.hints(value, words))
    return f"**{_escaped(value.clause)}** · {telling.fate(value, words)}\n\n> {body}\n{notes}"


def changes(value: ChangeSet, words: Words) -> str:
    """Give all changes, or say that there are none."""
    return (
        "\n".join(change(each, words) for each in value.changes) or words.gettext("Nothing changed.") + "\n"
    )


def _marked(pieces: Iterable[Stroke]) -> str:
    told = []
    for op, group in groupby(pieces, key=lambda stroke: stroke.op):
        body = "".join(_piece(stroke) for stroke in group)
        told.append(f"<{_TAGS[op]}>{body}</{_TAGS[op]}>" if op in _TAGS else body)
    return "".join(told)


def _piece(stroke: Stroke) -> str:
    if stroke.was is None:
        return _run(stroke.run)
    return f"<del>{_run(stroke.was)}</del><ins>{_run(stroke.run)}</ins>"


def _run(run: Run) -> str:
    text = _escaped(run.text).replace("\n", "<br>")
    for mark, on in (("code", run.code), ("em", run.emphasis), ("strong", run.strong)):
        text = f"<{mark}>{text}</{mark}>" if on else text
    target = safe_target(run.target)
    return f"[{text}](<{_address(target)}>)" if target else text


def _address(target: str) -> str:
    return re.sub(r"[<>\\\s]", lambda found: f"%{ord(found.group()):02X}", target)


def _escaped(text: str) -> str:
    """Write words so that Markdown takes them as words."""
    return _SPECIAL.sub(r"\\\1", hidden.visible(text))
