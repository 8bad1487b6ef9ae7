"""A notice tells one release to one audience in one language, from the words that bind these people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.binding import Timeline, accepted, standing
from notifier.core.campaign import Kind as Occasion
from notifier.core.changeset import compare
from notifier.core.document import Document, Kind
from notifier.core.finding import Level
from notifier.core.mail import Audience
from notifier.core.release import stricter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from notifier.core.changeset import Change
    from notifier.core.consent import Decision
    from notifier.core.document import Clause
    from notifier.core.policy import Policy
    from notifier.core.release import History, Record, ReductionId, Version
    from notifier.core.text import ClauseId, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What binds a group of people before a release, and what it asks of them.

    Attributes:
        version: the greatest release that binds them on any clause.
        held: clauses at which an earlier release still binds them, with that release.
        asks: the reductions they are asked to accept, oldest first: those of the release and those still open.
    """

    version: Version
    held: tuple[tuple[ClauseId, Version], ...]
    asks: tuple[ReductionId, ...]

    @property
    def key(self) -> str:
        """Name it: people with the same key get the same words. `1.1.0`, or `2.0.0 retention-2=1.1.0`."""
        return " ".join([str(self.version), *(f"{clause}={version}" for clause, version in self.held)])

    @property
    def audience(self) -> Audience:
        """Say whether these people have something to decide."""
        return Audience.CONSENT if self.asks else Audience.INFORM


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One changed clause as a notice tells it.

    Attributes:
        change: from the words that bind these people to the new ones.
        level: the highest ruling on the clause since then.
        section: the heading above it; empty when there is none.
        elsewhere: what it does, as the record says it, where another language than that of the notice gave its level.
    """

    change: Change
    level: Level
    section: str
    elsewhere: tuple[tuple[Language, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told, before it is laid out.

    Attributes:
        policy: whose words change.
        release: the release that is told.
        language: of the notice.
        audience: to whom it speaks.
        standing: what binds these people.
        items: every changed clause, reductions first, each group in the order of the text.
        occasion: whether it is told for the first time, again to the silent, or corrected.
        elsewhere: the clauses that these people are asked about and whose words changed in another language alone,
            each with that language.
    """

    policy: Policy
    release: Record
    language: Language
    audience: Audience
    standing: Standing
    items: tuple[Item, ...]
    occasion: Occasion = Occasion.NOTICE
    elsewhere: tuple[tuple[ClauseId, Language], ...] = ()

    @property
    def taken(self) -> int:
        """Count what takes something away, in whichever language its words changed."""
        return len(self.reductions) + len(self.elsewhere)

    @property
    def reductions(self) -> tuple[Item, ...]:
        """Give the items that take something away."""
        return tuple(item for item in self.items if item.level is Level.REDUCTION)

    @property
    def effective_on(self) -> date:
        """Give the day the release comes into force."""
        return self.release.effective_on

    @property
    def summary(self) -> str:
        """Give what changed, in short."""
        return dict(self.release.summaries).get(self.language, "")


class Stands:
    """What binds people before a release, found once for each beginning and each set of acceptances."""

    def __init__(self, policy: Policy, history: History, release: Record, *, at: datetime) -> None:
        self._timeline = Timeline(history, at=at, zone=policy.time_zone, by=policy.binding)
        self._history = history
        self._release = release.version
        self._at = at

    def standing(self, baseline: Version, decisions: Iterable[Decision] = ()) -> Standing:
        """Tell what binds a person, and which reductions up to the release they have not accepted."""
        yes = accepted(decisions, self._at)
        bound = self._timeline.binding(yes, baseline)
        version = max((each.version for each in bound), default=baseline)
        return Standing(
            version=version,
            held=tuple((each.clause, each.version) for each in bound if each.version != version),
            asks=tuple(
                reduction.id
                for reduction in standing(self._history, baseline, self._release)
                if reduction.id not in yes
            ),
        )


def bound_text(documents: Mapping[Version, Document], told: Standing) -> Document:
    """Give the words that bind: the release, with the clauses it could not change as they were.

    A held clause that the release dropped stands again where it stood; one that it added does not stand.
    """
    whole = documents[told.version]
    clauses = list(whole.clauses)
    for clause, version in told.held:
        clauses = _with_held(clauses, documents[version].clauses, clause)
    return whole.holding(clauses)


