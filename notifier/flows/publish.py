"""Publish: build the whole site of a repository, as it stands on a day."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from notifier.adapters.folder import Folder
from notifier.core.said import say
from notifier.errors import NotifierError, SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from mkdocs.config.defaults import MkDocsConfig

PLUGIN = "policy-notifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was built, and where.

    Attributes:
        out: the folder.
        pages: how many pages the policies have, in all languages.
        files: how many files stand beside them.
        written: how many files of the folder are new or others than before, those of the theme and of `docs/` included.
        kept: how many were left alone.
        removed: how many went.
        kinds: how many pages there are of each kind.
        seconds: how long it took.
    """

    out: Path
    pages: int
    files: int
    written: int
    kept: int
    removed: int
    kinds: tuple[tuple[str, int], ...]
    seconds: float


def publish(
    root: Path,
    *,
    on: date | None = None,
    out: Path | None = None,
    library: object | None = None,
    pdf: bool | None = None,
    pour: bool = True,
    draft: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Write the site of the repository at `root`; `library` stands in for the repository where one is given.

    What was made from the same things stands already and is left alone. Without `pour` the theme frames every single
    page: slower, and the same bytes. A `draft` shows the texts that are worked on too. `progress` is told how many pages and files are done, of how many.

    Raises:
        SettingsRefused: when there is no usable `mkdocs.yml`, or MkDocs warns of anything.
        NotifierError: what the repository itself refuses.
    """
    start = time.perf_counter()
    config, plugin = _loaded(root, out)
    plugin.library = library
    plugin.pour, plugin.draft = pour, draft
    plugin.config.on = on.isoformat() if on else plugin.config.on
    plugin.config.pdf = plugin.config.pdf if pdf is None else pdf
    plugin.progress = progress or plugin.progress
    book = root / plugin.config.cache / ("draft.json" if draft else "site.json")
    folder = plugin.folder = Folder(Path(config.site_dir), book=book if plugin.config.cache else None)
    with tempfile.TemporaryDirectory() as scratch:
        config.site_dir = scratch
        _build(config)
        folder.adopt(Path(scratch))
    folder.close()
    kinds = Counter(page.kind for page in plugin.pages)
    return Report(
        out=folder.out,
        pages=len(plugin.pages),
        files=len(plugin.items) - len(plugin.pages),
        written=folder.written,
        kept=folder.kept,
        removed=folder.removed,
        kinds=tuple(kinds.items()),
        seconds=time.perf_counter() - start,
    )


def _loaded(root: Path, out: Path | None) -> tuple[MkDocsConfig, Any]:
    """Read `mkdocs.yml`, and give our plugin in it."""
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
    return config, plugin


def write_pages(root: Path, folder: Path, *, on: date | None = None, pdf: bool | None = None) -> int:
    """Write the pages as Markdown for another builder, every other file as it is; give how many there are.

    Raises:
        SettingsRefused: when there is no usable `mkdocs.yml`.
        NotifierError: what the repository itself refuses.
    """
    config, plugin = _loaded(root, None)
    plugin.config.on = on.isoformat() if on else plugin.config.on
    plugin.config.pdf = plugin.config.pdf if pdf is None else pdf
    count = 0
    for path, content in plugin.exported(config):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        count += 1
    plugin.shelf.close()
    return count


def _build(config: MkDocsConfig) -> None:
    heard = _Heard()
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        build(config)
    except Abort as error:
        source = str(config.config_file_path)
        raise _refusal(error) or SettingsRefused(heard.first, source=source) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)


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
