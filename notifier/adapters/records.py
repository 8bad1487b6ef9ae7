"""Release records as TOML: what is read is what was written, to the byte.

A record is `policy/releases/<name>/<version>.toml`:

```toml
policy = "privacy"
version = "2.0.0"
level = "rights-reduction"
published_on = 2026-11-23
effective_on = 2027-01-01
edition = "en-1 fr-1"
previous = "<SHA-256 of the record before, with its withdrawal>"
reduces = [ { id = "2.0.0/retention-2", clause = "retention-2" } ]
lifts = []

[summaries]
en = "…"
fr = "…"

[texts]
en = { blob = "<git id>", sha256 = "<SHA-256>" }
fr = { blob = "<git id>", sha256 = "<SHA-256>" }

[clauses]
retention = { kind = "heading", en = "<SHA-256>", fr = "<SHA-256>" }

[[changes]]
clause = "retention-2"
language = "en"
fate = "edited"
key = "<SHA-256 of the words before and after>"
assessed = "rights-reduction"
level = "rights-reduction"
direction = "adverse"
category = "retention"
rules = [ "number.longer" ]
why = [ "Your data was kept for “one year”, now “two years”." ]
ruling = { level = "rights-reduction", reason = "…", by = "Ada Martin <ada@example.org>", second = "", on = 2026-11-20 }
```

`why` says what a change does, a sentence a finding, as it was said then: later rules do not change what a page says. It
is left out where there is nothing to say, and in records that were made before it was kept.

A release that lifts a reduction has `[[freed]]` with `reduction`, `since` (whose words those people kept) and
`[[freed.changes]]`, of the same form: the changes from the words they kept, with the ruling that they take nothing away.

Where a person said which clause is which, `corrected = [ { words = "We keep search", id = "retention-2" } ]` tells so: the
words that the clause begins with, and the id it kept; no id for one that is new.

A release entered after its time has `brought_in_on`. A withdrawn one has a second file, `2.0.0.withdrawn.toml`, with
`on`, `reason` and `by`: the record itself is never edited.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from notifier.adapters.shape import fit
from notifier.core.alignment import Fate
from notifier.core.document import Kind
from notifier.core.finding import Category, Direction, Level
from notifier.core.release import (
    ChangeRef,
    ClauseRef,
    Freed,
    Record,
    Reduction,
    ReductionId,
    Ruling,
    TextRef,
    Version,
    Withdrawal,
)
from notifier.core.said import say
from notifier.core.text import ClauseId, Digest, Language, PolicyName
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

SHAPE = {
    **dict.fromkeys(("policy", "version", "level", "edition", "previous"), str),
    **dict.fromkeys(("published_on", "effective_on", "brought_in_on"), date),
    "lifts": [str],
    "summaries": {"*": str},
    "texts": {"*": {"*": str}},
    "clauses": {"*": {"*": str}},
    "changes": [{"*": (str, list, dict)}],
    "freed": [{"*": (str, list)}],
    "reduces": [{"*": str}],
    "corrected": [{"*": str}],
}
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TABLE = "\n\n[clauses]\n"
_HASHED = re.compile(r', ([a-z]+) = "([0-9a-f]{64})"')
_CLAUSE = re.compile(
    rf'(?P<id>{_BARE.pattern}) = \{{ kind = "(?P<kind>{"|".join(Kind)})"(?P<hashes>(?:{_HASHED.pattern})*) \}}'
)


def load(text: str, *, place: str) -> dict[str, Any]:
    """Read TOML; what is wrong is told with line and column."""
    for line, told in enumerate(text.split("\n"), 1):
        if told.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise RecordRefused(
                say("git left a merge conflict here"),
                source=place,
                line=line,
                remedy=say("choose one side, then commit"),
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _located(text, error, place) from error


def _located(text: str, error: tomllib.TOMLDecodeError, place: str) -> RecordRefused:
    import tomlkit  # only what is wrong needs it: it knows the column
    from tomlkit.exceptions import ParseError, TOMLKitError

    remedy = say(
        "look for a quotation mark, a bracket or a line too few or too many; quotation marks around words are straight"
    )
    try:
        tomlkit.parse(text)
    except ParseError as found:
        cause = say("this line cannot be read as TOML, from column {column} on", column=found.col + 1)
        return RecordRefused(cause, source=place, line=found.line, remedy=remedy)
    except TOMLKitError as found:
        return RecordRefused(say("cannot be read as TOML: {cause}", cause=found), source=place, remedy=remedy)
    return RecordRefused(say("cannot be read as TOML: {cause}", cause=error), source=place, remedy=remedy)


def read(text: str, *, place: str) -> Record:
    """Read a record; anything missing or unknown is refused with its name."""
    rest, clauses = _clauses_apart(text)
    try:
        told = load(rest, place=place)
    except RecordRefused:
        told = load(text, place=place)  # to tell the line of the whole text
    try:
        return _record(told, clauses)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        fit(told, SHAPE, text=text, place=place)
        raise RecordRefused(
            say("no complete record: {cause}", cause=error), source=place, remedy=say("run policy verify")
        ) from error


def _clauses_apart(text: str) -> tuple[str, tuple[ClauseRef, ...]]:
    """Take the table of clauses out where it stands as it was written; else all of it is left to the TOML parser.

    Law: the record is the one that the parser gives for the whole text. A long history has the same lines again and
    again, so each is read once, and all records share what it says.
    """
    head, opened, rest = text.partition(_TABLE)
    table, more, changes = rest.partition("\n\n[[")
    read = [_line(line) for line in table.rstrip("\n").split("\n")]
    clauses = tuple(ref for ref in read if ref)
    plain = opened and len(clauses) == len(read) == len({ref.id for ref in clauses})
    if not plain or _TABLE in changes or '"""' in head or "'''" in head:
        return text, ()
    return f"{head}{_TABLE}{more}{changes}", clauses


