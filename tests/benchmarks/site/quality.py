"""What others measure of the pages: axe for accessibility, Lighthouse for the rest; a tool that is not there is named."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS = {
    "start": "",
    "text": "privacy/",
    "upcoming": "privacy/upcoming/",
    "versions": "privacy/versions/",
    "version": "privacy/versions/1.0.0/",
    "change": "privacy/changes/1.1.0/",
    "bilingual": "privacy/bilingual/",
    "clauses": "privacy/clauses/",
    "clause": "privacy/clauses/part-1-1/",
    "compare": "privacy/compare/?from=1.0.0&to=2.1.0",
}
VIEWS = (("light", 1280), ("light", 390), ("dark", 1280), ("dark", 390))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CATEGORIES = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
FLAGS = "--headless=new --no-sandbox --disable-gpu"

Figure = tuple[str, str, str, bool | None]


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves a site as a host does: text compressed, with the headers of `_headers`."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class says so
        del format, args

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=86400")
        for line in (Path(self.directory) / "_headers").read_text("utf-8").splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        if path.suffix not in {".woff2", ".pdf"}:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a browser that has seen enough hangs up
            self.wfile.write(content)


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def chromium() -> str:
    """Give the browser; nothing when there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def figures(site: Path, *, full: bool) -> Iterator[Figure]:
    """Give every figure with what it should be; axe looks at each page by day on a desk and by night on a telephone, or fully at all four."""
    if not chromium():
        yield "axe and Lighthouse: no Chromium here", "", "", None
        return
    with served(site) as address:
        yield axe(address, VIEWS if full else VIEWS[::3])
        yield from lighthouse(address)


def axe(address: str, views: Sequence[tuple[str, int]]) -> Figure:
    """Count what axe finds on every kind of page, in both languages."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    found = seen = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for scheme, width in views:
            context = browser.new_context(
                color_scheme=scheme,
                bypass_csp=True,
                reduced_motion="reduce",
                viewport={"width": width, "height": 844},
            )
            page = context.new_page()
            for folder in ("", "fr/"):
                for url in KINDS.values():
                    page.goto(address + folder + url)
                    page.wait_for_load_state("networkidle")
                    options = {"runOnly": {"type": "tag", "values": TAGS}}
                    found += len(Axe().run(page, options=options).response["violations"])
                    seen += 1
        browser.close()
    return f"axe WCAG 2.2 AA violations, {seen} views", str(found), "0", found == 0


def lighthouse(address: str) -> Iterator[Figure]:
    """Give the four marks of the text in force and of a change, the worse of the two."""
    command = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not command:
        yield "Lighthouse: not here (npm install lighthouse; LIGHTHOUSE=path)", "", "", None
        return
    marks: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for url in (KINDS["text"], KINDS["change"]):
            out = Path(folder) / "told.json"
            flags = [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
            subprocess.run(
                [command, address + url, "--quiet", "--output=json", f"--output-path={out}", *flags],
                check=True,
                env={**os.environ, "CHROME_PATH": chromium()},
            )
            for name, told in json.loads(out.read_text("utf-8"))["categories"].items():
                marks[name] = min(round(told["score"] * 100), marks.get(name, 100))
    for name, goal in CATEGORIES.items():
        yield f"Lighthouse, {name}", str(marks[name]), f">= {goal}", marks[name] >= goal
