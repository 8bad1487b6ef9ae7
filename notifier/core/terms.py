"""Defined terms in two languages: where one quotes a term the other does, and a term keeps its name in every clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core.said import say
from notifier.core.translation import Freshness
from notifier.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.document import Clause
    from notifier.core.said import Said
    from notifier.core.translation import Rendering

_QUOTED = re.compile(r'“([^“”]+)”|«\s*([^«»]+?)\s*»|"([^"]+)"')
_DEFINED = re.compile(
    rf"\([^()]{{0,80}}?(?:{_QUOTED.pattern})[^()]{{0,10}}\)|(?:{_QUOTED.pattern})\s+(?:means?|refers?|d[ée]sign\w+|signifi\w+|s['’]entend\w*)"
)
_NAMED = re.compile(r"\b[A-Z]\w*\s(?:of\s)?$")
_LONGEST = 40
"""Letters: what is longer in quotes is a sentence that is cited, not a term."""


def quoted(text: str) -> tuple[str, ...]:
    """Give the terms that a text sets in quotes, each once, as they are written."""
    found = ("".join(match.groups(default="")) for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(term for term in found if len(term) <= _LONGEST))


def defined(pairs: Iterable[tuple[Clause, Clause]]) -> dict[str, str]:
    """Give what each defined term is called in the other language.

    A term counts as defined where a clause sets one capitalised term in quotes and its translation one term, too.
    Terms that are defined together, or by bold type, are left alone: their order may differ.
    """
    known: dict[str, str] = {}
    for here, there in pairs:
        match quoted(here.text), quoted(there.text):
            case (term,), (other,) if term[0].isupper():
                known.setdefault(term, other)
    return known


def term_differences(renderings: Iterable[Rendering], *, place: str) -> Iterator[Refusal]:
    """Tell where a term is quoted in one language alone, and where a defined term has another name."""
    pairs = [
        (one.governing, one.translated)
        for one in renderings
        if one.governing and one.translated and one.status is Freshness.CURRENT
    ]
    known = defined(pairs)
    for here, there in pairs:
        for cause in (*_undefined(here, there), *_renamed(here, there, known)):
            yield Refusal(
                say("'{clause}': {cause}", clause=here.id, cause=cause),
                source=place,
                line=there.line,
                remedy=say("compare the two languages"),
            )


def defining(text: str) -> tuple[str, ...]:
    """Give the terms that a text defines: in quotes within brackets, or before `means`; others are only words cited."""
    return quoted(" ".join(found.group() for found in _DEFINED.finditer(text)))


def _undefined(here: Clause, there: Clause) -> Iterator[Said]:
    terms = defining(here.text), defining(there.text)
    if bool(terms[0]) != bool(terms[1]):
        more = max(terms, key=len)
        yield say("a term is defined in one language and not in the other ({names})", names=", ".join(more))


def _renamed(here: Clause, there: Clause, known: dict[str, str]) -> Iterator[Said]:
    """Look for each term inside the sentences of a clause; where one begins, every word has a capital."""
    for term, other in known.items():
        if _used(term, here.text) and not re.search(rf"\b{_plural(other)}\b", there.text, re.IGNORECASE):
            yield say("it speaks of '{term}', which is '{other}' where it is defined", term=term, other=other)


def _used(term: str, text: str) -> bool:
    """Say whether a term stands inside a sentence, and not in a longer name: `Terms of Service`, `Service Provider`."""
    found = re.finditer(rf"(?<=[^.!?:;\s]\s){re.escape(term)}(?:s|es)?\b(?!\s[A-Z])", text)
    return any(not _NAMED.search(text[: one.start()]) for one in found)


def _plural(term: str) -> str:
    """Match a term whose words may stand in the plural."""
    return r"\s".join(rf"{re.escape(word)}(?:s|x|es)?" for word in term.split())
