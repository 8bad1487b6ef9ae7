"""Bring people in from a file, line by line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.adapters import addresses
from notifier.core import watch
from notifier.core.said import say
from notifier.core.subject import Subject, baselines, clean
from notifier.core.text import Language
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.store.people import People
    from notifier.core.release import Version
    from notifier.core.text import PolicyName

COLUMNS = ("external_id", "email", "language", "services", "baseline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A line that was not taken, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What became of a file."""

    kept: int
    refused: int
    erased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a line may name."""

    languages: frozenset[Language]
    services: frozenset[str]
    versions: Mapping[PolicyName, frozenset[Version]]


def terms(catalog: Catalog) -> Terms:
    """Read what the registry and the releases know."""
    policies = catalog.registry.policies
    return Terms(
        languages=frozenset(language for policy in policies for language in policy.languages),
        services=frozenset(service.name for policy in policies for service in policy.services),
        versions={
            policy.name: frozenset(record.version for record in catalog.history(policy.name).records)
            for policy in policies
        },
    )


def subject(row: Mapping[str, str], known: Terms) -> Subject:
    """Read one line.

    Raises:
        SubjectRefused: when it does not tell of a person who could be told.
    """
    said = {column: clean(column, row[column] or "") for column in COLUMNS}
    if not said["external_id"]:
        raise SubjectRefused(say("external_id is empty"))
    if said["external_id"].startswith(watch.PREFIX):
        raise SubjectRefused(
            say("external_id begins with '{prefix}', which names watchers", prefix=watch.PREFIX)
        )
    language = Language(said["language"].lower())
    if language not in known.languages:
        raise SubjectRefused(say("language '{language}' is not published", language=language[:40]))
    services = tuple(sorted(set(said["services"].replace(";", " ").replace(",", " ").split())))
    if unknown := [service for service in services if service not in known.services]:
        raise SubjectRefused(
            say("service '{unknown}' is not in policy/policies.toml", unknown=unknown[0][:40])
        )
    if not services:
        raise SubjectRefused(say("no service"))
    return Subject(
        external_id=said["external_id"],
        email=addresses.read(said["email"]) if said["email"] else "",
        language=language,
        services=services,
        baselines=baselines(said["baseline"], known.versions),
    )


def subjects(file: Path, *, known: Terms, refuse: Callable[[Refused], None]) -> Iterator[Subject]:
    """Read the good lines of a file and report the others."""
    try:
        yield from _subjects(file, known=known, refuse=refuse)
    except UnicodeDecodeError as error:
        raise SubjectRefused(
            say("not UTF-8"), source=str(file), remedy=say("save the file as UTF-8, then import it again")
        ) from error


def _subjects(file: Path, *, known: Terms, refuse: Callable[[Refused], None]) -> Iterator[Subject]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise SubjectRefused(
                say("no column {names}", names=", ".join(missing)),
                source=str(file),
                line=1,
                remedy=say("the first line names {names}", names=", ".join(COLUMNS)),
            )
        while (row := _next(reader, refuse)) is not None:
            if not row:
                continue
            try:
                yield subject(row, known)
            except SubjectRefused as error:
                refuse(Refused(line=reader.line_num, why=str(error)))


def _next(reader: csv.DictReader[str], refuse: Callable[[Refused], None]) -> dict[str, str] | None:
    """Give the next line; an empty one for a line that is no CSV, nothing at the end."""
    try:
        return next(reader, None)
    except csv.Error as error:
        refuse(Refused(line=reader.line_num, why=say("no CSV ({cause})", cause=error)))
        return {}


def enrol(
    file: Path, *, known: Terms, people: People, refuse: Callable[[Refused], None], now: datetime
) -> Enrolled:
    """Take every good line and report the others; doing it again changes nothing."""
    counted = Counted(refuse)
    taken = people.take(subjects(file, known=known, refuse=counted), now=now)
    return Enrolled(kept=taken.kept, refused=counted.count, erased=taken.erased)


def inspect(file: Path, *, known: Terms, refuse: Callable[[Refused], None]) -> Enrolled:
    """Check every line, and keep nobody."""
    counted = Counted(refuse)
    good = sum(1 for _ in subjects(file, known=known, refuse=counted))
    return Enrolled(kept=good, refused=counted.count, erased=0)


class Counted:
    """Count what is reported."""

    def __init__(self, report: Callable[[Refused], None]) -> None:
        self.report = report
        self.count = 0

    def __call__(self, line: Refused) -> None:
        """Report a line."""
        self.count += 1
        self.report(line)
