"""What a fact is compared by: its parts in a fixed order."""

from __future__ import annotations

from typing import Any

from notifier.core.editorial.facts.values import Fact, Group, ordered

Form = tuple[Any, ...]


def form(told: Fact | Group) -> Form:
    """Give what a fact is compared by."""
    if isinstance(told, Group):
        parts = tuple(map(form, told.facts))
        under = (told.under[0], _part(told.under[1])) if told.under else ()
        return ("group", told.kind, under, ordered(parts) if told.kind in {"or", "aims"} else parts)
    roles = ordered((role, _part(piece)) for role, piece in told.roles)
    return ("fact", told.force, ordered(told.verb.split()), roles)


def _part(piece: Any) -> Any:
    """Give what a part is compared by."""
    if isinstance(piece, Fact | Group):
        return form(piece)
    if isinstance(piece, str):
        return piece
    parts = tuple(map(_part, piece))
    return (*parts[:2], *ordered(parts[2:])) if parts and parts[0] == "list" else parts
