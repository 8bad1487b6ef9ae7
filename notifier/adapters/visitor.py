"""A person with a mailbox and a browser: reads the outbox, opens a personal link, presses a button."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from notifier.errors import DecisionRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Mail(NamedTuple):
    """A mail in the outbox, and the personal link in it."""

    file: Path
    to: str
    subject: str
    link: str


def mails(outbox: Path, *, decision_url: str) -> Iterator[Mail]:
    """Read the mails of the outbox."""
    for file in sorted(outbox.rglob("*.eml")):
        told = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        body = told.get_body(("plain",))
        text = str(body.get_content()) if body else ""
        found = re.search(re.escape(decision_url) + r"\S+", text)
        yield Mail(
            file=file, to=str(told["To"]), subject=str(told["Subject"]), link=found.group() if found else ""
        )


class Page(HTMLParser):
    """The form of a page, as a browser would send it back."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms, hidden fields and buttons."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self.action = self.action or told.get("action", "")
        if tag == "input" and told.get("type") == "hidden":
            self.fields[told["name"]] = told.get("value", "")
        if tag == "button" and told.get("name"):
            self.buttons.append((told["name"], told.get("value", "")))


def answer(link: str, choice: str) -> str:
    """Open a personal link, press the button of a choice, and give the page that answers."""
    import urllib3

    http = urllib3.PoolManager(retries=False, timeout=10)
    shown = http.request("GET", link)
    page = Page(shown.data.decode("utf-8"))
    button = next((name for name, value in page.buttons if value == choice), None)
    if shown.status != 200 or button is None:
        raise DecisionRefused(f"the page offers no '{choice}' ({shown.status})", source=link)
    told = http.request(
        "POST",
        urljoin(link, page.action),
        fields={**page.fields, button: choice},
        encode_multipart=False,
        headers={"Origin": urljoin(link, "/").rstrip("/"), "Cookie": shown.headers.get("Set-Cookie", "")},
    )
    if told.status >= 400:
        raise DecisionRefused(f"the answer was not taken ({told.status})", source=link)
    return told.data.decode("utf-8")