@lru_cache(100_000)
def _line(line: str) -> ClauseRef | None:
    """Read a clause from its line; nothing when the line is not as we write it."""
    found = _CLAUSE.fullmatch(line)
    if found is None:
        return None
    hashes = _HASHED.findall(found["hashes"])
    if len({name for name, _ in hashes}) != len(hashes):
        return None
    return ClauseRef(
        id=ClauseId(found["id"]),
        kind=Kind(found["kind"]),
        hashes=tuple((Language(name), Digest(value)) for name, value in hashes),
    )


def _record(told: Mapping[str, Any], clauses: tuple[ClauseRef, ...]) -> Record:
    return Record(
        policy=PolicyName(told["policy"]),
        version=Version.read(told["version"]),
        level=Level.read(told["level"]),
        published_on=told["published_on"],
        effective_on=told["effective_on"],
        summaries=tuple((Language(name), words) for name, words in told["summaries"].items()),
        texts=tuple(
            TextRef(language=Language(name), blob=ref["blob"], sha256=Digest(ref["sha256"]))
            for name, ref in told["texts"].items()
        ),
        clauses=clauses or tuple(_clause(name, ref) for name, ref in told["clauses"].items()),
        changes=tuple(_change(ref) for ref in told.get("changes", ())),
        reduces=tuple(
            Reduction(id=ReductionId(ref["id"]), clause=ClauseId(ref["clause"])) for ref in told["reduces"]
        ),
        lifts=tuple(ReductionId(name) for name in told["lifts"]),
        freed=tuple(_freed(ref) for ref in told.get("freed", ())),
        edition=told["edition"],
        previous=told["previous"],
        brought_in_on=told.get("brought_in_on"),
        corrected=tuple((ref["words"], ClauseId(ref["id"])) for ref in told.get("corrected", ())),
    )


def _clause(name: str, told: Mapping[str, str]) -> ClauseRef:
    hashes = tuple((Language(key), Digest(value)) for key, value in told.items() if key != "kind")
    return ClauseRef(id=ClauseId(name), kind=Kind(told["kind"]), hashes=hashes)


def _change(told: Mapping[str, Any]) -> ChangeRef:
    key, language = Digest(told["key"]), Language(told["language"])
    ruling = told.get("ruling")
    return ChangeRef(
        clause=ClauseId(told["clause"]),
        language=language,
        fate=Fate(told["fate"]),
        key=key,
        assessed=Level.read(told["assessed"]),
        level=Level.read(told["level"]),
        direction=Direction(told["direction"]),
        category=Category(told["category"]),
        rules=tuple(told["rules"]),
        why=tuple(told.get("why", ())),
        ruling=ruling
        and Ruling(
            key=key,
            language=language,
            level=Level.read(ruling["level"]),
            reason=ruling["reason"],
            by=ruling["by"],
            second=ruling["second"],
            on=ruling.get("on"),
        ),
    )


