"""Read a policy: Markdown to clauses, and back.

The dialect is CommonMark with tables and `attr_list` ids, parsed with markdown-it-py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.clauses import Clause, Clauses, Text
from notifier.core.dress import BAR, Run
from notifier.core.markdown import Kind
from notifier.core.text import EN, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notifier.core.clauses import Path
    from notifier.core.text import ClauseId

__all__ = [
    "BAR",
    "Clause",
    "Document",
    "Foreign",
    "Kind",
    "Run",
    "foreign",
    "parse",
    "show",
    "shown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy text in one language, read.

    Attributes:
        language: the language of the text.
        headline: the title in the front matter; nothing when there is none.
        summary: from the front matter; may be empty.
        matter: the exact front matter with its fences; else a byte order mark or nothing.
        read: its clauses, as far as someone asked for them.
        place: the file it came from, for messages; may be empty.
        permanent: whether the ids of its clauses are the permanent ones of a release.
    """

    language: Language
    headline: str | None
    summary: str
    matter: str
    read: Clauses
    place: str = ""
    permanent: bool = False

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Give the clauses in the order of the text."""
        return self.read.all()

    @property
    def front(self) -> str:
        """Give the exact front matter with its fences and what follows before the first clause."""
        return self.matter + self.read.text.front

    @property
    def title(self) -> str:
        """Give the title: from the front matter, else the first heading of level 1, else empty."""
        return self.read.text.title if self.headline is None else self.headline

    def named(self, names: Iterable[tuple[ClauseId, Path]]) -> Document:
        """Give the text with the permanent ids of its clauses, and the paths that follow from them."""
        return replace(self, read=Clauses(self.read.text.named(names)), permanent=True)

    def holding(self, clauses: Sequence[Clause]) -> Document:
        """Give the text with other clauses, those of several releases put together, each as it is there."""
        return replace(self, read=Clauses(Text.of(clauses), clauses))


_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_BOM = "\ufeff"


def parse(text: str, *, language: Language = EN, place: str = "") -> Document:
    """Read a Markdown text into clauses; every character of it is kept in exactly one `source`."""
    front, told = _front(text)
    meta = _meta(told)
    return Document(
        language=language,
        headline=meta.get("title"),
        summary=meta.get("summary", ""),
        matter=front,
        read=Clauses(Text.cut(text[len(front) :], line=len(told) + 1)),
        place=place,
    )


def _front(text: str) -> tuple[str, list[str]]:
    """Give the front matter, from three dashes on the first line to the next three, and its lines; else a byte order mark."""
    mark = _BOM if text.startswith(_BOM) else ""
    if not text.startswith("---", len(mark)):
        return mark, []
    lines: list[str] = []
    for found in _LINE.finditer(text, len(mark)):
        line = found.group().rstrip()
        if line == "---" and lines:
            return text[: found.end()], [*lines, line]
        if line != "---" and not lines:
            break
        lines.append(line)
    return mark, []


def show(document: Document) -> str:
    """Give the text again, byte for byte."""
    return document.front + "".join(clause.source for clause in document.clauses)


def shown(clause: Clause) -> str:
    """Give the words of a clause as they are shown: real quotes and spaces, cells apart, no markup."""
    return clause.block.said.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """Something the dialect does not know, and the line of its clause."""

    what: str
    line: int


def foreign(document: Document) -> Iterator[Foreign]:
    """Give all raw HTML and all pictures, which a policy does without."""
    for clause in document.clauses:
        for run in clause.runs:
            if run.html:
                start = run.text.strip().split("\n")[0][:40]
                yield Foreign(what=f"raw HTML '{start}'", line=clause.line)
            elif run.image:
                yield Foreign(what=f"a picture '{run.target[:40]}'", line=clause.line)


def _meta(lines: Sequence[str]) -> dict[str, str]:
    """Read `name: value` lines of the front matter."""
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}
