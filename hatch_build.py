"""Build hook: a wheel carries its catalogues compiled, so that no start reads their sources."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles `translations/<language>/LC_MESSAGES/notifier.po` into the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled catalogues to the wheel; an editable install reads the sources."""
        if version != "standard":
            return
        self.folder = tempfile.TemporaryDirectory()
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/notifier.po")):
            language = source.parts[-3]
            ready = Path(self.folder.name) / f"{language}.mo"
            with source.open("rb") as told, ready.open("wb") as written:
                write_mo(written, read_po(told, locale=language))
            build_data["force_include"][str(ready)] = (
                f"notifier/translations/{language}/LC_MESSAGES/notifier.mo"
            )
