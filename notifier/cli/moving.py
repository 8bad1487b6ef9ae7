"""How far long work is, for whoever watches: on a terminal, and only once a second is over."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from notifier.cli.speech import told
from notifier.core.progress import Thing, Told, reported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

    from notifier.core.said import Said

_PATIENCE = 1.0
"""Seconds that nobody minds."""


@contextmanager
def moving(what: Said) -> Iterator[Told]:
    """Give what work calls while it goes on; nothing is shown where nobody looks."""
    if not sys.stderr.isatty():
        yield _nobody
        return
    shown = _Shown(told(what))
    try:
        yield shown
    finally:
        shown.close()


def followed(what: Said, things: Iterable[Thing]) -> Iterator[Thing]:
    """Give things one after the other and show how many there were, where they do not scroll by themselves."""
    if sys.stdout.isatty():
        yield from things
        return
    with moving(what) as moved:
        yield from reported(things, moved)


def _nobody(done: int, total: int | None = None) -> None:
    del done, total


class _Shown:
    """A line on the terminal that goes when the work is done."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.began = time.monotonic()
        self.bar: Progress | None = None

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show how far it is, once a second is over."""
        if self.bar is None:
            if time.monotonic() - self.began < _PATIENCE:
                return
            self.bar = _bar()
            self.bar.add_task(self.what)
            self.bar.start()
        self.bar.update(self.bar.task_ids[0], completed=done, total=total)

    def close(self) -> None:
        """Take the line away."""
        if self.bar is not None:
            self.bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
