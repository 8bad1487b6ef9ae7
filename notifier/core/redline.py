"""Which words went and which came, inside one clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from notifier.core import readability, wording
from notifier.core.tokens import ends, tokens
from notifier.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Op(StrEnum):
    """What happens to a stretch of words."""

    KEEP = "keep"
    REMOVE = "remove"
    ADD = "add"


class Edit(NamedTuple):
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
    """Tell which words went and which came; the same input gives the same redline on every machine.

    Sentences first, then words, in whole strokes. Words that differ in typography only (quotes, kinds of space,
    composed accents) are kept, with both their forms.
    """
    if before == after:
        return Redline(edits=(Edit(op=Op.KEEP, before=before, after=after),) if before else ())
    if not before or not after:
        return Redline(edits=tuple(_replaced(before, after)))
    old, new = tokens(before), tokens(after)
    head, tail = ends(old, new)
    inner, other = old[head : len(old) - tail], new[head : len(new) - tail]
    texts = wording.Texts.read(inner, other)
    spans = readability.smooth(texts, wording.changed(texts))
    told = (
        _kept(old[:head], new[:head]),
        _edits(inner, other, spans),
        _kept(old[len(old) - tail :], new[len(new) - tail :]),
    )
    return Redline(edits=tuple(_joined(chain.from_iterable(told))))


def apply(redline: Redline, before: str) -> str:
    """Give the new text from the old one.

    Raises:
        Tampered: when the redline was not made from this text.
    """
    if redline.before != before:
        raise Tampered("this redline was made from another text")
    return redline.after


def _edits(old: Sequence[str], new: Sequence[str], spans: Sequence[wording.Span]) -> Iterator[Edit]:
    """Write what is between the changed spans as kept, and the spans as removed and added."""
    at, then = 0, 0
    for one, one_end, two, two_end in spans:
        kept, stayed = list(old[at:one]), list(new[then:two])
        went, came = "".join(old[one:one_end]), "".join(new[two:two_end])
        if kept:
            (word, gap), (other, space) = _spaced(kept[-1], stayed[-1])
            if went and (came or not space):
                kept[-1], stayed[-1] = word, other
                went, came = gap + went, space + came
        yield from _kept(kept, stayed)
        yield from _replaced(went, came)
        at, then = one_end, two_end
    yield from _kept(old[at:], new[then:])


def _spaced(kept: str, stayed: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Part both forms of a kept word from the space behind it, where only one of them has any.

    That space came or went with what follows: kept, it would stand before a comma that had none, or be missing.
    """
    bare, other = kept.rstrip(), stayed.rstrip()
    if (bare == kept) == (other == stayed):
        return (kept, ""), (stayed, "")
    return (bare, kept[len(bare) :]), (other, stayed[len(other) :])


def _joined(edits: Iterator[Edit]) -> Iterator[Edit]:
    """Join neighbours that are kept letter by letter."""
    told: list[Edit] = []
    for edit in edits:
        if told and _plain(told[-1]) and _plain(edit):
            text = told.pop().after + edit.after
            told.append(Edit(op=Op.KEEP, before=text, after=text))
        else:
            told.append(edit)
    yield from told


def _plain(edit: Edit) -> bool:
    return edit.op is Op.KEEP and edit.before == edit.after


def _kept(old: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
    """Write kept words, those that differ in typography apart."""
    if old == new:
        if old:
            text = "".join(old)
            yield Edit(op=Op.KEEP, before=text, after=text)
        return
    for _, group in groupby(zip(old, new, strict=True), key=lambda pair: pair[0] == pair[1]):
        pairs = list(group)
        yield Edit(
            op=Op.KEEP, before="".join(one for one, _ in pairs), after="".join(two for _, two in pairs)
        )


def _replaced(went: str, came: str) -> Iterator[Edit]:
    """Write a replacement, the space that both end with left standing."""
    stand = ""
    if went and came:
        bare, other = went.rstrip(), came.rstrip()
        stand = went[len(bare) :] if went[len(bare) :] == came[len(other) :] else ""
    if went:
        yield Edit(op=Op.REMOVE, before=went[: len(went) - len(stand)])
    if came:
        yield Edit(op=Op.ADD, after=came[: len(came) - len(stand)])
    if stand:
        yield Edit(op=Op.KEEP, before=stand, after=stand)
