"""A list under its lead-in, written as one sentence: what bullets part, semicolons part there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.document import Clause

_ENDED = (".", "!", "?")
_WITHIN = re.compile(r"[.!?:]\s|;\s(?!\w+$)")
"""What parts the words of an item again, so that it is no short one."""
_RESUMED = re.compile(r"\n(?=[A-ZÀ-Ý])")
"""Where a line goes on under the last item as a sentence of its own, not set in as the item is."""


def in_line(clauses: Sequence[Clause], repeated: str = "") -> str | None:
    """Write clauses as sentences, each list after its lead-in; none where a list stands within another or holds sentences.

    Items without a lead-in must be sentences themselves. A word that ends a lead-in may be `repeated` before each item.
    """
    done: list[str] = []
    for place, clause in enumerate(clauses):
        before = clauses[place - 1] if place else None
        text, resumed = _parted(clause)
        text = text if clause.kind is Kind.ITEM else _drawn(clause)
        led = clause.kind is Kind.ITEM and before is not None and _follows(clause, before, clauses)
        if clause.depth > 1 or (clause.kind is Kind.ITEM and not _plain(text, led=led)):
            return None
        if led and before is not None and before.kind is not Kind.ITEM:
            done[-1] = f"{done[-1].rstrip(' :').removesuffix(f' {repeated}')}:"
        last = bool(resumed) or place + 1 == len(clauses) or clauses[place + 1].kind is not Kind.ITEM
        done.append(f"{repeated} {_named(text)}{'.' if last else ';'}".strip() if led else text)
        done += [resumed] if resumed else []
    return " ".join(done)


def _drawn(clause: Clause) -> str:
    """Give a paragraph whose lines begin with bullets that Markdown does not know as a list in a sentence."""
    lead, *lines = clause.source.strip().split("\n")
    items = [line for line in lines if _BULLET.match(line)]
    tail = lines[len(items) :]
    if len(items) < _LEAST or items != lines[: len(items)] or any(map(_WITHIN.search, items)):
        return clause.text
    told = "; ".join(_named(_BULLET.sub("", item)) for item in items)
    return " ".join([f"{lead.rstrip(' :')}: {told}.", *tail])


_BULLET = re.compile(r"[•–—] ")
_LEAST = 2


def drawn(clause: Clause) -> bool:
    """Tell whether a clause is an item, or a paragraph drawn as a list."""
    return clause.kind is Kind.ITEM or _drawn(clause) != clause.text


def _follows(item: Clause, before: Clause, clauses: Sequence[Clause]) -> bool:
    """Tell whether an item stands under a lead-in among the clauses: behind it, or behind another item under it."""
    if before.kind is Kind.ITEM:
        return before.lead_in == item.lead_in and any(_leads(clause, item) for clause in clauses)
    return _leads(before, item)


def _leads(clause: Clause, item: Clause) -> bool:
    """Tell whether a clause is the lead-in of an item."""
    return clause.kind is Kind.PARAGRAPH and bool(item.lead_in) and clause.text.endswith(item.lead_in)


def _plain(text: str, *, led: bool) -> bool:
    """Tell whether an item can stand in a sentence, or by itself where nothing leads it."""
    return not _WITHIN.search(text) if led else text.endswith(_ENDED)


def _named(text: str) -> str:
    """Give an item without the mark behind it, which may stand before the word that joins the last item."""
    return _JOINING.sub(r" \1", text.rstrip(" .;,"))


_JOINING = re.compile(r"\s*[;,]\s*(\w+)$")


def unserial(text: str) -> Iterator[str]:
    """Give a text without one of the commas that may stand before the last item of a list."""
    for found in _SERIAL.finditer(text):
        yield f"{text[: found.start()]}{text[found.start() + 1 :]}"


_SERIAL = re.compile(r", (?:and|or|et|ou) ")


def opener(clauses: Sequence[Clause]) -> str:
    """Give the word that ends the first lead-in, which each item may begin with: `if:`, `the right to:`."""
    leads = (clause.text for clause, item in pairwise(clauses) if item.lead_in and not clause.lead_in)
    return next((lead.rstrip(" :").split()[-1] for lead in leads if lead.rstrip(" :")), "")


def _parted(clause: Clause) -> tuple[str, str]:
    """Part an item from a sentence that begins on a line of its own behind it."""
    if clause.kind is not Kind.ITEM:
        return clause.text, ""
    lines = _RESUMED.split(clause.source.strip(), maxsplit=1)
    tail = " ".join(lines[1].split()) if len(lines) > 1 else ""
    return (
        (clause.text.removesuffix(tail).rstrip(), tail)
        if tail and clause.text.endswith(tail)
        else (clause.text, "")
    )
