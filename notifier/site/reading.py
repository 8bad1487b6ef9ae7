"""Read many versions of one text with little memory: pages are made in order, so the near ones are enough."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.core.changeset import compare

if TYPE_CHECKING:
    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Document
    from notifier.core.release import Record
    from notifier.core.text import Language
    from notifier.site.model import Library

_NEAR = 64


class Reading:
    """The texts of a library and what changed between them; the last few are kept."""

    def __init__(self, library: Library) -> None:
        records: dict[tuple[object, ...], Record] = {}

        @lru_cache(_NEAR)
        def document(key: tuple[object, ...], language: Language) -> Document:
            return library.document(records[key], language)

        @lru_cache(_NEAR)
        def changes(before: tuple[object, ...], after: tuple[object, ...], language: Language) -> ChangeSet:
            return compare(document(before, language), document(after, language))

        self._records, self._document, self._changes = records, document, changes

    def _key(self, record: Record) -> tuple[object, ...]:
        key = (record.policy, record.version)
        self._records[key] = record
        return key

    def document(self, record: Record, language: Language) -> Document:
        """Give a released text, read, with the permanent ids of its clauses."""
        return self._document(self._key(record), language)

    def changes(self, before: Record, after: Record, language: Language) -> ChangeSet:
        """Give every change from one release to another."""
        return self._changes(self._key(before), self._key(after), language)
