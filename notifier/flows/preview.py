"""Preview: serve the site with the texts that are worked on, and build it again whenever one of them is saved."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.livereload import LiveReloadServer

from notifier.core.said import say
from notifier.errors import NotifierError, SettingsRefused
from notifier.flows.publish import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from notifier.flows.publish import Report

HOST = "127.0.0.1"
"""A draft is seen on this machine only."""

WATCHED = ("policy", "translations", "docs", "mkdocs.yml")


class Preview:
    """A site on loopback that follows the working tree.

    `told` hears of every build: its report, or the refusal; the last site that could be built stays then.

    Raises:
        NotifierError: when the site cannot be built at all.
    """

    def __init__(
        self, root: Path, *, port: int, on: date | None, told: Callable[[Report | NotifierError], None]
    ) -> None:
        self._root, self._on, self._told = root, on, told
        self._folder = tempfile.TemporaryDirectory(prefix="policy-preview-")
        self._out = Path(self._folder.name) / "site"
        told(self._build())
        self._port = port
        self._server = _Server(
            builder=self._again, host=HOST, port=port, root=str(self._out), polling_interval=0.2
        )
        for name in WATCHED:
            if (root / name).exists():
                self._server.watch(str(root / name))

    @property
    def address(self) -> str:
        """Give where the site is seen."""
        return f"http://{HOST}:{self._server.server_port}/"

    def serve(self) -> None:
        """Serve until someone interrupts or closes it; nothing stays behind.

        Raises:
            SettingsRefused: when the port is taken.
        """
        try:
            self._server.serve()  # type: ignore[no-untyped-call]
        except OSError as error:
            raise SettingsRefused(
                say("port {port} is taken", port=self._port), remedy=say("give another --port")
            ) from error
        finally:
            self._folder.cleanup()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()

    def _build(self) -> Report:
        return publish(self._root, on=self._on, out=self._out, draft=True)

    def _again(self) -> None:
        try:
            self._told(self._build())
        except NotifierError as error:
            self._told(error)


class _Server(LiveReloadServer):
    """Reloads pages by a script that their own security policy allows."""

    def __init__(self, *, builder: Any, host: str, port: int, root: str, polling_interval: float) -> None:
        super().__init__(
            builder=builder,
            host=host,
            port=port,
            root=root,
            mount_path="/",
            polling_interval=polling_interval,
        )

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        script = f'<script src="/assets/policy/reload.js" data-epoch="{epoch}"></script></body>'
        return content.replace(b"</body>", script.encode(), 1)
