"""Publish: build the whole site of a repository, as it stands on a day."""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from notifier.core.said import say
from notifier.errors import NotifierError, SettingsRefused

if TYPE_CHECKING:
    from datetime import date

PLUGIN = "policy-notifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was built, and where."""

    out: Path
    pages: int
    files: int
    seconds: float


def publish(
    root: Path,
    *,
    on: date | None = None,
    out: Path | None = None,
    library: object | None = None,
    pour: bool = True,
) -> Report:
    """Write the site of the repository at `root`; `library` stands in for the repository where one is given.

    Without `pour` the theme frames every single page: slower, and the same bytes.

    Raises:
        SettingsRefused: when there is no usable `mkdocs.yml`, or MkDocs warns of anything.
        NotifierError: what the repository itself refuses.
    """
    start = time.perf_counter()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    source = root / "mkdocs.yml"
    if not source.exists():
        raise SettingsRefused(say("not found"), source=str(source), remedy=say("run policy init"))
    config = load_config(str(source), strict=True, site_dir=str((out or root / "site").absolute()))
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin is None:
        raise SettingsRefused(
            say("the plugin '{plugin}' is missing", plugin=PLUGIN),
            source=str(source),
            remedy=say("add it under plugins"),
        )
    plugin.library = library
    plugin.pour = pour
    plugin.config.on = on.isoformat() if on else ""
    heard = _Heard()
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        build(config)
    except Abort as error:
        raise _refusal(error) or SettingsRefused(heard.first, source=str(source)) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)
    return Report(
        out=Path(config.site_dir),
        pages=plugin.written.pages,
        files=plugin.written.files,
        seconds=time.perf_counter() - start,
    )


class _Heard(logging.Handler):
    """Keeps the first warning, to tell it in one line."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.first = "the site could not be built"
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:
        if not self.heard:
            self.first, self.heard = record.getMessage(), True


def _refusal(error: BaseException | None) -> NotifierError | None:
    """Find our own refusal behind what MkDocs made of it."""
    while error is not None:
        if isinstance(error, NotifierError):
            return error
        error = error.__cause__ or error.__context__
    return None
