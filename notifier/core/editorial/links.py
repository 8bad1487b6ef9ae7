"""A link whose words changed but not where it leads: a title that was renamed says nothing new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from notifier.core.editorial.proof import Open, Proof, explain
from notifier.core.editorial.words import strange, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.changeset import Change
    from notifier.core.document import Clause
    from notifier.core.editorial.rules import EditorialRules

_PUNYCODE = re.compile(r"xn--[\w-]+")
LONGEST = 14
"""So many words a title has at most."""


def explain_change(change: Change, rules: EditorialRules) -> Proof | Open:
    """Prove that a change says nothing new, from its words and where its links lead, or tell what is against it."""
    if _disguised(change):
        return Open(why="look-alike letters")
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


def _disguised(change: Change) -> bool:
    """Tell whether a link leads to an address with letters that look like others, and did not before."""
    before, after = (
        {sign for clause in clauses for run in clause.runs if run.target for sign in _foreign(run.target)}
        for clauses in (change.before, change.after)
    )
    return not after <= before


def _foreign(target: str) -> frozenset[str]:
    """Give the letters of an address that are not Latin ones; of a site written in ASCII for them, the site."""
    if "%" not in target and "xn--" not in target and target.isascii():
        return frozenset()
    told = unquote(target)
    return strange(told) | frozenset(unseen(told)) | frozenset(_PUNYCODE.findall(told.lower()))


def _parts(clauses: tuple[Clause, ...]) -> Iterator[tuple[str, str]]:
    """Give the words of clauses in stretches, each with where it leads; empty where it is no link."""
    for place, clause in enumerate(clauses):
        if place:
            yield "\n", ""
        text, target = "", ""
        for words, to in (part for run in clause.runs for part in _addresses(run.text, run.target)):
            if to != target:
                yield text, target
                text, target = "", to
            text += words
        yield text, target


_BARE = re.compile(r"(https?://[^\s)\]>|\"]*[^\s)\]>|\".,;:!?])")


def _addresses(text: str, target: str) -> Iterator[tuple[str, str]]:
    """Give words with where they lead; an address that is written out leads to itself."""
    if target or "://" not in text:
        yield text, target
        return
    for place, part in enumerate(_BARE.split(text)):
        yield part, part if place % 2 else ""


def _masked(
    before: list[tuple[str, str]], after: list[tuple[str, str]], rules: EditorialRules
) -> tuple[str, str] | None:
    """Write each title of a page that both texts link as one and the same word; none where a changed one is no title.

    An article agrees with its title, and `these Terms` may stand for a title further on.
    """
    old = [place for place, (_, target) in enumerate(before) if target]
    new = [place for place, (_, target) in enumerate(after) if target]
    if len(old) != len(new):
        return None
    linked = [
        (one, other)
        for one, other in zip(old, new, strict=True)
        if _same_place(before[one][1], after[other][1])
    ]
    named = [
        pair for pair in linked if all(_title(*side, rules) for side in (before[pair[0]], after[pair[1]]))
    ]
    if not named or any(before[one][0] != after[other][0] for one, other in set(linked) - set(named)):
        return None
    texts = [list(before), list(after)]
    for number, pair in enumerate(named):
        name = f"title{chr(ord('a') + number % 26)}"
        renamed = before[pair[0]][0] != after[pair[1]][0]
        for stretches, place in zip(texts, pair, strict=True):
            title = stretches[place][0]
            stretches[place] = (name, "")
            if renamed:
                stretches[place + 1 :] = [
                    (_pointed(text, title, name, rules), to) for text, to in stretches[place + 1 :]
                ]
    return "".join(text for text, _ in texts[0]), "".join(text for text, _ in texts[1])


def _pointed(text: str, title: str, name: str, rules: EditorialRules) -> str:
    """Write `these Terms` as the title of which they are the first or the last word."""
    words = re.findall(r"[^\W\d_]{4,}", title)
    if not words:
        return text
    heads = "|".join(re.escape(word) for word in dict.fromkeys((words[0], words[-1])))
    return re.sub(rf"\b(?:{rules.pointing}) (?:{heads})\b", name, text, flags=re.IGNORECASE)


def _same_place(one: str, other: str) -> bool:
    """Tell whether two targets are one page: the same name at the end of their path, or the same heading."""
    return _page(one) == _page(other) != ""


def _page(target: str) -> str:
    """Give the last name of a path, or the heading within the page."""
    path, _, heading = target.partition("#")
    name = re.sub(r"[?].*", "", path).rstrip("/").rpartition("/")[2]
    return _SUBDOMAIN.sub("", name) or heading


_SUBDOMAIN = re.compile(r"^(?:www|fr|en|es|de|it|nl|pt|uk|us)\.(?=[^.]+\.)")
"""What stands before the name of a site and tells its language."""


def _title(text: str, target: str, rules: EditorialRules) -> bool:
    """Tell whether words are a title or a button, not a promise: short, and nobody undertakes, limits or denies.

    An address is one only where the link leads to it.
    """
    if "@" in text and target.lower().removeprefix("mailto:").partition("?")[0] != text.strip().lower():
        return False
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return 0 < len(text.split()) <= LONGEST and not words & rules.undertaking
