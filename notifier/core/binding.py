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
from notifier.core.policy import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from notifier.core.consent import Decision
    from notifier.core.release import History, Record, Reduction, ReductionId, Version
    from notifier.core.text import ClauseId

ZONE = "Europe/Paris"

_id = attrgetter("id")
_fate = attrgetter("fate")
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
    for decision in sorted((d for d in decisions if d.at <= at), key=lambda d: d.at):
        last.update(dict.fromkeys(decision.covers, decision.accepted))
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
        touched: the clauses that each reduction holds.
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
        self.reached = tuple(r for r in _valid(history) if r.effective_on <= today)
        self._known: dict[tuple[Version, frozenset[ReductionId]], tuple[Bound, ...]] = {}
        self.touched = {red: clauses for record in self.reached for red, clauses in _touched(record, history)}
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

    def _whole(self, begun: Version, accepted: frozenset[ReductionId]) -> tuple[Bound, ...]:
        version, held = self._greatest(begun, list(self._open(begun, accepted)))
        return tuple(Bound(clause=name, version=version, held_by=held) for name in self._names(version))

    def _clauses(self, begun: Version, accepted: frozenset[ReductionId]) -> tuple[Bound, ...]:
        newest = self.reached[-1]
        version = newest.version
        held = self._held(begun, accepted)
        told = [
            self._bound(name, *held[name]) if name in held else Bound(clause=name, version=version)
            for name in map(_id, newest.clauses)
        ]
        return tuple(self._with_removed(told, set(map(_id, newest.clauses)), held))

    def _bound(self, clause: ClauseId, version: Version, held: tuple[ReductionId, ...]) -> Bound:
        present = clause in self._names(version)
        return Bound(clause=clause, version=version, held_by=held, present=present)

    def _names(self, version: Version) -> Iterator[ClauseId]:
        return map(_id, self.reached[self._places[version]].clauses)

    def _open(self, begun: Version, accepted: frozenset[ReductionId]) -> Iterator[ReductionId]:
        """Give the reductions that came after the beginning and were not accepted, lifted or not."""
        start = self._places[begun]
        return (red for red, (begins, _) in self._spans.items() if begins > start and red not in accepted)

    def _held(
        self, begun: Version, accepted: frozenset[ReductionId]
    ) -> Mapping[ClauseId, tuple[Version, tuple[ReductionId, ...]]]:
        """Give each clause that some unaccepted reduction holds, with the release that holds and the reductions."""
        open_: dict[ClauseId, list[ReductionId]] = {}
        for red in self._open(begun, accepted):
            for clause in self.touched[red]:
                open_.setdefault(clause, []).append(red)
        found = {clause: self._greatest(begun, reds) for clause, reds in open_.items()}
        return {clause: told for clause, told in found.items() if told[1]}

    def _greatest(self, begun: Version, open_: list[ReductionId]) -> tuple[Version, tuple[ReductionId, ...]]:
        """Give the greatest release in which none of these stands; and those that stand in the newest."""
        if len(open_) == 1:  # as nearly always
            begins, end = self._spans[open_[0]]
            stands = end == len(self.reached)
            place = begins - 1 if stands else len(self.reached) - 1
            return max(begun, self.reached[place].version), tuple(open_) if stands else ()
        place = len(self.reached) - 1
        held = tuple(red for red in open_ if self._spans[red][1] > place)
        while starts := [first for first, end in (self._spans[red] for red in open_) if first <= place < end]:
            place = min(starts) - 1
        return max(begun, self.reached[place].version), held

    def _with_removed(
        self,
        told: list[Bound],
        newest: set[ClauseId],
        held: Mapping[ClauseId, tuple[Version, tuple[ReductionId, ...]]],
    ) -> list[Bound]:
        """Put the clauses that the newest text lost, and that still bind this person, where they stood."""
        for clause, (version, reductions) in held.items():
            if clause in newest or clause not in self._names(version):
                continue
            order = list(self._names(version))
            above = set(order[: order.index(clause)])
            place = max((n + 1 for n, bound in enumerate(told) if bound.clause in above), default=0)
            told.insert(place, Bound(clause=clause, version=version, held_by=reductions))
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


def _touched(record: Record, history: History) -> Iterator[tuple[ReductionId, frozenset[ClauseId]]]:
    """Tell which clauses each reduction of a release holds: its own, and what its words went into.

    The later parts of a split are held with the first. A merged clause is held by the reductions of all that went in.
    """
    fates = tuple(map(_fate, record.changes)) if record.reduces else ()
    merged = _of(record, Fate.MERGED) if Fate.MERGED in fates else frozenset()
    names = frozenset(map(_id, record.clauses)) if merged else frozenset()
    parts = _parts(record, history) if Fate.SPLIT in fates else {}
    for red in record.reduces:
        gone_into = merged if red.clause not in names else ()
        yield red.id, frozenset((red.clause, *parts.get(red.clause, ()), *gone_into))


def _of(record: Record, fate: Fate) -> frozenset[ClauseId]:
    return frozenset(change.clause for change in record.changes if change.fate is fate)


def _parts(record: Record, history: History) -> Mapping[ClauseId, list[ClauseId]]:
    """Give the later parts of each split clause: new clauses after it that no change of their own tells of."""
    split = _of(record, Fate.SPLIT)
    if split.isdisjoint(red.clause for red in record.reduces):
        return {}
    fresh = _fresh(record, history)
    parts: dict[ClauseId, list[ClauseId]] = {}
    first: ClauseId | None = None
    for ref in record.clauses if fresh else ():
        if ref.id in split:
            first = ref.id
        elif first and ref.id in fresh:
            parts.setdefault(first, []).append(ref.id)
    return parts


def _fresh(record: Record, history: History) -> set[ClauseId]:
    """Give the clauses that no earlier release has, and that no change tells of; most are in the release just before."""
    fresh = {ref.id for ref in record.clauses} - {change.clause for change in record.changes}
    for earlier in reversed(_valid(history)):
        if fresh and earlier.version < record.version:
            fresh.difference_update(map(_id, earlier.clauses))
    return fresh
