"""Read everything the next release of a policy needs, and plan it; nothing is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.adapters import rules
from notifier.adapters.catalog import draft_place
from notifier.core import cohort, proofread
from notifier.core import plan as planning
from notifier.core.alignment import Fate
from notifier.core.assessment import assess
from notifier.core.changeset import compare
from notifier.core.crossing import Arrival, arrivals, crossed
from notifier.core.document import show
from notifier.core.draft import Draft
from notifier.core.identity import assign
from notifier.core.opinion import joined
from notifier.core.parity import named, pairs, parallel
from notifier.core.plan import Plan, Side
from notifier.core.policy import guarded
from notifier.core.release import TextRef
from notifier.core.signature import ahead, unsigned, written
from notifier.core.text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from notifier.adapters.catalog import Catalog
    from notifier.core.assessment import Assessment
    from notifier.core.cohort import Kept
    from notifier.core.document import Document
    from notifier.core.identity import Correction
    from notifier.core.policy import Policy
    from notifier.core.text import ClauseId, Language
    from notifier.errors import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The next release of a policy, read and planned."""

    policy: Policy
    draft: Draft
    sides: tuple[Side, ...]
    plan: Plan


def prepare(
    catalog: Catalog,
    name: str,
    *,
    today: date,
    historic: bool = False,
    edit: Callable[[Draft], Draft] | None = None,
) -> Prepared:
    """Read the texts, the history and the draft of a policy, and plan its next release."""
    policy = catalog.policy(name)
    history = catalog.history(policy.name)
    draft = catalog.draft(policy.name) or Draft(policy=policy.name, place=draft_place(policy.name))
    if edit:
        draft = edit(draft)
    sides = tuple(_heard(side, draft) for side in read(catalog, policy, draft.corrections))
    found = tuple(
        refusal
        for side in sides
        for refusal in (
            proofread.ids(side.after, every=False)
            if historic
            else proofread.refusals(side.after, policy=policy, governing=sides[0].after)
        )
    )
    if not historic:
        found += tuple(
            proofread.guards(policy, *(text for text in (sides[0].after, sides[0].before) if text))
        )
    planned = planning.plan(
        draft,
        sides,
        policy=policy,
        history=history,
        today=today,
        previous=catalog.chain(policy.name),
        historic=historic,
        found=found,
        kept=kept(catalog, policy, sides, draft),
    )
    return Prepared(policy=policy, draft=draft, sides=sides, plan=planned)


def _heard(side: Side, draft: Draft) -> Side:
    """Add what a second reader said, where one was asked."""
    return replace(side, assessment=joined(side.assessment, draft.opinions)) if side.assessment else side


def read(catalog: Catalog, policy: Policy, corrections: tuple[Correction, ...] = ()) -> tuple[Side, ...]:
    """Read the texts of a policy as they are worked on, beside those of its last release."""
    history = catalog.history(policy.name)
    last = history.records[-1] if history.records else None
    taken = frozenset(ref.id for record in history.records for ref in record.clauses)
    sides: list[Side] = []
    for language in policy.languages:
        before = catalog.document(last, language) if last else None
        working = catalog.working(policy.name, language)
        # The governing text tells which clause is which; a translation follows by position.
        after = assign(working, before=before, taken=taken, corrections=() if sides else corrections)
        if sides:
            after = _beside(sides[0].after, working, after)
        assessment = None
        if before is not None:
            changes = compare(before, after)
            assessment = assess(changes, rules.read(language), protected=guarded(policy, before, after))
            if any(one.change.fate is Fate.REMOVED for one in assessment.changes):
                assessment = crossed(assessment, tuple(_elsewhere(catalog, policy, language)))
        text = show(working)
        ref = TextRef(language=language, blob=blob_name(text), sha256=digest(text))
        sides.append(Side(after=after, text=ref, before=before, assessment=assessment))
    return tuple(sides)


def kept(catalog: Catalog, policy: Policy, sides: tuple[Side, ...], draft: Draft) -> tuple[Kept, ...]:
    """Weigh the next texts for people who keep earlier words of clauses that they touch."""
    history = catalog.history(policy.name)
    records = {record.version: record for record in history.records}
    changed = frozenset(
        clause.id
        for side in sides
        for one in (side.assessment.changes if side.assessment else ())
        for clause in (*one.change.before, *one.change.after)
    )

    def weigh(before: Document, after: Document) -> Assessment:
        protected = guarded(policy, before, after)
        return assess(compare(before, after), rules.read(after.language), protected=protected)

    return cohort.kept(
        history,
        {side.language: side.after for side in sides},
        changed=changed,
        named=draft.lifts,
        documents=lambda version, language: catalog.document(records[version], language),
        weigh=weigh,
    )


def _elsewhere(catalog: Catalog, policy: Policy, language: Language) -> Iterator[Arrival]:
    """Find what is new in the other policies: a clause that left this one may have gone there."""
    for other in catalog.registry.policies:
        if other.name == policy.name or language not in other.languages:
            continue
        records = catalog.history(other.name).records
        before = catalog.document(records[-1], language).clauses if records else ()
        yield from arrivals(other.name, before, catalog.working(other.name, language).clauses)


def _beside(governing: Document, working: Document, alone: Document) -> Document:
    """Give a translation the ids of the governing text by position; what has no counterpart keeps its own."""
    if parallel(governing, working):
        return named(working, [clause.id for clause in governing.clauses])
    own = dict(zip((id(clause) for clause in working.clauses), alone.clauses, strict=True))
    ids: dict[int, ClauseId] = {}
    for pair in pairs(governing, working):
        if pair.translated:
            ids[id(pair.translated)] = pair.governing.id if pair.governing else own[id(pair.translated)].id
    return named(working, [ids[id(clause)] for clause in working.clauses])


def blob_name(text: str) -> str:
    """Give git's id of a text without storing it."""
    content = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def borrowed(catalog: Catalog, prepared: Prepared, *, releasing: str = "") -> Iterator[Refusal]:
    """Hold the names in the draft against the people who committed them, and against who is `releasing`."""
    place = prepared.draft.place
    if (catalog.root / place).exists():
        authors = catalog.repository.authors(catalog.inside(place))
        yield from unsigned(written(catalog.file(place)), authors, place=place, releasing=releasing)


def lent(catalog: Catalog, place: str) -> Iterator[Refusal]:
    """Tell the names in a draft that are in no commit yet, and that would not count if they were committed here."""
    if not (catalog.root / place).exists():
        return
    known, names = catalog.repository.authors(catalog.inside(place)), list(written(catalog.file(place)))
    if any(line not in known for line, _, _ in names):
        yield from ahead(names, known, place=place, committing=catalog.repository.person)
