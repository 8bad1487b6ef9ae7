"""Days as each language writes them in its sentences."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from notifier.core.text import EN, FR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.text import Language

_MONTHS = {
    EN: "january february march april may june july august september october november december",
    FR: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_NUMBERS = {
    language: {name: n for n, name in enumerate(told.split(), 1)} for language, told in _MONTHS.items()
}
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_WRITTEN = {
    language: re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?P<month>{names})|(?P<month2>{names})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
        r",?\s+(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )
    for language, names in ((language, told.replace(" ", "|")) for language, told in _MONTHS.items())
}


def days(text: str, language: Language) -> frozenset[date]:
    """Give every whole day that a text names: `25 May 2018`, `25 mai 2018`, `2018-05-25`."""
    return frozenset(_found(text, language))


def _found(text: str, language: Language) -> Iterator[date]:
    told = [tuple(map(int, found.groups())) for found in _ISO.finditer(text)]
    for found in _WRITTEN[language].finditer(text) if language in _WRITTEN else ():
        month = (found["month"] or found["month2"]).lower()
        told.append((int(found["year"]), _NUMBERS[language][month], int(found["day"] or found["day2"])))
    for year, month_of_year, day in told:
        with suppress(ValueError):
            yield date(year, month_of_year, day)
