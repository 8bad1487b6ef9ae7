"""What every answer carries, and what no request may bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 16 * 1024
"""The largest body a form needs, with room."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cache-Control": "no-store",
}

_RAW = tuple((name.lower().encode("ascii"), value.encode("ascii")) for name, value in HEADERS.items())


class Guarded:
    """Adds the headers that keep a page to itself; a route may say something else about caching."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with our headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(own for own in _RAW if own[0] not in said)]
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


class Limited:
    """Refuses bodies that no form of ours has, before they are read; some paths have limits of their own."""

    def __init__(self, app: ASGIApp, *, largest: int = LARGEST, but: tuple[str, ...] = ()) -> None:
        self.app = app
        self.largest = largest
        self.but = but

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is small enough."""
        if scope["type"] != "http" or scope["path"].startswith(self.but):
            await self.app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if not told.isdigit() or int(told) > self.largest:
            await PlainTextResponse("too large", status_code=413)(scope, receive, send)
            return
        left = self.largest

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
            return message

        await self.app(scope, counted, send)


class TooLarge(Exception):
    """A body grew beyond what it said."""
