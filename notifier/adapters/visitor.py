"""A person with a mailbox and a browser: reads the outbox, opens a personal link, answers."""

from __future__ import annotations

import email
import email.policy
import re
import time
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
        self.choices: list[tuple[str, str]] = []
        self.boxes: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms, hidden fields, choices and boxes to tick."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self.action = self.action or told.get("action", "")
        if tag == "input" and told.get("type") == "hidden":
            self.fields[told["name"]] = told.get("value", "")
        if tag == "input" and told.get("type") == "radio":
            self.choices.append((told["name"], told.get("value", "")))
        if tag == "input" and told.get("type") == "checkbox":
            self.boxes[told["name"]] = told.get("value", "")


def answer(link: str, choice: str, *, reading: float = 2.5) -> str:
    """Open a personal link, read for a while, choose the same answer to every question, and send it off."""
    import urllib3

    http = urllib3.PoolManager(retries=False, timeout=10)
    shown = http.request("GET", link)
    page = Page(shown.data.decode("utf-8"))
    chosen = {name: value for name, value in page.choices if value == choice}
    if shown.status != 200 or not chosen:
        raise DecisionRefused(f"the page offers no '{choice}' ({shown.status})", source=link)
    time.sleep(reading)
    told = http.request(
        "POST",
        urljoin(link, page.action),
        fields={**page.fields, **chosen, **page.boxes},
        encode_multipart=False,
        headers={"Origin": urljoin(link, "/").rstrip("/")},
    )
    if told.status >= 400:
        raise DecisionRefused(f"the answer was not taken ({told.status})", source=link)
    return told.data.decode("utf-8")
