"""What was made once and is asked for again: most parts of a text are the same in most of its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Made = TypeVar("Made")


class Recall(Generic[Made]):
    """Keeps up to a number of things; when there are more it begins anew, so that memory stays flat."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._made: dict[Hashable, Made] = {}

    def __call__(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made for an equal key, or make it."""
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= self.most:
                self._made.clear()
            found = self._made[key] = make()
        return found
