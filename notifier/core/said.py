"""Sentences that remember how they were made, so that the edge can say them in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Said(str):
    """An English sentence with its places filled in, and what it was made of.

    Attributes:
        template: the sentence as translators get it; empty for a list.
        plural: the sentence for several things, where their number decides; else empty.
        places: what fills its places; parts that are sentences themselves are translated, too.
    """

    __slots__ = ("places", "plural", "template")

    template: str
    plural: str
    places: Mapping[str, object]


def say(template: str, **places: object) -> Said:
    """Fill in a sentence; translators get it whole, with its named places."""
    return _made(template.format(**places), template, places)


def counted(one: str, many: str, count: int, **places: object) -> Said:
    """Fill in the sentence for one thing, or for several; `{count}` is their number."""
    told = {"count": count, **places}
    return _made((one if count == 1 else many).format(**told), one, told, plural=many)


def listed(parts: Iterable[object]) -> Said:
    """Name several things one after the other."""
    told = {str(place): part for place, part in enumerate(parts)}
    return _made(", ".join(str(part) for part in told.values()), "", told)


def _made(sentence: str, template: str, places: Mapping[str, object], *, plural: str = "") -> Said:
    said = Said(sentence)
    said.template, said.plural, said.places = template, plural, places
    return said
