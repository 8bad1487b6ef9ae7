"""From the history of a file to releases: what stood at the end of each day on which the words changed."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.document import Kind, parse
from notifier.core.text import ClauseId, fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from datetime import date

    from notifier.core.document import Clause, Document
    from notifier.core.text import Language

_ID = re.compile(r"\{[^{}]*\}\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One commit that changed a file.

    Attributes:
        commit: git's id.
        on: the day it was committed.
        title: its first line.
        author: who made it.
        text: the file after it; nothing when it removed the file.
    """

    commit: str
    on: date
    title: str
    author: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A release that history suggests: the texts of every language at the end of a day."""

    on: date
    commit: str
    title: str
    texts: tuple[tuple[Language, str], ...]


def steps(revisions: Mapping[Language, Sequence[Revision]]) -> tuple[Step, ...]:
    """Propose releases by date, oldest first: one for each day on which the words of any language changed.

    A day before every language has its first text gives no release. Law: no two steps in a row say the same words.
    """
    standing: dict[Language, str] = {}
    found: list[Step] = []
    for on in sorted({one.on for told in revisions.values() for one in told}):
        newest: Revision | None = None
        for language, told in revisions.items():
            for one in told:
                if one.on == on and one.text is not None:
                    standing[language] = one.text
                    newest = one
        texts = tuple((language, standing[language]) for language in revisions if language in standing)
        if newest is None or len(texts) < len(revisions):
            continue
        step = Step(on=on, commit=newest.commit, title=newest.title, texts=texts)
        if not found or not _same(found[-1], step):
            found.append(step)
    return tuple(found)


def _same(one: Step, two: Step) -> bool:
    return all(
        said == again or words(said, language) == words(again, language)
        for (language, said), (_, again) in zip(one.texts, two.texts, strict=True)
    )


def words(text: str, language: Language) -> tuple[str, ...]:
    """Give what a text says, clause by clause, without its markup."""
    return tuple(fold(clause.text) for clause in parse(text, language=language).clauses)


def headed(text: str, *, like: str = "") -> str:
    """Give headings without an id one, so that an old text can be cited; an id that stands twice stays with the first.

    It is made of their words, or, in a translation with as many headings, taken from the governing text.
    """
    document = parse(text)
    open_ = list(_open(document))
    used = {clause.id for clause in document.clauses if clause.explicit}
    model = [clause.id for clause in parse(like).clauses if clause.kind is Kind.HEADING]
    same = len(model) == sum(clause.kind is Kind.HEADING for clause in document.clauses)
    lines = text.split("\n")
    for clause in open_:
        place = [one for one in document.clauses if one.kind is Kind.HEADING].index(clause)
        name = model[place] if same and model[place] not in used else _free(_slug(clause.text), used)
        used.add(ClauseId(name))
        bare = _ID.sub("", lines[clause.line - 1]) if clause.explicit else lines[clause.line - 1]
        lines[clause.line - 1] = f"{bare.rstrip()} {{#{name}}}"
    return "\n".join(lines)


def _open(document: Document) -> Iterator[Clause]:
    """Find the headings that have no id of their own."""
    seen: set[ClauseId] = set()
    for clause in document.clauses:
        if clause.kind is Kind.HEADING and (not clause.explicit or clause.id in seen):
            yield clause
        elif clause.explicit:
            seen.add(clause.id)


def _slug(text: str) -> str:
    letters = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in text.lower())
    return "-".join(part for part in letters.split("-") if part)[:40].strip("-") or "section"


def _free(name: str, used: Container[str]) -> str:
    if name not in used:
        return name
    return next(told for number in itertools.count(2) if (told := f"{name}-s{number}") not in used)
