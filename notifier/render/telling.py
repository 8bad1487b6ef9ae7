"""What became of a clause, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from notifier.core import hidden
from notifier.core.alignment import Fate
from notifier.core.languages import language_name
from notifier.core.redline import Op
from notifier.render.refusal import again
from notifier.render.strokes import strokes

if TYPE_CHECKING:
    from notifier.core.changeset import Change
    from notifier.core.text import Language
    from notifier.render.words import Words


_COUNTED = re.compile(r"-[0-9]+(?: |$)")
"""An id that was counted, not given: it tells a reader nothing."""


def fate(change: Change, words: Words) -> str:
    """Say what became of a clause, as a label."""
    if change.elsewhere:
        return _crossed(change, words)
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


def elsewhere(language: Language, sentence: str, words: Words) -> Markup:
    """Give a sentence that the record has in another language, with the name of that language."""
    marked = Markup('<span lang="{}">{}</span>').format(language, sentence)
    return escape(_heard(words)).format(language=again(language_name(language), words), words=marked)


def elsewhere_plain(language: Language, sentence: str, words: Words) -> str:
    """Give the same as plain text."""
    return _heard(words).format(language=again(language_name(language), words), words=sentence)


def _heard(words: Words) -> str:
    return words.gettext("In the {language} text: {words}")


def hints(change: Change, words: Words) -> list[str]:
    """Say what a redline alone does not show: where a clause went, and what is hidden in it."""
    went, came = hidden.of_change(change)
    return [
        *_places(change, words),
        *_numbers(change, words),
        *(words.gettext("Hidden, new: {what}").format(what=_named(found)) for found in came),
        *(words.gettext("Hidden, gone: {what}").format(what=_named(found)) for found in went),
    ]


def _crossed(change: Change, words: Words) -> str:
    if change.after:
        return words.gettext("Moved here from another policy")
    return words.gettext("Moved to another policy")


def _places(change: Change, words: Words) -> list[str]:
    """Tell where a clause went, when it is another policy or another section."""
    if there := change.elsewhere:
        said = (
            words.gettext("It came from the policy “{policy}”, where it was {clause}.")
            if change.after
            else words.gettext("It went to the policy “{policy}”, where it is {clause}.")
        )
        return [said.format(policy=there.policy, clause=there.clause)]
    if change.fate not in {Fate.MOVED, Fate.MOVED_EDITED}:
        return []
    old, new = (sides[0].path[-1:] for sides in (change.before, change.after))
    if old == new or not old or not new or _COUNTED.search(f"{old[0]} {new[0]}"):
        return []
    return [
        words.gettext("It stood in the section {old} and stands in the section {new}.").format(
            old=old[0], new=new[0]
        )
    ]


def _numbers(change: Change, words: Words) -> list[str]:
    """Tell parts of a split or merge by number, and a marker that changed."""
    if change.fate is Fate.SPLIT:
        return [words.gettext("One clause became {count}.").format(count=len(change.after))]
    if change.fate is Fate.MERGED:
        return [words.gettext("{count} clauses became one.").format(count=len(change.before))]
    if change.before and change.after and change.before[0].marker != change.after[0].marker:
        old, new = change.before[0].marker or "–", change.after[0].marker or "–"
        return [words.gettext("Number {old} became {new}").format(old=old, new=new)]
    return []


def _named(found: hidden.Hidden) -> str:
    """Name a hidden thing: code point, name and word, or the beginning of a markup."""
    return " ".join(
        part for part in (found.code, found.name, f"({found.word})" if found.word else "") if part
    )


def _edited(change: Change, words: Words) -> str:
    """Tell an edit of words from one of links or of dress alone."""
    drawn = strokes(change)
    if any(stroke.op is not Op.KEEP for stroke in drawn):
        return words.gettext("Edited")
    dress = [stroke for stroke in drawn if stroke.was]
    if any(stroke.was and stroke.was.target != stroke.run.target for stroke in dress):
        return words.gettext("Link changed")
    one, two = change.before[0], change.after[0]
    if dress or (one.kind, one.depth) != (two.kind, two.depth):
        return words.gettext("Formatting changed")
    if change.redline.before != change.redline.after:
        return words.gettext("Typography changed")
    return words.gettext("Markup changed")
