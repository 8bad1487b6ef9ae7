"""All changes between two versions of one policy in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.alignment import align
from notifier.core.document import shown
from notifier.core.redline import Redline, diff
from notifier.core.text import ClauseId, Digest, Language, PolicyName, digest

if TYPE_CHECKING:
    from notifier.core.alignment import Alignment, Fate
    from notifier.core.document import Clause, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A clause of another policy: where a removed one went, or an added one came from."""

    policy: PolicyName
    clause: ClauseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One clause that is not what it was.

    Attributes:
        fate: edited, added, removed, moved, split, …
        before: the clauses it was; empty when added, several when merged.
        after: the clauses it is; empty when removed, several when split.
        redline: the words of `before` as they are shown (joined by newlines) against those of `after`.
        elsewhere: the clause of another policy that it went to or came from, where that is known.
    """

    fate: Fate
    before: tuple[Clause, ...]
    after: tuple[Clause, ...]
    redline: Redline
    elsewhere: Elsewhere | None = None

    @property
    def clause(self) -> ClauseId:
        """Give the id of the clause: the new one, or the old one when it is gone."""
        return (self.after or self.before)[0].id

    @property
    def words_before(self) -> str:
        """Give what the clause said."""
        return words(self.before)

    @property
    def words_after(self) -> str:
        """Give what the clause says."""
        return words(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Every change between two documents, and the alignment it was read from."""

    language: Language
    before: Document
    after: Document
    alignment: Alignment
    changes: tuple[Change, ...]


def compare(before: Document, after: Document) -> ChangeSet:
    """Tell every change from one version to another of the same policy in the same language."""
    alignment = align(before, after)
    changes = tuple(
        Change(
            fate=match.fate,
            before=match.before,
            after=match.after,
            redline=diff(spoken(match.before), spoken(match.after)),
        )
        for match in alignment.changed
    )
    return ChangeSet(
        language=after.language, before=before, after=after, alignment=alignment, changes=changes
    )


def words(clauses: tuple[Clause, ...]) -> str:
    """Join what several clauses say, as it is compared, a line each."""
    return "\n".join(clause.text for clause in clauses)


def spoken(clauses: tuple[Clause, ...]) -> str:
    """Join what several clauses say, as it is shown, a line each."""
    return "\n".join(shown(clause) for clause in clauses)


def key(change: Change, language: Language) -> Digest:
    """Name a change by its words: a ruling on it is void as soon as either text changes."""
    return digest(f"{language}\x1f{change.words_before}\x1f{change.words_after}")
