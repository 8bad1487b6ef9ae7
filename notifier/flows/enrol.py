"""Bring people in from a file, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.adapters import addresses
from notifier.adapters.sheet import Sheet
from notifier.adapters.store.arrivals import Arrival
from notifier.adapters.store.people import profile_words
from notifier.core import watch
from notifier.core.said import say
from notifier.core.subject import baselines, clean
from notifier.core.text import Language
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.store.people import People
    from notifier.core.release import Version
    from notifier.core.text import PolicyName

COLUMNS = ("external_id", "email", "language", "services", "baseline")

_EVERY = 1_000
"""Lines between two words on how far it is."""

_SHARED = 10_000  # what people share is known after a few lines; more would be a file that shares nothing


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a file is written.

    Attributes:
        called: what columns are called in it, where that is not what we call them.
        encoding: of its letters.
        delimiter: between its cells; found out from the head when empty.
    """

    called: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    delimiter: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Give the columns as the file calls them."""
        return tuple(self.called.get(column, column) for column in COLUMNS)

    def sheet(self, file: Path) -> Sheet:
        """Open a file that is written so."""
        return Sheet(file, encoding=self.encoding, delimiter=self.delimiter)


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


class Reader:
    """Read lines, each on its own; what many lines share is read once."""

    def __init__(self, known: Terms) -> None:
        self.known = known
        self._shared: dict[tuple[str, ...], tuple[str, str, str]] = {}

    def arrival(self, number: int, cells: Sequence[str]) -> Arrival:
        """Read one line, in the order of `COLUMNS`.

        Raises:
            SubjectRefused: when it does not tell of a person who could be told.
        """
        external_id, email = clean("external_id", cells[0]), clean("email", cells[1])
        if not external_id:
            raise SubjectRefused(say("external_id is empty"))
        if external_id.startswith(watch.PREFIX):
            raise SubjectRefused(
                say("external_id begins with '{prefix}', which names watchers", prefix=watch.PREFIX)
            )
        rest = tuple(cells[2:])
        language, services, began = self._shared.get(rest) or self._read(rest)
        return Arrival(
            number, external_id, addresses.read(email) if email else None, language, services, began
        )

    def _read(self, rest: tuple[str, ...]) -> tuple[str, str, str]:
        language, services, baseline = map(clean, COLUMNS[2:], rest)
        spoken = Language(language.lower())
        if spoken not in self.known.languages:
            raise SubjectRefused(say("language '{language}' is not published", language=spoken[:40]))
        used = tuple(sorted(set(services.replace(";", " ").replace(",", " ").split())))
        if unknown := [service for service in used if service not in self.known.services]:
            raise SubjectRefused(
                say("service '{unknown}' is not in policy/policies.toml", unknown=unknown[0][:40])
            )
        if not used:
            raise SubjectRefused(say("no service"))
        read = spoken, *profile_words(used, baselines(baseline, self.known.versions))
        if len(self._shared) < _SHARED:
            self._shared[rest] = read
        return read


def arrivals(
    sheet: Sheet,
    layout: Layout,
    *,
    known: Terms,
    refuse: Callable[[Refused], None],
    moved: Callable[[int], None] | None = None,
) -> Iterator[Arrival]:
    """Read the good lines of a file and report the others; `moved` is told now and then which line it is."""
    reader = Reader(known)
    for number, cells, why in sheet.rows(layout.names):
        if moved and not number % _EVERY:
            moved(number)
        try:
            if cells is not None:
                yield reader.arrival(number, cells)
                continue
        except SubjectRefused as error:
            why = error.cause  # noqa: PLW2901 - either way it is why the line is refused
        refuse(Refused(line=number, why=why))


def enrol(
    file: Path,
    *,
    known: Terms,
    people: People,
    refuse: Callable[[Refused], None],
    now: datetime,
    layout: Layout | None = None,
    moved: Callable[[int], None] | None = None,
) -> Enrolled:
    """Take every good line and report the others; doing it again changes nothing."""
    counted, chosen = Counted(refuse), layout or Layout()
    coming = arrivals(chosen.sheet(file), chosen, known=known, refuse=counted, moved=moved)
    taken = people.bring(
        coming,
        now=now,
        twice=lambda line, later: counted(
            Refused(line=line, why=say("the same person again on line {later}, which counts", later=later))
        ),
    )
    return Enrolled(kept=taken.kept, refused=counted.count, erased=taken.erased)


def inspect(
    file: Path,
    *,
    known: Terms,
    refuse: Callable[[Refused], None],
    layout: Layout | None = None,
    moved: Callable[[int], None] | None = None,
) -> Enrolled:
    """Check every line, and keep nobody."""
    counted, chosen = Counted(refuse), layout or Layout()
    lines = arrivals(chosen.sheet(file), chosen, known=known, refuse=counted, moved=moved)
    good = sum(1 for _ in lines)
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
