"""What a person answered, and the ledger that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.core.release import ReductionId, Version
    from notifier.core.text import Digest, Language, PolicyName


class Answer(StrEnum):
    """What a person can say to a reduction of their rights."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One answer of one person to the reductions they were shown.

    Attributes:
        policy: the policy it concerns.
        version: the release whose page was shown.
        answer: accepted, declined or withdrawn.
        covers: the reductions that were shown and answered.
        language: of the text shown.
        shown: the SHA-256 of the text shown.
        at: the moment, aware, UTC.
    """

    policy: PolicyName
    version: Version
    answer: Answer
    covers: tuple[ReductionId, ...]
    language: Language
    shown: Digest
    at: datetime

    @property
    def accepted(self) -> bool:
        """Say whether the person accepted."""
        return self.answer is Answer.ACCEPTED
