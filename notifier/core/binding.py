"""Which words bind a person: a pure function of releases, decisions and the moment.

The rule. A reduction *stands* for a person from the release that introduced it until one that lifts it, unless their
baseline already had it. A release may bind when it is in force, was not withdrawn, is no earlier than the baseline, and
every reduction that stands in it was accepted. The greatest such release binds, clause by clause or as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from notifier.core.alignment import Fate
from notifier.core.consent import Answer
from notifier.core.policy import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from notifier.core.consent import Decision
    from notifier.core.release import History, Record, Reduction, ReductionId, Version
    from notifier.core.text import ClauseId

ZONE = "Europe/Paris"

_id = attrgetter("id")
_at = attrgetter("at")
MOST = 10_000
"""How many ways to be bound a timeline remembers; that keeps its memory flat, whatever people agree to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One clause as it binds a person.

    Attributes:
        clause: its permanent id.
        version: the release whose words bind.
        held_by: the unaccepted reductions that hold the clause at these words; empty when it is the newest in force.
        present: whether that release has the clause: one that came later, and was not accepted, does not bind at all.
    """

    clause: ClauseId
    version: Version
    held_by: tuple[ReductionId, ...] = ()
    present: bool = True


def binding(
    history: History,
    decisions: Iterable[Decision],
    baseline: Version,
    at: datetime,
    *,
    zone: str = ZONE,
    by: Binding = Binding.CLAUSE,
) -> tuple[Bound, ...]:
    """Tell which release binds a person at a moment, clause by clause.

    Silence, a bounce and a decline bind alike: not. Nothing binds before the baseline is in force. A release comes into
    force when its day begins in the policy's time zone.
    """
    return Timeline(history, at=at, zone=zone, by=by).binding(accepted(decisions, at), baseline)


def accepted(decisions: Iterable[Decision], at: datetime) -> frozenset[ReductionId]:
    """Give the reductions a person stands by at a moment: of several answers to one, the last counts."""
    last: dict[ReductionId, bool] = {}
    for decision in sorted((d for d in decisions if d.at <= at), key=_at):
        for reduction in decision.covers:
            last[reduction] = decision.answer is Answer.ACCEPTED
    return frozenset(reduction for reduction, yes in last.items() if yes)


def standing(history: History, baseline: Version, until: Version) -> tuple[Reduction, ...]:
    """Give the reductions introduced after a baseline and not lifted until a release, oldest first.

    Withdrawn releases neither introduce nor lift.
    """
    passed = [r for r in _valid(history) if baseline < r.version <= until]
    lifted = {name for record in passed for name in record.lifts}
    return tuple(red for record in passed for red in record.reduces if red.id not in lifted)


def floor(history: History, baseline: Version) -> Version | None:
    """Give the release a person really began with: their baseline, or the one before it when it was withdrawn."""
    return max((r.version for r in _valid(history) if r.version <= baseline), default=None)


def day_at(at: datetime, zone: str) -> date:
    """Give the day it is in a time zone."""
    return at.astimezone(ZoneInfo(zone)).date()


class Timeline:
    """The releases of a policy up to a moment, made ready to answer for many people.

    People with the same baseline and the same acceptances are bound alike, so each such answer is found once.

    Attributes:
        reached: the releases in force, oldest first.
        introduced: the release that introduced each reduction, lifted or not.
    """

    def __init__(
        self,
        history: History,
        *,
        at: datetime,
        zone: str = ZONE,
        by: Binding = Binding.CLAUSE,
        most: int = MOST,
    ) -> None:
        today = day_at(at, zone)
        self._history = history
        self._by = by
        self._most = most
        self._valid = _valid(history)
        self.reached = tuple(r for r in self._valid if r.effective_on <= today)
        self._known: dict[tuple[Version, frozenset[ReductionId]], tuple[Bound, ...]] = {}
        self.introduced = {red.id: record for record in self.reached for red in record.reduces}
        self._touched: dict[ReductionId, frozenset[ClauseId]] = {}
        self._spans = _spans(self.reached)
        self._places = {record.version: place for place, record in enumerate(self.reached)}

    @property
    def standing(self) -> tuple[Reduction, ...]:
        """Give the reductions that nothing lifted, oldest first."""
        end = len(self.reached)
        return tuple(
            red for record in self.reached for red in record.reduces if self._spans[red.id][1] == end
        )

    def before(self, version: Version) -> Version | None:
        """Give the release in force before another one; nothing before the first."""
        place = self._places[version]
        return self.reached[place - 1].version if place else None

    def binding(self, accepted: frozenset[ReductionId], baseline: Version) -> tuple[Bound, ...]:
        """Tell which release binds whoever accepted these reductions, clause by clause."""
        begun = baseline if baseline in self._places else floor(self._history, baseline)
        if begun is None or begun not in self._places:
            return ()
        key = (begun, accepted)
        if key not in self._known:
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[key] = self._whole(*key) if self._by is Binding.RELEASE else self._clauses(*key)
        return self._known[key]

    def touches(self, red: ReductionId) -> frozenset[ClauseId]:
        """Give the clauses that a reduction holds; found when it first matters, together with those beside it."""
        if red not in self._touched:
            self._touched.update(_touched(self.introduced[red], self._valid))
        return self._touched[red]

    def _whole(self, begun: Version, accepted: frozenset[ReductionId]) -> tuple[Bound, ...]:
        start = self._places[begun]
        place, held = self._greatest(start, list(self._open(start, accepted)))
        version = self.reached[place].version
        return tuple(Bound(clause=name, version=version, held_by=held) for name in self._names(place))

    def _clauses(self, begun: Version, accepted: frozenset[ReductionId]) -> tuple[Bound, ...]:
        newest = self.reached[-1]
        version = newest.version
        held = self._held(self._places[begun], accepted)
        told = [
            self._bound(name, near, *held[name]) if name in held else Bound(clause=name, version=version)
            for near, name in enumerate(map(_id, newest.clauses))
        ]
        return tuple(self._with_removed(told, set(map(_id, newest.clauses)), held))

    def _bound(self, clause: ClauseId, near: int, place: int, held: tuple[ReductionId, ...]) -> Bound:
        record = self.reached[place]
        # Most clauses stand where they always stood; only the others are looked for.
        stands = near < len(record.clauses) and record.clauses[near].id == clause
        present = stands or clause in self._names(place)
        return Bound(clause=clause, version=record.version, held_by=held, present=present)

    def _names(self, place: int) -> Iterator[ClauseId]:
        return map(_id, self.reached[place].clauses)

    def _open(self, start: int, accepted: frozenset[ReductionId]) -> Iterator[ReductionId]:
        """Give the reductions that came after the beginning and were not accepted, lifted or not."""
        return (red for red, (begins, _) in self._spans.items() if begins > start and red not in accepted)

    def _held(
        self, start: int, accepted: frozenset[ReductionId]
    ) -> Mapping[ClauseId, tuple[int, tuple[ReductionId, ...]]]:
        """Give each clause that some unaccepted reduction holds, with the place of the release that holds and the reductions."""
        open_: dict[ClauseId, list[ReductionId]] = {}
        for red in self._open(start, accepted):
            for clause in self.touches(red):
                open_.setdefault(clause, []).append(red)
        found = {clause: self._greatest(start, reds) for clause, reds in open_.items()}
        return {clause: told for clause, told in found.items() if told[1]}

    def _greatest(self, start: int, open_: list[ReductionId]) -> tuple[int, tuple[ReductionId, ...]]:
        """Give the place of the greatest release in which none of these stands; and those that stand in the newest."""
        last = len(self.reached) - 1
        if len(open_) == 1:  # as nearly always
            begins, end = self._spans[open_[0]]
            return (max(start, begins - 1), tuple(open_)) if end > last else (last, ())
        place = last
        held = tuple(red for red in open_ if self._spans[red][1] > last)
        while starts := [first for first, end in (self._spans[red] for red in open_) if first <= place < end]:
            place = min(starts) - 1
        return max(start, place), held

    def _with_removed(
        self,
        told: list[Bound],
        newest: set[ClauseId],
        held: Mapping[ClauseId, tuple[int, tuple[ReductionId, ...]]],
    ) -> list[Bound]:
        """Put the clauses that the newest text lost, and that still bind this person, where they stood."""
        for clause, (place, reductions) in held.items():
            if clause in newest or clause not in self._names(place):
                continue
            order = list(self._names(place))
            above = set(order[: order.index(clause)])
            after = max((n + 1 for n, bound in enumerate(told) if bound.clause in above), default=0)
            told.insert(after, Bound(clause=clause, version=self.reached[place].version, held_by=reductions))
        return told


def _valid(history: History) -> list[Record]:
    return sorted((r for r in history.records if not r.withdrawn), key=lambda r: r.version)


def _spans(reached: tuple[Record, ...]) -> Mapping[ReductionId, tuple[int, int]]:
    """Tell from which release until before which each reduction stands, by their places; to the end when never lifted."""
    spans: dict[ReductionId, tuple[int, int]] = {}
    for place, record in enumerate(reached):
        for red in record.lifts:
            if red in spans:
                spans[red] = (spans[red][0], min(spans[red][1], place))
        spans |= {red.id: (place, len(reached)) for red in record.reduces if red.id not in record.lifts}
    return spans


def _touched(record: Record, valid: list[Record]) -> Iterator[tuple[ReductionId, frozenset[ClauseId]]]:
    """Tell which clauses each reduction of a release holds: its own, and what its words went into.

    The later parts of a split are held with the first. A merged clause is held by the reductions of all that went in.
    """
    merged, split = _joined(record) if record.reduces else (frozenset(), frozenset())
    names = frozenset(map(_id, record.clauses)) if merged else frozenset()
    parts = _parts(record, split, valid) if not split.isdisjoint(r.clause for r in record.reduces) else {}
    for red in record.reduces:
        gone_into = merged if red.clause not in names else ()
        yield red.id, frozenset((red.clause, *parts.get(red.clause, ()), *gone_into))


def _joined(record: Record) -> tuple[frozenset[ClauseId], frozenset[ClauseId]]:
    """Give the clauses that others were merged into, and those that were split."""
    merged, split = Fate.MERGED, Fate.SPLIT
    found = [change for change in record.changes if (fate := change.fate) is merged or fate is split]
    return (
        frozenset(change.clause for change in found if change.fate is merged),
        frozenset(change.clause for change in found if change.fate is split),
    )


def _parts(
    record: Record, split: frozenset[ClauseId], valid: list[Record]
) -> Mapping[ClauseId, list[ClauseId]]:
    """Give the later parts of each split clause: new clauses after it that no change of their own tells of."""
    fresh = _fresh(record, valid)
    parts: dict[ClauseId, list[ClauseId]] = {}
    first: ClauseId | None = None
    for ref in record.clauses if fresh else ():
        if ref.id in split:
            first = ref.id
        elif first and ref.id in fresh:
            parts.setdefault(first, []).append(ref.id)
    return parts


def _fresh(record: Record, valid: list[Record]) -> set[ClauseId]:
    """Give the clauses that no earlier release has, and that no change tells of; most are in the release just before."""
    fresh = {ref.id for ref in record.clauses} - {change.clause for change in record.changes}
    for earlier in reversed(valid):
        if fresh and earlier.version < record.version:
            fresh.difference_update(map(_id, earlier.clauses))
    return fresh
