"""Where a clause stands: the titles, lead-ins and neighbours that give its words their scope."""

from __future__ import annotations

import re
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from notifier.core.document import Kind
from notifier.core.editorial.proof import said
from notifier.core.editorial.sentences import leaning, split
from notifier.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Clause, Document
    from notifier.core.editorial.rules import EditorialRules

_WORD = re.compile(r"[^\W\d_]+")
_ENDS = (".", "!", "?", ":", ";")


class Side(Enum):
    """The old document or the new one."""

    OLD = "old"
    NEW = "new"


class Scopes:
    """What stands around the clauses of a change set."""

    def __init__(self, changeset: ChangeSet, rules: EditorialRules) -> None:
        self._rules = rules
        self._documents = {Side.OLD: changeset.before, Side.NEW: changeset.after}

    @cached_property
    def _titles(self) -> dict[Side, dict[str, str]]:
        return {side: _titles(document) for side, document in self._documents.items()}

    @cached_property
    def _places(self) -> dict[Side, dict[int, int]]:
        return {
            side: {id(clause): place for place, clause in enumerate(document.clauses)}
            for side, document in self._documents.items()
        }

    def same(self, old: Clause, new: Clause) -> bool:
        """Tell whether a clause of the old text and one of the new text stand under what gives them one scope.

        A part of a list or table stands under the same heading and lead-in; a sentence of its own may stand under
        another title that names nobody and no case.
        """
        if (fold(old.lead_in), old.header) != (fold(new.lead_in), new.header):
            return False
        one, other = self._above(old, Side.OLD), self._above(new, Side.NEW)
        if part(old) or part(new):
            return one[-1:] == other[-1:]
        return all(self._neutral(title) for title in set(one) ^ set(other))

    def _above(self, clause: Clause, side: Side) -> list[str]:
        return [self._titles[side].get(known, "") for known in clause.path]

    def _neutral(self, title: str) -> bool:
        return set(_WORD.findall(title.lower())) <= self._rules.listed("scope", "neutral")

    def together(self, clauses: Sequence[Clause], side: Side) -> bool:
        """Tell whether clauses stand side by side."""
        places = [self._places[side][id(clause)] for clause in clauses]
        return places == list(range(places[0], places[0] + len(places)))

    def enclosed(self, before: Sequence[Clause], after: Sequence[Clause]) -> bool:
        """Tell whether passages stand under the same headings, and in the same list or in none."""
        inside = {fold(clause.text) for clause in (*before, *after)}
        leads = {fold(clause.lead_in) for clause in (*before, *after)} - inside
        # A lead-in within the passage is among its words; one outside must introduce all of it.
        outer = {lead for lead in leads if not any(text.endswith(lead) for text in inside) or not lead}
        titles = {tuple(self._above(clause, Side.OLD)) for clause in before}
        outer -= set().union(*titles)  # What only a title leads stands as by itself.
        return len(outer) <= 1 and titles == {tuple(self._above(clause, Side.NEW)) for clause in after}

    def unleaned(self, change: Change) -> bool:
        """Tell whether nothing that follows a change leans on what it said or says."""
        following = [
            self._next(clauses[-1], side)
            for clauses, side in ((change.before, Side.OLD), (change.after, Side.NEW))
            if clauses
        ]
        sentences = [split(said(clause.text, self._rules))[:1] for clause in following if clause]
        return not any(leaning(first[0], self._rules) for first in sentences if first)

    def _next(self, clause: Clause, side: Side) -> Clause | None:
        place = self._places[side][id(clause)] + 1
        clauses = self._documents[side].clauses
        return clauses[place] if place < len(clauses) and clauses[place].kind is not Kind.HEADING else None


def part(clause: Clause) -> bool:
    """Tell whether a clause is a part of a list or table, or no whole sentence."""
    return clause.kind in {Kind.ITEM, Kind.ROW} or not clause.text.endswith(_ENDS)


def _titles(document: Document) -> dict[str, str]:
    return {clause.id: fold(clause.text) for clause in document.clauses if clause.kind is Kind.HEADING}
