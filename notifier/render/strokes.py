"""A redline as it is drawn: its edits cut where the dress changes, so that strong type and links survive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.document import Run
from notifier.core.dress import dressed
from notifier.core.redline import Op

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.changeset import Change
    from notifier.core.document import Clause
    from notifier.core.redline import Redline


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A stretch of a redline in one dress.

    Attributes:
        op: kept, removed or added.
        run: the words in their dress; of a kept stretch, those of the new text.
        was: of a kept stretch, the old dress where it is another one; else nothing.
    """

    op: Op
    run: Run
    was: Run | None = None


def strokes(change: Change) -> tuple[Stroke, ...]:
    """Give the redline of a change in the dress of its clauses."""
    return tuple(drawn(change.redline, before=_runs(change.before), after=_runs(change.after)))


def drawn(redline: Redline, *, before: Iterable[Run] = (), after: Iterable[Run] = ()) -> Iterator[Stroke]:
    """Give a redline in the dress of the runs that it was made from; without runs it is plain."""
    old, new = _Wardrobe(before), _Wardrobe(after)
    for edit in redline.edits:
        was, now = old.take(edit.before), new.take(edit.after)
        if edit.op is Op.REMOVE:
            yield from (Stroke(op=Op.REMOVE, run=run) for run in was)
        elif edit.op is Op.KEEP and edit.before == edit.after:
            yield from _kept(was, now)
        else:
            yield from (Stroke(op=edit.op, run=run) for run in now)


def _runs(clauses: tuple[Clause, ...]) -> Iterator[Run]:
    for place, clause in enumerate(clauses):
        if place:
            yield Run(text="\n")
        yield from clause.runs


class _Wardrobe:
    """The runs of one side, handed out from the left.

    Attributes:
        waiting: the runs not yet handed out, the next one last.
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        self.waiting = [run for run in runs if run.text][::-1]

    def take(self, text: str) -> list[Run]:
        """Hand out the dress of the next words."""
        taken: list[Run] = []
        while text and self.waiting:
            run = self.waiting.pop()
            if len(run.text) > len(text):
                self.waiting.append(dressed(run, run.text[len(text) :]))
                run = dressed(run, text)
            taken.append(run)
            text = text[len(run.text) :]
        return [*taken, Run(text=text)] if text else taken


def _kept(was: list[Run], now: list[Run]) -> Iterator[Stroke]:
    """Cut kept words where either dress changes, and keep the old dress where it is another one."""
    old, new = _Wardrobe(was), _Wardrobe(now)
    while new.waiting:
        size = min(len(old.waiting[-1].text), len(new.waiting[-1].text))
        text = new.waiting[-1].text[:size]
        before, after = old.take(text)[0], new.take(text)[0]
        yield Stroke(op=Op.KEEP, run=after, was=None if before == after else before)