def _with_held(clauses: list[Clause], earlier: tuple[Clause, ...], held: ClauseId) -> list[Clause]:
    old = next((clause for clause in earlier if clause.id == held), None)
    places = [place for place, clause in enumerate(clauses) if clause.id == held]
    if places:
        return [*clauses[: places[0]], *([old] if old else []), *clauses[places[0] + 1 :]]
    if old is None:
        return clauses
    above = {clause.id for clause in earlier[: earlier.index(old)]}
    place = max((place for place, clause in enumerate(clauses) if clause.id in above), default=-1)
    return [*clauses[: place + 1], old, *clauses[place + 1 :]]


def compose(
    *,
    policy: Policy,
    history: History,
    release: Record,
    told: Standing,
    before: Document,
    after: Document,
    audience: Audience | None = None,
    occasion: Occasion = Occasion.NOTICE,
) -> Notice:
    """Tell a release to people bound by `before`, in the language of the texts, reductions first."""
    levels = _levels(history, release, told, after.language)
    items = sorted(
        (
            Item(change=change, level=_level(change, levels), section=_section(change, before, after))
            for change in compare(before, after).changes
        ),
        key=lambda item: -item.level,
    )
    return Notice(
        policy=policy,
        release=release,
        language=after.language,
        audience=audience or told.audience,
        standing=told,
        items=tuple(
            replace(item, elsewhere=tuple(_stricter(history, release, told, item, after.language)))
            if item.level is Level.REDUCTION
            else item
            for item in items
        ),
        occasion=occasion,
        elsewhere=tuple(_elsewhere(history, release, told, items, after.language)),
    )


def _stricter(
    history: History, release: Record, told: Standing, item: Item, language: Language
) -> Iterator[tuple[Language, str]]:
    """Tell what a change does in the language that gave it its level, since the release that binds it."""
    held = dict(told.held)
    names = {clause.id for clause in (*item.change.before, *item.change.after)}
    for record in history.records:
        if not record.withdrawn and record.version <= release.version:
            refs = (
                ref
                for ref in record.changes
                if ref.clause in names
                and ref.language == language
                and record.version > held.get(ref.clause, told.version)
            )
            yield from stricter(record, refs)


def _elsewhere(
    history: History, release: Record, told: Standing, items: Sequence[Item], language: Language
) -> Iterator[tuple[ClauseId, Language]]:
    """Name what these people are asked about that no change in their own language tells."""
    shown = {clause.id for item in items for clause in (*item.change.before, *item.change.after)}
    records = [one for one in history.records if one.version <= release.version and not one.withdrawn]
    asked = {
        reduction.clause: None for one in records for reduction in one.reduces if reduction.id in told.asks
    }
    for clause in asked:
        changed = (
            change.language
            for one in records
            for change in one.changes
            if change.clause == clause and change.level is Level.REDUCTION and change.language != language
        )
        other = next(changed, None)
        if clause not in shown and other is not None:
            yield clause, other


def _levels(history: History, release: Record, told: Standing, language: Language) -> dict[ClauseId, Level]:
    """Give the highest ruling on each clause since the release that binds it."""
    held = dict(told.held)
    levels: dict[ClauseId, Level] = {}
    asked = set(told.asks)
    for record in history.records:
        if record.withdrawn or record.version > release.version:
            continue
        for change in record.changes:
            since = held.get(change.clause, told.version)
            if change.language == language and record.version > since:
                levels[change.clause] = max(levels.get(change.clause, Level.NONE), change.level)
        for reduction in record.reduces:
            if reduction.id in asked:
                levels[reduction.clause] = Level.REDUCTION
    return levels


def _level(change: Change, levels: Mapping[ClauseId, Level]) -> Level:
    """Give the ruling on a change; one that no record names counts as material."""
    names = {clause.id for clause in (*change.before, *change.after)}
    return max((levels[name] for name in names if name in levels), default=Level.MATERIAL)


def _section(change: Change, before: Document, after: Document) -> str:
    clause, document = (change.after[0], after) if change.after else (change.before[0], before)
    if clause.kind is Kind.HEADING:
        return clause.text
    headings = {one.id: one.text for one in document.clauses if one.kind is Kind.HEADING}
    return next((headings[name] for name in reversed(clause.path) if name in headings), "")
