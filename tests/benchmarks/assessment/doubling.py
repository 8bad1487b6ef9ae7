"""Long and hostile inputs: reading and judging a text of twice the length takes about twice the time, no more.

    python -m tests.benchmarks.assessment.doubling [characters]

Each input repeats something that patterns like to look back over; of each pair one word differs at the very end.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from notifier.adapters import rules
from notifier.core.assessment import assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.text import EN, FR

if TYPE_CHECKING:
    from notifier.core.text import Language

PARTS: dict[str, str] = {
    "words": "we keep your letters ",
    "one word": "a",
    "stops": ". ",
    "commas": "a, ",
    "commas alone": ",",
    "brackets": "( ",
    "quotes": "' \" ",
    "digits": "0 1-2.",
    "numbers": "1,000,",
    "telephone": "+33 0 ",
    "addresses": "www.a-a.",
    "links": "https://a.b/c ",
    "conditions": "if you ask, and we answer, unless ",
    "denials": "not nor never without only ",
    "French denials": "ne pas ni jamais sans que ",
    "elisions": "l'd'qu'",
    "inclusive": "ami·e·s/es ",
    "lists": "your name, town and ",
    "semicolons": "we log; ",
    "passives": "is kept by us and is sold by them ",
    "hidden": "a\u200b",
    "look-alikes": "\u0430a",
    "spaces": " \u00a0",
    "money": "£ $ 1 ",
    "months": "may 1 may 2 ",
    "hours": "1 p.m. 2 a.",
}
"""What is repeated, by name."""

LONG = 4_000
GROWTH = 2.6
"""Twice is linear; the rest is noise of short times on a machine that does other things, too."""


def taken(part: str, size: int, language: Language) -> float:
    """Give the CPU seconds to compare and assess two texts of a size, the least of two runs."""
    text = part * (size // len(part))
    pair = [parse(f"{text} {end}\n", language=language) for end in ("one", "two")]
    times = []
    for _ in range(2):
        start = time.process_time()
        assess(compare(*pair), rules.read(language))
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the growth of every input, the worst first."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else LONG
    for language in (EN, FR):
        taken("warm ", 1000, language)
        rows = []
        for name, part in PARTS.items():
            one, two = taken(part, size, language), taken(part, 2 * size, language)
            rows.append((two / max(one, 1e-4), name, one, two))
        worst = max(rows)
        print(
            f"doubling {language}, {size} characters: worst {worst[0]:.2f} ({worst[1]}), over {GROWTH}: ",
            end="",
        )
        print(
            ", ".join(
                f"{name} {growth:.1f} ({one:.3f} s, {two:.3f} s)"
                for growth, name, one, two in sorted(rows, reverse=True)
                if growth > GROWTH
            )
            or "none"
        )


if __name__ == "__main__":
    main()
