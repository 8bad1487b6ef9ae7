"""Begin a repository of policies: everything a team needs, nothing that stands there already touched."""

from __future__ import annotations

import json
import subprocess
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from notifier.adapters import schemas, worktree
from notifier.core.text import EN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from notifier.core.text import Language

_STARTER = files("notifier") / "starter"


def begin(
    folder: Path,
    *,
    organisation: str,
    contact: str,
    site_url: str,
    decision_url: str,
    owners: str,
    lang: Language = EN,
    dry_run: bool = False,
) -> tuple[tuple[str, bool], ...]:
    """Write the first files of a repository and tell of each whether it was made; what stands there stays."""
    said = {
        "organisation": organisation,
        "contact": contact,
        "site_url": site_url.rstrip("/") + "/",
        "decision_url": decision_url.rstrip("/") + "/",
        "owners": owners,
        "lang": lang,
        "version": version("policy-notifier"),
    }
    done = []
    texts = [(place, text.format(**_written(said, place))) for place, text in _files(_STARTER)]
    for place, text in sorted([*texts, *_schemas()]):
        made = not (folder / place).exists()
        if made and not dry_run:
            worktree.write(folder / place, text.encode())
        done.append((place, made))
    if not dry_run and not any(
        (above / ".git").exists() for above in (folder.resolve(), *folder.resolve().parents)
    ):
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)  # noqa: S603, S607
    return tuple(done)


def _schemas() -> Iterator[tuple[str, str]]:
    """Give what may stand in the files that people write, for their editors."""
    for name in schemas.NAMES:
        told = json.dumps(schemas.schema(name), ensure_ascii=False, indent=2)
        yield f".schemas/{name}.json", f"{told}\n"


def _written(said: dict[str, str], place: str) -> dict[str, str]:
    """Write words as they stand between quotes in TOML and YAML, which both read what JSON escapes."""
    if not place.endswith((".toml", ".yml")):
        return said
    return {name: json.dumps(words, ensure_ascii=False)[1:-1] for name, words in said.items()}


def _files(folder: Traversable, inside: str = "") -> Iterator[tuple[str, str]]:
    """Give every file with the place it goes to; names that begin with a dot are kept as `dot-`."""
    for entry in folder.iterdir():
        name = f"{inside}{entry.name.replace('dot-', '.', 1)}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        else:
            yield name, entry.read_text("utf-8")
