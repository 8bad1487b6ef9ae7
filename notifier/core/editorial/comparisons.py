"""What only likens a thing to another, or names one of a class where none of them counts: `a game (dominoes, say) is on each table`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.core.editorial.rules import EditorialRules

_NEVER = "(?!)"
_SUM = "[€£$%]"


@dataclass(frozen=True, slots=True)
class _Shapes:
    """What one language writes around a thing that stands for its class.

    Attributes:
        classes: a class of things at the end of what stands before one of them.
        drawn: a drawing at the end of what stands before what it shows.
        things: one thing with its article, or several.
        counting: words of a sentence that tells what may, must or will be, who gets what, or what is kept out.
        likened: what ends a definition, or a measure, by likening it to another thing.
    """

    classes: re.Pattern[str]
    drawn: re.Pattern[str]
    things: re.Pattern[str]
    counting: re.Pattern[str]
    likened: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=8)
def _shapes(rules: EditorialRules) -> _Shapes:
    """Write out the table of a language."""
    table = {name: f"(?:{words})" for name, words in rules.table("illustrations").items()}
    told = rules.table("comparisons")
    one = rf"{table['articles']} ?[a-zà-ÿ'-]+(?: [a-zà-ÿ'-]+){{0,3}}"
    counting = rf"\b(?:{told.get('bearing', _NEVER)}|{table['flowing']}|{table['sorting']})(?!\w)|{_SUM}"
    return _Shapes(
        classes=re.compile(rf"(?i)\b{table['anything']}$"),
        drawn=re.compile(rf"(?i)\b(?:{told.get('drawn', _NEVER)})$"),
        things=re.compile(rf"{one}(?:(?:, ?| {table['joiners']} ){one}){{0,4}}"),
        counting=re.compile(f"(?i){counting}"),
        likened=tuple(re.compile(f"(?i){find}") for find in told.get("likened", ())),
    )


def one_of_a_class(thing: str, before: str, sentence: str, rules: EditorialRules, *, marked: bool) -> bool:
    """Tell whether an aside names one thing of a class, or what a drawing shows, in a sentence in which neither counts."""
    shapes = _shapes(rules)
    host = shapes.classes if marked else shapes.drawn
    named = shapes.things.fullmatch(thing) and host.search(before)
    return bool(named) and not shapes.counting.search(sentence)


def unlikened(text: str, rules: EditorialRules) -> str:
    """Give a text without what only likens something that is told to another thing, where nothing counts by what it is."""
    shapes = _shapes(rules)

    def told(found: re.Match[str]) -> str:
        return found.group() if shapes.counting.search(found.group()) else found["kept"]

    for find in shapes.likened:
        text = find.sub(told, text)
    return text
