"""The next release while people still work on it: dates, summaries and rulings, as they stand in `next.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.release import Ruling

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.assessment import Level
    from notifier.core.release import ReductionId, Version
    from notifier.core.text import ClauseId, Digest, Language, PolicyName


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What people say of one clause, in every language it changed in.

    Attributes:
        clause: the clause.
        keys: names the change by its words in each language; other words, and the ruling is void.
        level: what the person says it is; nothing while it is undecided.
        reason: why; required where the level is lower than assessed.
        by: who ruled.
        second: who agreed to lower a rights reduction; else empty.
        on: the day of the ruling.
        line: where it stands in the draft, for messages.
    """

    clause: ClauseId
    keys: tuple[tuple[Language, Digest], ...]
    level: Level | None = None
    reason: str = ""
    by: str = ""
    second: str = ""
    on: date | None = None
    line: int = 0

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """Give the ruling of each language; none while it is undecided."""
        if self.level is None:
            return ()
        return tuple(
            Ruling(
                key=key,
                language=language,
                level=self.level,
                reason=self.reason,
                by=self.by,
                second=self.second,
                on=self.on,
            )
            for language, key in self.keys
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A signed line: these words of the translation still render the governing words, though those changed.

    Attributes:
        clause: the clause.
        language: of the translation.
        governing: the hash of the governing words it renders.
        translated: the hash of the words of the translation.
        by: who says so.
        line: where it stands in the draft, for messages.
    """

    clause: ClauseId
    language: Language
    governing: Digest
    translated: Digest
    by: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The next release of a policy, before it is one.

    Attributes:
        policy: the policy.
        after: the release it follows; nothing for the first.
        published_on: the day people are told; nothing while it is open.
        effective_on: the day it comes into force; nothing while it is open.
        summaries: what changes, in short, in each language.
        entries: what people say of each changed clause.
        carried: translations that stay as they are.
        lifts: earlier reductions that it takes back.
        place: the file, for messages.
    """

    policy: PolicyName
    after: Version | None = None
    published_on: date | None = None
    effective_on: date | None = None
    summaries: tuple[tuple[Language, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    carried: tuple[Carried, ...] = ()
    lifts: tuple[ReductionId, ...] = ()
    place: str = ""
