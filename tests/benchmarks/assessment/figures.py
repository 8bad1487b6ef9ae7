"""Figures of gold and answered levels, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

RANK = {"none": 1, "noise": 1, "editorial": 1, "material": 2, "reduction": 3}


def tell(name: str, rows: Iterable[tuple[int, int]]) -> None:
    """Print the figures of (gold, answered) ranks."""
    told = list(rows)
    if not told:
        return
    reduced, flagged = [r for g, r in told if g == 3], [g for g, r in told if r == 3]
    edited, cleared = [r for g, r in told if g == 1], [g for g, r in told if r == 1]

    def share(part: int, whole: int) -> str:
        return f"{part / whole:.3f}" if whole else "  -  "

    print(
        f"{name:44s} n={len(told):5d}  reduction {share(reduced.count(3), len(reduced))} /"
        f" {share(flagged.count(3), len(flagged))}  cleared {reduced.count(1)}"
        f"  editorial {share(edited.count(1), len(edited))} / {share(cleared.count(1), len(cleared))}"
    )
