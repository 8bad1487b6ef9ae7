"""Sentences that remember how they were made, so that the edge can say them in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Said(str):
    """An English sentence with its places filled in, and what it was made of."""

    __slots__ = ("places", "template")

    template: str
    places: Mapping[str, object]


def say(template: str, **places: object) -> Said:
    """Fill in a sentence; translators get it whole, with its named places."""
    said = Said(template.format(**places))
    said.template, said.places = template, places
    return said
