"""Several nouns in a row, in any order where none reaches over to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import Piece, noun

if TYPE_CHECKING:
    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.lexicon import Words

_OWNED = 2


class Listing:
    """Reads a noun as the items it lists.

    Attributes:
        grammar: the closed classes of words of the language.
    """

    grammar: Grammar

    def is_a(self, word: str, *classes: str) -> bool:
        """Tell whether a word is in one of some classes."""
        return word in self.grammar.united[classes]

    def plain(self, words: list[str]) -> Piece:
        """Give a noun as it is compared: items in any order where none reaches over to another."""
        if self.is_a(words[0], "only"):
            return ("only", self.plain(words[1:])) if len(words) > 1 else noun(words)
        joiners = {word for word in words if self.is_a(word, "joiners")}
        if len(joiners) == 1 and not self.is_a(words[0], "between"):
            items = self._shared(self._items(words))
            if self._sortable(items):
                return ("list", *joiners, *map(noun, items))
        return noun(words)

    def _items(self, words: list[str]) -> list[list[str]]:
        items: list[list[str]] = [[]]
        for word in words:
            if word == "," or self.is_a(word, "joiners"):
                items.append([])
            else:
                items[-1].append(word)
        return items

    def _shared(self, items: list[list[str]]) -> list[list[str]]:
        """Give each item whose it is: `your name and age` are your name and your age."""
        first, *rest = items
        if not all(items):
            return items
        owned = len(first) == _OWNED and self.is_a(first[0], "owning_each")
        apart = len({first[-1], *(word for item in rest for word in item)}) == len(items)
        if not owned or not apart or any(len(item) != 1 for item in rest):
            return items
        return [first, *([first[0], *item] for item in rest)]

    def _sortable(self, items: list[list[str]]) -> bool:
        """Tell whether items may stand in any order: each with an article of its own, or each of one word."""
        if not all(items) or any(self._reaching(tuple(item)) for item in items):
            return False
        if any(":" in word for item in items for word in item):
            return False  # From one hour to another is not the other way round.
        articled = [self.is_a(item[0], "determiners") for item in items]
        if all(articled):
            return all(len(item) > 1 for item in items)
        return not any(articled) and all(self._binds(item) for item in items)

    def _binds(self, item: list[str]) -> bool:
        """Tell whether an item is one word, or one with a noun that tells what it is and nothing beside it: `seat number`."""
        return all(self.is_a(word, "binding") for word in item[:-1])

    def _reaching(self, item: Words) -> bool:
        """Tell whether an item has a part that may go with the others, too."""
        return any(
            self.is_a(word, "ofs") or self.grammar.opening(item, place, "prepositions")
            for place, word in enumerate(item)
        )
