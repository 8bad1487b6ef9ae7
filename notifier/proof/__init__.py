"""The program that checks an evidence pack with nothing but Python: written in parts, handed out as one file."""

from __future__ import annotations

from importlib.resources import files

_PARTS = ("signature.py", "stamp.py", "rule.py")
_BEGINS = "from __future__ import annotations\n"


def program() -> str:
    """Give the one file: what it promises, then each part, then what it does."""
    here = files("notifier.proof")
    promise, deed = (here / "verify.py").read_text("utf-8").split(_BEGINS)
    parts = [(here / name).read_text("utf-8").replace(_BEGINS, "") for name in _PARTS]
    return promise + _BEGINS + "".join(_alone(part) for part in (*parts, deed))


def _alone(part: str) -> str:
    """Leave out what brings in another part: it stands in the same file."""
    return "".join(line for line in part.splitlines(keepends=True) if not line.startswith("from notifier."))
