"""Take the pictures of the pages, and those of the README from a kept demo: `make demo pictures`."""

from __future__ import annotations

import functools
import http.server
import io
import shutil
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from notifier.flows.publish import publish
from tests.benchmarks.site.quality import served
from tests.bookcase import TODAY, bookcase
from tests.sites import folder

ROOT = Path(__file__).parents[1]
DEMO, PICTURES = ROOT / "demo", ROOT / "docs" / "pictures"
QUIET = "[class*=jump], .pn-banner { display: none !important } body { background: #fff }"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site of the demo and says nothing."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class says so
        del format, arguments


def keep(name: str, taken: bytes) -> None:
    """Keep a picture small: sixty-four colours are enough for text."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    picture.save(PICTURES / name, optimize=True)


def redline(page: Page, name: str, heading: str) -> None:
    """Take the changed parts of the page of a release."""
    page.add_style_tag(content=QUIET)
    top = page.get_by_role("heading", name=heading, exact=True).last
    last = page.locator("ins").last
    first, end = top.bounding_box(), last.bounding_box()
    assert first is not None
    assert end is not None
    y = first["y"] - 34
    clip = {"x": 0, "y": y, "width": 800, "height": end["y"] + end["height"] - y + 44}
    keep(name, page.screenshot(full_page=True, clip=clip))


KINDS = {
    "start": "",
    "text": "privacy/",
    "upcoming": "privacy/upcoming/",
    "versions": "privacy/versions/",
    "version": "privacy/versions/1.0.0/",
    "change": "privacy/changes/2.0.0/",
    "compare": "privacy/compare/?since=1.0.0",
    "clauses": "privacy/clauses/",
    "clause": "privacy/clauses/retention-1/",
    "bilingual": "privacy/bilingual/",
    "missing": "404.html",
}


def kinds(browser: Browser) -> None:
    """Take each kind of page of an invented policy: by day on a desk in English, by night on a telephone in French."""
    (PICTURES / "site").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        out = publish(folder(Path(scratch)), on=TODAY, library=bookcase()).out
        with served(out) as address:
            for language, scheme, size in (("", "light", (1280, 900)), ("fr/", "dark", (390, 844))):
                page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
                for kind, url in KINDS.items():
                    page.goto(address + ("" if kind == "missing" else language) + url)
                    page.wait_for_load_state("networkidle")
                    keep(f"site/{kind}{'-fr' if language else ''}.png", page.screenshot())


def main() -> None:
    """Take the pages of the site, then serve the demo's site, where one is kept, and take its pictures."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        kinds(browser)
        browser.close()
    if DEMO.exists():
        demo()


def demo() -> None:
    """Serve the demo's site, and take each picture."""
    handler = functools.partial(Quiet, directory=str(DEMO / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    PICTURES.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 800, "height": 900}, device_scale_factor=1.5, bypass_csp=True
        )
        page.goto(base + "privacy/changes/2.0.0/")
        redline(page, "redline.png", "With your consent")
        page.goto(base + "fr/privacy/changes/2.0.0/")
        redline(page, "redline-fr.png", "Avec votre consentement")
        page.set_viewport_size({"width": 680, "height": 860})
        for mail in sorted((DEMO / "preview").glob("*.html")):
            page.goto(mail.as_uri())
            keep("mail.png" if mail.name.startswith("en") else "mail-fr.png", page.screenshot())
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
