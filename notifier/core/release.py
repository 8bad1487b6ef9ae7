"""Releases: numbers, dates, records, and what each promises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

from notifier.core.said import say
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from notifier.core.alignment import Fate
    from notifier.core.document import Kind
    from notifier.core.finding import Category, Direction, Level
    from notifier.core.text import ClauseId, Digest, Language, PolicyName

ReductionId = NewType("ReductionId", str)
"""A reduction of rights, named by the release that introduced it and its clause: `2.0.0/retention-2`."""

_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """The number of a release: rights reduction → major, material → minor, editorial → patch."""

    major: int
    minor: int
    patch: int

    @classmethod
    def read(cls, text: str) -> Version:
        """Read `2.0.0`; raises `RecordRefused` for anything else."""
        if not (found := _VERSION.fullmatch(text)):
            raise RecordRefused(
                say("'{text}' is not a version", text=text), remedy=say("write three numbers, like 2.0.0")
            )
        return cls(*(int(part) for part in found.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRef:
    """Where the released text of one language is, and what it hashes to.

    Attributes:
        language: of the text.
        blob: git's id of the text.
        sha256: of the text as UTF-8.
    """

    language: Language
    blob: str
    sha256: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRef:
    """A clause of a release: its permanent id, kind, and the hash of its words in each language."""

    id: ClauseId
    kind: Kind
    hashes: tuple[tuple[Language, Digest], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person decided about one change in one language.

    Attributes:
        key: names the change by its words (`changeset.key`).
        language: of the change.
        level: what the person says it is.
        reason: why; required where the level is lower than assessed.
        by: who ruled.
        second: who agreed, required to lower from rights reduction; else empty.
        on: the day of the ruling.
    """

    key: Digest
    language: Language
    level: Level
    reason: str
    by: str
    second: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRef:
    """One change of a release in one language, as it was assessed and ruled.

    Attributes:
        why: what it does, a sentence for each finding that gives its level, in the language of the change, as it was
            said when it was released; none where a person ruled it less grave, and in records from before this was kept.
    """

    clause: ClauseId
    language: Language
    fate: Fate
    key: Digest
    assessed: Level
    level: Level
    direction: Direction
    category: Category
    rules: tuple[str, ...]
    why: tuple[str, ...] = ()
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """A right that a release takes or narrows; it binds only who accepts it."""

    id: ReductionId
    clause: ClauseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """Why a release lifts a reduction: what it changes for people who kept the words before it, as people ruled.

    Attributes:
        reduction: what those people had not accepted.
        since: the release whose words they kept.
        changes: the changes from their words to the new ones; none where their words came back.
    """

    reduction: ReductionId
    since: Version
    changes: tuple[ChangeRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An announced release that was taken back before its day."""

    on: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A release, as it was published; never edited afterwards.

    Attributes:
        policy: the policy it belongs to.
        version: its number.
        level: the highest level of its changes, over clauses and languages; `none` for the first release.
        published_on: the day people were told.
        effective_on: the day it comes into force.
        summaries: what changed, in short, in each language.
        texts: the released text of each language.
        clauses: every clause, in the order of the text.
        changes: every change from the release before.
        reduces: the reductions it introduces.
        lifts: earlier reductions that it takes back.
        freed: why it may lift each of them.
        edition: the editions of the rule packs that assessed it.
        previous: the SHA-256 of the record before, as bytes in git; empty for the first.
        brought_in_on: the day a past release was entered (`--historic`); else nothing.
        corrected: clauses whose id a person corrected: the words it begins with, and the id it had; empty for a new one.
        withdrawn: set when it was taken back before its day.
    """

    policy: PolicyName
    version: Version
    level: Level
    published_on: date
    effective_on: date
    summaries: tuple[tuple[Language, str], ...]
    texts: tuple[TextRef, ...]
    clauses: tuple[ClauseRef, ...]
    changes: tuple[ChangeRef, ...] = ()
    reduces: tuple[Reduction, ...] = ()
    lifts: tuple[ReductionId, ...] = ()
    freed: tuple[Freed, ...] = ()
    edition: str = ""
    previous: str = ""
    brought_in_on: date | None = None
    corrected: tuple[tuple[str, ClauseId], ...] = ()
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All releases of one policy, oldest first."""

    policy: PolicyName
    records: tuple[Record, ...]


def in_force(history: History, on: date) -> Record | None:
    """Give the release in force on a day: the last that was effective and not withdrawn."""
    standing = [record for record in history.records if record.effective_on <= on and not record.withdrawn]
    return max(standing, key=lambda record: (record.effective_on, record.version), default=None)


def announced(history: History, on: date) -> tuple[Record, ...]:
    """Give the releases that are published on a day and not yet in force, nearest first."""
    waiting = [r for r in history.records if r.published_on <= on < r.effective_on and not r.withdrawn]
    return tuple(sorted(waiting, key=lambda record: (record.effective_on, record.version)))


class Stand(StrEnum):
    """Where a release is in its life."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def stand(history: History, record: Record, on: date) -> Stand:
    """Tell where a release is in its life on a day."""
    if record.withdrawn and record.withdrawn.on <= on:
        return Stand.WITHDRAWN
    if on < record.effective_on:
        return Stand.ANNOUNCED if record.published_on <= on else Stand.PLANNED
    return Stand.IN_FORCE if in_force(history, on) == record else Stand.SUPERSEDED


def stricter(record: Record, refs: Iterable[ChangeRef]) -> tuple[tuple[Language, str], ...]:
    """Tell what changes do in a language that was assessed stricter, where its level counts; as the record says it."""
    raised = {ref.clause: ref for ref in refs if ref.level > ref.assessed}
    told: dict[tuple[Language, str], None] = {}
    for other in record.changes:
        ref = raised.get(other.clause)
        if ref and ref.level >= other.assessed > ref.assessed:
            told.update(dict.fromkeys((other.language, words) for words in other.why))
    return tuple(told)
