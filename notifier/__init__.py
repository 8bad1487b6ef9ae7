"""Publish policies so that people keep their rights.

The small public face of the library: read two Markdown texts, see what changed, and what that does to people.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notifier.core.assessment import Assessment, Level, assess
    from notifier.core.binding import binding
    from notifier.core.changeset import ChangeSet, compare
    from notifier.core.document import Document, parse

__all__ = ["Assessment", "ChangeSet", "Document", "Level", "assess", "binding", "compare", "parse"]

_PLACES = {
    "Assessment": "assessment",
    "ChangeSet": "changeset",
    "Document": "document",
    "Level": "assessment",
    "assess": "assessment",
    "binding": "binding",
    "compare": "changeset",
    "parse": "document",
}


def __getattr__(name: str) -> Any:
    """Load a part of the face when it is asked for: a command that needs none of it starts at once."""
    if name not in _PLACES:
        raise AttributeError(f"module 'notifier' has no attribute '{name}'")
    return getattr(importlib.import_module(f"notifier.core.{_PLACES[name]}"), name)
