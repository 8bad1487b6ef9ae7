"""The draft `next.toml`: written by people and by `policy draft`, each keeping what the other wrote.

```toml
after = "1.1.0"
published_on = 2026-11-24
effective_on = 2027-01-01
lifts = []

[summaries]
en = "Search requests are kept for ten days instead of thirty."
fr = "…"

[[rulings]]
clause = "retention-2"
assessed = "rights-reduction"
level = ""               # editorial, material or rights-reduction: yours to fill
reason = ""
by = ""
second = ""
keys = { en = "…", fr = "…" }

[[carried]]
clause = "retention-3"
language = "fr"
governing = "…"
translated = "…"
by = "Ada Martin <ada@example.org>"
```
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from notifier.adapters.records import load
from notifier.core.assessment import Level
from notifier.core.draft import Carried, Draft, Entry
from notifier.core.release import ReductionId, Version
from notifier.core.text import ClauseId, Digest, Language, PolicyName
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOP = {"after", "published_on", "effective_on", "lifts", "summaries", "rulings", "carried"}


def read(text: str, *, place: str) -> Draft:
    """Read a draft; what cannot be read is refused with its line."""
    told = load(text, place=place)
    if strange := sorted(set(told) - _TOP):
        raise RecordRefused(
            f"a draft has no '{strange[0]}'", source=place, remedy="run policy draft to see its form"
        )
    entries = _lines(text, "[[rulings]]")
    carried = _lines(text, "[[carried]]")
    return Draft(
        policy=PolicyName(place.split("/")[-2]),
        after=Version.read(told["after"]) if told.get("after") else None,
        published_on=_day(told, "published_on", text, place),
        effective_on=_day(told, "effective_on", text, place),
        summaries=tuple((Language(name), words.strip()) for name, words in told.get("summaries", {}).items()),
        entries=tuple(
            _entry(ref, line, place) for ref, line in zip(told.get("rulings", ()), entries, strict=False)
        ),
        carried=tuple(
            _carried(ref, line) for ref, line in zip(told.get("carried", ()), carried, strict=False)
        ),
        lifts=tuple(ReductionId(name) for name in told.get("lifts", ())),
        place=place,
    )


def _lines(text: str, head: str) -> Iterator[int]:
    """Tell on which lines the tables of one name begin."""
    return (line for line, told in enumerate(text.split("\n"), 1) if told.strip().startswith(head))


def _day(told: Mapping[str, Any], name: str, text: str, place: str) -> date | None:
    value = told.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    line = next(n for n, words in enumerate(text.split("\n"), 1) if words.strip().startswith(name))
    raise RecordRefused(
        f"{name} '{value}' is not a day",
        source=place,
        line=line,
        remedy="write it like 2027-01-31, without quotes",
    )


def _entry(told: Mapping[str, Any], line: int, place: str) -> Entry:
    word = told.get("level", "")
    try:
        level = Level.read(word) if word else None
    except KeyError as error:
        raise RecordRefused(
            f"no level '{word}'",
            source=place,
            line=line,
            remedy="write editorial, material or rights-reduction",
        ) from error
    return Entry(
        clause=ClauseId(told.get("clause", "")),
        keys=tuple((Language(name), Digest(value)) for name, value in told.get("keys", {}).items()),
        level=level,
        reason=told.get("reason", "").strip(),
        by=told.get("by", "").strip(),
        second=told.get("second", "").strip(),
        on=told.get("on"),
        line=line,
    )


def _carried(told: Mapping[str, Any], line: int) -> Carried:
    return Carried(
        clause=ClauseId(told.get("clause", "")),
        language=Language(told.get("language", "")),
        governing=Digest(told.get("governing", "")),
        translated=Digest(told.get("translated", "")),
        by=told.get("by", "").strip(),
        line=line,
    )
