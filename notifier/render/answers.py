"""The sentences a person chooses between; they are what is kept as the answer given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.binding import day_at
from notifier.core.consent import Answer
from notifier.render.words import day, moment

if TYPE_CHECKING:
    from datetime import date, datetime

    from notifier.core.question import Ask, Said, Sheet
    from notifier.core.release import Version
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


def heard(said: Said, words: Words, zone: str) -> str:
    """Say back to a person what they answered, and when."""
    sentences = {
        Answer.ACCEPTED: words.gettext("You accepted this change on {moment}."),
        Answer.DECLINED: words.gettext("You chose to keep your current terms on {moment}."),
        Answer.WITHDRAWN: words.gettext("You took your acceptance back on {moment}."),
    }
    return sentences[said.answer].format(moment=moment(said.at, words.language, zone))


def bound(at: datetime, newest: Version, words: Words, zone: str, *, held: bool) -> str:
    """Say which release binds a person on a day."""
    whole = (
        words.gettext("On {day}, version {version} binds you, except where an earlier one still does:")
        if held
        else words.gettext("On {day}, version {version} binds you.")
    )
    return whole.format(day=day(day_at(at, zone), words.language), version=newest)


def masked(email: str) -> str:
    """Show enough of an address for its owner: `a•••@example.org`."""
    name, at, house = email.partition("@")
    return f"{name[:1]}•••{at}{house}" if at else ""


def _of(ask: Ask, sheet: Sheet, words: Words, today: date) -> Statements:
    if ask.agreed:
        accept = words.gettext("I stand by my acceptance of this change.")
        keep = words.gettext("I take my acceptance back. The words of version {version} apply to me.")
        return Statements(accept=accept, keep=keep.format(version=ask.since))
    if sheet.release.effective_on > today:
        accept = words.gettext("I accept this change. The new words apply to me from {day}.").format(
            day=day(sheet.release.effective_on, sheet.language)
        )
    else:
        accept = words.gettext("I accept this change. The new words apply to me from now on.")
    keep = words.gettext("I keep my current terms. The words of version {version} go on applying to me.")
    return Statements(accept=accept, keep=keep.format(version=ask.since))
