"""The history of every clause: each wording with its days, its level and its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.core.document import shown
from notifier.core.timeline import State
from notifier.render import html
from notifier.render.pages import blocks
from notifier.render.pages.press import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from notifier.core.document import Clause, Kind
    from notifier.core.release import ChangeRef
    from notifier.core.text import ClauseId, Language
    from notifier.core.timeline import Stay
    from notifier.site.reading import Reading

_TITLE = 70


@dataclass(slots=True, kw_only=True)
class Wording:
    """One wording of a clause, from the release that brought it.

    Attributes:
        standing: whether it is in force on the day of the site.
    """

    stay: Stay
    text: str
    html: Markup
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
    title: str
    wordings: list[Wording] = field(default_factory=list)
    gone: Stay | None = None


def pasts(reading: Reading, stays: Sequence[Stay], language: Language) -> list[Past]:
    """Follow every clause through all releases that were not withdrawn, in the order of the newest text."""
    told: dict[ClauseId, Past] = {}
    said: dict[ClauseId, str] = {}
    order: list[ClauseId] = []
    for stay in stays:
        if stay.state is State.WITHDRAWN:
            continue
        refs = {ref.clause: ref for ref in stay.record.changes if ref.language == language}
        clauses = {clause.id: clause for clause in reading.document(stay.record, language).clauses}
        for name, clause in clauses.items():
            past = told.setdefault(name, Past(name=name, kind=clause.kind, title=""))
            past.title, past.kind, past.gone = _title(clause), clause.kind, None
            if said.get(name) != clause.source:
                said[name] = clause.source
                past.wordings.append(
                    Wording(stay=stay, text=shown(clause), html=_wording(clause), ref=refs.get(name))
                )
            if stay.state is State.FORCE:
                for wording in past.wordings:
                    wording.standing = wording is past.wordings[-1]
        for name, past in told.items():
            if name not in clauses and past.gone is None:
                past.gone = stay
        order = [*clauses, *(name for name in order if name not in clauses)]
    return [told[name] for name in order]


def _title(clause: Clause) -> str:
    text = clause.text
    return text if len(text) <= _TITLE else f"{text[:_TITLE].rsplit(' ', 1)[0]} …"


def _wording(clause: Clause) -> Markup:
    return safe(" | ".join(html.inline(blocks.hung(cell, _outside)) for cell in blocks.cells(clause)))


def _outside(target: str) -> str:
    return target if target.startswith(("http:", "https:", "mailto:", "tel:")) else ""
