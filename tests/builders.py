"""Small values for tests, with the parts that a test does not care about filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.assessment import Level
from notifier.core.document import Kind, parse
from notifier.core.release import ClauseRef, History, Record, Reduction, ReductionId, TextRef, Version
from notifier.core.text import EN, FR, ClauseId, Digest, PolicyName, digest

if TYPE_CHECKING:
    from datetime import date


def record(
    version: str,
    *,
    effective: date,
    published: date | None = None,
    level: Level = Level.MATERIAL,
    reduces: tuple[str, ...] = (),
    lifts: tuple[str, ...] = (),
    clauses: tuple[str, ...] = ("retention", "retention-1", "retention-2"),
) -> Record:
    """A release whose reductions are named by their clauses, and lifted by their ids (`2.0.0/retention-2`)."""
    return Record(
        policy=PolicyName("privacy"),
        version=Version.read(version),
        level=level,
        published_on=published or effective,
        effective_on=effective,
        summaries=((EN, f"What {version} changes."), (FR, f"Ce que {version} change.")),
        texts=tuple(
            TextRef(language=language, blob="0" * 40, sha256=Digest("0" * 64)) for language in (EN, FR)
        ),
        clauses=tuple(
            ClauseRef(id=ClauseId(name), kind=Kind.PARAGRAPH, hashes=((EN, digest(f"{version} {name}")),))
            for name in clauses
        ),
        reduces=tuple(
            Reduction(id=ReductionId(f"{version}/{name}"), clause=ClauseId(name)) for name in reduces
        ),
        lifts=tuple(ReductionId(name) for name in lifts),
    )


def history(*records: Record) -> History:
    """The releases of the privacy policy, oldest first."""
    return History(policy=PolicyName("privacy"), records=records)


__all__ = ["history", "parse", "record"]