def _freed(told: Mapping[str, Any]) -> Freed:
    return Freed(
        reduction=ReductionId(told["reduction"]),
        since=Version.read(told["since"]),
        changes=tuple(_change(ref) for ref in told.get("changes", ())),
    )


def withdrawal(text: str, *, place: str) -> Withdrawal:
    """Read why and when an announced release was taken back."""
    told = load(text, place=place)
    fit(told, {"on": date, "reason": str, "by": str}, text=text, place=place)
    try:
        return Withdrawal(on=told["on"], reason=told["reason"], by=told["by"])
    except KeyError as error:
        raise RecordRefused(say("no {cause} in the withdrawal", cause=error), source=place) from error


def write(record: Record) -> str:
    """Write a record; reading it gives the same value again."""
    lines = [
        "# Written by `policy release`. It is never edited: `policy verify` would tell.",
        f"policy = {_text(record.policy)}",
        f"version = {_text(str(record.version))}",
        f"level = {_text(record.level.word)}",
        f"published_on = {record.published_on.isoformat()}",
        f"effective_on = {record.effective_on.isoformat()}",
        *([f"brought_in_on = {record.brought_in_on.isoformat()}"] if record.brought_in_on else []),
        f"edition = {_text(record.edition)}",
        f"previous = {_text(record.previous)}",
        f"reduces = {_list(f'{{ id = {_text(red.id)}, clause = {_text(red.clause)} }}' for red in record.reduces)}",
        f"lifts = {_list(_text(name) for name in record.lifts)}",
        *([f"corrected = {_list(_corrected(*one) for one in record.corrected)}"] if record.corrected else []),
        "",
        "[summaries]",
        *(f"{_key(name)} = {_text(words)}" for name, words in record.summaries),
        "",
        "[texts]",
        *(
            f"{_key(ref.language)} = {{ blob = {_text(ref.blob)}, sha256 = {_text(ref.sha256)} }}"
            for ref in record.texts
        ),
        "",
        "[clauses]",
        *(_written(ref) for ref in record.clauses),
    ]
    for change in record.changes:
        lines += ["", "[[changes]]", *_lines(change)]
    for freed in record.freed:
        lines += [
            "",
            "[[freed]]",
            f"reduction = {_text(freed.reduction)}",
            f"since = {_text(str(freed.since))}",
        ]
        for change in freed.changes:
            lines += ["", "[[freed.changes]]", *_lines(change)]
    return "\n".join([*lines, ""])


def write_withdrawal(taken: Withdrawal) -> str:
    """Write a withdrawal; reading it gives the same value again."""
    return f"on = {taken.on.isoformat()}\nreason = {_text(taken.reason)}\nby = {_text(taken.by)}\n"


def _corrected(words: str, clause: ClauseId) -> str:
    return f"{{ words = {_text(words)}, id = {_text(clause)} }}"


def _written(ref: ClauseRef) -> str:
    hashes = "".join(f", {_key(name)} = {_text(value)}" for name, value in ref.hashes)
    return f"{_key(ref.id)} = {{ kind = {_text(ref.kind)}{hashes} }}"


def _lines(change: ChangeRef) -> list[str]:
    lines = [
        f"clause = {_text(change.clause)}",
        f"language = {_text(change.language)}",
        f"fate = {_text(change.fate)}",
        f"key = {_text(change.key)}",
        f"assessed = {_text(change.assessed.word)}",
        f"level = {_text(change.level.word)}",
        f"direction = {_text(change.direction)}",
        f"category = {_text(change.category)}",
        f"rules = {_list(_text(name) for name in change.rules)}",
        *([f"why = {_list(map(_text, change.why))}"] if change.why else []),
    ]
    if ruling := change.ruling:
        on = f", on = {ruling.on.isoformat()}" if ruling.on else ""
        lines.append(
            f"ruling = {{ level = {_text(ruling.level.word)}, reason = {_text(ruling.reason)}, "
            f"by = {_text(ruling.by)}, second = {_text(ruling.second)}{on} }}"
        )
    return lines


def _text(words: str) -> str:
    """Write a TOML string; JSON's escapes are TOML's, but for one character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(words: str) -> str:
    return words if _BARE.fullmatch(words) else _text(words)


def _list(items: Any) -> str:
    told = list(items)
    return f"[ {', '.join(told)} ]" if told else "[]"
