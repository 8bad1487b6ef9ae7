"""A site configuration without a repository, and a host for what is built of it."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


def folder(path: Path) -> Path:
    """The configuration of this repository, for texts written in tests."""
    (path / "docs").mkdir(exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", path / "mkdocs.yml")
    return path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve a built site on loopback, and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
