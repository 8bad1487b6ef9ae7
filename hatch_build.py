"""Build hook: a wheel carries its catalogues compiled, and the project's own policy as the sample of `policy demo`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SAMPLE = ("mkdocs.yml", "policy/*.toml", "policy/*.md", "translations/*/policy/*.md")


class PackageHook(BuildHookInterface[Any]):
    """Adds what stands outside the package in a clone."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them to a wheel; an editable install finds them where they are."""
        if version != "standard":
            return
        included = build_data["force_include"]
        included.update(self.compiled())
        root = Path(self.root)
        for pattern in SAMPLE:
            for source in sorted(root.glob(pattern)):
                included[str(source)] = f"notifier/sample/{source.relative_to(root).as_posix()}"

    def compiled(self) -> dict[str, str]:
        """Compile `translations/<language>/LC_MESSAGES/notifier.po`."""
        self.folder = tempfile.TemporaryDirectory()
        made = {}
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/notifier.po")):
            language = source.parts[-3]
            ready = Path(self.folder.name) / f"{language}.mo"
            with source.open("rb") as told, ready.open("wb") as written:
                write_mo(written, read_po(told, locale=language))
            made[str(ready)] = f"notifier/translations/{language}/LC_MESSAGES/notifier.mo"
        return made
