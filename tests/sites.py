"""A site configuration without a repository."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]


def folder(path: Path) -> Path:
    """The configuration of this repository, for texts written in tests."""
    (path / "docs").mkdir(exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", path / "mkdocs.yml")
    return path
