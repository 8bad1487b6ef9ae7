"""A redline in a mail: the same words in HTML and in plain text, marked by words, style and colour."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from notifier.core.document import Run
from notifier.core.dress import dressed
from notifier.core.redline import Op
from notifier.render import html as marks
from notifier.render.strokes import Stroke, strokes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.changeset import Change
    from notifier.render.words import Words

_SPACE = Run(text=" ")


def page(change: Change, words: Words, *, base: str) -> str:
    """Give a redline as HTML; every word of the text is escaped, and links lead from `base`, as on the site."""
    told: list[str] = []
    for op, runs, note in _turns(change, words):
        body = marks.inline(_led(run, base) for run in runs)
        match op:
            case Op.REMOVE:
                told.append(_marked("del", words.gettext("removed:"), body))
            case Op.ADD:
                told.append(_marked("ins", words.gettext("added:"), body))
            case _:
                told.append(body + _noted(note))
    return "".join(told)


def text(change: Change, words: Words) -> str:
    """Give a redline as plain text."""
    told: list[str] = []
    for op, runs, note in _turns(change, words):
        said = "".join(run.text for run in runs)
        match op:
            case Op.REMOVE:
                told.append(words.gettext("[removed: {words}]").format(words=said))
            case Op.ADD:
                told.append(words.gettext("[added: {words}]").format(words=said))
            case _:
                told.append(said + note)
    return "".join(told)


def _led(run: Run, base: str) -> Run:
    """Lead a link where it leads on the site; one that leads nowhere safe is left to `html.inline`."""
    return run._replace(target=urljoin(base, run.target)) if marks.safe_target(run.target) else run


def _marked(tag: str, word: str, body: str) -> str:
    return f'<span class="b">[{escape(word)} </span><{tag}>{body}</{tag}><span class="b">]</span>'


def _noted(note: str) -> str:
    return f'<span class="b">{escape(note)}</span>' if note else ""


def _turns(change: Change, words: Words) -> Iterator[tuple[Op, list[Run], str]]:
    """Give what went, came and stayed, with the spaces at the edges of a mark outside of it."""
    last = Op.KEEP
    for (op, note), group in groupby(strokes(change), key=lambda stroke: (stroke.op, _note(stroke, words))):
        runs = [stroke.run for stroke in group]
        if op is Op.KEEP:
            yield op, runs, note
            last = op
            continue
        before, inside, after = _trimmed(runs)
        if before or last is not Op.KEEP:
            yield Op.KEEP, [_SPACE], ""
        yield op, inside, ""
        if after:
            yield Op.KEEP, [_SPACE], ""
        last = Op.KEEP if after else op


def _trimmed(runs: list[Run]) -> tuple[bool, list[Run], bool]:
    """Cut the spaces at both ends; say whether there were any."""
    said = "".join(run.text for run in runs)
    if not said.strip(" \n"):
        return False, runs, False
    first, last = runs[0], runs[-1]
    trimmed = [dressed(first, first.text.lstrip(" \n")), *runs[1:]]
    trimmed[-1] = dressed(trimmed[-1], trimmed[-1].text.rstrip(" \n"))
    return first.text[:1] in " \n", [run for run in trimmed if run.text], last.text[-1:] in " \n"


def _note(stroke: Stroke, words: Words) -> str:
    """Say that kept words lead elsewhere now."""
    if stroke.was is None or stroke.was.target == stroke.run.target:
        return ""
    old, new = stroke.was.target, stroke.run.target
    if not new:
        return words.gettext(" [no longer a link to {old}]").format(old=old)
    if not old:
        return words.gettext(" [now a link to {new}]").format(new=new)
    return words.gettext(" [link was {old}, is {new}]").format(old=old, new=new)
