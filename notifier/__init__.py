"""Publish policies so that people keep their rights.

The small public face of the library: read two Markdown texts, see what changed, and what that does to people.
"""

from __future__ import annotations

from notifier.core.assessment import Assessment, Level, assess
from notifier.core.binding import binding
from notifier.core.changeset import ChangeSet, compare
from notifier.core.document import Document, parse

__all__ = ["Assessment", "ChangeSet", "Document", "Level", "assess", "binding", "compare", "parse"]
