"""Logs of the programs that run for long: a line each, plain or JSON, and never an address, a link or a key.

The programs do not log such things; what libraries and databases say of an error may hold them, so that every line is
looked through before it is written.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from typing import TextIO

Form = Literal["text", "json"]

_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{44}(?![\w-])")
_KEY = re.compile(r"\bSG\.[\w.-]{8,}|(?<=://)[^/\s@]+(?=@)|(?i:(?<=bearer )\S+)")
_GONE = "…"


def quiet(told: str) -> str:
    """Take addresses, personal links and keys out of a line."""
    for pattern in (_KEY, _ADDRESS, _TOKEN):
        told = pattern.sub(_GONE, told)
    return told


class Plain(logging.Formatter):
    """Writes a line for people."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, or more for an error with its trace."""
        return quiet(super().format(record))


class Lines(logging.Formatter):
    """Writes a JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Write when, how bad, from where and what."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": quiet(record.getMessage()),
        }
        if record.exc_info:
            told["trace"] = quiet(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def set_up(form: Form, *, out: TextIO | None = None) -> None:
    """Have every logger of this process write to `out` (standard error when it is left out)."""
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(Lines() if form == "json" else Plain())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
