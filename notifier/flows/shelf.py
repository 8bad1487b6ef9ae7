"""The releases as they are now, laid out once for the many people who began and agreed alike."""

from __future__ import annotations

from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from notifier.adapters.catalog import Catalog
from notifier.core import question
from notifier.core.binding import Timeline, day_at

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from notifier.core.document import Document
    from notifier.core.policy import Policy
    from notifier.core.question import Sheet
    from notifier.core.release import Record, ReductionId, Version
    from notifier.core.text import Language

_MOST = 2_000


class Shelf:
    """Reads releases anew when one was added, and keeps what was laid out until then.

    Attributes:
        root: the repository of policies.
        reading: held while git is read: by one thread at a time.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reading = RLock()
        self._seen: tuple[tuple[str, int], ...] = ()
        self._catalog = Catalog(root)
        self._sheets: dict[tuple[object, ...], Sheet] = {}
        self._times: dict[tuple[str, object], Timeline] = {}

    @cached_property
    def releases(self) -> Path:
        """Give the folder that tells of every release."""
        return Catalog(self.root).root / "policy" / "releases"

    @property
    def catalog(self) -> Catalog:
        """Give the releases as they are now; a folder's time changes when a release is added to it."""
        seen = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(self.releases.glob("*/")))
        if seen != self._seen:
            self._seen, self._catalog = seen, Catalog(self.root)
            self._sheets, self._times = {}, {}
        return self._catalog

    def forget(self) -> None:
        """Read everything anew at the next look, also the registry."""
        self._seen = ()

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
