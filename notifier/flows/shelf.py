"""The releases as they are now, laid out once for the many people who began and agreed alike."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from notifier.adapters.catalog import Catalog
from notifier.core import question
from notifier.core.binding import Timeline, day_at
from notifier.render import answers

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from notifier.core.document import Document
    from notifier.core.policy import Policy
    from notifier.core.question import Around, Sheet
    from notifier.core.release import Record, ReductionId, Version
    from notifier.core.text import Language
    from notifier.render.answers import Statements
    from notifier.render.words import Words

_MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A sheet as it reads on a day.

    Attributes:
        sheet: the questions.
        statements: both answers to each question.
        around: what is hashed of its page.
    """

    sheet: Sheet
    statements: tuple[Statements, ...]
    around: Around


class Shelf:
    """Reads releases anew when one was added, and keeps what was laid out until then.

    Attributes:
        root: the repository of policies.
        reading: held while git is read: by one thread at a time.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reading = RLock()
        self._seen: frozenset[tuple[str, int]] | None = None
        self._catalog = Catalog(root)
        self._sheets: dict[tuple[object, ...], Sheet] = {}
        self._asked: dict[tuple[int, date], Asked] = {}
        self._times: dict[tuple[str, object], Timeline] = {}

    @cached_property
    def releases(self) -> Path:
        """Give the folder that tells of every release."""
        return Catalog(self.root).root / "policy" / "releases"

    @property
    def catalog(self) -> Catalog:
        """Give the releases as they are now; a folder's time changes when a release is added to it."""
        seen = self._times_of_folders()
        if seen != self._seen:
            self._seen, self._catalog = seen, Catalog(self.root)
            self._sheets, self._asked, self._times = {}, {}, {}
        return self._catalog

    def _times_of_folders(self) -> frozenset[tuple[str, int]]:
        try:
            with os.scandir(self.releases) as found:
                return frozenset((one.name, one.stat().st_mtime_ns) for one in found if one.is_dir())
        except FileNotFoundError:
            return frozenset()

    def forget(self) -> None:
        """Read everything anew at the next look, also the registry."""
        self._seen = None

    def sheet(
        self,
        policy: Policy,
        record: Record,
        baseline: Version,
        language: Language,
        agreed: frozenset[ReductionId],
    ) -> Sheet:
        """Give what people who began and agreed alike are asked up to a release."""
        key = (str(policy.name), record.version, baseline, language, agreed)
        if key not in self._sheets:
            records = {one.version: one for one in self._catalog.history(policy.name).records}
            if len(self._sheets) >= _MOST:
                self._sheets.clear()
            self._sheets[key] = question.sheet(
                policy=policy,
                history=self._catalog.history(policy.name),
                release=record,
                baseline=baseline,
                language=language,
                agreed=agreed,
                documents=lambda version, tongue: self._catalog.document(records[version], tongue),
            )
        return self._sheets[key]

    def asked(self, told: Sheet, words: Words, *, today: date) -> Asked:
        """Give what a sheet says on a day; it is one of ours, so that it stays what it is."""
        key = (id(told), today)
        found = self._asked.get(key)
        if found is None or found.sheet is not told:
            if len(self._asked) >= _MOST:
                self._asked.clear()
            sentences = answers.statements(told, words, today=today)
            around = question.around(told, answers.flat(sentences))
            found = self._asked[key] = Asked(sheet=told, statements=sentences, around=around)
        return found

    def timeline(self, policy: Policy, at: datetime) -> Timeline:
        """Give the releases of a policy as they stand on the day of a moment."""
        key = (str(policy.name), day_at(at, policy.time_zone))
        if key not in self._times:
            if len(self._times) >= _MOST:
                self._times.clear()
            history = self._catalog.history(policy.name)
            self._times[key] = Timeline(history, at=at, zone=policy.time_zone, by=policy.binding)
        return self._times[key]

    def document(self, policy: Policy, version: Version, language: Language) -> Document:
        """Give a released text."""
        records = {one.version: one for one in self._catalog.history(policy.name).records}
        return self._catalog.document(records[version], language)
