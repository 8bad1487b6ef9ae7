"""The decision pages: they show to whoever looks, and record only what a person answers."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from notifier.adapters.gathering import Gathering, awaited
from notifier.adapters.store.engine import AWAY
from notifier.core.text import Language
from notifier.core.token import refused
from notifier.errors import DecisionRefused, Refusal
from notifier.flows import banners
from notifier.flows.agree import Choice, Door, Form, Result
from notifier.flows.settle import Handed, settle
from notifier.web.api import models
from notifier.web.api.app import OPEN_TO_ALL, PATIENCE, Api
from notifier.web.api.document import BASE as API
from notifier.web.events import BASE as EVENTS
from notifier.web.events import Inbox
from notifier.web.headers import Guarded, Limited, TooLarge
from notifier.web.pages import Pages
from notifier.web.peers import Failures, network, peer, preferred, same_site
from notifier.web.static import BANNER, asset
from notifier.web.watch import Door as Watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.requests import Request
    from starlette.types import Lifespan

    from notifier.flows.agree import Desk
    from notifier.flows.visit import Visit

FORM = "application/x-www-form-urlencoded"
_STATUS = {Result.OUTDATED: 409, Result.INCOMPLETE: 422, Result.HASTY: 422}
_DONE = "done"


class Front:
    """The routes of the decision pages.

    Attributes:
        desk: shows and records.
        clock: tells the moment.
        counter: takes answers, and records those together that come together.
        api: answers applications.
        patience: seconds that a form may take to arrive.
    """

    def __init__(self, desk: Desk, *, clock: Callable[[], datetime]) -> None:
        self.desk = desk
        self.clock = clock
        self.failures = Failures()
        self.patience = PATIENCE
        self.api = Api(desk, clock=clock)
        # While some answers are on their way to the disk, those that came in between are looked at.
        self.counter = Gathering(partial(settle, desk), hands=2, shared=AWAY)
        self._pages: dict[tuple[int, Language], Pages] = {}

    def app(self, *, lifespan: Lifespan[Starlette] | None = None) -> Starlette:
        """Give the application."""
        return Starlette(
            lifespan=lifespan,
            routes=[
                *(
                    Route(f"/{door}/{{link}}", self.decision, methods=["GET", "HEAD", "POST"])
                    for door in Door
                ),
                Route(f"/{Door.PERSON}/{{link}}/state", self.state, methods=["GET", "HEAD"]),
                *Watching(self).routes(),
                *Inbox(self.desk, clock=self.clock).routes(),
                Mount(API, routes=self.api.routes()),
                Route("/assets/{name:path}", self.asset, methods=["GET", "HEAD"]),
                Route("/healthz", self.health, methods=["GET", "HEAD"]),
            ],
            middleware=[Middleware(Guarded), Middleware(Limited, but=(f"{API}/", f"{EVENTS}/"))],
            exception_handlers={
                404: self.nowhere,
                DecisionRefused: self.refused,
                DBAPIError: self.busy,
                TimeoutError: self.busy,
                NoConnection: self.busy,
                Refusal: self.broken,
                TooLarge: _too_large,
            },
        )

    async def decision(self, request: Request) -> Response:
        """Show what is asked, or record an answer to it."""
        where = network(request.client.host if request.client else "")
        if self.failures.too_many(where, at=self.clock().timestamp()):
            return HTMLResponse(self.spoken(request).wait(), 429, {"Retry-After": "60"})
        if request.method == "POST":
            return await self._post(request)
        return await run_in_threadpool(self._get, request)

    def _get(self, request: Request) -> Response:
        door, link = _link(request)
        language = request.query_params.get("lang")
        visit = self.desk.visit(
            door, link, now=self.clock(), language=Language(language) if language else None
        )
        done = _DONE in request.query_params and any(visit.said)
        return self._shown(visit, result=Result.RECORDED if done else None)

    async def _post(self, request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            return PlainTextResponse("send a form", 415)
        if not same_site(request):
            return HTMLResponse(self.spoken(request).elsewhere(), 403)
        try:
            form = read(await asyncio.wait_for(request.body(), self.patience))
        except TimeoutError:
            return HTMLResponse(self.spoken(request).busy(), 408, {"Connection": "close"})

        (door, link), now = _link(request), self.clock()
        came = self.desk.came(door, link, now=now)
        handed = Handed(came=came, form=form, peer=peer(request), at=now)
        receipt = await awaited(self.counter.hand(handed))
        if isinstance(receipt, DecisionRefused):
            raise receipt
        if receipt.result is Result.RECORDED:
            return RedirectResponse(f"/{door}/{link}?lang={form.language}&{_DONE}=1", 303)
        return await run_in_threadpool(self._once_more, request, form, receipt.result)

    def _once_more(self, request: Request, form: Form, result: Result) -> Response:
        """Show the page as it is now to whoever has to answer once more."""
        door, link = _link(request)
        told = self.desk.visit(door, link, now=self.clock(), language=form.language)
        return self._shown(told, result=result, form=form)

    def _shown(self, visit: Visit, *, result: Result | None = None, form: Form | None = None) -> Response:
        keep = form.choices if form and result in {Result.INCOMPLETE, Result.HASTY} else None
        page = self.pages(visit.sheet.language).decision(visit, action="?", result=result, chosen=keep)
        status = _STATUS.get(result, 200) if result else 200
        return HTMLResponse(page, status, {"Content-Language": visit.sheet.language})

    def pages(self, language: Language) -> Pages:
        """Give the pages of a language, as the registry is now."""
        registry = self.desk.catalog.registry
        key = (id(registry), language)
        if key not in self._pages:
            self._pages[key] = Pages(registry, self.desk.words(language))
        return self._pages[key]

    def spoken(self, request: Request) -> Pages:
        """Give the pages of the language a browser asks for first, of those we have."""
        policies = self.desk.catalog.registry.policies
        return self.pages(preferred(request, [one for policy in policies for one in policy.languages]))

    async def state(self, request: Request) -> Response:
        """Tell a banner on a page of another site what it says to the person whose link it has."""
        where = network(request.client.host if request.client else "")
        if self.failures.too_many(where, at=self.clock().timestamp()):
            return PlainTextResponse("too many bad links, wait a minute", 429, {"Retry-After": "60"})
        return await run_in_threadpool(self._state, request)

    def _state(self, request: Request) -> Response:
        (door, link), now = _link(request), self.clock()
        visit = self.desk.visit(
            door, link, now=now, language=Language(request.query_params.get("language", ""))
        )
        told = models.Banner.model_validate(banners.personal(self.desk, visit, now=now))
        return Response(told.model_dump_json(), 200, OPEN_TO_ALL, "application/json")

    async def asset(self, request: Request) -> Response:
        """Give a style sheet, a font or the mark."""
        found = asset(request.path_params["name"])
        if found is None:
            return await self.nowhere(request, refused())
        kept = {"ETag": found.etag, "Cache-Control": "public, max-age=86400"}
        if request.path_params["name"] == BANNER:
            kept |= OPEN_TO_ALL
        if request.headers.get("if-none-match") == found.etag:
            return Response(status_code=304, headers=kept)
        return Response(found.content, media_type=found.kind, headers=kept)

    async def health(self, request: Request) -> Response:
        """Say that we are here."""
        del request
        return PlainTextResponse("here\n")

    async def refused(self, request: Request, error: Exception) -> Response:
        """Count a bad link, and answer as for any address that leads nowhere."""
        where = network(request.client.host if request.client else "")
        self.failures.add(where, at=self.clock().timestamp())
        return await self.nowhere(request, error)

    async def nowhere(self, request: Request, error: Exception) -> Response:
        """Answer every address that leads nowhere with one page."""
        del error
        return HTMLResponse(self.spoken(request).unknown(), 404)

    async def broken(self, request: Request, error: Exception) -> Response:
        """Tell the operator what is wrong with the policies, and the visitor that nothing was recorded."""
        logging.getLogger(__name__).error("the decision pages cannot be shown: %s", error)
        return await self.busy(request, error)

    async def busy(self, request: Request, error: Exception) -> Response:
        """Say that nothing was recorded when the store did not take it."""
        del error
        return HTMLResponse(self.spoken(request).busy(), 503, {"Retry-After": "120"})


def _link(request: Request) -> tuple[Door, str]:
    """Tell which door a link opens."""
    return Door(request.scope["path"].split("/")[1]), request.path_params["link"]


def read(body: bytes) -> Form:
    """Read a form; what is not ours in it is left aside.

    Raises:
        DecisionRefused: when it is no form of ours.
    """
    try:
        told = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200))
    except ValueError as error:
        raise refused() from error
    choices = {
        int(place): Choice(value)
        for name, value in told.items()
        if (place := name.removeprefix("answer.")).isascii()
        and place.isdigit()
        and len(place) <= 3
        and name != place
        and value in set(Choice)
    }
    everything = told.get("answer.all")
    return Form(
        language=Language(told.get("language", "")),
        nonce=told.get("nonce", ""),
        page=told.get("page", ""),
        shown=told.get("shown", ""),
        choices=choices,
        everything=Choice(everything) if everything in set(Choice) else None,
        own=told.get("own") == "yes",
    )


async def _too_large(request: Request, error: Exception) -> Response:
    del request, error
    return PlainTextResponse("too large", 413)
