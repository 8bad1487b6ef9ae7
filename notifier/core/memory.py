"""What was worked out once and will be asked again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

MOST = 20_000
"""Words: policies have fewer; of a text that has more, all are forgotten and the next ones kept."""


class Memory(dict[_Key, _Value]):
    """Answers by what was asked; a new question is answered by a function, and no more than so many are kept."""

    def __init__(self, answer: Callable[[_Key], _Value], most: int = MOST) -> None:
        super().__init__()
        self._answer = answer
        self._most = most

    def __missing__(self, asked: _Key) -> _Value:
        """Work out an answer and keep it."""
        if len(self) >= self._most:
            self.clear()
        found = self[asked] = self._answer(asked)
        return found


@lru_cache(maxsize=512)
def united(*words: frozenset[str]) -> frozenset[str]:
    """Give the words of several lists of a language as one list, which is made once."""
    return frozenset().union(*words)
