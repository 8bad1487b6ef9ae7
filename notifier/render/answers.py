"""The sentences a person chooses between; they are what is kept as the answer given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.render.words import day

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.question import Ask, Sheet
    from notifier.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """Both answers to one question, as sentences in the person's mouth."""

    accept: str
    keep: str


def statements(sheet: Sheet, words: Words, *, today: date) -> tuple[Statements, ...]:
    """Give both answers to each question of a sheet, as they read on a day."""
    return tuple(_of(ask, sheet, words, today) for ask in sheet.asks)


def flat(told: tuple[Statements, ...]) -> tuple[str, ...]:
    """Give all sentences in their order."""
    return tuple(sentence for one in told for sentence in (one.accept, one.keep))


def _of(ask: Ask, sheet: Sheet, words: Words, today: date) -> Statements:
    if sheet.release.effective_on > today:
        accept = words.gettext("I accept this change. The new words apply to me from {day}.").format(
            day=day(sheet.release.effective_on, sheet.language)
        )
    else:
        accept = words.gettext("I accept this change. The new words apply to me from now on.")
    keep = words.gettext("I keep my current terms. The words of version {version} go on applying to me.")
    return Statements(accept=accept, keep=keep.format(version=ask.since))
