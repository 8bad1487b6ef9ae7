"""Which words went and which came, inside one clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

from notifier.errors import Tampered

_WORD = re.compile(r"[^\W_]+(?:[.,'\u2019\u00a0\u202f-][^\W_]+)*|\s+|.", re.DOTALL)


class Op(StrEnum):
    """What happens to a stretch of words."""

    KEEP = "keep"
    REMOVE = "remove"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stretch of words that is kept, removed or added.

    A kept stretch may differ in typography only; then `before` and `after` differ too.
    """

    op: Op
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """Both texts of a clause, and what happened between them.

    Law: the `before` of all edits joined is the old text, the `after` of all edits joined is the new text.
    """

    edits: tuple[Edit, ...]

    @property
    def before(self) -> str:
        """Give the old text."""
        return "".join(edit.before for edit in self.edits)

    @property
    def after(self) -> str:
        """Give the new text."""
        return "".join(edit.after for edit in self.edits)


def diff(before: str, after: str) -> Redline:
    """Tell which words went and which came; the same input gives the same redline on every machine."""
    words: dict[str, str] = {}

    def encode(text: str) -> str:
        return "".join(words.setdefault(word, chr(0xE000 + len(words))) for word in _WORD.findall(text))

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    pieces = engine.diff_main(encode(before), encode(after), checklines=False)
    engine.diff_cleanupSemantic(pieces)
    said = {code: word for word, code in words.items()}
    return Redline(edits=tuple(_edit(op, "".join(said[code] for code in piece)) for op, piece in pieces))


def apply(redline: Redline, before: str) -> str:
    """Give the new text from the old one.

    Raises:
        Tampered: when the redline was not made from this text.
    """
    if redline.before != before:
        raise Tampered("this redline was made from another text")
    return redline.after


def _edit(op: int, words: str) -> Edit:
    if op == 0:
        return Edit(op=Op.KEEP, before=words, after=words)
    return Edit(op=Op.REMOVE, before=words) if op < 0 else Edit(op=Op.ADD, after=words)
