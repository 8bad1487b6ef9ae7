"""One local address for a kept demo: its site, its mails, and the pages where its people decide."""

from __future__ import annotations

import email
import email.policy
import html
import os
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from notifier.web import server

if TYPE_CHECKING:
    from email.message import EmailMessage

    from starlette.requests import Request

DEMO = "NOTIFIER_DEMO"
"""Names the folder that the demo was kept in."""


class Viewer:
    """Shows what a demo left behind.

    Attributes:
        folder: the folder of the demo.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def routes(self) -> list[Route | Mount]:
        """Give the pages beside those where people decide."""
        return [
            Route("/", self.home),
            Route("/mails/{number:int}", self.mail),
            Mount("/site", StaticFiles(directory=self.folder / "site", html=True)),
        ]

    def mails(self) -> list[EmailMessage]:
        """Read the outbox, in the order of its files."""
        files = sorted((self.folder / "deployment" / "outbox").rglob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def home(self, request: Request) -> HTMLResponse:
        """List the site and every mail."""
        del request
        lines = "".join(
            f'<li><a href="/mails/{number}">{html.escape(str(one["To"]))}</a>: {html.escape(str(one["Subject"]))}</li>'
            for number, one in enumerate(self.mails())
        )
        return HTMLResponse(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>The demo</title><h1>The demo</h1>'
            '<p><a href="/site/privacy/">The site</a>. The mails lead to the pages where people decide:</p>'
            f"<ol>{lines}</ol>"
        )

    def mail(self, request: Request) -> HTMLResponse:
        """Show a mail as a mail program does."""
        mails = self.mails()
        number = request.path_params["number"]
        body = mails[number].get_body(("html",)) if number < len(mails) else None
        if body is None:
            raise HTTPException(404)
        return HTMLResponse(body.get_content())


def app() -> Starlette:
    """Open the folder of a demo; what is not shown here is asked of the pages where people decide."""
    viewer = Viewer(Path(os.environ[DEMO]))
    return Starlette(routes=[*viewer.routes(), Mount("/", server.app())])
