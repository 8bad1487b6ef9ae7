"""The draft `next.toml`: written by people and by `policy draft`, each keeping what the other wrote.

```toml
after = "1.1.0"
published_on = 2026-11-24
effective_on = 2027-01-01
edition = "2026.11.7 …"  # of the rules that assessed it
lifts = []

[summaries]
en = "Search requests are kept for ten days instead of thirty."
fr = "…"

[[rulings]]
clause = "retention-2"
assessed = "rights-reduction"
before = "We keep search requests for thirty days."
after = "We keep search requests for ninety days."
level = ""               # editorial, material or rights-reduction: yours to fill
reason = ""
by = ""
second = ""
keys = { en = "…", fr = "…" }

[[held]]                 # for people who did not accept 2.0.0/retention-2, and keep the words before it
reduction = "2.0.0/retention-2"
clause = "retention-2"
assessed = "material"
before = "We keep search requests for thirty days."
after = "We keep search requests for ten days."
level = ""               # left empty, they keep their words; material or editorial, and they move to the new ones
reason = ""
by = ""
second = ""
keys = { en = "…", fr = "…" }

[[ids]]                  # where the tool took one clause for another
words = "We keep search"
id = "retention-2"

[[carried]]
clause = "retention-3"
language = "fr"
governing = "…"
translated = "…"
by = "Ada Martin <ada@example.org>"

[[second_reader]]
clause = "retention-2"
language = "en"
model = "…"
edition = "2026-11-26"
level = "rights-reduction"
category = "retention"
before = "thirty days"
after = "ninety days"
why = "Search requests are kept three times as long."
question = ""
key = "…"
```
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from notifier.adapters.records import load
from notifier.adapters.shape import fit
from notifier.core.draft import Carried, Draft, Entry
from notifier.core.finding import Category, Level
from notifier.core.identity import Correction
from notifier.core.opinion import Opinion
from notifier.core.release import ReductionId, Version
from notifier.core.said import say
from notifier.core.text import ClauseId, Digest, Language, PolicyName
from notifier.errors import RecordRefused
from notifier.render.words import English

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tomlkit import TOMLDocument
    from tomlkit.items import Table

    from notifier.render.words import Words

_RULING = {
    **dict.fromkeys(("clause", "assessed", "before", "after", "level"), str),
    **dict.fromkeys(("reason", "by", "second", "void"), str),
    "on": date,
    "keys": {"*": str},
}
SHAPE = {
    "after": str,
    "edition": str,
    "published_on": (date, str),
    "effective_on": (date, str),
    "lifts": [str],
    "summaries": {"*": str},
    "rulings": [_RULING],
    "held": [{**_RULING, "reduction": str}],
    "carried": [dict.fromkeys(("clause", "language", "governing", "translated", "by"), str)],
    "ids": [dict.fromkeys(("words", "id"), str)],
    "second_reader": [
        {
            **dict.fromkeys(("clause", "language", "key", "model", "edition", "level", "category"), str),
            **dict.fromkeys(("before", "after", "why", "question"), str),
        }
    ],
}

_HEAD = (
    "The next release of '{policy}', made and refreshed by `policy draft {policy}`.",
    "Yours to edit: the days, the summaries, and of each ruling level, reason, by and second. Comments stay.",
    "The lines keys, governing and translated tie a decision to the exact words: leave them as they are.",
    "Levels: editorial (typo or layout), material (people should know), rights-reduction (takes something away).",
    (
        "A lower level than assessed needs a reason; lower than rights-reduction a second person, too. "
        "Names as in your commits."
    ),
    "Under [[held]], a level says what the words do to people who keep earlier ones; left empty, they keep them.",
    "Under [[carried]], a name says that the translation still renders the changed words.",
    (
        "Under [[ids]] you may say which clause is which: words it begins with, and the id it had; "
        "no id for a new clause."
    ),
    (
        "Under [[second_reader]] stands what `policy draft --second-reader` was told; "
        "it can raise a level, never lower one."
    ),
)
"""What stands above a draft, a comment a line."""


def read(text: str, *, place: str) -> Draft:
    """Read a draft; what cannot be read is refused with its line."""
    told = load(text, place=place)
    if strange := sorted(set(told) - set(SHAPE)):
        raise RecordRefused(
            say("a draft has no '{strange}'", strange=strange[0]),
            source=place,
            remedy=say("run policy draft to see its form"),
        )
    fit(told, SHAPE, text=text, place=place)
    entries = _lines(text, "[[rulings]]")
    held = _lines(text, "[[held]]")
    carried = _lines(text, "[[carried]]")
    return Draft(
        policy=PolicyName(place.split("/")[-2]),
        after=Version.read(told["after"]) if told.get("after") else None,
        published_on=_day(told, "published_on", text, place),
        effective_on=_day(told, "effective_on", text, place),
        summaries=tuple((Language(name), words.strip()) for name, words in told.get("summaries", {}).items()),
        entries=tuple(
            _entry(ref, line, text, place)
            for ref, line in zip(told.get("rulings", ()), entries, strict=False)
        ),
        held=tuple(
            _entry(ref, line, text, place) for ref, line in zip(told.get("held", ()), held, strict=False)
        ),
        carried=tuple(
            _carried(ref, line) for ref, line in zip(told.get("carried", ()), carried, strict=False)
        ),
        lifts=tuple(ReductionId(name) for name in told.get("lifts", ())),
        opinions=tuple(
            _opinion(ref, line, place)
            for ref, line in zip(
                told.get("second_reader", ()), _lines(text, "[[second_reader]]"), strict=False
            )
        ),
        edition=told.get("edition", ""),
        corrections=tuple(
            Correction(
                words=ref.get("words", ""), id=ClauseId(ref.get("id", "").strip()), place=place, line=line
            )
            for ref, line in zip(told.get("ids", ()), _lines(text, "[[ids]]"), strict=False)
        ),
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
    raise RecordRefused(
        say("{name} '{value}' is not a day", name=name, value=value),
        source=place,
        line=_line_of(text, name),
        remedy=say("write it like 2027-01-31, without quotes"),
    )


def _line_of(text: str, name: str, *, after: int = 0) -> int:
    """Find the first line of a name after a line; that line itself where the name stands nowhere below it."""
    lines = enumerate(text.split("\n")[after:], after + 1)
    return next((n for n, told in lines if told.lstrip(" \t\"'").startswith(name)), after)


def _entry(told: Mapping[str, Any], line: int, text: str, place: str) -> Entry:
    return Entry(
        clause=ClauseId(told.get("clause", "")),
        keys=tuple((Language(name), Digest(value)) for name, value in told.get("keys", {}).items()),
        level=_level(told, "level", line, text, place),
        reason=told.get("reason", "").strip(),
        by=told.get("by", "").strip(),
        second=told.get("second", "").strip(),
        on=told.get("on"),
        assessed=_level(told, "assessed", line, text, place),
        before=told.get("before", ""),
        after=told.get("after", ""),
        void=told.get("void", ""),
        line=line,
        reduction=ReductionId(told["reduction"]) if told.get("reduction") else None,
    )


def _level(told: Mapping[str, Any], name: str, block: int, text: str, place: str) -> Level | None:
    """Read a level from a block that begins on this line."""
    word = told.get(name, "")
    try:
        return Level.read(word) if word else None
    except KeyError as error:
        raise RecordRefused(
            say("no level '{word}'", word=word),
            source=place,
            line=_line_of(text, name, after=block),
            remedy=say("write editorial, material or rights-reduction"),
        ) from error


def _carried(told: Mapping[str, Any], line: int) -> Carried:
    return Carried(
        clause=ClauseId(told.get("clause", "")),
        language=Language(told.get("language", "")),
        governing=Digest(told.get("governing", "")),
        translated=Digest(told.get("translated", "")),
        by=told.get("by", "").strip(),
        line=line,
    )


def _opinion(told: Mapping[str, Any], line: int, place: str) -> Opinion:
    try:
        level = Level.read(told["level"]) if told.get("level") else None
        category = Category(told.get("category", Category.OTHER))
    except (KeyError, ValueError) as error:
        raise RecordRefused(
            say("no such answer of a second reader"),
            source=place,
            line=line,
            remedy=say("take the table out and run policy draft --second-reader"),
        ) from error
    words = {
        name: str(told.get(name, "")) for name in ("model", "edition", "before", "after", "why", "question")
    }
    return Opinion(
        clause=ClauseId(told.get("clause", "")),
        language=Language(told.get("language", "")),
        key=Digest(told.get("key", "")),
        level=level,
        category=category,
        **words,
    )


def write(draft: Draft, words: Words | None = None, *, over: str = "") -> str:
    """Write a draft over what stands there: comments and order of people stay, only what differs is set.

    A new one tells in these words (English by default) how it is filled in.

    Law: reading what was written gives the draft again.
    """
    import tomlkit

    document = tomlkit.parse(over or _head(draft, words or English()))
    _set(document, "after", str(draft.after) if draft.after else "")
    _set(document, "published_on", draft.published_on or "")
    _set(document, "effective_on", draft.effective_on or "")
    if draft.edition or "edition" in document:
        _set(document, "edition", draft.edition)
    _set(document, "lifts", list(draft.lifts))
    if "summaries" not in document:
        document.add("summaries", tomlkit.table())
    for language, summary in draft.summaries:
        _set(document["summaries"], language, summary)
    _tables(document, "rulings", [_told(entry) for entry in draft.entries])
    _tables(document, "held", [_told(entry) for entry in draft.held])
    _tables(document, "carried", [_line(line) for line in draft.carried])
    _tables(document, "ids", [{"words": one.words, "id": str(one.id)} for one in draft.corrections])
    _tables(document, "second_reader", [_heard(opinion) for opinion in draft.opinions])
    return _spaced(tomlkit.dumps(document))


def _head(draft: Draft, words: Words) -> str:
    lines = (words.gettext(line).format(policy=draft.policy) for line in _HEAD)
    return "".join(f"# {line}\n" for line in lines) + "\n"


_TABLE = re.compile(r"(?<!\n)\n+(?=\[\[)")


def _spaced(text: str) -> str:
    """Set one empty line before each table; a comment right above one stays there."""
    return _TABLE.sub(lambda found: found.group() if _commented(text, found.start()) else "\n\n", text)


def _commented(text: str, place: int) -> bool:
    """Tell whether the line that ends at a place is a comment."""
    return text[text.rfind("\n", 0, place) + 1 : place].startswith("#")


def _told(entry: Entry) -> dict[str, Any]:
    import tomlkit

    keys = tomlkit.inline_table()
    keys.update(dict(entry.keys))
    told: dict[str, Any] = {
        **({"reduction": entry.reduction} if entry.reduction else {}),
        "clause": entry.clause,
        "assessed": entry.assessed.word if entry.assessed is not None else "",
        "before": entry.before,
        "after": entry.after,
        "level": entry.level.word if entry.level is not None else "",
        "reason": entry.reason,
        "by": entry.by,
        "second": entry.second,
    }
    optional = {"on": entry.on, "void": entry.void}
    return told | {name: value for name, value in optional.items() if value} | {"keys": keys}


def _line(line: Carried) -> dict[str, Any]:
    return {
        "clause": line.clause,
        "language": line.language,
        "governing": line.governing,
        "translated": line.translated,
        "by": line.by,
    }


def _heard(opinion: Opinion) -> dict[str, Any]:
    return {
        "clause": opinion.clause,
        "language": opinion.language,
        "model": opinion.model,
        "edition": opinion.edition,
        "level": opinion.level.word if opinion.level is not None else "",
        "category": opinion.category.value,
        "before": opinion.before,
        "after": opinion.after,
        "why": opinion.why,
        "question": opinion.question,
        "key": opinion.key,
    }


def _tables(document: TOMLDocument, name: str, wanted: list[dict[str, Any]]) -> None:
    """Make the tables of one name say what is wanted, each kept in the dress it has."""
    import tomlkit
    from tomlkit.items import AoT

    standing = document.get(name)
    if not isinstance(standing, AoT):
        standing = tomlkit.aot()
    known: dict[tuple[str, ...], Table] = {_about(table): table for table in standing}
    made = tomlkit.aot()
    for told in wanted:
        table = known.pop(_about(told), None) or tomlkit.table()
        for gone in [key for key in table if key not in told]:
            table.remove(key=gone)
        for key, value in told.items():
            _set(table, key, value)
        made.append(table)
    if wanted:
        document[name] = made  # in its place: taken out and put back, it would gain an empty line each time
    elif name in document:
        document.remove(name)


def _about(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Tell which clause a table is about, and in which language or for which people where it is about those alone."""
    return tuple(str(table.get(name, "")) for name in ("clause", "language", "reduction", "words"))


def _set(table: Any, name: str, value: Any) -> None:
    """Set a value where it differs, so that people's comments and quotes stay."""
    if name in table and _plain(table[name]) == _plain(value):
        return
    comment = table[name].trivia.comment if name in table and hasattr(table[name], "trivia") else ""
    table[name] = value
    if comment and hasattr(table[name], "comment"):
        table[name].comment(comment.lstrip("# "))


def _plain(value: Any) -> Any:
    unwrapped = value.unwrap() if hasattr(value, "unwrap") else value
    return unwrapped.strip() if isinstance(unwrapped, str) else unwrapped
