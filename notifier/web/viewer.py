"""One local address for a kept demo: its site, its mails, and the pages where its people decide."""

from __future__ import annotations

import email
import email.policy
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from notifier.adapters import words
from notifier.adapters.catalog import Catalog
from notifier.core.text import EN, Language
from notifier.flows.demo import SAID_NO, SAID_YES
from notifier.render import addresses
from notifier.web import server
from notifier.web.pages import Pages, tongues
from notifier.web.peers import preferred

if TYPE_CHECKING:
    from starlette.requests import Request

DEMO = "NOTIFIER_DEMO"
"""Names the folder that the demo was kept in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail of the outbox, as a mail program shows it.

    Attributes:
        file: its name in the outbox.
        sender: who it is from.
        to: the address it goes to.
        subject: its subject.
        language: the language it is written in.
        html: the body that mail programs show.
        plain: the same as plain text.
    """

    file: str
    sender: str
    to: str
    subject: str
    language: str
    html: str
    plain: str


def read(file: Path) -> Mail:
    """Read one file of the outbox."""
    told = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    bodies = {kind: told.get_body((kind,)) for kind in ("html", "plain")}
    shown = {kind: str(body.get_content()) if body else "" for kind, body in bodies.items()}
    return Mail(
        file=file.name,
        sender=str(told["From"]),
        to=str(told["To"]),
        subject=str(told["Subject"]),
        language=str(told["Content-Language"] or EN),
        html=shown["html"],
        plain=shown["plain"],
    )


class Viewer:
    """Shows what a demo left behind.

    Attributes:
        folder: the folder of the demo.
        catalog: its repository.
    """

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self.catalog = catalog

    def routes(self) -> list[Route | Mount]:
        """Give the pages beside those where people decide."""
        return [
            Route("/", self.home),
            Route("/mails/{number:int}", self.mail),
            Route("/mails/{number:int}/html", self.body),
            Mount("/site", StaticFiles(directory=self.folder / "site", html=True)),
        ]

    def mails(self) -> list[Mail]:
        """Read the outbox, in the order of its files."""
        return [read(file) for file in sorted((self.folder / "deployment" / "outbox").rglob("*.eml"))]

    def pages(self, request: Request) -> Pages:
        """Give the pages in the language that is asked for."""
        policies = self.catalog.registry.policies
        ours = [language for policy in policies for language in policy.languages]
        asked = request.query_params.get("lang", "")
        language = Language(asked) if asked in ours else preferred(request, ours)
        return Pages(self.catalog.registry, words.read(language))

    def home(self, request: Request) -> HTMLResponse:
        """Show the way to the site, the mails and the command line."""
        pages = self.pages(request)
        policy = self.catalog.registry.policies[0]
        return HTMLResponse(
            pages.page(
                "demo.html",
                tongues=tongues(policy, pages.words.language),
                pages=self._links(pages),
                mails=self.mails(),
                yes=SAID_YES,
                no=SAID_NO,
                repository=self.catalog.root,
                deployment=self.folder / "deployment",
            )
        )

    def _links(self, pages: Pages) -> list[dict[str, str]]:
        _, language = pages.words.gettext, pages.words.language
        policy = self.catalog.registry.policies[0]
        newest = self.catalog.history(policy.name).records[-1].version
        return [
            {"name": name, "address": f"/site/{address}"}
            for name, address in (
                (_("what changes, marked"), addresses.change(language, policy.name, newest)),
                (
                    _("the policy in force, and what is announced"),
                    addresses.text(language, policy.name),
                ),
                (
                    _("every version, with the days on which it applied"),
                    addresses.versions(language, policy.name),
                ),
            )
        ]

    def mail(self, request: Request) -> HTMLResponse:
        """Show a mail with its head, as a mail program does."""
        number, mail = self._asked(request)
        more = number + 1 < len(self.mails())
        return HTMLResponse(self.pages(request).page("mail.html", mail=mail, number=number, more=more))

    def body(self, request: Request) -> HTMLResponse:
        """Give the body of a mail; its links open in the whole window."""
        _, mail = self._asked(request)
        return HTMLResponse(mail.html.replace("<head>", '<head><base target="_top">', 1))

    def _asked(self, request: Request) -> tuple[int, Mail]:
        mails = self.mails()
        number = int(request.path_params["number"])
        if number >= len(mails):
            raise HTTPException(404)
        return number, mails[number]


def app() -> Starlette:
    """Open the folder of a demo; what is not shown here is asked of the pages where people decide."""
    viewer = Viewer(Path(os.environ[DEMO]), Catalog(Path(os.environ.get(server.REPO, "."))))
    return Starlette(routes=[*viewer.routes(), Mount("/", server.app())])
