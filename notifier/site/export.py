"""Write the same pages to a folder of Markdown files, for another builder to frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from notifier.site.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.site.build import Site

_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_CODE = re.compile(r"(<pre.*?</pre>)", re.DOTALL)


def written(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give every file of the folder: a page as front matter and one block of HTML, everything else as it is."""
    for item in site.items():
        if isinstance(item, Page):
            yield f"{item.url}index.md", _page(site, item).encode()
        else:
            yield item.url, item.content()


def _page(site: Site, page: Page) -> str:
    printed = page.print()
    meta = {
        "title": printed.title,
        "description": printed.description,
        "lang": page.language,
        "date": page.updated.isoformat(),
        "canonical": site.registry.site_url + page.url,
        "alternates": {language: site.registry.site_url + url for language, url in page.alternates},
        "robots": "index" if page.listed else "noindex",
    }
    # Values written as JSON are YAML too.
    front = "".join(f"{name}: {orjson.dumps(value).decode()}\n" for name, value in meta.items())
    return f"---\n{front}---\n\n<div>\n{_whole(printed.html)}\n</div>\n"


def _whole(html: str) -> str:
    """Take blank lines out: one would end the block of HTML; in code they are written as characters."""
    pieces = _CODE.split(html.strip())
    return "".join(
        piece.replace("\n", "&#10;") if place % 2 else _BLANK.sub("\n", piece)
        for place, piece in enumerate(pieces)
    )
