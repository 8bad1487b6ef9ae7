"""A link whose words changed but not where it leads: a title that was renamed says nothing new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core.editorial.proof import Proof, explain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.changeset import Change
    from notifier.core.document import Clause
    from notifier.core.editorial.proof import Open
    from notifier.core.editorial.rules import EditorialRules

LONGEST = 14
"""So many words a title has at most."""


def prove_change(change: Change, rules: EditorialRules) -> Proof | None:
    """Prove that a change says nothing new, from its words and from where its links lead."""
    found = explain_change(change, rules)
    return found if isinstance(found, Proof) else None


def explain_change(change: Change, rules: EditorialRules) -> Proof | Open:
    """Give the proof, or what stands against it."""
    found = explain(change.words_before, change.words_after, rules.language, rules)
    if isinstance(found, Proof) or found.why != "words":
        return found
    before, after = list(_parts(change.before)), list(_parts(change.after))
    masked = _masked(before, after, rules)
    if masked is None:
        return found
    proof = explain(*masked, rules.language, rules)
    if isinstance(proof, Proof):
        return Proof(edition=proof.edition, steps=("link text", *proof.steps))
    return found


def _parts(clauses: tuple[Clause, ...]) -> Iterator[tuple[str, str]]:
    """Give the words of clauses in stretches, each with where it leads; empty where it is no link."""
    for place, clause in enumerate(clauses):
        if place:
            yield "\n", ""
        text, target = "", ""
        for run in clause.runs:
            if run.target != target:
                yield text, target
                text, target = "", run.target
            text += run.text
        yield text, target


def _masked(
    before: list[tuple[str, str]], after: list[tuple[str, str]], rules: EditorialRules
) -> tuple[str, str] | None:
    """Write each renamed title as one and the same word on both sides; none where no title was renamed."""
    old = [place for place, (_, target) in enumerate(before) if target]
    new = [place for place, (_, target) in enumerate(after) if target]
    if len(old) != len(new):
        return None
    renamed = [
        (one, other)
        for one, other in zip(old, new, strict=True)
        if before[one][0] != after[other][0] and _same_place(before[one][1], after[other][1])
    ]
    stretches = [stretch for one, other in renamed for stretch in (before[one], after[other])]
    if not renamed or not all(_title(text, target, rules) for text, target in stretches):
        return None
    for number, (one, other) in enumerate(renamed):
        name = f"title{chr(ord('a') + number % 26)}"
        before[one] = after[other] = (name, "")
    return "".join(text for text, _ in before), "".join(text for text, _ in after)


def _same_place(one: str, other: str) -> bool:
    """Tell whether two targets are one page: the same name at the end of their path, or the same heading."""
    return _page(one) == _page(other) != ""


def _page(target: str) -> str:
    """Give the last name of a path, or the heading within the page."""
    path, _, heading = target.partition("#")
    return re.sub(r"[?].*", "", path).rstrip("/").rpartition("/")[2] or heading


def _title(text: str, target: str, rules: EditorialRules) -> bool:
    """Tell whether words are a title or a button, not a promise: short, and nobody undertakes, limits or denies.

    An address is one only where the link leads to it.
    """
    if "@" in text and target.lower().removeprefix("mailto:").partition("?")[0] != text.strip().lower():
        return False
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return 0 < len(text.split()) <= LONGEST and not words & rules.undertaking
