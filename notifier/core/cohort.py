"""People who keep earlier words, and what the next release would do to *them*.

Who did not accept a reduction is held at the words before it. A later change to the clause was weighed against the newest
words; these people live by others. So it is weighed a second time, against the words they keep. They move on when their
own words came back, when the difference is proved to be editorial, or when a person rules that it takes nothing from
them; in every other case they stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from notifier.core import ruling
from notifier.core.assessment import Level
from notifier.core.binding import Timeline
from notifier.core.question import worded
from notifier.core.release import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from notifier.core.assessment import Assessment
    from notifier.core.document import Document
    from notifier.core.draft import Entry
    from notifier.core.release import History, Reduction, ReductionId
    from notifier.core.ruling import Judged
    from notifier.core.text import ClauseId, Language

    Documents = Callable[[Version, Language], Document]
    Weigh = Callable[[Document, Document], Assessment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A standing reduction, and what the next release changes for people who did not accept it.

    Attributes:
        reduction: what they did not accept.
        since: the release whose words they keep.
        assessments: the changes from their words to the new ones, in each language; empty where their words came back.
    """

    reduction: Reduction
    since: Version
    assessments: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The same with what people ruled.

    Attributes:
        reduction: what these people did not accept.
        since: the release whose words they keep.
        judged: each change for them in each language; none where their words came back.
    """

    reduction: Reduction
    since: Version
    judged: tuple[Judged, ...]

    @property
    def freed(self) -> bool:
        """Say whether they move to the new words without being asked, for nothing is taken from them."""
        return all(not one.undecided and one.level < Level.REDUCTION for one in self.judged)

    @property
    def assessed(self) -> Level:
        """Give what the rules say the release does to them."""
        return max((one.assessed.level for one in self.judged), default=Level.NONE)


def kept(
    history: History,
    after: Mapping[Language, Document],
    *,
    changed: frozenset[ClauseId],
    named: Iterable[ReductionId],
    documents: Documents,
    weigh: Weigh,
) -> tuple[Kept, ...]:
    """Weigh the next texts for everybody who keeps words that they touch.

    Args:
        history: the releases so far.
        after: the next text in each language.
        changed: the clauses that it changes, by their ids before and after.
        named: reductions that a person wants lifted, touched or not.
        documents: gives a released text.
        weigh: assesses the change from one text to another.
    """
    if not any(record.reduces for record in history.records):
        return ()
    line = Timeline(history, at=_end(history), zone="UTC")
    wanted: dict[tuple[Version, Version], list[Reduction]] = {}
    for red in line.standing:
        version = _version(red)
        if (since := line.before(version)) and _touches(line, red, changed, frozenset(named)):
            wanted.setdefault((since, version), []).append(red)
    found: list[Kept] = []
    for (since, version), reductions in wanted.items():
        texts = _texts(line, since, version, after, documents)
        told = [weigh(texts[language], document) for language, document in after.items()]
        found += [
            Kept(reduction=red, since=since, assessments=tuple(_own(told, line.touches(red.id))))
            for red in reductions
        ]
    return tuple(found)


def judge(told: Iterable[Kept], entries: Iterable[Entry], *, place: str = "") -> tuple[Cohort, ...]:
    """Join what a release does to people who keep earlier words with what people wrote of it."""
    written = tuple(entries)
    return tuple(
        Cohort(
            reduction=one.reduction,
            since=one.since,
            judged=tuple(
                judged
                for assessment in one.assessments
                for judged in ruling.judge(
                    assessment, [e for e in written if e.reduction == one.reduction.id], place=place
                )
            ),
        )
        for one in told
    )


def _touches(
    line: Timeline, red: Reduction, changed: frozenset[ClauseId], named: frozenset[ReductionId]
) -> bool:
    """Say whether a release may change what people without a reduction live by; a lost clause may come back under any id."""
    newest = {ref.id for ref in line.reached[-1].clauses}
    returned = red.clause not in newest and bool(changed - newest)
    return red.id in named or returned or not changed.isdisjoint(line.touches(red.id))


def _texts(
    line: Timeline, since: Version, version: Version, after: Iterable[Language], documents: Documents
) -> dict[Language, Document]:
    """Put together the words of people who accepted everything but what one release took."""
    agreed = frozenset(name for name in line.introduced if not name.startswith(f"{version}/"))
    bound = line.binding(agreed, since)

    def text(language: Language) -> Document:
        return worded(bound, lambda number: documents(number, language))

    return {language: text(language) for language in after}


def _own(told: Iterable[Assessment], touched: frozenset[ClauseId]) -> Iterator[Assessment]:
    """Keep of each assessment the changes to what one reduction holds."""
    for one in told:
        own = tuple(
            assessed
            for assessed in one.changes
            if any(c.id in touched for c in (*assessed.change.before, *assessed.change.after))
        )
        if own:
            yield replace(one, changes=own)


def _version(red: Reduction) -> Version:
    return Version.read(red.id.partition("/")[0])


def _end(history: History) -> datetime:
    """Give a moment when everything released is in force."""
    last = max(record.effective_on for record in history.records)
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=UTC)
