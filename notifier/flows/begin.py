"""Begin a repository of policies: everything a team needs, nothing that stands there already touched."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from notifier.adapters import worktree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

_STARTER = files("notifier") / "starter"


def begin(
    folder: Path,
    *,
    organisation: str,
    contact: str,
    site_url: str,
    decision_url: str,
    owners: str,
    dry_run: bool = False,
) -> tuple[tuple[str, bool], ...]:
    """Write the first files of a repository and tell of each whether it was made; what stands there stays."""
    said = {
        "organisation": organisation,
        "contact": contact,
        "site_url": site_url.rstrip("/") + "/",
        "decision_url": decision_url.rstrip("/") + "/",
        "owners": owners,
        "version": version("policy-notifier"),
    }
    done = []
    for place, text in sorted(_files(_STARTER)):
        made = not (folder / place).exists()
        if made and not dry_run:
            worktree.write(folder / place, text.format(**said).encode())
        done.append((place, made))
    if not dry_run and not any(
        (above / ".git").exists() for above in (folder.resolve(), *folder.resolve().parents)
    ):
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)  # noqa: S603, S607
    return tuple(done)


def _files(folder: Traversable, inside: str = "") -> Iterator[tuple[str, str]]:
    """Give every file with the place it goes to; names that begin with a dot are kept as `dot-`."""
    for entry in folder.iterdir():
        name = f"{inside}{entry.name.replace('dot-', '.', 1)}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        else:
            yield name, entry.read_text("utf-8")
