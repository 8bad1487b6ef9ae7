"""Build the whole site with MkDocs."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from datetime import date

    from notifier.site.mkdocs_plugin import PolicyPlugin
    from notifier.site.model import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was built, and where."""

    out: Path
    pages: int
    files: int
    seconds: float


def build(
    root: Path, *, on: date | None = None, out: Path | None = None, library: Library | None = None
) -> Report:
    """Write the site of the repository at `root` as it stands on a day.

    Raises:
        SettingsRefused: when there is no usable `mkdocs.yml`, or a page is not as it should be.
    """
    start = time.perf_counter()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    source = root / "mkdocs.yml"
    if not source.exists():
        raise SettingsRefused("not found", source=str(source), remedy="run policy init")
    config = load_config(str(source), strict=True, site_dir=str((out or root / "site").absolute()))
    plugin: PolicyPlugin = config.plugins["policy-notifier"]  # type: ignore[assignment]
    plugin.library = library
    plugin.config.on = on.isoformat() if on else ""
    try:
        mkdocs_build(config)
    except PluginError as error:
        raise SettingsRefused(str(error)) from error
    except Abort as error:
        raise SettingsRefused(
            "the site has warnings", source=str(source), remedy="run mkdocs build --strict to see them"
        ) from error
    return Report(
        out=Path(config.site_dir),
        pages=len(plugin.pages),
        files=sum(1 for _ in plugin.site.assets()),
        seconds=time.perf_counter() - start,
    )
