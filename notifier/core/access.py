"""What an application may do with the key it was given."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """One thing that a key allows; a key allows nothing that it does not name."""

    BINDING = "binding:read"
    QUESTIONS = "questions:read"
    DECISIONS = "decisions:write"
    PEOPLE = "people:read"
    ENROL = "people:write"
