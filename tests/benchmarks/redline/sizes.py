"""Growth, and inputs that mean harm: documents and single paragraphs made to size."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MB = 1_000_000
_WORDS = [
    "data", "mail", "account", "partner", "service", "keep", "share", "delete", "right", "consent", "address", "order",
    "days", "law", "court", "reason", "purpose", "access", "object", "notice", "month", "store", "server", "choice",
]  # fmt: skip


def document(clauses: int, seed: int) -> list[str]:
    """Write distinct clauses, a heading before every twentieth."""
    chance = random.Random(seed)
    return [
        f"## Part {at}" if at % 20 == 0 else f"Clause {at} says {_sentence(chance, 38)}."
        for at in range(clauses)
    ]


def edited(clauses: list[str], share: float, seed: int) -> list[str]:
    """Change a word or two in a share of the clauses."""
    chance = random.Random(seed)
    told = list(clauses)
    for at in chance.sample(range(len(told)), int(share * len(told))):
        words = told[at].split(" ")
        words[chance.randrange(1, len(words))] = chance.choice(_WORDS) + "s"
        told[at] = " ".join(words)
    return told


def text(clauses: list[str]) -> str:
    """Join clauses into a document."""
    return "\n\n".join(clauses) + "\n"


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(f"{chance.choice(_WORDS)}{chance.randrange(400) or ''}" for _ in range(words))


def paragraphs() -> Iterator[tuple[str, str, str]]:
    """Give one paragraph of a megabyte, edited in every way."""
    chance = random.Random(7)
    words = _sentence(chance, 125_000).split(" ")
    before = " ".join(words)
    for share in (0.001, 0.1):
        changed = [word + "x" if chance.random() < share else word for word in words]
        yield f"{share:.1%} of the words changed", before, " ".join(changed)
    yield "shuffled", before, " ".join(chance.sample(words, len(words)))
    yield "all different", before, " ".join(f"{word}q" for word in words)
    yield "blocks swapped", before, " ".join(words[60_000:] + words[:60_000])
    yield (
        "in sentences, 1 % changed",
        before.replace(" data", ". Data"),
        before.replace(" data", ". Data").replace("law7 ", "x "),
    )


def hostile() -> Iterator[tuple[str, str, str]]:
    """Give pairs of two megabytes together that are made to be slow."""
    units = {
        "one word": "a ", "one letter": "x", "brackets": "[", "links": "[a](", "tags": "<a ", "stars": "**", "numbers": "1.",
        "quotes": "> > - ", "spaces": " ", "no-break spaces": "\u00a0", "accents": "e\u0301", "elisions": "l'", "dots": "a.",
        "comments": "<!-- ", "addresses": "a@", "entities": "&a", "pipes": "|", "underscores": "_a ", "backticks": "`",
        "empty items": "-\n", "blank lines": "\n", "rows": "| a | b |\n", "headings": "# a\n\n", "nested": "  - a\n",
        "short clauses": "a b\n\n", "zero-width": "a\u200b ", "hard breaks": "a  \n", "carriage returns": "a\r",
    }  # fmt: skip
    for name, unit in units.items():
        head = "| a | b |\n|---|---|\n" if name == "rows" else ""
        before = head + unit * (MB // len(unit))
        middle = len(head) + len(unit) * (MB // len(unit) // 2)
        yield name, before, before[:middle] + "Zebra! " + before[middle:] + "end"
    yield "deep quotes", ">" * 100_000 + " a", ">" * 99_999 + " a"
    yield (
        "deep lists",
        *("".join("  " * depth + f"- {word}\n" for depth in range(900)) for word in ("a", "b")),
    )
    same = "We keep your mail for two years and then delete all of it.\n\n"
    yield "identical clauses, 1 % edited", same * 15_000, (same * 99 + same.replace("two", "three")) * 150
    yield "100,000 empty items", "- \n" * 100_000, "- \n" * 99_000 + "- a\n"
    yield "every clause edited", text(document(3_500, 1)), text(edited(document(3_500, 1), 1.0, 2))
    yield "nothing alike", text(document(3_500, 1)), text(document(3_500, 2))
    yield "shuffled", text(document(3_500, 1)), text(random.Random(3).sample(document(3_500, 1), 3_500))
