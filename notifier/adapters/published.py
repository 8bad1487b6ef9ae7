"""A published site as a stranger sees it: a folder, or an address."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import urllib3

from notifier.core.said import say
from notifier.core.text import fold
from notifier.errors import SettingsRefused

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Published:
    """Reads what is published; it changes nothing."""

    def __init__(self, where: str) -> None:
        self.where = where.rstrip("/")
        self._remote = bool(_ADDRESS.match(where))
        if not self._remote and not Path(where).is_dir():
            raise SettingsRefused(
                say("not a folder"), source=where, remedy=say("run policy site build, or give an address")
            )

    def read(self, path: str) -> bytes | None:
        """Give a file of the site; nothing when it is not there."""
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if not self._remote:
            place = Path(self.where) / name
            return place.read_bytes() if place.is_file() else None
        try:
            answer = urllib3.request("GET", f"{self.where}/{path}", timeout=20.0, retries=2)
        except urllib3.exceptions.HTTPError as error:
            raise SettingsRefused(say("the site does not answer"), source=self.where) from error
        return answer.data if answer.status == 200 else None

    def words(self, path: str) -> str | None:
        """Give the words of a page, without markup, one line."""
        content = self.read(path)
        if content is None:
            return None
        reader = _Words()
        reader.feed(content.decode("utf-8", "replace"))
        return fold("".join(reader.told))


class _Words(HTMLParser):
    """Collects what a page says, without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.silent += tag in {"script", "style"}
        if tag in {"p", "li", "td", "th", "tr", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6"}:
            self.told.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.told.append(data)
