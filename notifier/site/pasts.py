"""The history of every clause: each wording with its days, its level and its place, told from the records alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.timeline import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.document import Kind
    from notifier.core.release import ChangeRef
    from notifier.core.text import ClauseId, Digest, Language
    from notifier.core.timeline import Stay

_REWORDED = {Fate.EDITED, Fate.MOVED_EDITED, Fate.SPLIT, Fate.MERGED, Fate.RENUMBERED}


@dataclass(slots=True, kw_only=True)
class Wording:
    """One wording of a clause, from the release that brought it.

    Attributes:
        standing: whether it is in force on the day of the site.
    """

    stay: Stay
    ref: ChangeRef | None
    standing: bool = False

    @property
    def changed(self) -> bool:
        """Tell whether a redline shows how this wording came."""
        return self.stay.previous is not None


@dataclass(slots=True, kw_only=True)
class Past:
    """All wordings of one clause, oldest first; `gone` is the release that removed it."""

    name: ClauseId
    kind: Kind
    wordings: list[Wording] = field(default_factory=list)
    gone: Stay | None = None


def pasts(stays: Sequence[Stay], language: Language) -> list[Past]:
    """Follow every clause through all releases that were not withdrawn, in the order of the newest text."""
    told: dict[ClauseId, Past] = {}
    said: dict[ClauseId, Digest | None] = {}
    order: list[ClauseId] = []
    for stay in stays:
        if stay.state is State.WITHDRAWN:
            continue
        refs = {ref.clause: ref for ref in stay.record.changes if ref.language == language}
        here = {ref.id: ref for ref in stay.record.clauses}
        for name, clause in here.items():
            if (past := told.get(name)) is None:
                past = told[name] = Past(name=name, kind=clause.kind)
            past.kind, past.gone = clause.kind, None
            words = next((words for tongue, words in clause.hashes if tongue == language), None)
            ref = refs.get(name)
            if not past.wordings or said[name] != words or (ref and ref.fate in _REWORDED):
                said[name] = words
                past.wordings.append(Wording(stay=stay, ref=ref))
            if stay.state is State.FORCE:
                for wording in past.wordings:
                    wording.standing = wording is past.wordings[-1]
        for name, past in told.items():
            if name not in here and past.gone is None:
                past.gone = stay
        order = [*here, *(name for name in order if name not in here)]
    return [told[name] for name in order]


def begun(followed: Sequence[Past]) -> dict[tuple[object, ...], list[ClauseId]]:
    """Tell which clauses got a wording with each release, by its policy and number."""
    told: dict[tuple[object, ...], list[ClauseId]] = {}
    for past in followed:
        for record in _records(past):
            told.setdefault(record, []).append(past.name)
    return told


def _records(past: Past) -> Iterator[tuple[object, ...]]:
    for wording in past.wordings:
        yield wording.stay.record.policy, wording.stay.record.version
