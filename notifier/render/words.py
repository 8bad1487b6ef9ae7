"""The words of pages, mails and the command: whole sentences from a catalogue, and dates as a language writes them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list

from notifier.core.text import EN, FR, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

_LOCALES = {EN: "en_GB", FR: "fr_FR"}


class Words(Protocol):
    """A catalogue of one language; English sentences are the keys."""

    language: Language

    def gettext(self, message: str, /) -> str:
        """Give the sentence in the catalogue's language."""
        ...

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Give the sentence for a number of things."""
        ...


class English:
    """The catalogue of the language that the sentences are written in."""

    language: Language = EN

    def gettext(self, message: str, /) -> str:
        """Give the sentence as it is."""
        return message

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Give the sentence for one thing, or for several."""
        return one if count == 1 else many


def named(language: Language, words: Words) -> str:
    """Name a language in the language of the reader: `French`, `français`."""
    known: Mapping[str, str] = Locale.parse(_LOCALES[words.language]).languages
    return known.get(language, language)


@cache
def day(on: date, language: Language) -> str:
    """Write a day in full: `1 January 2027`, `1er janvier 2027`."""
    written = format_date(on, "d MMMM y", locale=_LOCALES[language])
    return f"1er{written[1:]}" if language == FR and on.day == 1 else written


def joined(names: Iterable[str], language: Language) -> str:
    """Name several in a sentence: `Ada and Ben`, `Ada et Ben`."""
    return format_list(tuple(names), locale=_LOCALES[language])


def moment(at: datetime, language: Language, zone: str) -> str:
    """Write a moment where a policy lives, with its zone: `1 January 2027, 09:05 CET`."""
    there = at.astimezone(ZoneInfo(zone))
    time = format_time(there, "HH:mm", locale=_LOCALES[language])
    return f"{day(there.date(), language)}, {time} {there.tzname()}"
