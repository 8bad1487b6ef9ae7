"""Print pages as PDF/UA with WeasyPrint: tagged, with a title and a language, the same bytes from the same words."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from notifier.core.said import say
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Callable

_EPOCH = "SOURCE_DATE_EPOCH"
_FONTS = Path(__file__).parents[1] / "site" / "theme" / "assets" / "policy" / "fonts"


def printer() -> Callable[[str, str, date], bytes]:
    """Give what prints HTML that will live at an address, dated by a day; nothing is loaded but our own fonts.

    Raises:
        SettingsRefused: when WeasyPrint is not there, or the libraries of the system that it needs.
    """
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:
        raise SettingsRefused(
            say("PDF needs WeasyPrint: {cause}", cause=error),
            source="mkdocs.yml",
            remedy=say("run pip install 'policy-notifier[pdf]', or leave pdf out"),
        ) from error

    class OwnFonts(URLFetcher):  # type: ignore[misc]
        """Gives our own fonts, and nothing else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            del headers
            return URLFetcherResponse(url, _font(url), {"Content-Type": "font/woff2"})

    def printed(html: str, address: str, on: date) -> bytes:
        fonts = FontConfiguration()
        page = weasyprint.HTML(string=html, base_url=address, url_fetcher=OwnFonts())
        with _dated(on):
            return bytes(
                page.write_pdf(
                    pdf_variant="pdf/ua-1",
                    pdf_identifier=sha256(f"{address}{html}".encode()).digest()[:16],
                    font_config=fonts,
                )
            )

    return printed


class _dated:  # noqa: N801 - it reads as a word
    """Let the PDF and its fonts bear a day, not the moment they are made."""

    def __init__(self, on: date) -> None:
        self._told = str(int(datetime.combine(on, time(), UTC).timestamp()))

    def __enter__(self) -> None:
        self._before = os.environ.get(_EPOCH)
        os.environ[_EPOCH] = self._told

    def __exit__(self, *_: object) -> None:
        if self._before is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = self._before


def _font(url: str) -> bytes:
    name = url.rpartition("/")[2]
    if not url.startswith("policy-font:") or not (_FONTS / name).is_file():
        raise ValueError(f"a page does not load {url}")
    return (_FONTS / name).read_bytes()
