"""The routes of the interface: who asks, how fast, what was sent, and the answer with its tag."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import math
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from notifier.adapters.store.keys import Keys
from notifier.adapters.store.people import People
from notifier.errors import Refusal, SubjectRefused
from notifier.flows.inquire import Inquiry
from notifier.web.api import models
from notifier.web.api.document import document
from notifier.web.api.operations import OPERATIONS, Operation
from notifier.web.api.pace import Pace
from notifier.web.api.problems import Kind, Trouble, answer
from notifier.web.peers import Failures, network

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from starlette.requests import Request

    from notifier.adapters.store.keys import Key
    from notifier.flows.agree import Desk

PATIENCE = 10.0
"""Seconds that a body may take to arrive."""

OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""What lets pages of other sites read an answer."""


class Api:
    """Answers applications.

    Attributes:
        inquiry: what they may ask.
        keys: who may.
        clock: tells the moment.
        patience: seconds that a body may take.
    """

    def __init__(self, desk: Desk, *, clock: Callable[[], datetime], patience: float = PATIENCE) -> None:
        settings = desk.settings
        self.inquiry = Inquiry(desk, People(desk.engine, secret=settings.address_secret))
        self.keys = Keys(desk.engine, secrets=settings.secrets("api keys"))
        self.clock = clock
        self.patience = patience
        self.pace = Pace(rate=settings.api_rate)
        self.failures = Failures()

    def routes(self) -> list[Route]:
        """Give a route for each path; the operation is found by the method."""
        paths = dict.fromkeys(operation.path for operation in OPERATIONS)
        return [
            Route("/openapi.json", self.document, methods=["GET"]),
            *(_whatever(path, self._asked) for path in paths),
            _whatever("/{rest:path}", self._nowhere),
        ]

    async def document(self, request: Request) -> Response:
        """Give the document, to anybody."""
        return _tagged(request, orjson.dumps(document()), OPEN_TO_ALL)

    async def _nowhere(self, request: Request) -> Response:
        del request
        return answer(Trouble(Kind.NOT_FOUND))

    async def _asked(self, request: Request) -> Response:
        path = request.url.path.removeprefix(request.scope.get("root_path", ""))
        here = {one.method: one for one in OPERATIONS if one.path == path}
        operation = here.get("GET" if request.method == "HEAD" else request.method)
        if operation is None:
            return answer(Trouble(Kind.METHOD, headers={"Allow": ", ".join(here)}))
        try:
            return await self._answered(operation, request)
        except Trouble as trouble:
            return answer(trouble, permission=operation.permission)

    async def _answered(self, operation: Operation, request: Request) -> Response:
        try:
            await run_in_threadpool(self._admit, operation, request)
            sent = await self._body(operation, request) if operation.body else b""
            return await run_in_threadpool(self._run, operation, request, sent)
        except SubjectRefused as error:
            raise Trouble(Kind.NOT_FOUND, str(error)) from error
        except (DBAPIError, NoConnection, Refusal, TimeoutError) as error:
            logging.getLogger(__name__).warning("an application was not answered: %s", type(error).__name__)
            raise Trouble(Kind.UNAVAILABLE, headers={"Retry-After": "120"}) from error

    def _admit(self, operation: Operation, request: Request) -> None:
        """Refuse who may not ask this, or asks too fast."""
        at = self.clock().timestamp()
        where = network(request.client.host if request.client else "")
        if operation.public:
            self._paced(f"network {where}", at)
            return
        if self.failures.too_many(where, at=at):
            raise Trouble(Kind.TOO_MANY, headers={"Retry-After": "60"})
        key = self._holder(request)
        if key is None:
            self.failures.add(where, at=at)
            raise Trouble(Kind.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
        if operation.scope is not None and operation.scope not in key.scopes:
            raise Trouble(Kind.FORBIDDEN, f"the key '{key.name}' does not name {operation.scope}")
        self._paced(f"key {key.id}", at)

    def _paced(self, name: str, at: float) -> None:
        if wait := self.pace.wait(name, at=at):
            raise Trouble(Kind.TOO_MANY, headers={"Retry-After": str(math.ceil(wait))})

    def _holder(self, request: Request) -> Key | None:
        kind, _, told = request.headers.get("authorization", "").partition(" ")
        return self.keys.holder(told.strip()) if kind.lower() == "bearer" else None

    async def _body(self, operation: Operation, request: Request) -> bytes:
        """Read what was sent; it must be JSON, not too large, and here in time."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Trouble(Kind.MEDIA_TYPE)
        told = request.headers.get("content-length", "0")
        if not (told.isascii() and told.isdigit()) or int(told) > operation.largest:
            raise Trouble(Kind.TOO_LARGE)
        try:
            return await asyncio.wait_for(_read(request, operation.largest), self.patience)
        except TimeoutError as error:
            raise Trouble(Kind.SLOW, headers={"Connection": "close"}) from error

    def _run(self, operation: Operation, request: Request, sent: bytes) -> Response:
        asked = _parsed(operation, request, sent)
        given = operation.run(self.inquiry, asked, now=self.clock())
        if isinstance(given, models.Recorded):
            status = 200 if given.again else 201
            return Response(_json(given), status, {"Cache-Control": "no-store"}, "application/json")
        if operation.body:
            return Response(_json(given), 200, {"Cache-Control": "no-store"}, "application/json")
        headers = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
        if operation.public:
            headers = {"Cache-Control": "public, max-age=300", **OPEN_TO_ALL}
        tag = _asked_tag(given) if isinstance(given, models.Questions) else ""
        return _tagged(request, _json(given), headers, tag=tag)


def _whatever(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
    """Give a route that takes every method: the wrong ones are answered as problems, too."""
    route = Route(path, endpoint)
    route.methods = set()
    return route


async def _read(request: Request, largest: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise Trouble(Kind.TOO_LARGE)
        parts.append(part)
    return b"".join(parts)


def _parsed(operation: Operation, request: Request, sent: bytes) -> BaseModel:
    """Read what is asked; whatever the document does not know is refused with its place."""
    try:
        if operation.body:
            if request.query_params:
                raise Trouble(Kind.INVALID, "this takes no parameters")
            return operation.body.model_validate_json(sent)
        told = request.query_params.multi_items()
        if len({name for name, _ in told}) < len(told):
            raise Trouble(Kind.INVALID, "a parameter comes twice")
        return operation.query.model_validate_strings(dict(told))
    except ValidationError as error:
        raise Trouble(Kind.INVALID, errors=tuple(_flaws(error.errors()))) from error


def _flaws(errors: list[Any]) -> list[models.Flaw]:
    return [
        models.Flaw(place=".".join(str(part) for part in one["loc"]) or "body", why=one["msg"])
        for one in errors[:20]
    ]


def _json(given: BaseModel) -> bytes:
    return given.model_dump_json().encode("utf-8")


def _asked_tag(given: models.Questions) -> str:
    """Name what is asked: a new token does not make it something else."""
    return f'W/"{given.page[:32]}"'


def _tagged(request: Request, told: bytes, headers: dict[str, str], *, tag: str = "") -> Response:
    tag = tag or f'"{hashlib.sha256(told).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-cache", **headers, "ETag": tag}
    asked = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag.removeprefix("W/") in asked:
        return Response(status_code=304, headers=headers)
    return Response(told, 200, headers, "application/json")
