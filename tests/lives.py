"""The life of a policy, release after release, from texts alone: no git, no files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from builders import history
from plans import ADA, BEN, PRIVACY, WRITTEN, sides

from notifier.adapters import rules
from notifier.core import cohort
from notifier.core.assessment import Assessment, Level, assess
from notifier.core.changeset import compare
from notifier.core.document import Document, parse
from notifier.core.draft import Draft, Entry, free, refresh
from notifier.core.parity import named
from notifier.core.plan import Plan, plan
from notifier.core.policy import guarded
from notifier.core.text import EN, FR, Digest, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notifier.core.release import History, Record, Version

Texts = "Mapping[Language, str]"


def paragraphs(*pairs: tuple[str, str]) -> dict[Language, str]:
    """A policy of one heading and these paragraphs, told in English and in French."""
    return {
        EN: "\n\n".join(["# Privacy {#privacy}", *(english for english, _ in pairs)]) + "\n",
        FR: "\n\n".join(["# Confidentialité {#privacy}", *(french for _, french in pairs)]) + "\n",
    }


@dataclass
class Life:
    """Everything released so far, and the texts of it."""

    records: list[Record] = field(default_factory=list)
    texts: list[Mapping[Language, str]] = field(default_factory=list)

    @property
    def history(self) -> History:
        return history(*self.records)

    def document(self, version: Version, language: Language) -> Document:
        place = next(n for n, record in enumerate(self.records) if record.version == version)
        read = parse(self.texts[place][language], language=language)
        return named(read, [ref.id for ref in self.records[place].clauses])

    def plan(
        self,
        texts: Mapping[Language, str],
        *,
        freed: Mapping[str, tuple[Level, str, str]] | None = None,
        lifts: Sequence[str] = (),
        entries: tuple[Entry, ...] | None = None,
    ) -> Plan:
        """Plan the next release, every change ruled as assessed; `freed` rules on people who keep earlier words."""
        day = date(2020, 1, 1) + timedelta(days=60 * len(self.records))
        draft = replace(WRITTEN, published_on=day, effective_on=day, lifts=tuple(lifts))
        made = self._plan(texts, draft)
        agreed = tuple(
            Entry(
                clause=one.clause,
                keys=((one.language, one.key),),
                level=one.assessed.level,
                by=ADA,
                second=BEN,
            )
            for one in made.judged
        )
        draft = replace(draft, entries=agreed if entries is None else entries)
        for name, (level, reason, second) in (freed or {}).items():
            kept = next(one for one in made.cohorts if one.reduction.id == name)
            draft = free(draft, kept, level=level, reason=reason, by=ADA, second=second, on=day)
        return self._plan(texts, draft)

    def release(self, texts: Mapping[Language, str], **how: object) -> Record:
        made = self.plan(texts, **how)  # type: ignore[arg-type]
        assert made.record, [str(refusal) for refusal in made.refusals]
        self.records.append(made.record)
        self.texts.append(texts)
        return made.record

    def refreshed(self, draft: Draft, made: Plan) -> Draft:
        return refresh(
            draft, made.judged, languages=(EN, FR), after=self.records[-1].version, cohorts=made.cohorts
        )

    def _plan(self, texts: Mapping[Language, str], draft: Draft) -> Plan:
        last = self.records[-1] if self.records else None
        both = sides(texts, self.texts[-1] if last else None, last, taken=self._taken())
        changed = frozenset(
            clause.id
            for side in both
            for one in (side.assessment.changes if side.assessment else ())
            for clause in (*one.change.before, *one.change.after)
        )
        kept = cohort.kept(
            self.history,
            {side.language: side.after for side in both},
            changed=changed,
            named=draft.lifts,
            documents=self.document,
            weigh=_weigh,
        )
        return plan(
            draft,
            both,
            policy=PRIVACY,
            history=self.history,
            today=date(2026, 1, 5),
            previous=Digest(""),
            historic=True,
            kept=kept,
        )

    def _taken(self) -> frozenset[object]:
        return frozenset(ref.id for record in self.records for ref in record.clauses)


def _weigh(before: Document, after: Document) -> Assessment:
    return assess(
        compare(before, after), rules.read(after.language), protected=guarded(PRIVACY, before, after)
    )
