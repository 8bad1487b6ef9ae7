"""Read many versions of one text with little memory: pages are made in order, so the near ones are enough."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.changeset import compare
from notifier.core.text import digest
from notifier.render import html
from notifier.render.pages import blocks
from notifier.render.pages.press import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

    from notifier.core.changeset import ChangeSet
    from notifier.core.document import Clause, Document
    from notifier.core.release import Record
    from notifier.core.text import ClauseId, Language
    from notifier.site.kept import Kept
    from notifier.site.model import Library

_NEAR = 8
_TITLE = 70


class Said(NamedTuple):
    """What a clause says: in short, and in its dress."""

    title: str
    html: Markup


class Reading:
    """The texts of a library and what changed between them; the last few are kept.

    `begun` tells which clauses got a wording with a release: what they say is kept whenever a text is read.
    """

    def __init__(
        self, library: Library, kept: Kept, begun: Callable[[Record, Language], Sequence[ClauseId]]
    ) -> None:
        self._library, self._kept, self._begun = library, kept, begun
        self._records: dict[tuple[object, ...], Record] = {}
        self._prints: dict[tuple[object, ...], str] = {}
        self._said: dict[tuple[tuple[object, ...], Language], dict[ClauseId, Said]] = {}
        self._document = lru_cache(_NEAR)(self._read)
        self._changes = lru_cache(_NEAR)(self._compared)

    def document(self, record: Record, language: Language) -> Document:
        """Give a released text, read, with the permanent ids of its clauses."""
        return self._document(self._key(record), language)

    def changes(self, before: Record, after: Record, language: Language) -> ChangeSet:
        """Give every change from one release to another."""
        return self._changes(self._key(before), self._key(after), language)

    def said(self, record: Record, language: Language, name: ClauseId) -> Said:
        """Give what a clause says in the release that brought the wording."""
        key = self._key(record)
        if (key, language) not in self._said:
            names = self._begun(record, language)
            told = self._kept.value(
                ("said", self.print(record), language, names),
                lambda: self._wordings(names, record, self._document(key, language)),
            )
            self._said[key, language] = {
                clause: Said(title, safe(dressed)) for clause, (title, dressed) in told.items()
            }
        return self._said[key, language][name]

    def print(self, record: Record) -> str:
        """Give the fingerprint of all that a record says."""
        key = self._key(record)
        if key not in self._prints:
            names = "\n".join(ref.id for ref in record.clauses)
            self._prints[key] = digest(f"{replace(record, clauses=())!r}{names}")[:32]
        return self._prints[key]

    def _key(self, record: Record) -> tuple[object, ...]:
        key = (record.policy, record.version)
        self._records[key] = record
        return key

    def _read(self, key: tuple[object, ...], language: Language) -> Document:
        record = self._records[key]
        document = self._library.document(record, language)
        if (key, language) not in self._said:
            names = self._begun(record, language)
            told = self._wordings(names, record, document)
            self._kept.value(("said", self.print(record), language, names), lambda: told)
            self._said[key, language] = {
                name: Said(title, safe(dressed)) for name, (title, dressed) in told.items()
            }
        return document

    def _compared(
        self, before: tuple[object, ...], after: tuple[object, ...], language: Language
    ) -> ChangeSet:
        return compare(self._document(before, language), self._document(after, language))

    @staticmethod
    def _wordings(
        names: Sequence[ClauseId], record: Record, document: Document
    ) -> dict[ClauseId, tuple[str, str]]:
        wanted = set(names)
        return {
            ref.id: (_title(clause), _dressed(clause))
            for ref, clause in zip(record.clauses, document.clauses, strict=True)
            if ref.id in wanted
        }


def _title(clause: Clause) -> str:
    text = clause.text
    return text if len(text) <= _TITLE else f"{text[:_TITLE].rsplit(' ', 1)[0]} …"


def _dressed(clause: Clause) -> str:
    return " | ".join(html.inline(blocks.hung(cell, _outside)) for cell in blocks.cells(clause))


def _outside(target: str) -> str:
    return target if target.startswith(("http:", "https:", "mailto:", "tel:")) else ""
