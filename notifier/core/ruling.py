"""Rules assess, a person rules: raising is free, lowering takes a reason, from rights reduction also a second person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.changeset import key
from notifier.core.finding import Level
from notifier.core.levels import called
from notifier.core.said import say
from notifier.errors import ReleaseRefused, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notifier.core.assessment import Assessed, Assessment
    from notifier.core.draft import Entry
    from notifier.core.release import Ruling
    from notifier.core.text import ClauseId, Digest, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One change in one language, as it was assessed and as people ruled.

    Attributes:
        assessed: the change and what the rules say of it.
        language: of the words.
        place: the file the words stand in.
        key: names the change by its words.
        entry: what people wrote of exactly these words; nothing when nobody did.
        void: a ruling on this clause that other words made void; nothing when there is none.
    """

    assessed: Assessed
    language: Language
    place: str
    key: Digest
    entry: Entry | None = None
    void: Entry | None = None

    @property
    def clause(self) -> ClauseId:
        """Give the clause that changed."""
        return self.assessed.change.clause

    @property
    def line(self) -> int:
        """Give the line of the clause; none when it is gone."""
        change = self.assessed.change
        return change.after[0].line if change.after else 0

    @property
    def ruling(self) -> Ruling | None:
        """Give the ruling; nothing while it is undecided."""
        rulings = self.entry.rulings if self.entry else ()
        return next((ruling for ruling in rulings if ruling.key == self.key), None)

    @property
    def level(self) -> Level:
        """Give what counts: the ruling, or the assessment while there is none."""
        return self.ruling.level if self.ruling else self.assessed.level

    @property
    def undecided(self) -> bool:
        """Say whether a person has still to rule: everything but a proved editorial change needs one."""
        return self.ruling is None and self.assessed.level > Level.EDITORIAL


def judge(assessment: Assessment, entries: Iterable[Entry], *, place: str) -> tuple[Judged, ...]:
    """Join the assessment of one language with what people wrote; a ruling counts for its exact words only."""
    written = tuple(entries)
    by_key = {(language, name): entry for entry in written for language, name in entry.keys}
    judged = []
    for assessed in assessment.changes:
        name = key(assessed.change, assessment.language)
        one = Judged(
            assessed=assessed,
            language=assessment.language,
            place=place,
            key=name,
            entry=by_key.get((assessment.language, name)),
        )
        judged.append(one if one.entry else replace(one, void=_void(one, written)))
    return tuple(judged)


def _void(judged: Judged, written: Sequence[Entry]) -> Entry | None:
    return next(
        (
            entry
            for entry in written
            if entry.clause == judged.clause and entry.level and judged.language in dict(entry.keys)
        ),
        None,
    )


def refusals(judged: Sequence[Judged], *, policy: str, draft: str) -> Iterator[ReleaseRefused]:
    """Tell what people have still to decide, or decided in a way that cannot stand; one line a clause."""
    told: set[ClauseId] = set()
    for one in judged:
        refusal = _open(one, policy) if one.undecided else _unsound(one, policy, draft, one.clause)
        if refusal and one.clause not in told:
            told.add(one.clause)
            yield refusal


def unsound(judged: Sequence[Judged], *, policy: str, draft: str, named: str) -> Iterator[ReleaseRefused]:
    """Tell a ruling that cannot stand; what nobody decided is nobody's fault. `named` is what `policy review` calls it."""
    refusals = (_unsound(one, policy, draft, named) for one in judged)
    yield from list(filter(None, refusals))[:1]


def _open(one: Judged, policy: str) -> ReleaseRefused:
    review = say("run policy review {policy} {clause} --level … --reason …", policy=policy, clause=one.clause)
    if one.void:
        cause = say(
            "the ruling of {person} on '{clause}' is void: the words changed after it",
            person=one.void.by or say("somebody"),
            clause=one.clause,
        )
    else:
        cause = say(
            "'{clause}' changed ({level}) and nobody has ruled on it",
            clause=one.clause,
            level=called(one.assessed.level),
        )
    return Undecided(cause, source=one.place, line=one.line, remedy=review)


def _unsound(one: Judged, policy: str, draft: str, named: str) -> ReleaseRefused | None:
    entry = one.entry
    if entry is None or entry.level is None:
        return None
    cause, remedy = _fault(one, entry)
    if not cause:
        return None
    return ReleaseRefused(
        cause,
        source=draft,
        line=entry.line,
        remedy=say(
            "run policy review {policy} {clause} {remedy}", policy=policy, clause=named, remedy=remedy
        ),
    )


def _fault(one: Judged, entry: Entry) -> tuple[str, str]:
    """Say what is missing from a ruling, and the option that gives it."""
    level, floor = entry.level or Level.NONE, one.assessed.level
    place = {"clause": one.clause, "floor": called(floor), "level": called(level)}
    alone = floor is Level.REDUCTION and level < floor
    faults = (
        (
            level is Level.NONE,
            say("a change is at least editorial ('{clause}')", **place),
            "--level editorial",
        ),
        (not entry.by, say("a ruling without a name ('{clause}')", **place), "--by …"),
        (
            level < floor and not entry.reason,
            say("lowered from “{floor}” to “{level}” without a reason ('{clause}')", **place),
            "--reason …",
        ),
        (
            alone and not entry.second,
            say("lowered from “{floor}” to “{level}” by one person alone ('{clause}')", **place),
            "--second …",
        ),
        (
            alone and same(entry.second, entry.by),
            say("lowered from “{floor}” to “{level}” by the same person twice ('{clause}')", **place),
            "--second …",
        ),
    )
    return next(((cause, remedy) for wrong, cause, remedy in faults if wrong), ("", ""))


def address(person: str) -> str:
    """Give what tells a person from another: the address where there is one, else the name."""
    return person.rpartition("<")[2].rstrip("> ").strip().casefold()


def same(one: str, other: str) -> bool:
    """Say whether two names may stand for one person: one address or one name is enough, however it is written.

    Two people who bear one name are told apart by writing it in two ways; nobody is a second person to themselves.
    """
    return not _marks(one).isdisjoint(_marks(other))


def _marks(person: str) -> frozenset[str]:
    name = " ".join(person.partition("<")[0].split()).casefold()
    return frozenset((name, address(person))) - {""}
