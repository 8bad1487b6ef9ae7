"""May a purpose be applied to a person: only where the words that bind this person allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.binding import Bound
    from notifier.core.policy import Use
    from notifier.core.release import ReductionId, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether a use is allowed, and by which words.

    Attributes:
        allowed: whether the words that bind the person allow it.
        version: the release whose words of the clause bind; nothing when the clause does not bind at all.
        held_by: the reductions that keep the person at earlier words.
    """

    allowed: bool
    version: Version | None = None
    held_by: tuple[ReductionId, ...] = ()


def permission(bound: Iterable[Bound], use: Use) -> Permission:
    """Say whether a use is allowed: the words of its clause that bind are those that brought it in, or later ones.

    Whatever is missing forbids: a clause that does not bind, a person whom nothing binds yet.
    """
    found = next((one for one in bound if one.clause == use.clause), None)
    if found is None or not found.present:
        return Permission(allowed=False, held_by=found.held_by if found else ())
    early = found.version < use.since
    late = use.until is not None and found.version >= use.until
    return Permission(allowed=not (early or late), version=found.version, held_by=found.held_by)
