"""The words of one language, as the proof of editoriality needs them; data, read from `rules/editorial.*.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from notifier.core.editorial.needs import Index, Sought
from notifier.core.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.text import Language

Words = tuple[str, ...]
"""Tokens of a text in normal form: words in lower case, numbers, punctuation, `¶` for a line."""


class Dictionary(Protocol):
    """Knows the words of a language; asked only when a typo is in question."""

    def __call__(self, word: str) -> bool:
        """Tell whether the word is one of the language."""
        ...


def _words(text: str) -> Words:
    return tuple(text.split())


@dataclass(frozen=True, kw_only=True, eq=False)
class Lexicon:
    """The words of one language.

    Attributes:
        language: the language of the texts.
        edition: changes whenever a table does.
        tables: the tables as they stand in the file.
        known: the dictionary of the language.
    """

    language: Language
    edition: str
    tables: Mapping[str, Any]
    known: Dictionary

    def table(self, name: str) -> Mapping[str, Any]:
        """Give a table; an absent one is empty."""
        table: Mapping[str, Any] = self.tables.get(name, {})
        return table

    def listed(self, table: str, name: str) -> frozenset[str]:
        """Give a list of words as a set."""
        return self._lists[table, name]

    @cached_property
    def _lists(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The lists of words that were asked for, by table and name."""
        return Memory(lambda asked: frozenset(self.table(asked[0]).get(asked[1], "").split()))

    @cached_property
    def replacements(self) -> tuple[tuple[Sought, str], ...]:
        """The table of replacements, in order: a pattern over folded texts, and what stands there instead."""
        return tuple((Sought(found), given) for found, given in self.tables.get("replace", ()))

    @cached_property
    def replaceable(self) -> Index:
        """Finds the replacements that may be of use to a text."""
        return Index([find.needs for find, _ in self.replacements])

    @cached_property
    def clock(self) -> Sought | None:
        """An `hour` with its `minute` and what makes it one before (`am`) or after noon; none where hours run to 24."""
        table = self.table("clock")
        if not table:
            return None
        written = rf"(?P<am>{table['before']})|{table['after']}"
        return Sought(rf"\b(?P<hour>1[012]|0?[123456789])(?:[:.](?P<minute>[0-5]\d))? ?(?:{written})")

    @cached_property
    def variants(self) -> Mapping[str, Words]:
        """Word → the words it stands for."""
        return {word: _words(given) for word, given in self.table("variants").items()}

    @cached_property
    def endings(self) -> tuple[tuple[str, str], ...]:
        """Ending of a long word → the ending it is compared by."""
        return tuple(self.table("endings").items())

    @cached_property
    def variable(self) -> tuple[str, ...]:
        """Endings that some long words are not compared by."""
        return tuple(ending for ending, _ in self.endings)

    @cached_property
    def fixed(self) -> frozenset[str]:
        """Long words whose ending is the same everywhere."""
        return self.listed("typos", "fixed")

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number word → number."""
        return dict(self.table("numbers"))

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Word for a rank → its number."""
        return dict(self.table("ranks"))

    @cached_property
    def rank_endings(self) -> Words:
        """Endings of a rank in digits: that of most numbers, then those of numbers on 1, 2 and so on."""
        return _words(self.table("spans").get("ranks", ""))

    @cached_property
    def trailing_ranks(self) -> frozenset[str]:
        """Words that are a rank only behind a number: `twenty-second`, where `second` alone may be a time."""
        return self.listed("spans", "trailing_ranks")

    @cached_property
    def romans(self) -> frozenset[str]:
        """Roman numerals among the numbers."""
        return self.listed("spans", "romans")

    @cached_property
    def counting(self) -> frozenset[str]:
        """Words of which a text with a number in words holds one, or that a number stands before."""
        return frozenset((*self.numbers, *self.ranks, *self.units))

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Name of a month → its number."""
        return dict(self.table("months"))

    @cached_property
    def units(self) -> Mapping[str, tuple[int, str]]:
        """Unit of time → (how many, of which basic unit); only what is exactly equal."""
        return {word: (int(given[0]), str(given[1])) for word, given in self.table("units").items()}

    @cached_property
    def spans(self) -> frozenset[str]:
        """Words after which the article of a unit of time counts one."""
        return frozenset(self.table("spans").get("after", "").split())

    @cached_property
    def day(self) -> str:
        """The basic unit of whole days."""
        return str(self.table("spans").get("day", "day"))

    @cached_property
    def second(self) -> str:
        """The basic unit of seconds."""
        return str(self.table("spans").get("second", "second"))

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """Day of the week → how many days after Monday it is."""
        return {day: place for place, day in enumerate(self.table("stamp").get("days", "").split())}

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that may count."""
        return frozenset(self.table("spans").get("articles", "").split())

    @cached_property
    def stamp(self) -> frozenset[str]:
        """Words that a line with nothing but the date of the text may hold."""
        return self.listed("stamp", "words")

    @cached_property
    def stamped(self) -> frozenset[str]:
        """Words of which such a line must hold one."""
        return self.listed("stamp", "keys")

    @cached_property
    def seasons(self) -> frozenset[str]:
        """Seasons and feasts, by which a date tells its part of the year as by a month."""
        return self.listed("stamp", "seasons")

    @cached_property
    def days(self) -> frozenset[str]:
        """The days of the week, which may stand with a date."""
        return self.listed("stamp", "days")

    @cached_property
    def navigation(self) -> frozenset[Words]:
        """Whole lines that only help to move about a page."""
        lines = self.table("navigation").get("lines", "").split("|")
        return frozenset(
            tuple(part for word in line.split() for part in self.variants.get(word, (word,)))
            for line in lines
        )

    @cached_property
    def reserved(self) -> Words:
        """The words that end the line of a copyright."""
        return _words(self.table("navigation").get("reserved", ""))

    @cached_property
    def effective(self) -> frozenset[str]:
        """Words that make a date one of coming into force, which is never a mere stamp."""
        return self.listed("stamp", "effective")

    @cached_property
    def version(self) -> frozenset[str]:
        """Words that the number of a version follows."""
        return self.listed("stamp", "version")

    @cached_property
    def documents(self) -> frozenset[str]:
        """What a text of this kind calls itself."""
        return self.listed("stamp", "documents")

    @cached_property
    def anchored(self) -> re.Pattern[str]:
        """What counts from the date of the text, which is then no mere stamp: `orders placed before that date`."""
        return re.compile(rf"(?<!\w)(?:{self.table('stamp').get('anchored', '(?!)')})(?!\w)")

    @cached_property
    def acting(self) -> frozenset[str]:
        """Words of a sentence in which someone does something."""
        return self.listed("stamp", "acting")

    @cached_property
    def aside(self) -> frozenset[str]:
        """Words that may stand beside a stamp, but neither come nor go with it."""
        return self.listed("stamp", "aside")

    @cached_property
    def undertaking(self) -> frozenset[str]:
        """Words that no title holds: of promising, limiting, denying."""
        return self.listed("names", "undertaking")

    @cached_property
    def critical(self) -> frozenset[str]:
        """Words that are never taken for a typo of another, nor another for a typo of them."""
        return self.listed("typos", "critical")

    @cached_property
    def agreeing(self) -> Mapping[str, str]:
        """Form of a verb that is no noun → the form it is compared by."""
        return {
            form: forms.split()[0] for forms in self.table("verbs").get("agree", ()) for form in forms.split()
        }
