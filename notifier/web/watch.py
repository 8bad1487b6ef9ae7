"""The pages of watchers: ask to be told, say yes, leave. Looking changes nothing; one click leaves."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from notifier.core.text import Language
from notifier.core.token import refused
from notifier.errors import DeliveryError, SubjectRefused
from notifier.flows.watch import Watch
from notifier.render.answers import masked
from notifier.web.peers import Failures, network, same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from notifier.core.policy import Policy
    from notifier.core.watch import Watcher
    from notifier.flows.agree import Desk
    from notifier.web.pages import Pages

_MOST_ASKED = 10
"""Invitations that one network may ask for in a minute."""


class Room(Protocol):
    """What these pages share with those where people decide."""

    desk: Desk
    clock: Callable[[], datetime]

    def pages(self, language: Language) -> Pages:
        """Give the pages of a language."""
        ...

    def spoken(self, request: Request) -> Pages:
        """Give the pages of the language a browser asks for."""
        ...


class Door:
    """The routes of watchers.

    Attributes:
        room: where they are.
        asked: networks that ask too often.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.asked = Failures(most=_MOST_ASKED)

    def routes(self) -> Sequence[Route]:
        """Give the routes."""
        both = ["GET", "HEAD", "POST"]
        return (
            Route("/watch/{policy}", self.ask, methods=both),
            Route("/w/{link}", self.confirm, methods=both),
            Route("/u/{link}", self.leave, methods=both),
        )

    @property
    def _watch(self) -> Watch:
        return Watch(self.room.desk)

    async def ask(self, request: Request) -> Response:
        """Take an address, and invite it; the answer never tells whether it was known."""
        policy = self._watch.policy(request.path_params["policy"])
        pages = self._pages(request, policy)
        if request.method != "POST":
            return HTMLResponse(pages.watch(policy, _tongue(pages, policy)))
        if not same_site(request):
            return PlainTextResponse("ask on our own page", 403)
        where, at = network(request.client.host if request.client else ""), self.room.clock()
        if self.asked.too_many(where, at=at.timestamp()):
            return PlainTextResponse("too many addresses, wait a minute", 429, {"Retry-After": "60"})
        self.asked.add(where, at=at.timestamp())
        return await run_in_threadpool(self._asked, pages, policy, _field(await request.body(), "email"), at)

    def _asked(self, pages: Pages, policy: Policy, email: str, at: datetime) -> Response:
        language = _tongue(pages, policy)
        try:
            self._watch.ask(policy, email, language, now=at)
        except SubjectRefused:
            return HTMLResponse(pages.watch(policy, language, wrong=email), 422)
        except DeliveryError as error:
            logging.getLogger(__name__).warning("an invitation could not be sent: %s", type(error).__name__)
            return HTMLResponse(pages.not_invited(), 503, {"Retry-After": "120"})
        return HTMLResponse(pages.invited())

    async def confirm(self, request: Request) -> Response:
        """Show what the yes of an invitation means, or take it."""
        if request.method == "POST":
            one = await run_in_threadpool(self._watch.confirm, *self._link(request), now=self.room.clock())
            return HTMLResponse(self._of(one).confirmed(self._title(one)))
        one = await run_in_threadpool(self._watch.invited, *self._link(request), now=self.room.clock())
        return HTMLResponse(self._of(one).confirm(self._title(one), masked(one.email)))

    async def leave(self, request: Request) -> Response:
        """Show the button that ends these mails, or end them: a mail program posts without a page (RFC 8058)."""
        if request.method == "POST":
            one = await run_in_threadpool(self._watch.leave, *self._link(request), now=self.room.clock())
            return HTMLResponse(self._of(one).left(self._title(one)))
        one = await run_in_threadpool(self._watch.leaving, *self._link(request), now=self.room.clock())
        if not one.told:
            return HTMLResponse(self._of(one).left(self._title(one)))
        return HTMLResponse(self._of(one).leave(self._title(one), masked(one.email)))

    def _link(self, request: Request) -> tuple[str]:
        return (request.path_params["link"],)

    def _of(self, one: Watcher) -> Pages:
        return self.room.pages(one.language)

    def _title(self, one: Watcher) -> str:
        return self._watch.title(one.policy, one.language)

    def _pages(self, request: Request, policy: Policy) -> Pages:
        """Give the pages of the language that the link names, else of the one a browser asks for."""
        named = Language(request.query_params.get("lang", ""))
        if named in policy.languages:
            return self.room.pages(named)
        if named:
            raise refused()
        return self.room.spoken(request)


def _tongue(pages: Pages, policy: Policy) -> Language:
    """Give the language mails will be in: that of the page, where the policy speaks it."""
    language = Language(pages.words.language)
    return language if language in policy.languages else policy.governing


def _field(body: bytes, name: str) -> str:
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)).get(name, "")
    except ValueError:
        return ""
