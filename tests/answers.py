"""Answers and questions for tests: what a person says, and a small policy they are asked about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from builders import history, parse, record

from notifier.core import question
from notifier.core.consent import Answer, Decision
from notifier.core.identity import assign
from notifier.core.policy import Channel, Policy, Service
from notifier.core.release import Record, ReductionId, Version
from notifier.core.text import EN, FR, Digest, Language, PolicyName

if TYPE_CHECKING:
    from notifier.core.document import Document
    from notifier.core.question import Sheet

EARLY = datetime(2025, 1, 1, tzinfo=UTC)


def says(answer: Answer, *covers: str, at: datetime = EARLY) -> Decision:
    return Decision(
        policy=PolicyName("privacy"),
        version=Version(2, 0, 0),
        answer=answer,
        covers=tuple(ReductionId(name) for name in covers),
        language=EN,
        shown=Digest("0" * 64),
        at=at,
    )


def yes(*covers: str, at: datetime = EARLY) -> Decision:
    return says(Answer.ACCEPTED, *covers, at=at)


def no(*covers: str, at: datetime = EARLY) -> Decision:
    return says(Answer.DECLINED, *covers, at=at)


POLICY = Policy(
    name=PolicyName("privacy"),
    titles=((EN, "Privacy"), (FR, "Confidentialité")),
    governing=EN,
    languages=(EN, FR),
    services=(Service(name="mail", titles=((EN, "Mail"),), channels=(Channel.EMAIL,)),),
    protected=(),
    notice_days=(),
)
HEAD = {EN: "# Keeping {#retention}\n\n", FR: "# Conservation {#retention}\n\n"}
WORDS = {
    "1.0.0": {
        EN: ("Searches: thirty days.", "Letters: one year."),
        FR: ("Recherches : 30 jours.", "Lettres : un an."),
    },
    "2.0.0": {
        EN: ("Searches: ninety days.", "Letters: one year."),
        FR: ("Recherches : 90 jours.", "Lettres : un an."),
    },
    "3.0.0": {
        EN: ("Searches: ninety days.", "Letters: two years."),
        FR: ("Recherches : 90 jours.", "Lettres : 2 ans."),
    },
    "3.1.0": {
        EN: ("Searches: ninety days.", "Letters: one year."),
        FR: ("Recherches : 90 jours.", "Lettres : 2 ans."),
    },
    "4.0.0": {EN: ("Searches: ninety days.", ""), FR: ("Recherches : 90 jours.", "")},
}
FIRST = record("1.0.0", effective=date(2026, 1, 1))
LONGER = record("2.0.0", effective=date(2026, 2, 1), reduces=("retention-1",))
BOTH = record("3.0.0", effective=date(2026, 3, 1), reduces=("retention-2",))


def documents(version: Version, language: Language) -> Document:
    first, second = WORDS[str(version)][language]
    return assign(parse(f"{HEAD[language]}{first}\n\n{second}\n", language=language))


def asked(
    *records: Record, baseline: str = "1.0.0", language: Language = EN, policy: Policy = POLICY
) -> Sheet:
    return question.sheet(
        policy=policy,
        history=history(*records),
        release=records[-1],
        baseline=Version.read(baseline),
        language=language,
        documents=documents,
    )
