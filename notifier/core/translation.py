"""Whether each translated clause renders the words it is published beside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core.parity import pairs
from notifier.core.text import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.document import Clause, Document
    from notifier.core.draft import Carried
    from notifier.core.release import Record
    from notifier.core.text import ClauseId


class Freshness(StrEnum):
    """Where a translated clause stands against the governing one."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One clause with its translation.

    Attributes:
        status: current, stale, missing or extra.
        governing: the clause in the governing language; nothing when the translation has it alone.
        translated: the clause in the other language; nothing when it is missing.
        before: the governing words that the translation renders, as they were released; empty when unknown.
    """

    status: Freshness
    governing: Clause | None = None
    translated: Clause | None = None
    before: str = ""

    @property
    def clause(self) -> ClauseId:
        """Give the id of the clause."""
        here = self.governing or self.translated
        assert here is not None  # noqa: S101 - a rendering has a side
        return here.id


def renderings(
    governing: Document,
    translated: Document,
    *,
    last: Record | None,
    carried: Iterable[Carried] = (),
    before: Document | None = None,
) -> tuple[Rendering, ...]:
    """Tell of each clause whether its translation is current.

    A translation is stale when the last release published the same translated words beside other governing words,
    and nobody signed that the meaning is the same. `before` is the governing text of that release.
    """
    known = {ref.id: dict(ref.hashes) for ref in last.clauses} if last else {}
    said = {clause.id: clause.text for clause in before.clauses} if before else {}
    signed = {(line.language, line.governing, line.translated) for line in carried if line.by}
    found = []
    for pair in pairs(governing, translated):
        here, there = pair.governing, pair.translated
        status = Freshness.CURRENT
        if here is None or there is None:
            status = Freshness.EXTRA if here is None else Freshness.MISSING
        elif hashes := known.get(here.id):
            now, then = digest(here.text), digest(there.text)
            unmoved = hashes.get(translated.language) == then and hashes.get(governing.language) != now
            if unmoved and here.text != there.text and (translated.language, now, then) not in signed:
                status = Freshness.STALE
        found.append(
            Rendering(
                status=status,
                governing=here,
                translated=there,
                before=said.get(here.id, "") if here else "",
            )
        )
    return tuple(found)
