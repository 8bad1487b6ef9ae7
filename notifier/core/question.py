"""What a person is asked: each reduction that stands for them, from the words that bind them without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from notifier.core.binding import Timeline, day_at, floor, standing
from notifier.core.changeset import compare
from notifier.core.consent import Answer, canonical
from notifier.core.document import Kind
from notifier.core.finding import Level
from notifier.core.policy import Binding
from notifier.core.release import stricter
from notifier.core.text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from notifier.core.binding import Bound
    from notifier.core.changeset import Change
    from notifier.core.consent import Decision
    from notifier.core.document import Document
    from notifier.core.policy import Policy
    from notifier.core.release import History, Record, Reduction, ReductionId, Version
    from notifier.core.text import Digest, Language

    Documents = Callable[[Version, Language], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question: reductions that can only be accepted together, and the changes they made.

    Attributes:
        reductions: what an answer covers.
        changes: from the words that bind without them to the new ones; empty when the words came to be the same again.
        language: of the changes: that of the page, or the one in which something is reduced.
        section: the heading above the first change; empty when there is none.
        since: the release whose words bind whoever does not accept.
        agreed: whether the person stands by these reductions already: the question is whether they go on doing so.
        elsewhere: what they do, as the record says it, where another language than that of the page gave their level.
    """

    reductions: tuple[ReductionId, ...]
    changes: tuple[Change, ...]
    language: Language
    section: str
    since: Version
    agreed: bool = False
    elsewhere: tuple[tuple[Language, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that people who began and agreed alike are asked about one policy.

    Attributes:
        policy: whose words are asked about.
        release: the newest that is published.
        language: of the page.
        asks: the questions: first what is open, then what was agreed to; each in the order of the text.
        shown: the SHA-256 of the released text in this language.
    """

    policy: Policy
    release: Record
    language: Language
    asks: tuple[Ask, ...]
    shown: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person last said to a question, and when."""

    answer: Answer
    at: datetime


def newest(history: History, at: datetime, zone: str) -> Record | None:
    """Give the newest release that is published and not withdrawn."""
    today = day_at(at, zone)
    told = (r for r in history.records if not r.withdrawn and r.published_on <= today)
    return max(told, key=lambda record: record.version, default=None)


def sheet(
    *,
    policy: Policy,
    history: History,
    release: Record,
    baseline: Version,
    language: Language,
    documents: Documents,
    agreed: frozenset[ReductionId] = frozenset(),
) -> Sheet:
    """Lay out the questions of everybody who began with a release and agreed alike, up to another release.

    What is open is shown from the words that bind these people now to the new ones; what they agreed to, from the words
    that would bind them without it to those that bind them now.
    """
    begun = floor(history, baseline)
    asks: tuple[Ask, ...] = ()
    if begun is not None and (stand := standing(history, begun, release.version)):
        first, now = (_bound(policy, history, release, begun, told) for told in (frozenset(), agreed))
        tongues = dict.fromkeys((language, *policy.languages))
        newest, earliest, today = (
            _newest(release, documents),
            _worded(first, documents),
            _worded(now, documents),
        )
        open_ = tuple(red for red in stand if red.id not in agreed)
        kept = tuple(red for red in stand if red.id in agreed)
        asks = (
            *_asks(policy, open_, _changes(tongues, today, newest), now, begun),
            *(
                replace(ask, agreed=True)
                for ask in _asks(policy, kept, _changes(tongues, earliest, today), first, begun)
            ),
        )
        asks = tuple(replace(ask, elsewhere=tuple(_elsewhere(history, ask, language))) for ask in asks)
    shown = next(text.sha256 for text in release.texts if text.language == language)
    return Sheet(policy=policy, release=release, language=language, asks=asks, shown=shown)


def _elsewhere(history: History, ask: Ask, language: Language) -> Iterator[tuple[Language, str]]:
    """Tell what the words do in the language that gave the level, where that is not the language of the page."""
    for record in history.records:
        taken = {red.clause for red in record.reduces if red.id in ask.reductions}
        refs = [ref for ref in record.changes if ref.clause in taken and ref.language == ask.language]
        if ask.language == language:
            yield from stricter(record, refs if ask.changes else ())
        else:
            yield from (
                (ref.language, words) for ref in refs if ref.level is Level.REDUCTION for words in ref.why
            )


def said(ask: Ask, decisions: Iterable[Decision]) -> Said | None:
    """Give what a person last said to a question; nothing while they are silent on any part of it."""
    last: dict[ReductionId, Decision] = {}
    for decision in sorted(decisions, key=lambda d: d.at):
        last.update(dict.fromkeys((name for name in decision.covers if name in ask.reductions), decision))
    if len(last) < len(ask.reductions):
        return None
    refused = [d for d in last.values() if not d.accepted]
    counts = max(refused or last.values(), key=lambda d: d.at)
    return Said(answer=counts.answer, at=counts.at)


def answer(*, accept: bool, before: Said | None) -> Answer:
    """Name an answer: keeping one's words after accepting is taking back."""
    if accept:
        return Answer.ACCEPTED
    return Answer.WITHDRAWN if before and before.answer is Answer.ACCEPTED else Answer.DECLINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What everybody's page says, written as it is hashed, before and after what only one person's says."""

    before: str
    after: str


def around(told: Sheet, statements: tuple[str, ...]) -> Around:
    """Write everything that is asked and marked on a page, but the last answer that it stands on.

    Keys are written in their order, and that of the answer, `head`, comes right after the first.
    """
    asks = [
        {
            "reductions": list(ask.reductions),
            "since": str(ask.since),
            "language": ask.language,
            "changes": [[change.words_before, change.words_after] for change in ask.changes],
        }
        | ({"elsewhere": [list(told) for told in ask.elsewhere]} if ask.elsewhere else {})
        for ask in told.asks
    ]
    rest = {
        "policy": told.policy.name,
        "version": str(told.release.version),
        "language": told.language,
        "shown": told.shown,
        "statements": list(statements),
    }
    return Around(before=canonical({"asks": asks}).removesuffix("}"), after=canonical(rest).removeprefix("{"))


def page(told: Around, head: str) -> Digest:
    """Hash everything that is asked and marked on a page, and the person's last answer that it stands on."""
    return digest(f'{told.before},"head":"{head}",{told.after}')


def worded(bound: Iterable[Bound], documents: Callable[[Version], Document]) -> Document:
    """Put together the words that bind, clause by clause, in their order."""
    clauses, last = [], None
    for one in bound:
        if one.present:
            last = documents(one.version)
            clauses.append(next(clause for clause in last.clauses if clause.id == one.clause))
    if last is None:
        raise ValueError("nothing binds, so there are no words")
    return last.holding(clauses)


def _bound(
    policy: Policy, history: History, release: Record, begun: Version, agreed: frozenset[ReductionId]
) -> tuple[Bound, ...]:
    """Tell what would bind, on the day of the release, whoever accepts no more than this."""
    until = replace(history, records=tuple(r for r in history.records if r.version <= release.version))
    noon = datetime.combine(release.effective_on, time(12), tzinfo=ZoneInfo(policy.time_zone))
    return Timeline(until, at=noon, zone=policy.time_zone, by=policy.binding).binding(agreed, begun)


def _worded(bound: tuple[Bound, ...], documents: Documents) -> Callable[[Language], Document]:
    return lambda language: worded(bound, lambda version: documents(version, language))


def _newest(release: Record, documents: Documents) -> Callable[[Language], Document]:
    return lambda language: documents(release.version, language)


def _changes(
    languages: Iterable[Language],
    earlier: Callable[[Language], Document],
    later: Callable[[Language], Document],
) -> Mapping[Language, tuple[tuple[Change, str], ...]]:
    """Give every change in each language, with the heading above it."""
    told: dict[Language, tuple[tuple[Change, str], ...]] = {}
    for language in languages:
        before, after = earlier(language), later(language)
        changes = compare(before, after).changes
        told[language] = tuple((change, _section(change, before, after)) for change in changes)
    return told


def _asks(
    policy: Policy,
    stand: tuple[Reduction, ...],
    changes: Mapping[Language, tuple[tuple[Change, str], ...]],
    bound: tuple[Bound, ...],
    begun: Version,
) -> Iterator[Ask]:
    since = {one.clause: one.version for one in bound if one.present}
    groups: dict[object, list[tuple[Reduction, Language, int, Change | None, str]]] = {}
    for red in stand:
        found = _found(red, changes)
        whole = policy.binding is Binding.RELEASE
        groups.setdefault(policy.name if whole else found[:2], []).append((red, *found))
    for group in sorted(groups.values(), key=lambda group: group[0][2]):
        first = group[0]
        yield Ask(
            reductions=tuple(red.id for red, *_ in group),
            changes=tuple({place: change for _, _, place, change, _ in group if change}.values()),
            language=first[1],
            section=first[4],
            since=min(since.get(red.clause, begun) for red, *_ in group),
        )


def _found(
    red: Reduction, changes: Mapping[Language, tuple[tuple[Change, str], ...]]
) -> tuple[Language, int, Change | None, str]:
    """Find the change that made a reduction: in the language of the page, else in one where words changed."""
    for language, told in changes.items():
        for place, (change, section) in enumerate(told):
            if red.clause in {clause.id for clause in (*change.before, *change.after)}:
                return language, place, change, section
    return next(iter(changes)), -1, None, ""


def _section(change: Change, before: Document, after: Document) -> str:
    """Give the heading that a change stands under."""
    clause, document = (change.after[0], after) if change.after else (change.before[0], before)
    if clause.kind is Kind.HEADING:
        return clause.text
    headings = {one.id: one.text for one in document.clauses if one.kind is Kind.HEADING}
    return next((headings[name] for name in reversed(clause.path) if name in headings), "")
