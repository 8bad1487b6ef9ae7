"""Which words bind a person: a pure function of releases, decisions and the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.core.consent import Decision
    from notifier.core.release import History, Record, ReductionId, Version
    from notifier.core.text import ClauseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One clause as it binds a person.

    Attributes:
        clause: its permanent id.
        version: the release whose words bind.
        held_by: the unaccepted reductions that hold the clause at these words; empty when it is the newest in force.
    """

    clause: ClauseId
    version: Version
    held_by: tuple[ReductionId, ...] = ()


def binding(
    history: History, decisions: tuple[Decision, ...], baseline: Version, at: datetime
) -> tuple[Bound, ...]:
    """Tell which release binds a person at a moment, clause by clause.

    For each clause: the greatest release in force such that every standing reduction of that clause introduced after
    the person's baseline has been accepted. Silence, a bounce and a decline bind alike: not.
    """
    accepted = {
        reduction
        for decision in decisions
        if decision.at <= at
        for reduction in (decision.covers if decision.accepted else ())
    }
    reached = [r for r in history.records if not r.withdrawn and r.effective_on <= at.date()]
    newest = max((r for r in reached), key=lambda r: r.version, default=None)
    if newest is None:
        return ()
    return tuple(_bound(ref.id, reached, accepted, baseline) for ref in newest.clauses)


def _bound(clause: ClauseId, reached: list[Record], accepted: set[ReductionId], baseline: Version) -> Bound:
    version = baseline
    open_: tuple[ReductionId, ...] = ()
    for record in sorted(reached, key=lambda r: r.version):
        if record.version <= baseline:
            continue
        mine = tuple(red.id for red in record.reduces if red.clause == clause and red.id not in accepted)
        open_ = tuple(red for red in (*open_, *mine) if red not in record.lifts)
        if not open_:
            version = record.version
    return Bound(clause=clause, version=version, held_by=open_)
