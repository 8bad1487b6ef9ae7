"""Long work that says how far it is, to whoever asked to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EVERY = 500
"""Things between two words, where each is done in no time."""

Thing = TypeVar("Thing")


class Told(Protocol):
    """Is told how much is done, and of how much where that is known."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Take the news."""
        ...


def reported(
    things: Iterable[Thing], told: Told | None, *, total: int | None = None, every: int = _EVERY
) -> Iterator[Thing]:
    """Give things one after the other, and tell now and then how many there were."""
    for done, thing in enumerate(things):
        if told and not done % every:
            told(done, total)
        yield thing
