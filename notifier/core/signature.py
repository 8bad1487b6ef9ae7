"""Names in a draft against the people who committed them: nobody rules in another's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.ruling import address
from notifier.core.said import say
from notifier.errors import Refusal, ReleaseRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NAMES = ("by", "second")


def written(text: str) -> Iterator[tuple[int, str, str]]:
    """Give the names of a draft: the line, `by` or `second`, and the person."""
    for line, told in enumerate(text.split("\n"), 1):
        key, equals, rest = told.partition("=")
        if equals and key.strip() in _NAMES and (person := rest.split("#")[0].strip().strip("\"'").strip()):
            yield line, key.strip(), person


def unsigned(
    names: Iterable[tuple[int, str, str]],
    authors: Mapping[int, tuple[str, ...]],
    *,
    place: str,
    releasing: str = "",
) -> Iterator[ReleaseRefused]:
    """Tell every name that none of the authors of its line bears.

    `authors` gives for each committed line who wrote it, with co-authors; a line that is not committed has none yet.
    When somebody is `releasing`, such a line is theirs, for nobody else stands behind it. A name without an address is compared with the names of the authors.
    """
    for line, key, person in names:
        known = authors.get(line)
        people = known or ((releasing,) if releasing else ())
        if people and not any(_same(person, author) for author in people):
            told = (
                say(
                    "'{key}' names {person}, the line was committed by {people}",
                    key=key,
                    person=person,
                    people=", ".join(people),
                )
                if known
                else say(
                    "'{key}' names {person}, the line is in no commit of theirs, and {releasing} releases",
                    key=key,
                    person=person,
                    releasing=releasing,
                )
            )
            yield ReleaseRefused(
                told,
                source=place,
                line=line,
                remedy=say("let them commit it themselves, or add Co-authored-by to the commit"),
            )


def ahead(
    names: Iterable[tuple[int, str, str]],
    authors: Mapping[int, tuple[str, ...]],
    *,
    place: str,
    committing: str,
) -> Iterator[Refusal]:
    """Tell every name in a line of no commit yet that whoever commits here does not bear: the commit would not count."""
    for line, key, person in names:
        if line not in authors and not _same(person, committing):
            yield Refusal(
                say(
                    "'{key}' names {person}, and {committing} commits here",
                    key=key,
                    person=person,
                    committing=committing,
                ),
                source=place,
                line=line,
                remedy=say("let them commit it themselves, or add Co-authored-by to the commit"),
            )


def _same(person: str, author: str) -> bool:
    if "@" in person:
        return address(person) == address(author)
    return person.casefold() == author.partition("<")[0].strip().casefold()
