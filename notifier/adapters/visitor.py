"""A person with a mailbox and a browser: reads the outbox, opens a personal link, presses a button."""

from __future__ import annotations

import email
import email.policy
import re
import time
from html.parser import HTMLParser
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urljoin

from notifier.core.said import say
from notifier.errors import DecisionRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READING = 6
"""How many seconds a visitor reads before giving up on a page that wants them to read on."""


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
    """The first form of a page that is sent with POST, as a browser sees it.

    Attributes:
        action: where it is sent.
        fields: what is in it before anybody touches it.
        choices: the values that each question offers.
        ticks: the boxes that may be ticked, each with its value.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.ticks: dict[str, str] = {}
        self._within = self._done = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form and what is in it."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post" and not self._done:
            self.action, self._within, self._done = told.get("action", ""), True, True
        if not self._within or tag != "input" or "name" not in told:
            return
        name, value = told["name"], told.get("value", "")
        match told.get("type", "text"):
            case "radio":
                self.choices.setdefault(name, []).append(value)
            case "checkbox":
                self.ticks[name] = value
            case _:
                self.fields[name] = value

    def handle_endtag(self, tag: str) -> None:
        """Note where the form ends."""
        if tag == "form":
            self._within = False


def answer(link: str, choice: str) -> str:
    """Open a personal link, give one answer to everything it asks, sign, and give the page that follows."""
    import urllib3

    http = urllib3.PoolManager(retries=False, timeout=10)
    shown = http.request("GET", link)
    page = Page(shown.data.decode("utf-8"))
    asked = {name: choice for name, values in page.choices.items() if choice in values}
    if shown.status != HTTPStatus.OK or not asked:
        raise DecisionRefused(
            say("the page offers no '{choice}' ({status})", choice=choice, status=shown.status), source=link
        )
    body = urlencode({**page.fields, **asked, **page.ticks})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": urljoin(link, "/").rstrip("/")}
    for _ in range(READING):
        # A page that was answered before anybody could read it is not believed.
        time.sleep(1)
        told = http.request("POST", urljoin(link, page.action), body=body, headers=headers, redirect=False)
        if told.status == HTTPStatus.SEE_OTHER:
            after = http.request("GET", urljoin(link, told.headers["Location"]))
            return after.data.decode("utf-8")
    raise DecisionRefused(say("the answer was not taken ({status})", status=told.status), source=link)
