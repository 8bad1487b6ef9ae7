"""What became of a clause, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.redline import Op
from notifier.render.strokes import strokes

if TYPE_CHECKING:
    from notifier.core.changeset import Change
    from notifier.render.words import Words


def fate(change: Change, words: Words) -> str:
    """Say what became of a clause, as a label."""
    if change.fate is Fate.EDITED:
        return _edited(change, words)
    labels = {
        Fate.SAME: words.gettext("Unchanged"),
        Fate.ADDED: words.gettext("Added"),
        Fate.REMOVED: words.gettext("Removed"),
        Fate.MOVED: words.gettext("Moved"),
        Fate.MOVED_EDITED: words.gettext("Moved and edited"),
        Fate.SPLIT: words.gettext("Split"),
        Fate.MERGED: words.gettext("Merged"),
        Fate.RENUMBERED: words.gettext("Renumbered"),
    }
    return labels[change.fate]


def _edited(change: Change, words: Words) -> str:
    """Tell an edit of words from one of links or of dress alone."""
    drawn = strokes(change)
    if any(stroke.op is not Op.KEEP for stroke in drawn):
        return words.gettext("Edited")
    dress = [stroke for stroke in drawn if stroke.was]
    if any(stroke.was and stroke.was.target != stroke.run.target for stroke in dress):
        return words.gettext("Link changed")
    return words.gettext("Formatting changed") if dress else words.gettext("Typography changed")
