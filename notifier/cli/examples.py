"""Examples below the help of a command."""

from __future__ import annotations


def examples(*lines: str) -> str:
    """Show command lines as they are typed, each on a line of its own."""
    return "\n".join(("\b", "Examples:", *(f"  policy {line}" for line in lines)))
