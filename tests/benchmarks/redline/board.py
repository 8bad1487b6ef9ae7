"""The figures to reach, each with what was measured."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Board:
    """Every figure of the run.

    Attributes:
        told: name, what was measured, what is to be reached, and whether it is.
    """

    told: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def at_most(self, name: str, value: float, limit: float) -> None:
        """Note a figure that should not be greater."""
        self.told.append((name, f"{value:.3f}", f"≤ {limit:g}", value <= limit))

    def at_least(self, name: str, value: float, limit: float) -> None:
        """Note a figure that should not be smaller."""
        self.told.append((name, f"{value:.3f}", f"≥ {limit:g}", value >= limit))

    def table(self) -> str:
        """Give all figures as a table."""
        rows = (
            f"| {name} | {value} | {limit} | {'ok' if ok else 'NOT'} |"
            for name, value, limit, ok in self.told
        )
        return "\n".join(["\n**Figures**\n\n| figure | measured | to reach | |\n|---|---|---|---|", *rows])
